"""The value types of a contract, and how each is written in Arrow, DuckDB, PostgreSQL, Spark and CSVW.

Time has four types: an *instant* (a moment, stored in UTC), a *date* (a local calendar date), a *period*
(a month is a period, written `2024-03`) and *date only* is simply a date; none converts silently into another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class ValueType:
    """One value type under the names that each engine and file format gives it."""

    name: str
    duckdb: str
    postgres: str
    spark: str
    csvw: str
    frictionless: str

    def arrow(self) -> pa.DataType:
        """The Arrow type; instants are microseconds in UTC."""
        import pyarrow as pa

        return {
            "text": pa.string(),
            "code": pa.string(),
            "period": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "boolean": pa.bool_(),
            "instant": pa.timestamp("us", tz="UTC"),
            "date": pa.date32(),
        }[self.name]

    @property
    def is_text(self) -> bool:
        """Whether values are strings in every engine."""
        return self.name in {"text", "code", "period"}


TEXT = ValueType("text", "VARCHAR", "TEXT", "STRING", "string", "string")
CODE = ValueType("code", "VARCHAR", "TEXT", "STRING", "string", "string")
PERIOD = ValueType("period", "VARCHAR", "TEXT", "STRING", "gYearMonth", "yearmonth")
INTEGER = ValueType("integer", "BIGINT", "BIGINT", "BIGINT", "integer", "integer")
NUMBER = ValueType("number", "DOUBLE", "DOUBLE PRECISION", "DOUBLE", "double", "number")
BOOLEAN = ValueType("boolean", "BOOLEAN", "BOOLEAN", "BOOLEAN", "boolean", "boolean")
INSTANT = ValueType("instant", "TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ", "TIMESTAMP", "dateTime", "datetime")
DATE = ValueType("date", "DATE", "DATE", "DATE", "date", "date")

VALUE_TYPES = (TEXT, CODE, PERIOD, INTEGER, NUMBER, BOOLEAN, INSTANT, DATE)
