"""Identifiers that repeat are told with their occurrence and what differs."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.store.published_files import crime_id, crimes, line, load, rows, text, write

from forcesight.store import Home
from forcesight.store.repeats import repeated_ids_sql


def told(home: Home) -> list[tuple[object, ...]]:
    """The repeats, without the identifier's zeros."""
    columns = "ltrim(source_id, '0'), month, occurrence, of_occurrences, differs_in"
    return rows(home, f"SELECT {columns} FROM ({repeated_ids_sql('recorded_crime')}) ORDER BY 1, 2, 3")


def crime(number: int, **cells: str) -> str:
    """One crime of that number."""
    return line(Crime_ID=crime_id(number), **cells)


def test_each_occurrence_is_numbered_by_month_and_place_in_the_file(home: Home, tmp_path: Path) -> None:
    write(tmp_path, text([crime(7, Location="On or near Ash Grove"), crime(7), crime(8)]))
    write(tmp_path, text([crime(7, Month="2024-05", Last_outcome_category="")]), month="2024-05")
    load(home, tmp_path)
    assert told(home) == [
        ("7", "2024-05", 1, 3, "place,outcome"),
        ("7", "2024-06", 2, 3, "place,outcome"),
        ("7", "2024-06", 3, 3, "place,outcome"),
    ]
    where = f"SELECT source_file, force FROM ({repeated_ids_sql('recorded_crime')}) WHERE occurrence = 1"
    assert rows(home, where) == [("street/fairshire/2024-05@2024-06", "fairshire")]


DIFFERENCES = {
    "none": {},
    "place": {"LSOA_code": "E01000002"},
    "outcome": {"Last_outcome_category": ""},
    "type": {"Crime_type": "Drugs"},
    "place,outcome,type": {"Latitude": "", "Last_outcome_category": "Charged", "Crime_type": "Drugs"},
}


@pytest.mark.parametrize("differs_in, cells", DIFFERENCES.items(), ids=DIFFERENCES)
def test_what_differs_is_told(home: Home, tmp_path: Path, differs_in: str, cells: dict[str, str]) -> None:
    load(home, write(tmp_path, text([*crimes(3), crime(1, **cells)])))
    assert told(home) == [("1", "2024-06", 1, 2, differs_in), ("1", "2024-06", 2, 2, differs_in)]


def test_rows_without_an_identifier_do_not_repeat(home: Home, tmp_path: Path) -> None:
    load(home, write(tmp_path, text([line(Crime_ID="")] * 5)))
    assert told(home) == []


def test_a_replaced_edition_is_not_counted(home: Home, tmp_path: Path) -> None:
    load(home, write(tmp_path, text([crime(1), crime(1)])), edition="2024-07")
    load(home, write(tmp_path, text([crime(1), crime(2)])), edition="2024-08")
    assert told(home) == []
