"""Pauses of many cases at once, in SQL: how far each case's end moves.

The same rule as `pauses.run_out`, without going pause by pause: in the order in which they begin, each pause covers
what no earlier one covered (`clock_reach`), earlier pauses have already moved the end (`clock_taken`), and a pause
counts if it begins before the end so moved. One that does not count lies past the end, and so do all after it.
"""

from __future__ import annotations

from datetime import datetime

from forcesight.catalogue import Clock
from forcesight.clocks.cases import Cases, quoted
from forcesight.clocks.scale import Scale


# Further than any position: where a pause ends that has not ended.
_NEVER = 1 << 60

_EARLIER = "(PARTITION BY clock_row ORDER BY lo, hi ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"


def moved_ends_sql(clock: Clock, scale: Scale, cases: Cases, as_at: datetime | None) -> str:
    """Common table expressions for `clock_moved`: the paused cases, by how much the end of each moved, and whether it
    stands still. They read `clock_case`, with clock_row, clock_begin and clock_end.
    """
    before, after = "p.paused_at", "p.resumed_at"
    return f"""
    clock_stop AS (
        SELECT p.case_id, {scale.position_sql("a", before)} AS lo,
            CASE WHEN {after} IS NULL THEN {_NEVER} ELSE {scale.position_sql("b", after)} END AS hi
        FROM ({_stopping(clock, cases, as_at)}) AS p {scale.look_up("a", before)} {scale.look_up("b", after)}
    ), clock_cover AS (
        SELECT c.clock_row, c.clock_end, greatest(p.lo, c.clock_begin) AS lo, p.hi
        FROM clock_case AS c JOIN clock_stop AS p ON p.case_id = c.{quoted(cases.key)}
    ), clock_reach AS (
        SELECT *, greatest(lo, coalesce(max(hi) OVER earlier, lo)) AS stopped
        FROM clock_cover WINDOW earlier AS {_EARLIER}
    ), clock_length AS (
        SELECT *, greatest(hi - stopped, 0) AS length FROM clock_reach
    ), clock_taken AS (
        SELECT *, coalesce(sum(length) OVER earlier, 0) AS taken FROM clock_length WINDOW earlier AS {_EARLIER}
    ), clock_moved AS (
        SELECT clock_row, bool_or(hi = {_NEVER}) AS stands_still,
            CAST(sum(CASE WHEN hi < {_NEVER} THEN length ELSE 0 END) AS BIGINT) AS moved
        FROM clock_taken WHERE stopped < clock_end + taken GROUP BY clock_row
    )"""


def _stopping(clock: Clock, cases: Cases, as_at: datetime | None) -> str:
    """The pauses that stop this clock, as they were known at the moment."""
    reasons = ", ".join(f"'{reason}'" for reason in clock.pauses)
    until = "resumed_at" if as_at is None else f"CASE WHEN resumed_at <= {instant_sql(as_at)} THEN resumed_at END"
    begun = "true" if as_at is None else f"paused_at <= {instant_sql(as_at)}"
    return f"""
        SELECT case_id, paused_at, {until} AS resumed_at FROM {cases.pauses}
        WHERE (clock = '{clock.id}' OR reason IN ({reasons})) AND trim(reason) <> '' AND trim(officer_id) <> ''
            AND {begun} AND (resumed_at IS NULL OR resumed_at >= paused_at)"""


def instant_sql(instant: datetime) -> str:
    """An instant as an SQL literal."""
    return f"TIMESTAMPTZ '{instant.isoformat(sep=' ')}'"
