"""A release of real crimes: no small number is shown, and none follows by adding and subtracting."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.unit.operations.reader import hidden, read, shown, work_out

from forcesight.access import local_operator
from forcesight.operations import Platform, records
from forcesight.operations.figures import Question, answer
from forcesight.operations.release import release
from forcesight.operations.releases import Release
from forcesight.store import Home


pytestmark = pytest.mark.realdata
TYPES = (
    "violence_and_sexual_offences", "burglary", "robbery", "vehicle_crime", "shoplifting", "theft_from_the_person",
    "bicycle_theft", "other_theft", "criminal_damage_and_arson", "public_order", "drugs", "possession_of_weapons",
    "other_crime",
)  # fmt: skip
MONTHS = ("2024-02", "2024-03")


@pytest.fixture(scope="module")
def staffordshire(tmp_path_factory: pytest.TempPathFactory) -> tuple[Platform, Release]:
    """Two real months, released."""
    folder = os.environ.get("FORCESIGHT_TEST_DATA")
    if not folder:
        pytest.skip("FORCESIGHT_TEST_DATA names no folder of real open data")
    street = Path(folder) / "police_uk" / "street"
    platform = Platform(Home.create(tmp_path_factory.mktemp("real") / "home", "staffordshire"))
    files = [street / f"{month}-staffordshire-street.csv" for month in MONTHS]
    records.load_police_uk(platform, files, by=local_operator())
    return platform, release(platform, by=local_operator())


def test_totals_are_shown_and_equal_the_answer(staffordshire: tuple[Platform, Release]) -> None:
    platform, made = staffordshire
    told = shown(made)
    for row in answer(platform, Question("recorded_crime"), by=local_operator())["rows"]:
        assert told["recorded_crime", row["area_name"], row["period"]] == row["numerator"]
    districts = {row["area_name"] for row in read(made) if row["area_level"] == "district"}
    assert len(districts) == 9
    assert all(("recorded_crime", district, month) in told for district in districts for month in MONTHS)


def test_nothing_suppressed_follows(staffordshire: tuple[Platform, Release]) -> None:
    """A reader who knows the crimes without a place takes the rest from totals of types and of districts."""
    platform, made = staffordshire
    areas = {row["area_name"]: row["area_level"] for row in read(made)}
    districts = [name for name, level in areas.items() if level == "district"]
    (force,) = set(areas) - set(districts)
    known, sums = shown(made), []
    for measure in (*TYPES, "recorded_crime"):
        told = {
            (row["area_name"], row["period"]): row["numerator"]
            for level in ("force", "district")
            for row in answer(platform, Question(measure, by=level), by=local_operator())["rows"]
        }
        for month in MONTHS:
            known[measure, "nowhere", month] = told[force, month] - sum(told[each, month] for each in districts)
            parts = [(measure, place, month) for place in (*districts, "nowhere")]
            sums.append(((measure, force, month), parts))
    sums += [
        (("recorded_crime", area, month), [(each, area, month) for each in TYPES]) for area in areas for month in MONTHS
    ]
    assert not {cell for cell, value in shown(made).items() if 0 < value < 5}
    assert len(hidden(made)) > 20
    assert not hidden(made) & set(work_out(known, sums))
