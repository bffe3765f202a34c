"""The compiled caseloads: every team, day by day, touching only the cases that get hours.

Each team has two chains of cases for each of its priorities, both by arrival: those that wait, and those allocated. New
cases join at the end of the first and move to the end of the second, so nothing is ever sorted but a day's leavers.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.caseload.plan import DAY, Teams
from forcesight.model_office.compiled import compiled, inlined
from forcesight.model_office.distributions import quantile
from forcesight.model_office.flow import AGAIN, LAST_VISIT
from forcesight.model_office.heap import before
from forcesight.model_office.streams import unit


Whole = NDArray[np.int64]
Cases = NDArray[np.void]

CASE = np.dtype(
    [("entity", "i8"), ("kind", "i8"), ("area", "i8"), ("team", "i8"), ("behind", "i8")]
    + [(name, "f8") for name in ("arrived", "assigned", "began", "left", "hours")]
)
"""One case at one team: `behind` is the next of its chain or -1, `hours` what is still to be worked."""


class Chains(NamedTuple):
    """The first and the last of each team's chains, -1 where there is none: (teams, levels), or (teams,) for `back`."""

    waiting_first: Whole
    waiting_last: Whole
    open_first: Whole
    open_last: Whole
    # Cases that other teams sent at the end of the day before.
    back_first: Whole
    back_last: Whole


class Counts(NamedTuple):
    """What is known of each team besides its cases."""

    # The next row of its flow, and the row after its last.
    next_row: Whole
    end_row: Whole
    waiting: Whole
    open: Whole
    # (teams, longest review_days): open cases by the day on which they were allocated, modulo review_days.
    allocated_on: Whole
    # The last day with hours, -1 for none yet.
    worked_on: Whole
    # The time integral of those waiting, and until when it is known.
    integral: NDArray[np.float64]
    known_to: NDArray[np.float64]


class Figures(NamedTuple):
    """Each team's days: (teams, days)."""

    unallocated: Whole
    allocated: Whole
    reviews_due: Whole
    reviews_missed: Whole
    hours_available: NDArray[np.float64]
    hours_worked: NDArray[np.float64]


class Streams(NamedTuple):
    """Where each team's random numbers start, for one seed."""

    hours: NDArray[np.uint64]
    route: NDArray[np.uint64]


@compiled
def run_days(
    teams: Teams, streams: Streams, chains: Chains, counts: Counts, figures: Figures, cases: Cases
) -> tuple[Cases, Whole]:
    """Run all teams to the end: `cases` with those that teams sent each other, and the rows that left, in order."""
    made, gone = len(cases), 0
    leaving = np.empty(made, dtype=np.int64)
    done = np.empty(made, dtype=np.int64)
    for day in range(teams.days):
        finished = 0
        for team in range(len(teams.room)):
            finished = _day_of(teams, streams, chains, counts, figures, cases, team, day, done, finished)
        rows = done[:finished]
        rows = rows[np.argsort(cases["entity"][rows], kind="mergesort")]
        route = _ways(teams, streams, cases, rows)
        for i in range(finished):
            if route[i] < 0 or teams.routes.to[route[i]] < 0:
                leaving[gone] = rows[i]
                gone += 1
        moved = np.flatnonzero(route >= 0)
        moved = moved[teams.routes.to[route[moved]] >= 0]
        if made + len(moved) > len(cases):
            cases = _longer(cases, made + len(moved))
            done = np.empty(len(cases), dtype=np.int64)
        _send_on(teams, chains, cases, rows[moved], route[moved], made)
        made += len(moved)
    for team in range(len(teams.room)):
        _take_in(teams, chains, counts, cases, team, teams.end)
        _wait_until(counts, team, teams.end)
    return cases[:made], leaving[:gone]


@compiled
def _day_of(
    teams: Teams,
    streams: Streams,
    chains: Chains,
    counts: Counts,
    figures: Figures,
    cases: Cases,
    team: int,
    day: int,
    done: Whole,
    finished: int,
) -> int:
    """One team's day; the number of rows in `done` after it."""
    now = (day + 1) * DAY
    _take_in(teams, chains, counts, cases, team, now)
    _wait_until(counts, team, now)
    available = teams.hours[team, day % 7]
    left, due, missed = available, 0, 0
    if available > 0.0:
        due = _reviews_due(teams, counts, team, day)
        _allocate(teams, chains, counts, cases, team, day)
        missed = due
        while missed > 0 and left >= teams.review_hours[team]:
            left -= teams.review_hours[team]
            missed -= 1
        before_work = finished
        finished, left = _work(teams, streams, chains, cases, team, now, left, done, finished)
        _close(teams, counts, cases, team, done[before_work:finished])
        counts.worked_on[team] = day
    figures.unallocated[team, day] = counts.waiting[team]
    figures.allocated[team, day] = counts.open[team]
    figures.reviews_due[team, day] = due
    figures.reviews_missed[team, day] = missed
    figures.hours_available[team, day] = available
    figures.hours_worked[team, day] = available - left
    return finished


@compiled
def _take_in(teams: Teams, chains: Chains, counts: Counts, cases: Cases, team: int, now: float) -> None:
    """Cases that arrived before `now` join the queue: those of the flow, and those that other teams sent."""
    while True:
        row, back = counts.next_row[team], chains.back_first[team]
        came = row < counts.end_row[team] and cases[row].arrived < now
        if back >= 0 and not (
            came and before(cases[row].arrived, cases[row].entity, cases[back].arrived, cases[back].entity)
        ):
            chains.back_first[team] = cases[back].behind
            row = back
        elif came:
            counts.next_row[team] += 1
        else:
            break
        _wait_until(counts, team, cases[row].arrived)
        counts.waiting[team] += 1
        level = teams.level[team, cases[row].kind]
        _join(cases, chains.waiting_first[team], chains.waiting_last[team], level, row)


