"""Due dates and states in SQL equal those in Python, on random clocks, cases and pauses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.clocks_cases import clocks, moments, pauses, shipped

from forcesight.catalogue import Clock
from forcesight.clocks import Cases, Pause, due_sql, make_days_table, standing_sql, state
from forcesight.clocks.due import due_unless_paused
from forcesight.clocks.local_time import LONDON, local_micros, micros_of
from forcesight.clocks.pauses import pauses_of


SETTINGS = settings(derandomize=True, max_examples=80, deadline=None)

Case = tuple[datetime, datetime | None, list[Pause]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    started = draw(moments())
    lasted = draw(st.none() | st.integers(-90_000, 9_000_000))
    return started, None if lasted is None else started + timedelta(seconds=lasted), draw(pauses(started))


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        # Results must not depend on the session's zone.
        opened.execute("SET TimeZone = 'America/New_York'")
        make_days_table(opened, shipped().values())
        yield opened


def tables(connection: duckdb.DuckDBPyConnection, drawn: list[Case]) -> Cases:
    instant = pa.timestamp("us", tz="UTC")
    stops = [(number, pause) for number, (_, _, own) in enumerate(drawn) for pause in own]
    columns = {
        "number": pa.array(range(len(drawn)), pa.int64()),
        "started": pa.array([started for started, _, _ in drawn], instant),
        "started_on": pa.array([started.date() for started, _, _ in drawn], pa.date32()),
        "ended": pa.array([ended for _, ended, _ in drawn], instant),
    }
    pause_columns = {
        "case_id": pa.array([number for number, _ in stops], pa.int64()),
        "clock": pa.array([pause.clock for _, pause in stops], pa.string()),
        "paused_at": pa.array([pause.paused_at for _, pause in stops], instant),
        "resumed_at": pa.array([pause.resumed_at for _, pause in stops], instant),
        "reason": pa.array([pause.reason for _, pause in stops], pa.string()),
        "officer_id": pa.array([pause.officer_id for _, pause in stops], pa.string()),
    }
    for name, table in (("one_case", pa.table(columns)), ("one_pause", pa.table(pause_columns))):
        connection.register(name, table)
    return Cases(table="one_case", started="started", ended="ended", key="number", pauses="one_pause")


@SETTINGS
@given(clocks(), st.lists(cases(), min_size=1, max_size=25))
def test_due_dates(connection: duckdb.DuckDBPyConnection, clock: Clock, drawn: list[Case]) -> None:
    calendar = shipped().get(clock.calendar)
    sql = due_sql(clock, tables(connection, drawn), calendar=calendar)
    found = connection.execute(f"SELECT number, epoch_us(x_due_at) FROM ({sql}) ORDER BY number").fetchall()
    ends = [due_unless_paused(clock, start, pauses_of(clock, own), calendar) for start, _, own in drawn]
    assert found == [(number, None if end is None else micros_of(end)) for number, end in enumerate(ends)]


@SETTINGS
@given(clocks(), st.lists(cases(), min_size=1, max_size=25), moments(), st.booleans())
def test_states(
    connection: duckdb.DuckDBPyConnection, clock: Clock, drawn: list[Case], as_at: datetime, paused: bool
) -> None:
    calendar = shipped().get(clock.calendar)
    drawn = [(start, end, own if paused else []) for start, end, own in drawn]
    shown = as_at.astimezone(LONDON)
    sql = standing_sql(clock, tables(connection, drawn), shown, calendar=calendar)
    columns = "x_state, epoch_us(x_due_at), x_hours_late"
    found = connection.execute(f"SELECT {columns} FROM ({sql}) ORDER BY number").fetchall()
    for (said, due_at, hours), (start, end, own) in zip(found, drawn, strict=True):
        expected = state(clock, start, end, shown, pauses=own, calendar=calendar)
        assert said == expected.state
        assert hours == pytest.approx(expected.late_by.total_seconds() / 3600)
        if said != "not started":
            assert due_at == (None if expected.due_at is None else micros_of(expected.due_at))


@SETTINGS
@given(clocks("days", "that day", "working days", "months"), st.lists(cases(), min_size=1))
def test_cases_that_start_on_a_date(connection: duckdb.DuckDBPyConnection, clock: Clock, drawn: list[Case]) -> None:
    calendar = shipped().get(clock.calendar)
    tables(connection, drawn)
    dated = Cases(table="one_case", started="started_on", started_is_date=True)
    sql = due_sql(clock, dated, calendar=calendar)
    found = connection.execute(f"SELECT epoch_us(x_due_at) FROM ({sql}) ORDER BY number").fetchall()
    ends = [due_unless_paused(clock, start.date(), (), calendar) for start, _, _ in drawn]
    assert found == [(micros_of(end),) for end in ends if end]


def test_the_days_table_knows_when_each_day_begins(connection: duckdb.DuckDBPyConnection) -> None:
    sql = """
        WITH told AS (
            SELECT starts_at, ends_at, CAST(day AS TIMESTAMP) AT TIME ZONE 'Europe/London' AS midnight,
                CAST(day + 1 AS TIMESTAMP) AT TIME ZONE 'Europe/London' AS next_midnight
            FROM clock_day WHERE is_open IS NOT NULL)
        SELECT count(*) FILTER (ends_at <> next_midnight - INTERVAL 1 MICROSECOND),
            count(*) FILTER (starts_at <> midnight), count(*) FROM told"""
    wrong_ends, wrong_starts, days = connection.execute(sql).fetchone() or ()
    assert (wrong_ends, wrong_starts) == (0, 0) and days > 70_000
    midnight = connection.execute("SELECT epoch_us(starts_at) FROM clock_day WHERE day = '2024-07-01'").fetchall()
    assert {moment for (moment,) in midnight} == {local_micros(datetime(2024, 7, 1, tzinfo=UTC).date())}
