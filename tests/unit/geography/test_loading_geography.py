"""Loading reference data: counts that add up, nothing changed by the same file or by a fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.unit.geography.maps import collection, feature, square

from forcesight.errors import InputRefused
from forcesight.records.readers import PassedOver
from forcesight.store import Home, read_snapshot, reading
from forcesight.store.loading import LoadReport
from forcesight.store.loading_geography import load_areas, load_boundaries, load_population
from forcesight.store.query import content_hash


Write = Callable[[str, str], Path]

PEOPLE = "code,year,population\nE07000001,2020,100\nE07000002,2020,200\nE92000001,2020,1\n"
LOOKUP = "LAD16CD,LAD16NM,PFA16CD,PFA16NM\nE07000001,Fairbridge,E23,Fairshire\nE07000002,Fairmoor,E23,Fairshire\n"
DISTRICTS = collection(
    feature(square(-2.0), LAD13CD="E07000001", LAD13NM="Fairbridge (old)"),
    feature(square(-1.9), LAD13CD="E07000003", LAD13NM="Fairdale"),
)


def counts(report: LoadReport) -> tuple[int, int, int, int]:
    """Read, loaded, rejected, already loaded."""
    return report.rows_read, report.rows_loaded, report.rows_rejected, report.rows_already_loaded


def rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    """What a query gives in the home's current snapshot."""
    with reading(home.path) as session:
        return session.rows(sql)


def hashes(home: Home) -> dict[str, str]:
    """The content of every table."""
    with reading(home.path) as session:
        return {table: content_hash(session, table) for table in read_snapshot(home.path).tables}


def test_the_same_file_again_changes_nothing(home: Home, write: Write) -> None:
    file = write("people.csv", PEOPLE)
    first = load_population(home, [file])
    before = hashes(home)
    again = load_population(home, [file])
    assert counts(first) == (3, 2, 1, 0)
    assert counts(again) == (3, 0, 1, 2)
    assert (first.snapshot, again.snapshot) == (1, 1)
    assert hashes(home) == before
    assert rows(home, "SELECT count(*) FROM reject") == [(1,)]


def test_a_revision_replaces_the_rows_that_differ(home: Home, write: Write) -> None:
    file = write("people.csv", PEOPLE)
    load_population(home, [file])
    file.write_text(PEOPLE.replace("200", "210"), encoding="utf-8")
    assert counts(load_population(home, [file])) == (3, 1, 1, 1)
    assert rows(home, "SELECT code, population FROM population ORDER BY 1") == [("E07000001", 100), ("E07000002", 210)]
    assert rows(home, "SELECT kind, rows_read, rows_loaded, rows_rejected FROM source_file ORDER BY 3 DESC") == [
        ("population", 3, 2, 1),
        ("population", 3, 1, 1),
    ]


def test_going_back_to_an_older_file_is_a_change_too(home: Home, write: Write) -> None:
    file = write("people.csv", PEOPLE)
    load_population(home, [file])
    first = hashes(home)["population"]
    file.write_text(PEOPLE.replace("200", "210"), encoding="utf-8")
    load_population(home, [file])
    file.write_text(PEOPLE, encoding="utf-8")
    assert counts(load_population(home, [file])) == (3, 1, 1, 1)
    assert hashes(home)["population"] == first
    assert rows(home, "SELECT count(*) FROM reject") == [(2,)]


def test_every_fault_is_told_and_nothing_is_changed(home: Home, write: Write) -> None:
    good, empty, other = write("a.csv", PEOPLE), write("b.csv", ""), write("c.csv", "x,y\n1,2\n")
    with pytest.raises(InputRefused) as refused:
        load_population(home, [good, empty, other])
    assert len(refused.value.sentences) == 2
    assert refused.value.exit_code == 2
    assert read_snapshot(home.path).number == 0


def test_a_folder_passes_over_files_of_another_kind(home: Home, write: Write, tmp_path: Path) -> None:
    other = write("in/other.csv", "x,y\n1,2\n")
    write("in/people.csv", PEOPLE)
    report = load_population(home, [tmp_path / "in"])
    assert report.passed_over == (PassedOver(str(other), "it has no column for code, year, population"),)
    assert report.files == 1
    (tmp_path / "in" / "people.csv").unlink()
    with pytest.raises(InputRefused, match=r"None of the files in .* is a population file"):
        load_population(home, [tmp_path / "in"])


def test_a_named_map_of_a_level_that_is_not_used_is_passed_over(home: Home, write: Write) -> None:
    partnerships = write("csp.geojson", collection(feature(square(-2.0), CSP16CD="E22000001", CSP16NM="Fairshire")))
    report = load_boundaries(home, [partnerships, write("districts.geojson", DISTRICTS)])
    assert report.files == 1 and report.rows_loaded == 2
    (item,) = report.passed_over
    assert item == PassedOver(str(partnerships), "its areas are of a level that is not used here: CSP16CD")
    with pytest.raises(InputRefused, match=r"no property of its areas is a code like LAD16CD"):
        load_boundaries(home, [partnerships])


def test_a_look_up_counts_its_rows_not_its_areas(home: Home, write: Write) -> None:
    assert counts(load_areas(home, [write("lookup.csv", LOOKUP)])) == (2, 2, 0, 0)
    assert rows(home, "SELECT level, count(*) FROM area GROUP BY ALL ORDER BY 1") == [("district", 2), ("force", 1)]
    moved = write("lookup.csv", LOOKUP.replace("E07000002,Fairmoor,E23,Fairshire", "E07000002,Fairmoor,E24,Otherfolk"))
    assert counts(load_areas(home, [moved])) == (2, 1, 0, 1)


def test_a_map_adds_only_the_areas_that_the_home_lacks(home: Home, write: Write) -> None:
    load_areas(home, [write("lookup.csv", LOOKUP)])
    file = write("districts.geojson", DISTRICTS)
    assert counts(load_boundaries(home, [file])) == (2, 2, 0, 0)
    assert rows(home, "SELECT code, name, vintage FROM area WHERE level = 'district' ORDER BY 1") == [
        ("E07000001", "Fairbridge", "2016"),
        ("E07000002", "Fairmoor", "2016"),
        ("E07000003", "Fairdale", "2013"),
    ]
    assert counts(load_boundaries(home, [file])) == (2, 0, 0, 2)


def test_maps_of_two_levels_are_linked_by_centres(home: Home, write: Write) -> None:
    wards = collection(feature(square(-2.0), WD13CD="E05000001", WD13NM="Old Town"))
    lsoas = collection(feature(square(-1.98, 53.02, 0.02), LSOA11CD="E01000001", LSOA11NM="Fairbridge 001A"))
    files = [write("w.geojson", wards), write("l.json", lsoas), write("d.geojson", DISTRICTS)]
    report = load_boundaries(home, files)
    assert report.files == 3
    assert rows(
        home,
        "SELECT child_level, parent_level, parent_code, method, vintage FROM area_link ORDER BY ALL",
    ) == [
        ("lsoa", "district", "E07000001", "centre", "2013"),
        ("lsoa", "neighbourhood", "E05000001", "centre", "2013"),
        ("neighbourhood", "district", "E07000001", "centre", "2013"),
    ]
    assert counts(load_boundaries(home, files))[1] == 0
    assert read_snapshot(home.path).number == 1


def test_progress_is_told(home: Home, write: Write) -> None:
    told: list[tuple[int, int, str]] = []
    load_population(home, [write("people.csv", PEOPLE)], progress=lambda *step: told.append(step))
    assert told == [(0, 1, "Reading population"), (1, 1, "Publishing")]
