"""Areas that published crimes imply, as more of them arrive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.spec.geography.places import add_areas, add_crimes, parents

from forcesight.store import Home
from forcesight.store.derived_areas import derive_areas
from forcesight.store.derived_links import derive_links
from forcesight.store.writer import Writer


@pytest.fixture
def writer(home: Home) -> Iterator[Writer]:
    """A change of the home."""
    with Writer.open(home) as writer:
        yield writer


def crime(force: str, lsoa: str, name: str, crimes: int) -> dict[str, Any]:
    """So many crimes of a force in an LSOA."""
    return {"force": force, "lsoa": lsoa, "name": name, "crimes": crimes}


def arrive(writer: Writer, *crimes: dict[str, Any]) -> int:
    """Crimes arrive as one new data file; returns how many rows were derived from it."""
    before: set[Path] = set(writer.paths("recorded_crime"))
    add_crimes(writer, list(crimes))
    return derive_areas(writer, [path for path in writer.paths("recorded_crime") if path not in before])


def rows(writer: Writer, table: str, columns: str) -> list[tuple[Any, ...]]:
    """Some columns of a table as it will be."""
    return writer.connection.execute(f"SELECT {columns} FROM {writer.source(table)} ORDER BY ALL").fetchall()


def test_no_new_files_mean_no_new_areas(writer: Writer) -> None:
    assert derive_areas(writer, []) == 0


def test_only_what_is_new_is_added(writer: Writer) -> None:
    assert arrive(writer, crime("fairshire", "A1", "Fairbridge 001A", 5)) == 4
    assert arrive(writer, crime("fairshire", "A1", "Fairbridge 001A", 5)) == 0
    assert arrive(writer, crime("fairshire", "A2", "Fairbridge 001B", 5)) == 2
    assert rows(writer, "area", "level, code, name, vintage") == [
        ("district", "fairbridge", "Fairbridge", "police.uk"),
        ("lsoa", "A1", "Fairbridge 001A", "police.uk"),
        ("lsoa", "A2", "Fairbridge 001B", "police.uk"),
    ]


def test_an_lsoa_with_two_names_takes_the_commoner(writer: Writer) -> None:
    arrive(writer, crime("fairshire", "A1", "Fairmoor 009Z", 2), crime("fairshire", "A1", "Fairbridge 001A", 3))
    assert rows(writer, "area", "code, name") == [("A1", "Fairbridge 001A"), ("fairbridge", "Fairbridge")]


@pytest.mark.parametrize(("lsoa", "name"), [("A1", ""), ("A1", "Fairbridge"), ("A1", None), (None, "Fairbridge 001A")])
def test_rows_without_a_code_or_a_usual_name_imply_nothing(writer: Writer, lsoa: str | None, name: str | None) -> None:
    assert arrive(writer, {"force": "fairshire", "lsoa": lsoa, "name": name, "crimes": 3}) == 0


def test_a_district_moves_to_the_force_with_more_crimes_in_all(writer: Writer) -> None:
    # Fairshire comes first and records at the border as thickly as at home.
    arrive(writer, crime("fairshire", "A1", "Fairbridge 001A", 9), crime("fairshire", "N1", "Neighbury 001A", 6))
    assert parents(writer, "district", "force") == {"fairbridge": "fairshire", "neighbury": "fairshire"}
    # The neighbour's first month has fewer crimes there than Fairshire has in all, so nothing moves yet.
    arrive(writer, crime("otherfolk", "N1", "Neighbury 001A", 5))
    assert parents(writer, "district", "force")["neighbury"] == "fairshire"
    arrive(writer, crime("otherfolk", "N1", "Neighbury 001A", 4))
    assert parents(writer, "district", "force") == {"fairbridge": "fairshire", "neighbury": "otherfolk"}


def test_a_published_look_up_is_never_moved(writer: Writer) -> None:
    add_areas(writer, [{"level": "district", "code": "D1", "name": "Fairbridge"}])
    link = {"child_level": "district", "child_code": "D1", "parent_level": "force", "parent_code": "otherfolk"}
    writer.upsert("area_link", [link | {"vintage": "2016", "method": "published", "source": "a look-up"}])
    arrive(writer, crime("fairshire", "A1", "Fairbridge 001A", 9))
    assert parents(writer, "district", "force") == {"D1": "otherfolk"}
    assert parents(writer, "lsoa", "district") == {"A1": "D1"}


def test_the_newest_district_of_a_name_counts(writer: Writer) -> None:
    old = {"level": "district", "code": "D1", "name": "Fairbridge", "vintage": "2011"}
    add_areas(writer, [old, old | {"code": "D2", "vintage": "2023"}])
    arrive(writer, crime("fairshire", "A1", "Fairbridge 001A", 9))
    assert parents(writer, "lsoa", "district") == {"A1": "D2"}


def test_loaded_areas_take_the_place_of_derived_ones(writer: Writer) -> None:
    arrive(writer, crime("fairshire", "A1", "Fairbridge 001A", 9), crime("fairshire", "B1", "Fairmoor 001A", 9))
    add_areas(
        writer,
        [
            {"level": "district", "code": "D1", "name": "Fairbridge"},
            {"level": "lsoa", "code": "A1", "name": "Fairbridge 001A", "vintage": "2011"},
        ],
    )
    link = {"child_level": "district", "child_code": "D1", "parent_level": "force", "parent_code": "otherfolk"}
    writer.upsert("area_link", [link | {"vintage": "2016", "method": "published", "source": "a look-up"}])
    assert derive_links(writer) == 5
    assert derive_links(writer) == 0
    assert rows(writer, "area", "level, code, vintage") == [
        ("district", "D1", "2016"),
        ("district", "fairmoor", "police.uk"),
        ("lsoa", "A1", "2011"),
        ("lsoa", "B1", "police.uk"),
    ]
    assert parents(writer, "district", "force") == {"D1": "otherfolk", "fairmoor": "fairshire"}
    assert parents(writer, "lsoa", "district") == {"A1": "D1", "B1": "fairmoor"}
