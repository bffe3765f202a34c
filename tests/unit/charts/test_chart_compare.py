"""The comparison's drawing, table and description."""

from __future__ import annotations

import pytest
from tests.unit.charts.drawn import drawings, found, titles, words

from forcesight.charts import Comparison, Peer, dot_plot


PEERS = (
    Peer(name="Westmoor", value=7.5, lower=7.0, upper=8.0, n=4100, verdict="higher"),
    Peer(name="Northshire", value=6.0, lower=5.5, upper=6.5, n=3600, own=True),
    Peer(name="Eastmarch", value=None, href="/force/eastmarch"),
    Peer(name="Kestrel Coast", value=5.5),
)


def comparison(**more: object) -> Comparison:
    fields = {"id": "peers", "title": "About the same", "unit": "%", "peers": PEERS, "average": 6.2, "decimals": 1}
    return Comparison(**(fields | more))  # type: ignore[arg-type]


def test_rows_are_ours_first_then_alphabetical_never_by_value() -> None:
    expected = ["Northshire", "Eastmarch", "Kestrel Coast", "Westmoor"]
    picture = dot_plot(comparison())
    for drawing in drawings(picture):
        assert [each for each in words(drawing) if each in expected] == expected
    assert [row[0].text for row in picture.table.cells] == expected


def test_our_own_force_stands_out_by_weight_as_well_as_colour() -> None:
    wide = drawings(dot_plot(comparison()))[0]
    bold = {each.text for each in found(wide, "text") if each.get("font-weight") == "bold"}
    assert bold == {"Northshire", "6.0% (5.5% to 6.5%)"}


def test_values_stand_in_words_beside_their_dots() -> None:
    shown = words(drawings(dot_plot(comparison()))[0])
    assert {"7.5% (7.0% to 8.0%)", "5.5%", "no data", "Group average 6.2%"} <= set(shown)


def test_titles_give_the_count_and_the_verdict() -> None:
    shown = titles(drawings(dot_plot(comparison()))[0])
    assert "Westmoor: 7.5% (7.0% to 8.0%), count 4,100, higher" in shown
    assert not [title for title in shown if title.startswith("Eastmarch")]


def test_a_comparison_without_average_has_no_line() -> None:
    shown = words(drawings(dot_plot(comparison(average=None)))[0])
    assert not [line for line in shown if line.startswith("Group average")]
    assert "Group average" not in dot_plot(comparison(average=None)).description


def test_a_name_too_long_is_shortened_in_the_drawing_and_whole_in_the_table() -> None:
    name = "The Constabulary of the Upper and the Lower Wold with the Isles"
    picture = dot_plot(comparison(peers=(Peer(name=name, value=5.0),)))
    assert any(each.endswith("…") for each in words(drawings(picture)[0]))
    assert next(picture.table.cells)[0].text == name


def test_the_table_has_interval_count_verdict_and_link() -> None:
    table = dot_plot(comparison()).table
    assert [column.label for column in table.columns] == [
        "Name", "Rate", "95% interval, low", "95% interval, high", "Count", "Compared with ours",
    ]  # fmt: skip
    rows = list(table.cells)
    assert [cell.text for cell in rows[3]] == ["Westmoor", "7.5%", "7.0", "8.0", "4,100", "higher"]
    assert rows[1][0].href == "/force/eastmarch"


def test_the_description_names_ours_the_average_and_what_is_missing() -> None:
    assert dot_plot(comparison()).description == (
        "Values with 95% interval for 4, in alphabetical order after our own. "
        "Northshire: 6.0% (5.5% to 6.5%), count 3,600. Group average: 6.2%. No data: Eastmarch."
    )


def test_a_comparison_with_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="has no peers"):
        comparison(peers=())
