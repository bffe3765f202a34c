"""Due dates and states as columns: SQL that adds them to a table of cases, all rows at once.

`due_sql` adds when each case is due; `standing_sql` also how it stands at a moment, and how late it is. The columns
begin with the clock's id, so that several clocks can stand side by side, and a measure counts them like any other:

    ncrs_record_state = 'met'

Both give what `due` and `state` give for one case. They read `clock_day`, which `make_days_table` makes. A case gets
nulls where it has no start, lies outside the calendar, or started while no version of the clock was in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from forcesight.catalogue import Clock
from forcesight.clocks.calendar import Calendar
from forcesight.clocks.cases import Cases
from forcesight.clocks.counting import scale_of
from forcesight.clocks.errors import ClockError
from forcesight.clocks.local_time import instant_of, local_micros, micros_of
from forcesight.clocks.paused_sql import instant_sql, moved_ends_sql
from forcesight.clocks.state import must_be_met


Versions = Clock | Sequence[Clock]


def due_sql(clock: Versions, cases: Cases, *, calendar: Calendar | None = None) -> str:
    """SQL for every case with one more column, `<id>_due_at`: the last moment in time, null while it is paused.

    One clock serves all cases, whenever they started; of several versions of a clock, each case has the one in force on
    the local day on which it started.
    """
    name = _versions(clock)[0].id
    due = _due_by_version(clock, cases, calendar, None)
    return f'SELECT * EXCLUDE (clock_due_at, clock_paused), clock_due_at AS "{name}_due_at" FROM ({due})'


def standing_sql(clock: Versions, cases: Cases, as_at: datetime, *, calendar: Calendar | None = None) -> str:
    """SQL for every case with three more columns, as they stood at a moment: `due_sql`'s, and

    `<id>_state`: not started, due, paused, overdue, met or missed;
    `<id>_hours_late`: real hours past the due moment, 0 for a case that is not late.
    """
    for version in _versions(clock):
        must_be_met(version)
    micros_of(as_at)
    name, now = _versions(clock)[0].id, instant_sql(as_at)
    return f"""
        SELECT * EXCLUDE (clock_due_at, clock_paused), clock_due_at AS "{name}_due_at",
            {_state(cases, now)} AS "{name}_state", {_hours_late(cases, now)} AS "{name}_hours_late"
        FROM ({_due_by_version(clock, cases, calendar, as_at)}) AS c"""


def _state(cases: Cases, now: str) -> str:
    started, ended = cases.started_sql("c"), cases.ended_sql("c")
    return f"""CASE
        WHEN {started} > {now} THEN 'not started'
        WHEN clock_due_at IS NULL AND NOT clock_paused THEN NULL
        WHEN {ended} <= {now} THEN CASE WHEN clock_paused OR {ended} <= clock_due_at THEN 'met' ELSE 'missed' END
        WHEN clock_paused THEN 'paused'
        WHEN {now} <= clock_due_at THEN 'due'
        ELSE 'overdue' END"""


def _hours_late(cases: Cases, now: str) -> str:
    until = f"least({now}, coalesce({cases.ended_sql('c')}, {now}))"
    late = f"greatest(epoch_us({until}) - epoch_us(clock_due_at), 0) / 3600000000.0"
    return f"""CASE
        WHEN {cases.started_sql("c")} > {now} OR clock_paused THEN 0
        WHEN clock_due_at IS NOT NULL THEN {late} END"""


def _due_by_version(clock: Versions, cases: Cases, calendar: Calendar | None, as_at: datetime | None) -> str:
    """The cases with clock_due_at, and whether a pause holds them as clock_paused."""
    if isinstance(clock, Clock):
        return _due(clock, cases, calendar, as_at)
    started, parts, later = cases.started_sql("c"), [], "false"
    for version in sorted(clock, key=lambda one: one.valid_from, reverse=True):
        own = f"{_holds(version, started)} AND NOT ({later})"
        later = f"{later} OR {_holds(version, started)}"
        parts.append(_due(version, cases.where(f"{own}"), calendar, as_at))
    never = f"({later}) IS NOT TRUE"
    nothing = "CAST(NULL AS TIMESTAMPTZ) AS clock_due_at, false AS clock_paused"
    parts.append(f"SELECT c.*, {nothing} FROM {cases.table} AS c WHERE {never}")
    return " UNION ALL BY NAME ".join(f"SELECT * FROM ({part})" for part in parts)


def _due(clock: Clock, cases: Cases, calendar: Calendar | None, as_at: datetime | None) -> str:
    scale, at = scale_of(clock, calendar), cases.started_sql("c")
    if cases.started_is_date and not scale.takes_dates:
        raise ClockError(f"The clock {clock.id} needs the time of day, and {cases.started} is a date without one.")
    if not (cases.pauses and clock.pauses):
        end = scale.run_out_sql("s", at)
        return f"""
            SELECT c.*, {scale.due_at_sql("e", end)} AS clock_due_at, false AS clock_paused
            FROM {cases.table} AS c {scale.look_up("s", at)} {scale.look_back("e", end)}"""
    end = "(c.clock_end + coalesce(m.moved, 0))"
    return f"""
        WITH clock_case AS (
            SELECT c.*, {scale.begin_sql("s", at)} AS clock_begin, {scale.run_out_sql("s", at)} AS clock_end
            FROM (SELECT *, row_number() OVER () AS clock_row FROM {cases.table}) AS c {scale.look_up("s", at)}
        ), {moved_ends_sql(clock, scale, cases, as_at)}
        SELECT c.* EXCLUDE (clock_row, clock_begin, clock_end), coalesce(m.stands_still, false) AS clock_paused,
            CASE WHEN m.stands_still THEN NULL ELSE {scale.due_at_sql("e", end)} END AS clock_due_at
        FROM clock_case AS c LEFT JOIN clock_moved AS m ON m.clock_row = c.clock_row {scale.look_back("e", end)}"""


def _holds(version: Clock, started: str) -> str:
    """Whether a case started while a version was in force."""
    since = f"{started} >= {instant_sql(instant_of(local_micros(version.valid_from)))}"
    if version.valid_to is None:
        return f"({since})"
    return f"({since} AND {started} < {instant_sql(instant_of(local_micros(version.valid_to + timedelta(days=1))))})"


def _versions(clock: Versions) -> Sequence[Clock]:
    return [clock] if isinstance(clock, Clock) else clock