@inlined
def _wait_until(counts: Counts, team: int, now: float) -> None:
    """Let time pass for those that wait."""
    counts.integral[team] += counts.waiting[team] * (now - counts.known_to[team])
    counts.known_to[team] = now


@inlined
def _join(cases: Cases, first: Whole, last: Whole, place: int, row: int) -> None:
    """Put a row at the end of a chain."""
    cases[row].behind = -1
    if first[place] < 0:
        first[place] = row
    else:
        cases[last[place]].behind = row
    last[place] = row


@compiled
def _reviews_due(teams: Teams, counts: Counts, team: int, day: int) -> int:
    """How many open cases have a review on this day, or had one since the last day with hours."""
    period, due = teams.review_days[team], 0
    for back in range(min(day - counts.worked_on[team], period)):
        due += counts.allocated_on[team, (day - back) % period]
    return due


@compiled
def _allocate(teams: Teams, chains: Chains, counts: Counts, cases: Cases, team: int, day: int) -> None:
    """Give waiting cases to the team while it may have more."""
    first = chains.waiting_first[team]
    for level in range(len(first)):
        while first[level] >= 0 and counts.open[team] < teams.room[team]:
            row = first[level]
            first[level] = cases[row].behind
            cases[row].assigned = (day + 1) * DAY
            _join(cases, chains.open_first[team], chains.open_last[team], level, row)
            counts.waiting[team] -= 1
            counts.open[team] += 1
            if teams.review_days[team] > 0:
                counts.allocated_on[team, day % teams.review_days[team]] += 1


@compiled
def _work(
    teams: Teams,
    streams: Streams,
    chains: Chains,
    cases: Cases,
    team: int,
    now: float,
    left: float,
    done: Whole,
    finished: int,
) -> tuple[int, float]:
    """Spend `left` hours on allocated cases; how many rows are in `done` after it, and the hours that nobody needed."""
    first, last = chains.open_first[team], chains.open_last[team]
    for level in range(len(first)):
        ahead, row = -1, first[level]
        while row >= 0 and left > 0.0:
            behind, kind = cases[row].behind, cases[row].kind
            if math.isnan(cases[row].began):
                cases[row].began = now
                cases[row].hours = _hours(teams, team, kind, unit(streams.hours[team], cases[row].entity))
            worked = min(cases[row].hours, teams.hours_a_day[team, kind], left)
            left -= worked
            cases[row].hours -= worked
            if cases[row].hours <= 0.0:
                cases[row].left = now
                done[finished] = row
                finished += 1
                if ahead < 0:
                    first[level] = behind
                else:
                    cases[ahead].behind = behind
                if behind < 0:
                    last[level] = ahead
            else:
                ahead = row
            row = behind
    return finished, left


@inlined
def _hours(teams: Teams, team: int, kind: int, u: float) -> float:
    law, place = teams.law, team * teams.level.shape[1] + kind
    return quantile(law.kind[place], law.a[place], law.b[place], law.c[place], law.table[place], u)


@compiled
def _close(teams: Teams, counts: Counts, cases: Cases, team: int, rows: Whole) -> None:
    """Take finished cases out of what the team has open and must review."""
    counts.open[team] -= len(rows)
    period = teams.review_days[team]
    if period > 0:
        for row in rows:
            counts.allocated_on[team, (int(cases[row].assigned / DAY) - 1) % period] -= 1


@compiled
def _ways(teams: Teams, streams: Streams, cases: Cases, rows: Whole) -> Whole:
    """The route of each finished case, by the rule of `routing`; -1 where there is none, or it may not come again."""
    routes, kinds = teams.routes, teams.level.shape[1]
    way = np.full(len(rows), -1, dtype=np.int64)
    for i in range(len(rows)):
        team = cases[rows[i]].team
        group = 2 * (team * kinds + cases[rows[i]].kind)
        route, last = routes.first[group], routes.first[group + 1]
        if route < last:
            if route < last - 1:
                u = unit(streams.route[team], cases[rows[i]].entity)
                while routes.share[route] <= u:
                    route += 1
            if cases[rows[i]].entity < LAST_VISIT or not routes.again[route]:
                way[i] = route
    return way


@compiled
def _send_on(teams: Teams, chains: Chains, cases: Cases, rows: Whole, route: Whole, made: int) -> None:
    """Let finished cases arrive at other teams: as new rows from `made` on, by entity."""
    entity = cases["entity"][rows] + np.where(teams.routes.again[route], AGAIN, 0)
    for i in np.argsort(entity):
        old = cases[rows[i]]
        new = cases[made]
        new.entity, new.kind, new.area = entity[i], teams.routes.becomes[route[i]], old.area
        new.team, new.arrived = teams.routes.to[route[i]], old.left
        new.assigned = new.began = new.left = new.hours = np.nan
        _join(cases, chains.back_first, chains.back_last, new.team, made)
        made += 1


@compiled
def _longer(cases: Cases, least: int) -> Cases:
    """The same cases with room for at least so many, and half as many again as there were."""
    new = np.empty(max(least, len(cases) + len(cases) // 2 + 64), dtype=cases.dtype)
    new[: len(cases)] = cases
    return new
