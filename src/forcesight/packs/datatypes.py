"""The types a column may have, each said once and printed as CSV text, CSVW, Frictionless Table Schema and Arrow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class Datatype:
    """One type: the Python values it takes, its name in each standard, and how a value is written in a CSV."""

    name: str
    accepts: tuple[type, ...]
    csvw: str
    frictionless: str
    arrow: str
    write: Callable[[object], str]


def _decimal(value: object) -> str:
    # repr keeps every digit, so that a value read back equals the value written; 3.0 and 3 are the same number.
    return repr(value).removesuffix(".0")


def _instant(value: object) -> str:
    assert isinstance(value, datetime)
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _day(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()


DATATYPES = {
    each.name: each
    for each in (
        Datatype("string", (str,), "string", "string", "string", str),
        Datatype("integer", (int,), "integer", "integer", "int64", str),
        Datatype("number", (int, float), "double", "number", "double", _decimal),
        Datatype("boolean", (bool,), "boolean", "boolean", "bool", lambda value: str(value).lower()),
        Datatype("date", (date,), "date", "date", "date32", _day),
        Datatype("month", (date,), "gYearMonth", "yearmonth", "string", lambda value: _day(value)[:7]),
        Datatype("datetime", (datetime,), "dateTime", "datetime", "timestamp", _instant),
    )
}
