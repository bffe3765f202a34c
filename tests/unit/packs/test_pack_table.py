"""Tables are checked when they are made."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.unit.packs.tables import COLUMNS, PROVENANCE, ROWS, crimes

from forcesight.packs import PackColumn, PackTable, Provenance


def one(datatype: str, value: object, **more: object) -> PackTable:
    """A table of one column and one row."""
    column = PackColumn(name="value", datatype=datatype, description="A value.")
    return crimes(columns=(column,), rows=[(value,)], primary_key=(), **more)


def test_rows_from_an_iterator_are_read_once_and_kept() -> None:
    table = crimes(rows=iter(ROWS))
    assert list(table.rows) == list(table.rows) == list(ROWS)


def test_every_row_ends_with_the_marking() -> None:
    table = crimes()
    assert table.every_column[-1].name == "marking"
    assert {row[-1] for row in table.every_row()} == {"OFFICIAL"}


@pytest.mark.parametrize(
    "name", ["Recorded-crime", "recorded_crime", "recorded crime", "-crime", "2024-crime", "crime.csv", ""]
)
def test_names_are_lower_case_with_dashes(name: str) -> None:
    with pytest.raises(ValueError, match="lower case with dashes"):
        crimes(name=name)


@pytest.mark.parametrize("name", ["Crimes", "crime-type", "=crimes", "", "crimes\n"])
def test_column_names_are_lower_case_with_underscores(name: str) -> None:
    with pytest.raises(ValueError, match="lower case with underscores"):
        PackColumn(name=name, datatype="string", description="x")


def test_a_datatype_is_one_of_those_that_every_format_knows() -> None:
    with pytest.raises(ValueError, match="a datatype is one of string, integer"):
        PackColumn(name="a", datatype="float", description="x")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"marking": "SECRET"}, "OFFICIAL or OFFICIAL-SENSITIVE"),
        ({"marking": "OFFICIAL-SENSITIVE"}, "cannot carry the Open Government Licence"),
        ({"columns": (), "rows": (), "primary_key": ()}, "has no columns"),
        ({"columns": (*COLUMNS[:6], COLUMNS[0])}, "two columns named month"),
        ({"columns": (PackColumn(name="marking", datatype="string", description="x"),)}, "written for you"),
        ({"rows": [ROWS[0][:3]]}, "row 1 has 3 values for 7 columns"),
        ({"rows": [ROWS[0], ROWS[0]]}, "row 2 repeats the key 2024-01-01, Stone"),
        ({"primary_key": ("crime",)}, "its key names crime, which is not a column"),
        ({"rows": [(None, *ROWS[0][1:])]}, "row 1: month must have a value"),
        ({"rows": [(*ROWS[0][:2], None, *ROWS[0][3:])]}, "row 1: crimes must have a value"),
        ({"rows": [(ROWS[0][0], "", *ROWS[0][2:])]}, "row 1: area must have a value"),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        crimes(**change)


def test_without_a_key_rows_may_repeat() -> None:
    assert len(list(crimes(rows=[ROWS[0], ROWS[0]], primary_key=()).rows)) == 2


@pytest.mark.parametrize(
    ("datatype", "value", "wanted"),
    [
        ("string", 3, "text that can be written"),
        ("string", "half a pair: \ud83d", "text that can be written"),
        ("integer", 3.0, "a whole number"),
        ("integer", True, "a whole number"),
        ("integer", "3", "a whole number"),
        ("number", float("nan"), "a finite number"),
        ("number", float("inf"), "a finite number"),
        ("number", False, "a finite number"),
        ("boolean", 1, "a boolean"),
        ("date", datetime(2024, 1, 1, tzinfo=UTC), "a date"),
        ("date", "2024-01-01", "a date"),
        ("month", date(2024, 1, 2), "the first day of a month"),
        ("datetime", datetime(2024, 1, 1), "an instant with its time zone"),  # noqa: DTZ001
        ("datetime", date(2024, 1, 1), "an instant with its time zone"),
    ],
)
def test_a_value_of_another_type_is_refused(datatype: str, value: object, wanted: str) -> None:
    with pytest.raises(ValueError, match=f"table recorded-crime, row 1, column value: .* is not {wanted}"):
        one(datatype, value)


@pytest.mark.parametrize("marking", ["OFFICIAL", "OFFICIAL-SENSITIVE"])
def test_without_licence_any_marking_may_be_had(marking: str) -> None:
    assert one("integer", 3, licence=None, marking=marking).marking == marking


def test_the_time_of_making_needs_its_zone() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        Provenance(definition="d", snapshot=1, period="p", generated_at=datetime(2024, 1, 1))  # noqa: DTZ001
    assert PROVENANCE.generated_at.tzinfo is not None
