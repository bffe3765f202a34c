"""How soon a million cases have their due dates and states: one statement for all rows.

make bench ONLY=due_columns
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Any

import duckdb

from benchmarks.common import median, result
from forcesight.catalogue import Catalogue
from forcesight.clocks import Cases, calendars, make_days_table, standing_sql


CASES, QUICK = 1_000_000, 50_000
DAY = date(2026, 6, 1)
# One clock of each way of counting, and one whose cases are paused.
CLOCKS = ("ncrs_record", "s55_publish", "vc_key_std", "bail_1", "dvpn_hearing", "encompass")


def run(*, quick: bool = False) -> list[dict[str, Any]]:
    """The wall time of adding due date, state and lateness to every case, for each way of counting."""
    cases, catalogue = QUICK if quick else CASES, Catalogue.load()
    days = calendars(catalogue)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
        began = time.perf_counter()
        make_days_table(connection, days.values())
        found = [result("the table of days, 1970 to 2050", time.perf_counter() - began, "s", target=2)]
        make_cases(connection, cases)
        found += [clock(connection, catalogue, days, clock_id, cases) for clock_id in CLOCKS]
    return found


def make_cases(connection: duckdb.DuckDBPyConnection, cases: int) -> None:
    """Cases from 2012 to 2026; every tenth is paused for some days, every second has ended."""
    connection.execute(f"""CREATE TABLE one_case AS SELECT i AS number, started, CASE WHEN i % 2 = 0
        THEN started + to_hours(CAST(hash(i) % 4000 AS INTEGER)) END AS ended FROM (SELECT i, TIMESTAMPTZ
        '2012-01-01 00:00:00+00' + to_seconds(hash(i, 7) % 440000000) AS started FROM range({cases}) r(i))""")
    connection.execute("""CREATE TABLE one_pause AS SELECT number AS case_id, 'bail_1' AS clock,
        started + INTERVAL 5 DAY AS paused_at, started + INTERVAL 9 DAY AS resumed_at, 'with_prosecutor' AS reason,
        'o1' AS officer_id FROM one_case WHERE number % 10 = 0""")


def clock(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, days: dict[str, Any], clock_id: str, cases: int
) -> dict[str, Any]:
    """One clock's columns for all cases: the median of five runs."""
    entry = catalogue.clock(clock_id, DAY)
    table = Cases(table="one_case", started="started", ended="ended", key="number", pauses="one_pause")
    sql = standing_sql(entry, table, datetime(2026, 6, 1, tzinfo=UTC), calendar=days.get(entry.calendar))
    seconds = median([timed(connection, f"CREATE OR REPLACE TABLE answer AS {sql}") for _ in range(5)])
    paused = ", a tenth of them paused" if entry.pauses else ""
    return result(f"{clock_id} ({entry.unit}), {cases:,} cases{paused}", seconds, "s", target=1)


def timed(connection: duckdb.DuckDBPyConnection, sql: str) -> float:
    """Wall seconds of one statement."""
    began = time.perf_counter()
    connection.execute(sql).fetchall()
    return time.perf_counter() - began
