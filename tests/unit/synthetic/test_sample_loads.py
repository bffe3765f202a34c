"""The sample goes through the ordinary loaders, and what was planted in it is found again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from forcesight.records.readers import discover
from forcesight.store import Home, reading
from forcesight.store.loading import LoadReport, load_published
from forcesight.store.loading_geography import load_areas, load_boundaries, load_population
from forcesight.synthetic import write_sample


@dataclass(frozen=True)
class Loaded:
    """The home and what each load reported."""

    home: Home
    geography: tuple[LoadReport, ...]
    editions: tuple[LoadReport, ...]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a query gives."""
        with reading(self.home.path) as session:
            return session.rows(sql)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """A home with the whole sample."""
    folder: Path = tmp_path_factory.mktemp("loaded")
    sample = write_sample(folder / "sample")
    home = Home.create(folder / "home", sample.force)
    geography = (
        load_areas(home, sample.areas),
        load_boundaries(home, sample.boundaries),
        load_population(home, sample.population),
    )
    editions = tuple(load_published(home, discover([edition.folder])) for edition in sample.police_uk)
    return Loaded(home, geography, editions)


def test_everything_adds_up(loaded: Loaded) -> None:
    assert all(report.rows_rejected == report.rows_already_loaded == 0 for report in loaded.geography)
    assert all(report.rows_loaded > 0 for report in loaded.geography)
    first, second = loaded.editions
    assert first.rows_rejected == 0
    assert second.rows_rejected == 1
    # Outcomes and searches of the month that was published again are the same bytes.
    assert second.rows_already_loaded > 1000
    assert {change.rows_added for change in second.changes} == {6}
    assert {change.rows_removed for change in second.changes} == {0}
    assert all(change.outcomes_changed > 0 for change in second.changes)


def test_every_lsoa_reaches_its_neighbourhood_district_and_force(loaded: Loaded) -> None:
    found = loaded.rows("""
        SELECT count(*), count(n.parent_code), count(f.parent_code)
        FROM area a
        LEFT JOIN area_link n ON n.child_level = 'lsoa' AND n.child_code = a.code AND n.parent_level = 'neighbourhood'
        LEFT JOIN area_link d ON d.child_level = 'lsoa' AND d.child_code = a.code AND d.parent_level = 'district'
        LEFT JOIN area_link f ON f.child_level = 'district' AND f.child_code = d.parent_code
        WHERE a.level = 'lsoa' AND a.vintage = '2021' AND a.code < 'X0101'
    """)
    ((lsoas, in_neighbourhoods, in_forces),) = found
    assert lsoas == in_neighbourhoods == in_forces > 200


def test_neighbourhoods_of_lsoas_are_those_they_were_made_of(loaded: Loaded) -> None:
    # LSOAs of one number ("Marchester 003") follow their neighbourhood, so few numbers are split between two.
    ((split, numbers),) = loaded.rows(
        """
        SELECT count(*) FILTER (WHERE n > 1), count(*) FROM (
            SELECT left(a.name, -1) AS number, count(DISTINCT l.parent_code) AS n
            FROM area a JOIN area_link l ON l.child_level = 'lsoa' AND l.child_code = a.code
            WHERE a.vintage = '2021' AND l.parent_level = 'neighbourhood' GROUP BY 1
        ) AS counted
    """
    )
    assert split < numbers / 2


def test_the_planted_changes_are_there(loaded: Loaded) -> None:
    def mean(crime_type: str, months: str, district: str = "") -> float:
        inside = f"AND lsoa_name LIKE '{district} %'" if district else ""
        ((count, over),) = loaded.rows(
            f"SELECT count(*), count(DISTINCT month) FROM recorded_crime WHERE force = 'northmarch' "
            f"AND crime_type = '{crime_type}' AND month {months} {inside}"
        )
        return float(count / over)

    assert mean("Shoplifting", ">= '2024-11'", "Marchester") > 1.3 * mean("Shoplifting", "< '2024-11'", "Marchester")
    assert mean("Vehicle crime", ">= '2025-03'") < 0.75 * mean("Vehicle crime", "< '2025-03'")
    assert mean("Burglary", "= '2025-12'", "Eddermouth") > 1.8 * mean("Burglary", "< '2025-12'", "Eddermouth")
    assert mean("Anti-social behaviour", "LIKE '%-07'") > 1.2 * mean("Anti-social behaviour", "LIKE '%-01'")
    assert mean("Theft from the person", "LIKE '2%'", "Quernby") < 5


def test_months_flags_and_rejects_are_as_written(loaded: Loaded) -> None:
    assert dict(loaded.rows("SELECT force, count(DISTINCT month) FROM recorded_crime GROUP BY 1")) == {
        "fenwold": 36, "kestrelshire": 36, "northmarch": 36, "saltmere": 35, "thornvale": 36, "wolderness": 36,
    }  # fmt: skip
    flags = {
        flag for (text,) in loaded.rows("SELECT DISTINCT quality_flags FROM recorded_crime") for flag in text.split(",")
    }
    assert flags >= {"no_id", "no_location", "no_lsoa", "zero_latitude", "other_force"}
    assert loaded.rows("SELECT reason FROM reject") == [("the row has 16 cells instead of 15",)]
    ((midnights,),) = loaded.rows("SELECT count(*) FROM stop_search WHERE force = 'wolderness' AND hour IS NOT NULL")
    assert midnights == 0


def test_an_lsoa_that_no_geography_knows_still_has_a_district(loaded: Loaded) -> None:
    assert loaded.rows("SELECT name FROM area WHERE level = 'lsoa' AND vintage = 'police.uk'") == [("Marchester 099Z",)]
    assert loaded.rows("SELECT parent_code FROM area_link WHERE child_code = 'X01009999'") == [("X07000001",)]
