"""Places of a force's own records

A force knows where things happened. Figures of its own records go from the force to its districts, neighbourhoods and
LSOAs wherever a row says where it lies: by its LSOA, or else by the district that the row itself names. Tables whose
rows lie nowhere, such as calls, are known for the whole force only. Rows that were corrected or withdrawn do not count,
and nothing that could name a person is kept with the sums.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.spec.measures.own_records import DISTRICTS, at, days, fairshire, figures, load, told

from forcesight.measures.areas import Area
from forcesight.measures.comparison import compare_children
from forcesight.operations import Platform
from forcesight.records import contract
from forcesight.store import open_session


NORTH, SOUTH = (Area("district", name, name) for name in DISTRICTS)


@pytest.fixture
def home(tmp_path: Path) -> Platform:
    return fairshire(tmp_path)


def incidents(day: str, **places: str) -> list[dict[str, object]]:
    """Ten incidents on a day, in the place that is given."""
    return [{"opened_at": at(f"{day} {hour:02d}:00"), **places} for hour in range(10)]


def test_from_the_force_to_an_lsoa(home: Platform) -> None:
    """Ten incidents a day in each LSOA of May."""
    rows = [row for day in days("2025-05-01", "2025-05-31") for codes in DISTRICTS.values() for code in codes
            for row in incidents(day, lsoa_code=code)]  # fmt: skip
    load(home, "incident", rows)
    assert told(home, "incidents") == {"2025-05": 1240}
    assert told(home, "incidents", NORTH) == {"2025-05": 620}
    assert told(home, "incidents", Area("lsoa", "E01000003", "South 003A")) == {"2025-05": 310}
    with figures(home) as known:
        found = compare_children(known, known.catalogue.measure("incidents", known.on), NORTH)
    assert [(total.area.code, total.numerator) for total in found.totals] == [("E01000001", 310), ("E01000002", 310)]


def test_the_lsoa_decides_and_the_named_district_stands_in(home: Platform) -> None:
    """An LSOA in North is in North whatever the row says; without an LSOA the named district counts."""
    rows = []
    for day in days("2025-05-01", "2025-05-31"):
        rows += incidents(day, lsoa_code="E01000001", district_code="South")
        rows += incidents(day, district_code="South")
    load(home, "incident", rows)
    assert (told(home, "incidents", NORTH), told(home, "incidents", SOUTH)) == ({"2025-05": 310}, {"2025-05": 310})


def test_calls_lie_nowhere(home: Platform) -> None:
    """There is no number of calls for a district: it is not zero."""
    load(home, "contact", [{"channel": "telephone", "line": "999", "offered_at": at(f"{day} 10:00")}
                           for day in days("2025-05-01", "2025-05-31")])  # fmt: skip
    with figures(home) as known:
        series = known.series(known.catalogue.measure("calls_999", known.on), NORTH)
    assert series.observations == () and series.cautions == ("999 calls: known for the whole force only.",)


def test_a_corrected_row_counts_once(home: Platform) -> None:
    """A search that was recorded twice over is one search; a withdrawn one is none."""
    searches = [{"source_id": f"s{day}", "stopped_at": at(f"{day} 22:00")} for day in days("2025-05-01", "2025-05-31")]
    load(home, "force_stop_search", searches)
    again = {"source_id": "s2025-05-09", "stopped_at": at("2025-05-09 22:05"), "object_found": True}
    load(home, "force_stop_search", [again], replaced=("s2025-05-09", "s2025-05-20"))
    assert told(home, "force_searches") == {"2025-05": 30}
    assert told(home, "force_search_find_rate") == {"2025-05": 100}


def test_sums_hold_nothing_that_could_name_a_person(home: Platform) -> None:
    """The mart of a table of people has its areas, its months and numbers, and no other words."""
    load(home, "missing_episode", [{"reported_at": at("2025-05-05 20:00"), "lsoa_code": "E01000001", "age": 14,
                                    "location": "12 Mill Lane", "found_by": "Mrs Example"}])  # fmt: skip
    session = open_session(home.home.path)
    columns = session.rows("DESCRIBE mart.month_missing_episode")
    texts = {name for name, kind, *_ in columns if kind == "VARCHAR"}
    session.close()
    assert texts == {"level", "area", "force", "month"}
    personal = {c.name for c in contract("missing_episode").columns if c.personal}
    assert personal and not personal & {name for name, *_ in columns}
    assert all(b"Mill Lane" not in path.read_bytes() for path in home.home.marts.rglob("*") if path.is_file())


def test_what_a_home_does_not_hold_it_has_no_measures_of(home: Platform) -> None:
    """A home with incidents answers for incidents, and has no table of sums for anything else."""
    load(home, "incident", incidents("2025-05-05"))
    with figures(home) as known:
        assert {measure.table for measure in known.measures} == {"incident"}
        assert known.series(known.catalogue.measure("crimes", known.on), NORTH).observations == ()
    tables = {name for (name,) in _tables(home)}
    assert "month_incident" in tables and "month_crime" not in tables


def _tables(home: Platform) -> list[tuple[str]]:
    session = open_session(home.home.path)
    try:
        return session.rows("SELECT view_name FROM duckdb_views() WHERE schema_name = 'mart'")
    finally:
        session.close()
