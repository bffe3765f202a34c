"""The table of days that SQL counts by: one row for each day of each calendar.

Analysts can use it too: it says which days are working days, which holidays they are, and when each local day begins
and ends in UTC. The row after a calendar's last day closes its figures; whether it is open is not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from forcesight.clocks.calendar import Calendar, every_day
from forcesight.clocks.scale import DAYS


if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


def make_days_table(connection: duckdb.DuckDBPyConnection, calendars: Iterable[Calendar]) -> None:
    """Make `clock_day` in the connection's database, for these calendars and the one of every day.

    Columns: calendar, day, is_open, name (the holidays that it is), starts_at and ends_at (its first and last
    microsecond, in UTC), opens_at (when an open day starts, where the calendar says), open_before (open days before it)
    and micros_before (open microseconds before it).
    """
    import pyarrow as pa

    rows = pa.concat_tables([_rows(calendar) for calendar in (every_day(), *calendars)])
    connection.register("clock_day_rows", rows)
    connection.execute(f"CREATE OR REPLACE TABLE {DAYS} AS SELECT * FROM clock_day_rows").fetchall()
    connection.unregister("clock_day_rows")


def _rows(calendar: Calendar) -> pa.Table:
    import pyarrow as pa

    numbers = range(len(calendar.is_open) + 1)
    since_1970 = (calendar.first - date(1970, 1, 1)).days
    names = {calendar.number(day): name for day, name in calendar.names.items()}
    opens: dict[int, int] = dict(zip(calendar.open_days, calendar.starts or (), strict=False))
    columns: dict[str, Any] = {
        "calendar": pa.array([calendar.id] * len(numbers), pa.string()),
        "day": pa.array([since_1970 + number for number in numbers], pa.int32()).cast(pa.date32()),
        "is_open": pa.array([*calendar.is_open, None], pa.bool_()),
        "name": pa.array([names.get(number, "") for number in numbers], pa.string()),
        "starts_at": _instants(calendar.midnights),
        "ends_at": _instants([*(moment - 1 for moment in calendar.midnights[1:]), None]),
        "opens_at": _instants(opens.get(number) for number in numbers),
        "open_before": pa.array(calendar.open_before, pa.int64()),
        "micros_before": pa.array(calendar.micros_before, pa.int64()),
    }
    return pa.table(columns)


def _instants(micros: Iterable[int | None]) -> pa.Array:
    import pyarrow as pa

    return pa.array(list(micros), pa.int64()).cast(pa.timestamp("us", tz="UTC"))
