"""All caseloads of an office made ready for their kernel, with the routes among them.

A day's work is done at its end, when its figures are known. In the order of time, on each day:

1. The cases that arrived before the end of the day join the team's queue.
2. On a day with hours, cases are allocated while fewer are open than the people present may carry, by priority, then by
   arrival.
3. Reviews come before all other work. A case is reviewed on each day that is a whole multiple of `review_days` after it
   was allocated, or on the next day with hours. A review for which too few hours are left is missed, not postponed.
4. The other hours go to the allocated cases by priority, then by arrival; each takes at most its hours a day.
5. Cases whose hours are worked leave at the end of the day. Those routed to another team arrive there at that moment,
   and are taken up at the end of the next day.

Assumptions: a day's hours may go to a case that arrived late on that day; people of one team do each other's cases; a
day of the office is 24 hours, on which the clocks do not change.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.distributions import NO_LAW, Laws, laws
from forcesight.model_office.network import reachable, ways
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Caseload, Office
from forcesight.model_office.office.durations import law_of
from forcesight.model_office.routing import RoutePlan, plan_routes


DAY: Final = 24 * 60.0


class Teams(NamedTuple):
    """The teams as the kernel reads them; rows are teams, in the order of the office."""

    # Days whose end comes before the office's.
    days: int
    end: float
    # How many cases a team may have open; infinite without a limit.
    room: NDArray[np.float64]
    # (teams, 7): hours of the whole team by day of the week.
    hours: NDArray[np.float64]
    # 0 for no reviews.
    review_days: NDArray[np.int64]
    review_hours: NDArray[np.float64]
    # (teams, kinds): the rank of the job's priority within the team, 0 for the first.
    level: NDArray[np.int64]
    hours_a_day: NDArray[np.float64]
    # A row for each team and kind: team * kinds + kind.
    law: Laws
    # A team's routes, as those of a station, are in group team * kinds + kind twice over; `to` is a team, or -1.
    routes: RoutePlan


class CaseloadsPlan(NamedTuple):
    """All caseloads of an office: their ids, and what the kernel reads."""

    ids: tuple[str, ...]
    teams: Teams


def present(station: Caseload) -> float:
    """How many of a team are at work on a day with hours."""
    return station.staff * (1.0 - station.shrinkage)


def room(station: Caseload) -> float:
    """How many cases a team may have open; infinite without a limit."""
    return np.inf if station.limit is None else station.limit * present(station)


def plan_caseloads(stations: tuple[Caseload, ...], office: Office, codes: Codes) -> CaseloadsPlan:
    """All caseloads of an office as they are run together: `stations` in the office's order."""
    kinds = len(codes.jobs)
    level = np.zeros((len(stations), kinds), dtype=np.int64)
    hours_a_day = np.zeros((len(stations), kinds))
    law = [NO_LAW] * (len(stations) * kinds)
    for team, station in enumerate(stations):
        priorities = sorted({work.priority for work in station.work})
        for work in station.work:
            kind = codes.jobs[work.job]
            level[team, kind] = priorities.index(work.priority)
            hours_a_day[team, kind] = work.hours_a_day
            law[team * kinds + kind] = law_of(work.hours)
    teams = Teams(
        days=office.weeks * 7 - 1,
        end=office.minutes,
        room=np.array([room(station) for station in stations]),
        hours=np.array([[present(station) * hours for hours in station.hours] for station in stations]),
        review_days=np.array([station.review_days or 0 for station in stations], dtype=np.int64),
        review_hours=np.array([station.review_hours for station in stations], dtype=np.float64),
        level=level,
        hours_a_day=hours_a_day,
        law=laws(law),
        routes=_routes(stations, office, codes),
    )
    return CaseloadsPlan(tuple(station.id for station in stations), teams)


def _routes(stations: tuple[Caseload, ...], office: Office, codes: Codes) -> RoutePlan:
    """The routes of all teams, one after the other, each with the team that it leads to rather than the place."""
    names = [station.id for station in office.stations]
    places = [names.index(station.id) for station in stations]
    # Out of the office is place -1: the last of `team_at`, which is no team.
    team_at = np.full(len(names) + 1, -1, dtype=np.int64)
    team_at[places] = np.arange(len(stations))
    reach = reachable(ways(office))
    back = [frozenset(name for place, name in enumerate(names) if at in reach[place]) for at in places]
    plans = [plan_routes(s.id, office, codes, from_where) for s, from_where in zip(stations, back, strict=True)]
    before = np.cumsum([0] + [len(plan.to) for plan in plans])
    first = [plan.first[:-1] + start for plan, start in zip(plans, before, strict=False)]
    return RoutePlan(
        first=np.concatenate([*first, before[-1:]]),
        share=np.concatenate([plan.share for plan in plans]),
        to=team_at[np.concatenate([plan.to for plan in plans])],
        becomes=np.concatenate([plan.becomes for plan in plans]),
        again=np.concatenate([plan.again for plan in plans]),
    )
