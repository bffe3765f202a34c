"""Population tables: headers, levels, numbers and rejects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forcesight.errors import InputRefused
from forcesight.records.readers.population import read_population, whole
from forcesight.records.readers.reference_file import NotOurs, Reading, read_text


Write = Callable[[str, str], Path]


@pytest.fixture
def read(write: Write) -> Callable[[str], Reading]:
    """Read a table given as text."""
    return lambda text: read_population(read_text(write("people.csv", text), "population"))


Read = Callable[[str], Reading]


def people(reading: Reading) -> list[tuple[Any, ...]]:
    """Level, code, year and residents of the rows that were kept."""
    return [tuple(row[name] for name in ("level", "code", "year", "population")) for row in reading.rows["population"]]


@pytest.mark.parametrize(
    "header",
    ["code,name,year,population", "Geography Code,Geography,Date,Usual residents", "LAD20CD,LAD20NM,YEAR,Population"],
)
def test_headings_of_several_publishers(read: Read, header: str) -> None:
    assert people(read(f"{header}\nE07000192,Fairbridge,2020,10\n")) == [("district", "E07000192", 2020, 10)]


def test_a_force_is_known_by_its_slug(read: Read) -> None:
    reading = read(
        "level,code,name,year,population\n"
        "force,E23000015,West Fairshire Police,2020,10\n"
        "force,fairshire,,2020,11\n"
        "force,E23000016,,2020,12\n"
    )
    assert people(reading) == [("force", "west-fairshire", 2020, 10), ("force", "fairshire", 2020, 11)]
    assert [r["reason"] for r in reading.rejects] == ["the row of a force needs the force's name"]


def test_rejected_rows_keep_their_line_and_text(read: Read) -> None:
    reading = read('code,year,population\n\nE07000192,2020\n"E0700\n0193",2020,1\n,2020,1\nE07000192,202,1\n')
    told = [(row["line"], row["reason"], row["raw"]) for row in reading.rejects]
    assert told == [
        (3, "the row has 2 cells instead of 3", "E07000192,2020"),
        (6, "the row has no code", ",2020,1"),
        (7, "'202' is not a year", "E07000192,202,1"),
    ]
    assert reading.rows_read == 4
    assert reading.rows_kept == 1


def test_a_repeated_area_and_year_is_rejected(read: Read) -> None:
    reading = read("code,year,population\nE07000192,2020,1\nE07000192,2020,1\nE07000192,2020,2\n")
    assert [row["reason"] for row in reading.rejects] == ["the row repeats row 2", "the row contradicts row 2"]


def test_a_header_without_a_needed_column_is_of_another_kind(read: Read) -> None:
    with pytest.raises(NotOurs, match=r"missing: year; found: 'code', 'persons', 'population'"):
        read("code,persons,population\nE07000192,5,5\n")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("code,year,population\n", "has no rows below its header"),
        ("code,year,population\nE07000192,2020,1\nE07000193,20", "line 3: the file ends in the middle of a row"),
        ('code,year,population\nE07000192,2020,"1\n', "line 2: a cell is damaged or never ends"),
    ],
)
def test_a_file_at_fault_is_refused(read: Read, text: str, sentence: str) -> None:
    with pytest.raises(InputRefused, match=sentence):
        read(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("533149", 533149), ("533,149", 533149), ("1 533 149", 1533149), ("533149.0", 533149), ("0", 0),
        ("53,31", None), ("-5", None), ("5.5", None), ("", None), ("many", None), ("9" * 13, None),
    ],
)  # fmt: skip
def test_numbers_of_people(text: str, number: int | None) -> None:
    assert whole(text) == number
