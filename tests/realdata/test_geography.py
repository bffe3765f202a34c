"""Population, areas and boundaries from the real open data, and districts from real crimes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from forcesight.errors import InputRefused
from forcesight.records.readers import discover
from forcesight.store import Home, reading
from forcesight.store.loading import load_published
from forcesight.store.loading_geography import load_areas, load_boundaries, load_population


pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def data() -> Path:
    """The folder of real open data; without it the test says so and skips."""
    folder = os.environ.get("FORCESIGHT_TEST_DATA")
    if not folder:
        pytest.skip("FORCESIGHT_TEST_DATA names no folder of real open data")
    return Path(folder)


@pytest.fixture(scope="module")
def home(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with one month of four forces, and nothing else yet."""
    home = Home.create(tmp_path_factory.mktemp("real") / "home", "staffordshire")
    load_published(home, discover(sorted((data / "police_uk/street").glob("2024-03-*.csv"))))
    return home


def rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    """What a query gives in the home's current snapshot."""
    with reading(home.path) as session:
        return session.rows(sql)


OWNERS = """
    SELECT parent_code, count(*) FROM area_link WHERE child_level = 'district' AND parent_level = 'force'
    AND parent_code IN ('cheshire', 'derbyshire', 'staffordshire', 'west-mercia') GROUP BY 1 ORDER BY 1
"""
# Districts of each force in 2024.
EXPECTED = [("cheshire", 4), ("derbyshire", 9), ("staffordshire", 9), ("west-mercia", 9)]


def test_crimes_alone_give_every_force_its_districts(home: Home) -> None:
    assert rows(home, OWNERS) == EXPECTED


def test_population_of_every_district_and_year(home: Home, data: Path) -> None:
    file = data / "home_office/crime-pressure-force-2022-pop-data.csv.gz"
    report = load_population(home, [file])
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (6620, 6620, 0)
    assert rows(home, "SELECT count(DISTINCT code), min(year), max(year) FROM population") == [(331, 2001, 2020)]
    assert load_population(home, [file]).rows_already_loaded == 6620


def test_look_ups_and_maps_take_the_place_of_what_crimes_implied(home: Home, data: Path) -> None:
    lookups = sorted((data / "home_office").glob("Local_Authority_District_to_*.csv"))
    assert load_areas(home, lookups).rows_loaded == 348
    assert rows(home, OWNERS) == EXPECTED
    report = load_boundaries(home, [data / "boundaries"])
    assert report.rows_read == report.rows_loaded == 43 + 9 + 687 + 211
    assert [Path(item.name).name for item in report.passed_over] == [
        "community_safety_partnerships_2016_from_lad.geojson"
    ]
    assert rows(home, "SELECT level, count(*) FROM boundary GROUP BY 1 ORDER BY 1") == [
        ("district", 9), ("force", 43), ("lsoa", 687), ("neighbourhood", 211),
    ]  # fmt: skip
    in_county = "child_level = 'lsoa' AND parent_level = 'neighbourhood' AND method = 'centre'"
    assert rows(home, f"SELECT count(*) FROM area_link WHERE {in_county}") == [(687,)]
    gone = "FROM area WHERE vintage = 'police.uk' AND name IN ('Stafford', 'Tamworth', 'Stoke-on-Trent')"
    assert rows(home, f"SELECT count(*) {gone}") == [(0,)]


def test_a_map_of_areas_that_are_none_of_ours_is_refused_by_name(home: Home, data: Path) -> None:
    with pytest.raises(InputRefused, match="no property of its areas is a code like LAD16CD"):
        load_boundaries(home, [data / "boundaries/community_safety_partnerships_2016_from_lad.geojson"])
