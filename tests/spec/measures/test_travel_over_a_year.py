"""Direction of travel over a year

The latest twelve settled months stand beside the same months of the year before, so that the season cancels out. A
month takes part only if both it and its twin a year earlier are settled; the words say how many take part. The margin
within which a change does not matter is the catalogue's: 5 % for counts and rates, 2 points for proportions, until a
force confirms or changes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from tests.spec.measures.monthly import months

from forcesight.catalogue import Catalogue, Measure
from forcesight.measures.areas import Area
from forcesight.measures.figures import Series
from forcesight.measures.travel import Travel, direction_of_travel


@dataclass
class Asked:
    """The part of the figures that the direction of travel asks for: the catalogue's margins on a day."""

    catalogue: Catalogue
    on: date = date(2026, 1, 31)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


def travel(catalogue: Catalogue, measure: str, counts: str, of: str = "") -> Travel | None:
    series = Series(_measure(catalogue, measure), Area("force", "fairshire", "Fairshire"), "fairshire", tuple(
        months("2024-01", counts, of)
    ))  # fmt: skip
    return direction_of_travel(Asked(catalogue), series)  # type: ignore[arg-type]


def _measure(catalogue: Catalogue, name: str) -> Measure:
    return catalogue.measure(name)


YEAR = " 100" * 12


def test_twelve_months_beside_the_twelve_before(catalogue: Catalogue) -> None:
    """1,500 burglaries after 1,200: the ratio 1.25 has an interval of 1.16 to 1.35, so the year is higher."""
    found = travel(catalogue, "burglary", YEAR + " 125" * 12)
    assert found.change.word == "higher"
    assert (found.change.before, found.change.after, found.months) == (1200, 1500, 12)
    assert found.change.interval.low == pytest.approx(1.158, abs=0.002)
    assert (found.before, found.after) == ("the 12 months to December 2024", "the 12 months to December 2025")


def test_a_season_is_no_direction(catalogue: Catalogue) -> None:
    """Each month is compared with itself: a summer peak of every year says nothing."""
    found = travel(catalogue, "anti_social_behaviour", " 80 80 80 100 120 140 140 140 120 100 80 80" * 2)
    assert found.change.interval.estimate == 1 and found.change.word == "cannot tell"


def test_enough_events_can_tell_that_nothing_changed(catalogue: Catalogue) -> None:
    """With 120,000 a year the interval of no change lies inside the 5 % margin: broadly unchanged."""
    found = travel(catalogue, "recorded_crime", " 10000" * 24)
    assert found.change.word == "broadly unchanged" and found.margin.value == 0.05


def test_only_months_that_are_settled_in_both_years(catalogue: Catalogue) -> None:
    """March 2024 is missing and December 2025 still filling: of the twelve months to November 2025, ten have a twin."""
    found = travel(catalogue, "burglary", " 100 100 - 100 100 100 100 100 100 100 100 100" + " 100" * 11 + " 20f")
    assert (found.after, found.before) == ("10 of the 12 months to November 2025", "the same months a year before")
    assert found.change.before == found.change.after == 1000


def test_a_share_is_compared_in_points(catalogue: Catalogue) -> None:
    """30 % of 2,400 after 25 % of 2,400: five points, with an interval that leaves out no change."""
    found = travel(catalogue, "search_find_rate", " 50" * 12 + " 60" * 12, " 200" * 24)
    assert (found.change.before, found.change.after, found.change.word) == (25, 30, "higher")
    assert found.margin.scale == "points"


def test_nothing_to_compare_is_not_a_direction(catalogue: Catalogue) -> None:
    """Under a year of months, or none of them a year before, or no search at all: no direction is claimed."""
    assert travel(catalogue, "burglary", YEAR) is None
    assert travel(catalogue, "burglary", " 0" * 12 + " 5" * 12) is None
    assert travel(catalogue, "burglary", "- - -") is None
    assert travel(catalogue, "search_find_rate", " 0" * 24, " 0" * 24) is None
