"""Mappings with faults: each is refused in a sentence that says where it is and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.records.extract_home import COLUMNS, GOOD, ExtractHome, mapping, text

from forcesight.errors import InputRefused
from forcesight.records.extracts import read_mapping


def with_column(line: str) -> str:
    return mapping(COLUMNS + line)


UNITS = 'source_id = "ID"\nincident_id = "LOG"\nresource = "CALLSIGN"\nallocated_at = "SENT"\n'
EVENTS = 'source_id = "ID"\ncases = { cases = { incident = "LOG" } }\nactivity = "WHAT"\noccurred_at = "WHEN"\n'
CONSTANTS = "\n[table.constants]\n"
FAULTS = {
    "no TOML": ("[extract", "is not TOML"),
    "no table": ('[extract]\nsource_system = "cad"', "table"),
    "a system with a strange name": (
        mapping().replace('"control"', '"The CAD"'), "source_system 'The CAD' may hold small letters",
    ),
    "no regular expression": (mapping(extract="extracted = '('"), "extracted is not a regular expression"),
    "an expression that finds no day": (
        mapping(extract="extracted = '(?P<year>\\d{4})'"), "extracted must find the year, month and day",
    ),
    "files of one table that hold different things": (
        mapping(said='holds = "everything"') + "[[table]]" + mapping(files="more.*").split("[[table]]")[1],
        "its files hold different things",
    ),
    "a table that no extract fills": (mapping(table="recorded_crime"), "it cannot be filled from an extract"),
    "a column that is not there": (with_column('opned_at = "X"'), "did you mean opened_at?"),
    "a column like no other": (with_column('zzzzzzzz = "X"'), "there is none of that name: the columns are"),
    "a column of the load": (with_column('loaded_at = "X"'), "column loaded_at: the load itself fills it"),
    "a column that is worked out": (with_column('month = "X"'), "column month: it is worked out"),
    "a column that is a number": (with_column("summary = 4"), "it must be the name of a column, or a table"),
    "a list of codes that is not there": (
        with_column('qualifiers = { column = "Q", codes = "none" }'), "there is no [codes.none]",
    ),
    "a column said in two ways": (
        with_column('closing_category = { column = "A", columns = ["B"] }'), "say one of column, columns, date",
    ),
    "a time without its date": (with_column('at_scene_at = { time = "T" }'), "time is said without date"),
    "a date and time for a text": (
        with_column('closing_category = { date = "D", time = "T" }'), "date and time make an instant",
    ),
    "ticks for what is no list": (
        with_column('closing_category = { ticked = { burglary = "B" } }'), "ticked makes a list, and this is none",
    ),
    "cases of what is no event": (
        with_column('closing_category = { cases = { incident = "L" } }'), "cases are those of an event",
    ),
    "codes for an instant": (
        with_column('at_scene_at = { column = "A", codes = { X = "1" } }'), "codes are for texts, codes, and yes or no",
    ),
    "a code that the contract lacks": (
        mapping(COLUMNS.replace('I = "1"', 'I = "eleven"')), "'eleven' is not one of its codes",
    ),
    "a code that means two things": (
        mapping(COLUMNS.replace('P = "2"', 'P = "2", p = "3"')), "codes says two things of",
    ),
    "a column and a constant": (
        mapping(more=CONSTANTS + 'location = "Town"'), "both among the columns and the constants",
    ),
    "a column that is needed": (mapping('source_id = "REF"'), "opened_at must be given, in columns or constants"),
    "whole months of what has none": (
        mapping('source_id = "A"\nname = "B"', table="team", said='holds = "whole months"'), "its rows have no month",
    ),
    "one identifier for all rows": (
        mapping(COLUMNS.replace('source_id = "REF"', ""), more=CONSTANTS + 'source_id = "1"'), "cannot be a constant",
    ),
    "a constant of another type": (mapping(more=CONSTANTS + "rural = 4"), "the constant 4 is not of its type, boolean"),
    "a constant that is no code": (
        mapping(COLUMNS.replace("first_grade", "grade"), more=CONSTANTS + 'first_grade = "x"'),
        "the constant 'x' is not one of its codes",
    ),
    "a constant of the load": (mapping(more=CONSTANTS + 'force = "x"'), "column force: the load itself fills it"),
    "a time zone of nowhere": (mapping(extract='time_zone = "Mars"'), "time_zone 'Mars' is not known"),
    "a date without a year": (
        mapping().replace("%d/%m/%Y %H:%M", "%d/%m"), "which lacks a year, a month or a day",
    ),
    "a date of unknown parts": (mapping().replace("%d/%m/%Y %H:%M", "%d/%m/%Q"), "with %Q, which is not known here"),
    "a date of no parts": (mapping().replace("%d/%m/%Y %H:%M", "day"), "with no part of a date or time"),
    "a time of a date's parts": (mapping(extract='times = ["%Y"]'), "write one such as %H:%M:%S"),
    "one mark for decimals and thousands": (
        mapping(extract='decimal = ","\nthousands = ","'), "must be two different characters",
    ),
    "a word that means yes and no": (mapping(extract='yes = ["x"]\nno = ["X"]'), "yes and no both hold x"),
    "an encoding that nobody knows": (mapping(extract='encoding = "ebcdic-9"'), "encoding 'ebcdic-9' is not known"),
    "a delimiter of two": (mapping(extract='delimiter = "||"'), "is not one character that can stand between cells"),
    "a header before the first row": (mapping(extract="header_row = 0"), "header_row counts from 1"),
    "header rows in disorder": (mapping(extract="header_row = [2, 1]"), "several rows stand in order"),
    "an empty footer": (mapping(extract='footer = [" "]'), "footer holds an empty word"),
}  # fmt: skip


@pytest.mark.parametrize(("told", "words"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_mapping_is_refused_in_a_sentence(tmp_path: Path, told: str, words: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(told, encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        read_mapping(path)
    assert any(words in sentence for sentence in refused.value.sentences), refused.value.sentences
    assert all(str(path) in sentence for sentence in refused.value.sentences)


def test_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_bytes("# Stra\xdfe".encode("latin-1"))
    with pytest.raises(InputRefused, match=r"is not UTF-8 \(byte 6\)"):
        read_mapping(path)


@pytest.mark.parametrize("columns", [UNITS, EVENTS])
def test_other_tables_are_mapped_alike(tmp_path: Path, columns: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(mapping(columns, table="event" if columns == EVENTS else "resource_status"), encoding="utf-8")
    (table,) = read_mapping(path).tables
    assert set(table.columns) >= {"source_id"}


DATED = mapping(extract=r"extracted = '(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)'", files="*.csv")


@pytest.mark.parametrize(("name", "words"), [
    ("incidents.csv", "does not tell the date of the extract"), ("2024-02-30.csv", "'2024-02-30' is not a date"),
])  # fmt: skip
def test_a_file_whose_name_should_tell_its_date(tmp_path: Path, name: str, words: str) -> None:
    home = ExtractHome.create(tmp_path)
    home.write(text(*GOOD), name)
    with pytest.raises(InputRefused, match=words):
        home.load(DATED, extracted="")
    home.empty()
    home.write(text(*GOOD), "2024-03-30.csv")
    assert home.load(DATED, extracted="").rows_loaded == 3
