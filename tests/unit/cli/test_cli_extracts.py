"""Extracts from the command line: a mapping is tried, then the extract is loaded, and every row is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.records.extract_home import GOOD, HEADER, mapping, text


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder for an extract and its mapping."""
    (tmp_path / "in").mkdir()
    return tmp_path


def given(place: Path, *rows: str, told: str = "", header: str = HEADER) -> tuple[Path, Path]:
    """The mapping, and the folder with a file of these rows."""
    (place / "mapping.toml").write_text(told or mapping(), encoding="utf-8")
    (place / "in" / "incidents.csv").write_text(text(*rows, header=header), encoding="utf-8")
    return place / "mapping.toml", place / "in"


def test_a_mapping_alone_is_looked_at(place: Path, run) -> None:
    path, _ = given(place)
    told = run("mapping", "check", path)
    assert (told.code, told.out) == (0, f"{path}: nothing is wrong with the mapping.\n")
    path.write_text("[extract]\n", encoding="utf-8")
    told = run("mapping", "check", path)
    assert told.code == 2 and "nothing is wrong" not in told.out


def test_what_a_mapping_makes_of_an_extract_is_said(place: Path, run) -> None:
    rows = (
        *GOOD,
        "I-1,07.03.2024,,ZZZZ,I,5 High Street",
        ",08/03/2024 09:00,,BURG,I,6 High Street",
        "I-6,09/03/2024 09:00,10.03.2024,ZZZZ,I",
        "I-7,09/03/2024 09:00,10.03.2024,YYYY,I,7 High Street",
    )
    path, folder = given(place, *rows)
    told = run("mapping", "check", path, folder, "--extracted", "2024-06-30")
    assert told.code == 0
    assert "for incident: 7 rows, of which 3 cannot be counted" in told.out
    assert "1 rows have an identifier that another row has too." in told.out
    assert "such as '10.03.2024'. 1 of them read as %d.%m.%Y." in told.out
    assert "opening_category (TYPE): 2 rows have codes that the mapping does not know: 'YYYY' (1), 'ZZZZ' (1)." in (
        told.out
    )
    found = run("mapping", "check", path, folder, "--extracted", "2024-06-30", "--json").json
    (part,) = found["parts"]
    assert (part["rows"], part["rejected"], found["problems"]) == (7, 3, [])
    closed = next(column for column in part["columns"] if column["name"] == "closed_at")
    assert (closed["filled"], closed["unreadable"], closed["share"]) == (3, 1, 66.67)


def test_columns_that_are_empty_or_not_used_are_said(place: Path, run) -> None:
    path, folder = given(place, "I-1,04/03/2024 09:00,,BURG,I,,x", header=HEADER + ",COLOUR")
    told = run("mapping", "check", path, folder)
    assert told.code == 0
    assert "closed_at (CLOSED): empty in every row." in told.out and "Not used: COLOUR." in told.out


def test_an_extract_of_which_no_row_can_be_counted_is_a_problem(place: Path, run) -> None:
    path, folder = given(place, *(row.replace("/", ".") for row in GOOD))
    told = run("mapping", "check", path, folder)
    assert told.code == 2 and "none of its 3 rows can be counted for incident" in told.out


def test_a_file_that_cannot_be_read_is_a_problem(place: Path, run) -> None:
    path, folder = given(place, *GOOD)
    (folder / "incidents.csv").write_bytes(b"<html>sign in</html>")
    told = run("mapping", "check", path, folder)
    assert told.code == 2 and "nothing is wrong" not in told.out


def test_an_empty_folder_is_a_problem(place: Path, run) -> None:
    path, folder = given(place)
    (folder / "incidents.csv").unlink()
    assert run("mapping", "check", path, folder).code == 2


def test_a_table_without_a_file_is_said(place: Path, run) -> None:
    columns = 'source_id = "REF"\nincident_id = "LOG"\nresource = "CALLSIGN"\nallocated_at = "SENT"\n'
    other = mapping(columns, table="resource_status", files="units.*").split("[[table]]")[1]
    path, folder = given(place, *GOOD, told=mapping() + "[[table]]" + other)
    told = run("mapping", "check", path, folder)
    assert told.code == 0 and "No file for resource_status" in told.out


def test_the_shipped_mappings_are_listed_and_printed(run) -> None:
    names = run("mapping", "example").out.split()
    assert "records-system" in names
    for name in names:
        assert "[extract]" in run("mapping", "example", name).out
    told = run("mapping", "example", "none")
    assert told.code == 2 and "there are command-and-control, records-system" in told.err


def test_an_extract_is_loaded_and_every_row_is_told_of(home: Path, place: Path, run) -> None:
    rows = (*GOOD, ",08/03/2024 09:00,,BURG,I,6 High Street", "I-9,09/03/2024 09:00,,ZZZZ,I,7 High Street")
    path, folder = given(place, *rows)
    told = run("load", "extract", folder, "--mapping", path, "--extracted", "2024-06-30")
    assert told.code == 0
    assert "1 files, 5 rows read: 4 loaded, 1 rejected, 0 already loaded." in told.out
    assert "incident: 4 loaded, 1 rejected; flags: unknown_opening_category 1." in told.out
    changed = "I-1,04/03/2024 09:00,04/03/2024 11:00,BURG,I,1 High Street"
    given(place, changed, *GOOD[1:])
    again = run("load", "extract", folder, "--mapping", path, "--extracted", "2024-07-01", "--json").json
    assert (again["rows_loaded"], again["rows_already_loaded"]) == (1, 2)
    assert again["tables"]["incident"]["rows_corrected"] == 1
