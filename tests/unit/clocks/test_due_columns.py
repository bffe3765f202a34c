"""Columns of due dates in tables as they come: gaps, odd names, several clocks, versions, the contract of pauses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pytest

from forcesight.catalogue import Catalogue, Clock
from forcesight.clocks import Calendar, Cases, calendars, due, due_sql, make_days_table, standing_sql
from forcesight.records import REGISTRY


NOW = datetime(2024, 6, 10, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture(scope="module")
def shipped(catalogue: Catalogue) -> dict[str, Calendar]:
    return calendars(catalogue)


@pytest.fixture(scope="module")
def connection(shipped: dict[str, Calendar]) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute("SET TimeZone = 'UTC'")
        make_days_table(opened, shipped.values())
        yield opened


def asked(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return connection.execute(sql).fetchall()


def test_a_case_without_a_start_or_outside_the_calendar_has_nulls(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, shipped: dict[str, Calendar]
) -> None:
    table = "(VALUES (NULL::TIMESTAMPTZ), ('1999-06-03 12:00+00'), ('2099-06-03 12:00+00')) AS t(s)"
    for clock_id in ("vc_referral", "dvpn_hearing", "encompass"):
        clock = catalogue.clock(clock_id)
        cases, calendar = Cases(table=f"(SELECT * FROM {table})", started="s"), shipped[clock.calendar]
        columns = f"{clock_id}_due_at, {clock_id}_state, {clock_id}_hours_late"
        sql = standing_sql(clock, cases, datetime(2100, 1, 1, tzinfo=UTC), calendar=calendar)
        assert asked(connection, f"SELECT {columns} FROM ({sql})") == [(None, None, None)] * 3


def test_a_case_without_a_start_keeps_its_row_under_elapsed_clocks(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue
) -> None:
    cases = Cases(table="(SELECT 7 AS number, NULL::TIMESTAMPTZ AS s)", started="s")
    assert asked(connection, standing_sql(catalogue.clock("ncrs_record"), cases, NOW)) == [(7, None, None, None, None)]


def test_odd_column_names_and_several_clocks_side_by_side(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, shipped: dict[str, Calendar]
) -> None:
    started = 'TIMESTAMPTZ \'2024-06-03 12:00+00\' AS "first ""report"""'
    table = f"(SELECT {started}, 1 AS day, 2 AS calendar, 3 AS s)"
    cases = Cases(table=table, started='first "report"')
    inner = standing_sql(catalogue.clock("ncrs_record"), cases, NOW)
    referral = catalogue.clock("vc_referral")
    both = standing_sql(referral, replace(cases, table=f"({inner})"), NOW, calendar=shipped["working-days"])
    (row,) = asked(connection, f"SELECT ncrs_record_state, vc_referral_state, day, calendar, s FROM ({both})")
    assert row == ("overdue", "overdue", 1, 2, 3)


