"""Running all caseloads of an office once: flows in, records and days out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.caseload.days import CaseloadDays
from forcesight.model_office.caseload.kernel import CASE, Chains, Counts, Figures, Streams, run_days
from forcesight.model_office.caseload.plan import CaseloadsPlan, Teams
from forcesight.model_office.flow import SERVED, STILL_HERE, Flow, Record
from forcesight.model_office.streams import stream


Whole = NDArray[np.int64]


def run_caseloads(
    plan: CaseloadsPlan, flows: tuple[Flow, ...], seed: int
) -> tuple[tuple[Record, ...], tuple[CaseloadDays, ...]]:
    """What became of each case at each team, and each team's days; `flows` come from outside the caseloads.

    A record's rows are those of the team's flow, then the cases that teams sent it. `leaving` holds only the rows that
    leave for elsewhere: those that a route leads to another caseload are rows of that one.
    """
    ends = np.cumsum([len(flow.time) for flow in flows])
    starts = ends - [len(flow.time) for flow in flows]
    teams, counts = plan.teams, _counts(plan.teams, starts, ends)
    figures = _figures(plan.teams)
    streams = Streams(*(np.array([stream(seed, f"{i}: {what}") for i in plan.ids]) for what in ("hours", "route")))
    cases, leaving = run_days(teams, streams, _chains(teams), counts, figures, _cases(flows))
    records = tuple(
        _record(cases, leaving, team, slice(start, end), int(ends[-1]), float(counts.integral[team]))
        for team, (start, end) in enumerate(zip(starts, ends, strict=True))
    )
    return records, tuple(CaseloadDays(*(column[team] for column in figures)) for team in range(len(flows)))


def _cases(flows: tuple[Flow, ...]) -> NDArray[np.void]:
    """The rows of all flows, one team's after the other's."""
    cases = np.empty(sum(len(flow.time) for flow in flows), dtype=CASE)
    for column, name in (("time", "arrived"), ("entity", "entity"), ("kind", "kind"), ("area", "area")):
        cases[name] = np.concatenate([getattr(flow, column) for flow in flows])
    cases["team"] = np.repeat(np.arange(len(flows)), [len(flow.time) for flow in flows])
    for name in ("assigned", "began", "left", "hours"):
        cases[name] = np.nan
    return cases


def _record(cases: NDArray[np.void], leaving: Whole, team: int, own: slice, outside: int, waiting: float) -> Record:
    """One team's record, out of the cases of all: its own flow's rows, then those that came back."""
    came = outside + np.flatnonzero(cases["team"][outside:] == team)
    rows = np.concatenate([np.arange(own.start, own.stop), came])
    mine = leaving[cases["team"][leaving] == team]
    column = {name: cases[name][rows] for name in ("arrived", "entity", "kind", "area", "assigned", "began", "left")}
    return Record(
        **column,
        outcome=np.where(np.isnan(column["left"]), STILL_HERE, SERVED).astype(np.int8),
        server=np.where(np.isnan(column["assigned"]), -1, 0),
        helper=np.zeros(len(rows), dtype=np.int8),
        leaving=np.where(mine < outside, mine - own.start, own.stop - own.start + np.searchsorted(came, mine)),
        waiting_integral=waiting,
    )


def _chains(teams: Teams) -> Chains:
    levels = (len(teams.room), int(teams.level.max(initial=0)) + 1)
    return Chains(*(np.full(levels, -1) for _ in range(4)), *(np.full(len(teams.room), -1) for _ in range(2)))


def _counts(teams: Teams, starts: Whole, ends: Whole) -> Counts:
    n = len(teams.room)
    return Counts(
        next_row=starts.astype(np.int64),
        end_row=ends.astype(np.int64),
        waiting=np.zeros(n, dtype=np.int64),
        open=np.zeros(n, dtype=np.int64),
        allocated_on=np.zeros((n, max(1, int(teams.review_days.max()))), dtype=np.int64),
        worked_on=np.full(n, -1),
        integral=np.zeros(n),
        known_to=np.zeros(n),
    )


def _figures(teams: Teams) -> Figures:
    shape = (len(teams.room), teams.days)
    return Figures(
        unallocated=np.zeros(shape, dtype=np.int64),
        allocated=np.zeros(shape, dtype=np.int64),
        reviews_due=np.zeros(shape, dtype=np.int64),
        reviews_missed=np.zeros(shape, dtype=np.int64),
        hours_available=np.zeros(shape),
        hours_worked=np.zeros(shape),
    )
