"""Comparison with peers: the funnel plot

Small areas stray further than large ones by chance, so a league table mostly ranks size. The funnel plot asks of each
area whether it lies further from the common value than its size explains. Areas differ for other reasons than chance
too, and the limits widen by as much as they generally do.
"""

from __future__ import annotations

import pytest
from tests.spec.tables import rows

from forcesight.measures.funnel import funnel


def cases(text: str) -> dict[str, tuple[float, float]]:
    return {row["area"]: (row["found"], row["cases"]) for row in rows(text)}


def test_size_decides_what_is_unusual() -> None:
    """The small and the large area both find 16 %, against 11 % overall: only the large one stands out."""
    plot = funnel(
        cases("""
            area  | found | cases
            North |   101 |  1000
            South |    99 |  1000
            East  |   104 |  1000
            Large |   160 |  1000
            Small |    16 |   100
        """),
        kind="proportion",
        per=100,
    )
    places = {area.name: area.place for area in plot.areas}
    assert places == {"North": "inside", "South": "inside", "East": "inside", "Large": "high", "Small": "inside"}
    assert plot.centre == pytest.approx(100 * 480 / 4100)
    assert plot.n == 5


def test_limits_without_overdispersion() -> None:
    """Of 100 cases at 10 % an area lies between 4.9 and 16.6 % in 95 of 100 years."""
    plot = funnel(dict.fromkeys("ABC", (10, 100)), kind="proportion", per=100)
    assert plot.phi == 1
    assert plot.limits(100) == pytest.approx((4.9, 16.6), abs=0.1)
    assert plot.limits(100, 0.998) == pytest.approx((2.8, 21.0), abs=0.1)


def test_areas_that_differ_anyway() -> None:
    """Twelve forces differ far more than chance explains: phi says how much, and none of them is singled out."""
    counts = [820, 1190, 990, 1310, 760, 1080, 900, 1240, 850, 1150, 940, 1030]
    plot = funnel({f"Force {i}": (n, 10_000) for i, n in enumerate(counts)}, kind="rate", per=1000)
    assert plot.phi > 10
    assert {area.place for area in plot.areas} == {"inside"}
    assert plot.reasons[0].startswith(f"Areas vary {plot.phi:.1f} times as much as chance alone")


def test_an_outlier_does_not_excuse_itself() -> None:
    """Eleven forces close together and one far off: the far one is drawn in before phi is taken."""
    counts = [1010, 990, 1005, 980, 1020, 1000, 995, 1015, 985, 1008, 992, 1500]
    plot = funnel({f"Force {i}": (n, 10_000) for i, n in enumerate(counts)}, kind="rate")
    assert [area.name for area in plot.areas if area.place != "inside"] == ["Force 11"]
    assert plot.areas[11].place == "very_high"


def test_limits_stay_inside_the_possible() -> None:
    """No limit below none or above all, however small the area."""
    plot = funnel({"A": (99, 100), "B": (98, 100), "C": (2, 2)}, kind="proportion")
    assert plot.limits(2)[1] == 1
    assert funnel({"A": (1, 100), "B": (2, 100)}, kind="rate").limits(1)[0] == 0


def test_an_area_without_cases() -> None:
    """It has no place on the plot, and is refused by name."""
    with pytest.raises(ValueError, match="East has no denominator"):
        funnel({"East": (0, 0)}, kind="proportion")
    with pytest.raises(ValueError, match="at least one area"):
        funnel({}, kind="rate")