def test_ends_that_are_dates(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    table = "(SELECT DATE '2024-01-15' AS published, UNNEST([DATE '2024-03-10', DATE '2024-03-11', NULL]) AS answered)"
    cases = Cases(
        table=table, started="published", ended="answered", started_is_date=True, ended_is_date=True
    )  # fmt: skip
    sql = standing_sql(catalogue.clock("s55_publish"), cases, NOW)
    found = asked(connection, f"SELECT s55_publish_state, s55_publish_hours_late FROM ({sql}) ORDER BY answered")
    assert found[:2] == [("met", 0), ("missed", 24)] and found[2][0] == "overdue"


def test_each_case_has_the_newest_version_in_force_when_it_started(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue
) -> None:
    def version(limit: int, since: date, until: date | None) -> Clock:
        return replace(catalogue.clock("ncrs_record"), limit=limit, valid_from=since, valid_to=until)

    versions = [
        version(1, date(2024, 1, 1), None),
        version(2, date(2024, 3, 1), date(2024, 4, 30)),
    ]
    table = """(SELECT UNNEST([TIMESTAMPTZ '2023-12-31 23:59+00', '2024-01-01 00:00+00', '2024-02-29 23:59+00',
        '2024-03-01 00:00+00', '2024-04-30 22:59+00', '2024-04-30 23:00+00', NULL]) AS s)"""
    sql = due_sql(versions, Cases(table=table, started="s"))
    hours = "date_diff('hour', s, ncrs_record_due_at)"
    found = asked(connection, f"SELECT {hours} FROM ({sql}) ORDER BY s NULLS LAST")
    assert [hour for (hour,) in found] == [None, 1, 1, 2, 2, 1, None]


def test_states_by_version(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    versions = catalogue.history(Clock, "c999_answer")
    assert len(versions) == 2
    table = "(SELECT TIMESTAMPTZ '2024-06-03 12:00:00+00' AS s, TIMESTAMPTZ '2024-06-03 12:00:10+00' AS e)"
    sql = standing_sql(versions, Cases(table=table, started="s", ended="e"), NOW)
    assert asked(connection, f"SELECT c999_answer_state FROM ({sql})") == [("met",)]


def test_pauses_come_from_the_contract(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    contract = REGISTRY["clock_pause"]
    assert {"case_id", "clock", "paused_at", "resumed_at", "reason", "officer_id"} <= set(contract.names())
    connection.execute(f"CREATE OR REPLACE TABLE clock_pause AS {contract.empty_select()}")
    columns = "(case_id, clock, paused_at, resumed_at, reason, officer_id)"
    connection.execute(f"""INSERT INTO clock_pause {columns} VALUES
        ('counts', 'custody_detention', '2024-06-03 13:00+00', '2024-06-03 15:00+00', 'In hospital', 'o1'),
        ('no officer', 'custody_detention', '2024-06-03 13:00+00', '2024-06-03 15:00+00', 'In hospital', NULL),
        ('no reason', 'custody_detention', '2024-06-03 13:00+00', '2024-06-03 15:00+00', ' ', 'o1'),
        ('backwards', 'custody_detention', '2024-06-03 15:00+00', '2024-06-03 13:00+00', 'In hospital', 'o1'),
        ('another clock', 'bail_1', '2024-06-03 13:00+00', '2024-06-03 15:00+00', 'In hospital', 'o1')""")
    table = "(SELECT DISTINCT case_id AS number, TIMESTAMPTZ '2024-06-03 12:00+00' AS s FROM clock_pause)"
    cases = Cases(table=table, started="s", key="number", pauses="clock_pause")
    sql = due_sql(catalogue.clock("custody_detention"), cases)
    hours = "date_diff('hour', s, custody_detention_due_at)"
    found = dict(asked(connection, f"SELECT number, {hours} FROM ({sql})"))
    assert found == {"counts": 26, "no officer": 24, "no reason": 24, "backwards": 24, "another clock": 24}


def test_two_rows_of_one_case_are_paused_each_for_itself(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue
) -> None:
    table = "(SELECT 1 AS number, UNNEST([TIMESTAMPTZ '2024-06-03 12:00+00', '2024-06-03 14:00+00']) AS s)"
    pauses = """(SELECT 1 AS case_id, 'custody_detention' AS clock, TIMESTAMPTZ '2024-06-03 13:00+00' AS paused_at,
        TIMESTAMPTZ '2024-06-03 15:00+00' AS resumed_at, 'hospital' AS reason, 'o1' AS officer_id)"""
    cases = Cases(table=table, started="s", key="number", pauses=pauses)
    sql = due_sql(catalogue.clock("custody_detention"), cases)
    found = asked(connection, f"SELECT date_diff('hour', s, custody_detention_due_at) FROM ({sql}) ORDER BY s")
    assert found == [(26,), (25,)]


def test_the_days_table_serves_analysts_too(connection: duckdb.DuckDBPyConnection) -> None:
    per_year = asked(
        connection,
        "SELECT count(*) FROM clock_day WHERE calendar = 'working-days' AND is_open AND year(day) = 2024",
    )
    assert per_year == [(254,)]
    named = "SELECT name FROM clock_day WHERE calendar = 'working-days' AND day = '2024-08-26'"
    assert asked(connection, named) == [("Summer bank holiday",)]
    starts = "SELECT opens_at FROM clock_day WHERE calendar = 'school-days' AND day = '2024-06-12'"
    assert asked(connection, starts)[0][0].astimezone(UTC) == datetime(2024, 6, 12, 7, 30, tzinfo=UTC)


def test_every_shipped_clock_runs_in_both(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, shipped: dict[str, Calendar]
) -> None:
    started = datetime(2026, 2, 27, 16, 45, tzinfo=UTC)
    cases = Cases(table=f"(SELECT TIMESTAMPTZ '{started.isoformat()}' AS s)", started="s")
    for clock in catalogue.clocks(started.date()):
        calendar = shipped.get(clock.calendar)
        ((found,),) = asked(connection, f"SELECT {clock.id}_due_at FROM ({due_sql(clock, cases, calendar=calendar)})")
        assert found.astimezone(UTC) == due(clock, started, calendar=calendar).astimezone(UTC), clock.id
