"""Drawn columns become rows of a contract, exactly."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import pytest

from forcesight.synthetic.force.writing import Columns, arrow_table, coded, masked, numbered, relation, rows_of


HANDLING = {
    "force": "'northmarch'",
    "source_system": "'synthetic'",
    "source_file": "'x'",
    "loaded_at": "TIMESTAMPTZ '2026-01-01 00:00:00+00'",
    "quality_flags": "''",
}


def rows(table: str, columns: Columns) -> list[dict[str, Any]]:
    """The rows that SQL makes of drawn columns."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'").fetchall()
    with relation(connection, table, columns, HANDLING) as select:
        return connection.sql(select).to_arrow_table().to_pylist()


def test_identifiers_are_padded_and_empty_below_zero() -> None:
    assert numbered("IN", np.array([0, 42, -1, 1234567])).to_pylist() == ["IN0000000", "IN0000042", None, "IN1234567"]
    assert numbered("", np.array([7]), 3).to_pylist() == ["007"]
    assert numbered("A", np.array([], dtype=int)).to_pylist() == []


def test_codes_are_kept_as_numbers_and_empty_below_zero() -> None:
    found = coded(np.array([1, -1, 0]), ("a", "b"))
    assert found.to_pylist() == ["b", None, "a"]
    assert str(found.type).startswith("dictionary")


def test_a_column_of_each_kind_becomes_its_own_type() -> None:
    instants = np.array(["2024-07-01T12:30:00", "NaT"], dtype="datetime64[us]")
    found = rows(
        "incident",
        {
            "source_id": numbered("IN", np.array([1, 2])),
            "opened_at": np.array(["2024-06-30T23:30:00", "2024-12-01T10:00:00"], dtype="datetime64[us]"),
            "closed_at": instants,
            "longitude": np.array([1.5, np.nan]),
            "qualifiers": coded(np.array([0, -1]), ("alcohol,youth",)),
            "repeat_checked": masked(np.array([True, False]), np.array([True, False])),
            "rural": False,
            "source_system": "control",
        },
    )
    first, second = found
    assert (first["month"], first["hour"], first["weekday"]) == ("2024-07", 0, 1)
    assert (first["minutes_open"], second["minutes_open"]) == (780.0, None)
    assert (first["longitude"], second["longitude"]) == (1.5, None)
    assert (first["alcohol"], first["drugs"], second["alcohol"]) == (True, False, None)
    assert (first["repeat_checked"], second["repeat_checked"]) == (True, None)
    assert [row["rural"] for row in found] == [False, False]
    assert {(row["force"], row["source_system"], row["quality_flags"]) for row in found} == {
        ("northmarch", "control", "")
    }
    assert first["happened_at"] == first["opened_at"]
    assert first["superseded_at"] is None


def test_dates_stay_dates() -> None:
    (row,) = rows(
        "team",
        {
            "source_id": numbered("TM", np.array([1])),
            "name": coded(np.array([0]), ("A",)),
            "valid_from": np.array(["2024-02-29"], dtype="datetime64[D]"),
        },
    )
    assert str(row["valid_from"]) == "2024-02-29"


def test_a_column_that_the_contract_does_not_take_is_refused() -> None:
    columns = {"source_id": numbered("IN", np.array([1])), "minutes_open": np.array([1.0]), "colour": "red"}
    with pytest.raises(KeyError, match="incident takes no column colour, minutes_open"):
        rows("incident", columns)


def test_columns_must_be_equally_long() -> None:
    with pytest.raises(ValueError, match="equally long"):
        rows_of({"a": np.zeros(2), "b": np.zeros(3)})
    with pytest.raises(ValueError, match="equally long"):
        rows_of({"a": "only a plain value"})


def test_a_plain_value_holds_for_every_row() -> None:
    assert arrow_table({"a": np.arange(3), "b": "x", "c": None}).to_pylist()[2] == {"a": 2, "b": "x", "c": None}
