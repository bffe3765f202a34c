"""Bail and release under investigation: when it was due to end, and when it did."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from forcesight.records.codes import force as codes
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.contacts import NEVER, known_by
from forcesight.synthetic.force.custody import Custody
from forcesight.synthetic.force.due import working_hours
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.waiting import choose
from forcesight.synthetic.force.world import identifiers
from forcesight.synthetic.force.writing import Columns, coded, numbered
from forcesight.synthetic.land import Array


_LAST_SECOND = 86_399
# Shares of how bail ends that is not extended, and what comes of an investigation; ours.
_ENDS = {"charged": 0.38, "no further action": 0.42, "out of court disposal": 0.1, "released under investigation": 0.1}


def bail_tables(flow: Flow, custody: Custody) -> Iterator[tuple[str, Columns]]:
    """The rows of `bail`, extensions included, and of the pauses while the prosecutor decides."""
    world, truth = flow.world, flow.parameters.stops.custody
    rng = chance(world.seed, "bail")
    disposals = tuple(truth.disposals)
    out = custody.released <= world.span.end
    bailed = np.flatnonzero(out & (custody.disposal == disposals.index("bailed before charge")))
    started = custody.released[bailed]
    first = _periods(flow, started, rng)
    again = np.flatnonzero(first["extended"] & (first["ended"] <= world.span.end))
    second = _periods(flow, first["due"][again], rng, extendable=False)
    released = np.flatnonzero(out & (custody.disposal == disposals.index("released under investigation")))
    row = np.concatenate([bailed, bailed[again], released])
    kind = np.repeat([0, 0, 1], [len(bailed), len(again), len(released)])
    level = np.repeat([0, 1, -1], [len(bailed), len(again), len(released)])
    started = np.concatenate([started, first["due"][again], custody.released[released]])
    due = np.concatenate([first["due"], second["due"], np.full(len(released), NEVER)])
    ended = np.concatenate([first["ended"], second["ended"], _investigated(flow, custody.released[released], rng)])
    extended = np.concatenate([first["extended"], np.zeros(len(again) + len(released), dtype=bool)])
    order = np.argsort(started, kind="stable")
    row, kind, level, started = row[order], kind[order], level[order], started[order]
    due, ended, extended = due[order], known_by(world.span.end, ended[order]), extended[order]
    yield "bail", _bail_rows(flow, custody, row, kind, level, started, due, ended, extended, rng)
    yield _pauses(flow, started, ended, np.flatnonzero(kind == 0), rng)


def _periods(flow: Flow, started: Array, rng: np.random.Generator, *, extendable: bool = True) -> dict[str, Array]:
    """When periods of bail are due to end, when they do, and which are extended on the due day."""
    truth, span, count = flow.parameters.stops.custody, flow.world.span, len(started)
    day = span.local(started)[0]
    due_day = months_after(span.dates[0] + day, truth.bail_months) - span.dates[0]
    due = span.instants(due_day.astype(int), np.full(count, _LAST_SECOND))
    early = started + (due - started) * rng.beta(2.4, 0.9, count)
    late_days = rng.integers(truth.bail_late_days[0], truth.bail_late_days[1] + 1, count)
    late = span.instants(due_day.astype(int) + late_days, working_hours(rng, count))
    is_late = rng.random(count) < truth.bail_late
    extended = ~is_late & (rng.random(count) < truth.bail_extended) & extendable
    return {"due": due, "ended": np.where(is_late, late, np.where(extended, due, early)), "extended": extended}


def months_after(dates: Array, months: int) -> Array:
    """The last day of a period of so many months that begins on the day after each date."""
    month = dates.astype("datetime64[M]") + months
    into = dates - dates.astype("datetime64[M]")
    longest = (month + 1).astype("datetime64[D]") - month.astype("datetime64[D]") - 1
    found: Array = month.astype("datetime64[D]") + np.minimum(into, longest)
    return found


def _investigated(flow: Flow, started: Array, rng: np.random.Generator) -> Array:
    """When a release under investigation ends."""
    truth = flow.parameters.stops.custody
    days = truth.under_investigation.draw_up_to(rng, len(started), truth.under_investigation_most)
    found: Array = started + (days * 86_400).astype("timedelta64[s]")
    return found


def _bail_rows(
    flow: Flow, custody: Custody, row: Array, kind: Array, level: Array, started: Array, due: Array, ended: Array,
    extended: Array, rng: np.random.Generator,
) -> Columns:  # fmt: skip
    world, truth, count = flow.world, flow.parameters.stops.custody, len(row)
    over = ~np.isnat(ended)
    reasons = np.array([codes.BAIL_ENDS.codes.index(name) for name in _ENDS])
    reason = np.where(
        extended, codes.BAIL_ENDS.codes.index("extended"), reasons[choose(np.array(tuple(_ENDS.values())), rng, count)]
    )
    reviewed = started + ((28 + 4 * rng.random(count)) * 86_400).astype("timedelta64[s]")
    reviewed = np.where((rng.random(count) < 0.6) & (~over | (reviewed < ended)), reviewed, NEVER)
    breached = started + ((ended - started) * rng.random(count))
    post = custody.post[row]
    return {
        "source_id": numbered("BL", np.arange(count)),
        "bail_kind": coded(kind, codes.BAIL_KINDS.codes),
        "custody_id": numbered("CU", row),
        "crime_id": numbered("CR", custody.crime[row]),
        "mention_id": numbered("MA", row),
        "officer_id": identifiers("officer", world.staff.holder(post, world.span.local(started)[0])),
        "team_id": identifiers("team", world.staff.team_of(post)),
        "started_at": started,
        "due_at": due,
        "authority": coded(level, codes.BAIL_AUTHORITIES.codes),
        "conditions": (kind == 0) & (rng.random(count) < 0.7),
        "victim_view_sought": rng.random(count) < 0.45,
        "domestic": rng.random(count) < truth.domestic,
        "reviewed_at": known_by(world.span.end, reviewed),
        "breached_at": np.where((kind == 0) & over & (rng.random(count) < truth.breached), breached, NEVER),
        "ended_at": ended,
        "end_reason": coded(np.where(over, reason, -1), codes.BAIL_ENDS.codes),
    }


def _pauses(flow: Flow, started: Array, ended: Array, bailed: Array, rng: np.random.Generator) -> tuple[str, Columns]:
    """Pauses of the clock of bail, while a file is with the prosecutor."""
    end = flow.world.span.end
    row = bailed[rng.random(len(bailed)) < flow.parameters.stops.custody.with_prosecutor]
    until = np.where(np.isnat(ended[row]), end, ended[row])
    paused = started[row] + (until - started[row]) * rng.uniform(0.2, 0.6, len(row))
    resumed = paused + (until - paused) * rng.uniform(0.2, 0.95, len(row))
    # A file that is still with the prosecutor when the records end.
    resumed = np.where(np.isnat(ended[row]) & (rng.random(len(row)) < 0.6), NEVER, resumed)
    return "clock_pause", {
        "source_id": numbered("CP", np.arange(len(row))),
        "case_kind": "bail",
        "case_id": numbered("BL", row),
        "clock": "bail_1",
        "paused_at": paused,
        "resumed_at": resumed,
        "reason": "with_prosecutor",
    }
