"""The line chart's drawing, table and description."""

from __future__ import annotations

import pytest
from tests.unit.charts.drawn import drawings, found, titles, words

from forcesight.charts import Line, LineChart, line_chart
from forcesight.charts.lettering import width
from forcesight.charts.picture import NARROW


HOURS = tuple(f"{hour:02}:00" for hour in range(6))


def chart(**more: object) -> LineChart:
    fields = {
        "id": "calls",
        "title": "Calls are fewest at 03:00",
        "unit": "calls",
        "at": tuple(range(6)),
        "labels": HOURS,
        "ticks": ((0, "00:00"), (3, "03:00")),
        "lines": (Line(name="Now", values=(9.0, 7.0, 4.0, 2.0, None, 6.0)),),
        "scale_label": "Hour",
        "value_label": "Calls an hour",
    }
    return LineChart(**(fields | more))  # type: ignore[arg-type]


def test_one_line_needs_no_key() -> None:
    assert "Now" not in words(drawings(line_chart(chart()))[0])
    assert "Now" in titles(drawings(line_chart(chart()))[0])


def test_several_lines_are_told_apart_by_dashes_and_named() -> None:
    two = (Line(name="Now", values=(1.0,) * 6), Line(name="With two more", values=(2.0,) * 6))
    drawing = drawings(line_chart(chart(lines=two)))[0]
    assert {"Now", "With two more"} <= set(words(drawing))
    dashes = [path.get("stroke-dasharray") for path in found(drawing, "path") if path.get("fill") == "none"]
    assert None in dashes
    assert "9 4" in dashes


def test_a_long_name_goes_on_below_itself_on_a_phone() -> None:
    name = "Forty in a hundred of the neighbourhood officers to response, with 120 more officers"
    two = (Line(name="Now", values=(1.0,) * 6), Line(name=name, values=(2.0,) * 6))
    narrow = drawings(line_chart(chart(lines=two)))[1]
    said = words(narrow)
    assert name not in said and name in " ".join(said)
    assert all(width(each) <= NARROW for each in said)


def test_the_pen_is_lifted_where_nothing_is_known() -> None:
    path = next(p for p in found(drawings(line_chart(chart()))[0], "path") if p.get("stroke-width") == "2.5")
    assert path.get("d", "").count("M") == 2


def test_steps_hold_each_value_until_the_next_place() -> None:
    path = next(p for p in found(drawings(line_chart(chart(steps=True)))[0], "path") if p.get("stroke-width") == "2.5")
    assert path.get("d", "").count("H") == 5


def test_an_interval_is_a_band_and_two_columns() -> None:
    line = Line(name="Now", values=(5.0,) * 6, lower=(4.0,) * 6, upper=(None, *(6.5,) * 5))
    picture = line_chart(chart(lines=(line,), interval="90% interval"))
    assert [column.label for column in picture.table.columns] == [
        "Hour", "Now", "Now, 90% interval, low", "Now, 90% interval, high",
    ]  # fmt: skip
    assert [cell.text for cell in next(picture.table.cells)] == ["00:00", "5.00", "4.00", "no data"]
    assert [p for p in found(drawings(picture)[0], "path") if p.get("fill-opacity") == "0.15"]


def test_the_description_gives_the_least_and_the_most_of_each_line() -> None:
    empty = Line(name="Before", values=(None,) * 6)
    described = line_chart(chart(lines=(*chart().lines, empty))).description
    assert described == "Now: from 2 calls (03:00) to 9 calls (00:00). Before: no data."


def test_tick_names_that_would_touch_are_left_out() -> None:
    ticks = tuple((place / 10, f"long name {place}") for place in range(50))
    shown = [w for w in words(drawings(line_chart(chart(ticks=ticks)))[0]) if w.startswith("long")]
    assert 1 < len(shown) < 10


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"lines": ()}, "has 0 lines"),
        ({"labels": HOURS[:5]}, "6 places but 5 values or labels"),
        ({"lines": (Line(name="Now", values=(1.0,)),)}, "6 places but 1 values or labels"),
    ],
)
def test_a_chart_that_does_not_add_up_is_refused(more: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        chart(**more)


def test_one_place_is_drawn() -> None:
    one = chart(at=(2.0,), labels=("02:00",), ticks=((2.0, "02:00"),), lines=(Line(name="Now", values=(1.5,)),))
    assert drawings(line_chart(one))


def test_a_band_steps_as_its_line_does() -> None:
    line = Line(name="Now", values=(2.0,) * 6, lower=(1.0,) * 6, upper=(3.0, 4.0, 3.0, 3.0, None, 3.0))
    band, joined = (
        next(
            p
            for p in found(drawings(line_chart(chart(lines=(line,), steps=steps)))[0], "path")
            if p.get("fill-opacity")
        )
        for steps in (True, False)
    )
    edges = [corner.split("H") for corner in band.get("d", "").strip("Mz").split("L")]
    assert len(edges) == 10 and all(start.split()[0] != end for start, end in edges)
    assert all(
        start.split()[0] == end for start, end in (c.split("H") for c in joined.get("d", "").strip("Mz").split("L"))
    )
