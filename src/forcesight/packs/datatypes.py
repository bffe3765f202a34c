"""The types a column may have, each said once and printed as CSV text, CSVW, Frictionless Table Schema and Arrow."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any


# Half of a character pair: no encoding can write it, so it must not reach a file.
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Datatype:
    """One type.

    accepts, refuses: the Python values it takes (a bool is an int to Python, and a datetime a date, but not here)
    csvw, frictionless, arrow: its name in each standard
    write:   a value as CSV text
    keep:    a value as Arrow takes it
    """

    name: str
    accepts: tuple[type, ...]
    refuses: tuple[type, ...]
    csvw: str
    frictionless: str
    arrow: str
    write: Callable[[Any], str] = str
    keep: Callable[[Any], Any] = lambda value: value

    def takes(self, value: object) -> bool:
        """Whether a value can stand in such a column and mean the same in every format."""
        if not isinstance(value, self.accepts) or isinstance(value, self.refuses):
            return False
        if isinstance(value, str):
            return value.isascii() or not SURROGATE.search(value)
        if isinstance(value, float):
            return math.isfinite(value)
        if isinstance(value, datetime):
            return value.tzinfo is not None
        return self.name != "month" or (isinstance(value, date) and value.day == 1)


def _number(value: float) -> str:
    # Every digit is kept, so that a value read back equals the value written; 3.0 is written 3.
    return str(value) if isinstance(value, int) else repr(float(value)).removesuffix(".0")


def _instant(value: datetime) -> str:
    return f"{_second(value):%Y-%m-%dT%H:%M:%SZ}"


def _second(value: datetime) -> datetime:
    """Instants are exported to the second, in UTC: Table Schema knows no finer default."""
    return value.astimezone(UTC).replace(microsecond=0)


def _month(value: date) -> str:
    return value.isoformat()[:7]


DATATYPES = {
    each.name: each
    for each in (
        # Empty text is no value: a CSV cannot tell the two apart, so no format does.
        Datatype("string", (str,), (), "string", "string", "string", keep=lambda value: value or None),
        Datatype("integer", (int,), (bool,), "integer", "integer", "int64"),
        Datatype("number", (int, float), (bool,), "double", "number", "float64", _number, float),
        Datatype("boolean", (bool,), (), "boolean", "boolean", "bool", lambda value: "true" if value else "false"),
        Datatype("date", (date,), (datetime,), "date", "date", "date32", date.isoformat),
        # Arrow has no month: the text `2024-03` sorts and joins as it stands.
        Datatype("month", (date,), (datetime,), "gYearMonth", "yearmonth", "string", _month, _month),
        Datatype("datetime", (datetime,), (), "dateTime", "datetime", "timestamp[ms, tz=UTC]", _instant, _second),
    )
}
