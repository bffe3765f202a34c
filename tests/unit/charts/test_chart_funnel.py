"""The funnel plot's drawing, table and description."""

from __future__ import annotations

import pytest
from tests.unit.charts.drawn import drawings, found, titles, words

from forcesight.charts import FunnelChart, FunnelLimit, FunnelPoint, funnel_plot


LIMITS = tuple(
    FunnelLimit(
        size=size, lower_95=6 - 20 / size**0.5, upper_95=6 + 20 / size**0.5,
        lower_99_8=6 - 32 / size**0.5, upper_99_8=6 + 32 / size**0.5,
    )
    for size in range(10, 1010, 25)
)  # fmt: skip
PEERS = (
    FunnelPoint(name="Northshire", value=6.1, size=600, own=True, href="/force/northshire"),
    FunnelPoint(name="Eastmarch", value=6.4, size=300),
    FunnelPoint(name="Kestrel Coast", value=8.6, size=500, position="above_99_8"),
    FunnelPoint(name="Westmoor", value=4.9, size=900, position="below_95"),
)


def funnel(*points: FunnelPoint, **more: object) -> FunnelChart:
    fields = {
        "id": "funnel", "title": "Burglary is within the limits", "unit": "per 1,000 people", "centre": 6.0,
        "limits": LIMITS, "points": points or PEERS, "value_label": "Burglary rate",
    }  # fmt: skip
    return FunnelChart(**(fields | more))  # type: ignore[arg-type]


def test_our_own_and_the_outside_points_are_named_and_the_others_are_not() -> None:
    wide = words(drawings(funnel_plot(funnel()))[0])
    assert wide.count("Northshire") == 2
    assert {"Kestrel Coast", "Westmoor"} <= set(wide)
    assert "Eastmarch" not in wide


def test_every_point_has_a_title() -> None:
    shown = titles(drawings(funnel_plot(funnel()))[0])
    assert "Kestrel Coast: 8.60 per 1,000 people, population 500, above the 99.8% limit" in shown
    assert len(shown) == 1 + len(PEERS)


def test_limits_and_centre_are_labelled_at_their_ends() -> None:
    wide, narrow = (words(each) for each in drawings(funnel_plot(funnel())))
    assert wide.count("99.8% limit") == wide.count("95% limit") == 2
    assert "Average 6.00" in wide
    assert {"99.8%", "95%", "Average", "6.00"} <= set(narrow)


def test_curves_are_cut_at_the_frame() -> None:
    wide = drawings(funnel_plot(funnel()))[0]
    clip = found(wide, "clipPath")[0]
    curves = next(each for each in found(wide, "g") if each.get("clip-path"))
    assert curves.get("clip-path") == f"url(#{clip.get('id')})"
    assert len(found(curves, "path")) == 4


def test_limits_of_sizes_smaller_than_any_point_do_not_squash_the_plot() -> None:
    ticks = [each for each in words(drawings(funnel_plot(funnel()))[0]) if each.replace(".", "").isdigit()]
    assert "16" not in ticks


def test_points_beyond_every_limit_still_draw() -> None:
    far = funnel(FunnelPoint(name="Huge", value=6.0, size=5000))
    assert "Average 6" in words(drawings(funnel_plot(far))[0])


def test_the_axis_may_start_at_zero() -> None:
    assert any("axis starts at" in line for line in words(drawings(funnel_plot(funnel()))[0]))
    assert not any("axis starts" in line for line in words(drawings(funnel_plot(funnel(from_zero=True)))[0]))


def test_the_table_puts_ours_first_and_the_others_by_name() -> None:
    table = funnel_plot(funnel()).table
    assert [row[0].text for row in table.cells] == ["Northshire", "Eastmarch", "Kestrel Coast", "Westmoor"]
    assert [cell.text for cell in next(table.cells)] == ["Northshire", "6.10", "600", "Within the limits"]
    assert next(table.cells)[0].href == "/force/northshire"


def test_the_description_says_where_ours_is_and_who_is_outside() -> None:
    assert funnel_plot(funnel()).description == (
        "Funnel plot of 4 values against population, with 95% and 99.8% limits. Average 6.00 per 1,000 people. "
        "Northshire: 6.10 per 1,000 people, population 600, within the limits. "
        "Below the 95% limit: Westmoor. Above the 99.8% limit: Kestrel Coast."
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"points": ()}, "has no points"),
        ({"limits": LIMITS[:1]}, "at least two"),
        ({"limits": LIMITS[::-1]}, "in order"),
    ],
)
def test_a_plot_that_cannot_be_drawn_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        FunnelChart(**({"id": "f", "title": "t", "centre": 6.0, "limits": LIMITS, "points": PEERS} | change))  # type: ignore[arg-type]


def test_an_unknown_position_is_refused() -> None:
    with pytest.raises(ValueError, match="position is one of"):
        FunnelPoint(name="a", value=1, size=1, position="top")
