"""Where work can go in an office, and how much of it: read from the description alone, before anything is run.

Rates assume that nobody gives up and nothing is re-graded while it waits: they are what stations are offered at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from typing import Any, Literal, NamedTuple

from forcesight.model_office.office.description import (
    Appointments,
    Caseload,
    Delay,
    Demand,
    Desk,
    Office,
    Return,
    Station,
    Units,
)


class Stop(NamedTuple):
    """One kind of work at one station."""

    station: str
    job: str


class Way(NamedTuple):
    """A share of a stop's work goes on to another stop, or out (None). `likely` is the share that rates count with."""

    to: Stop | None
    share: float
    likely: float


Outcome = Literal["served", "lost"]
Ways = dict[Stop, list[Way]]
Rates = dict[Stop, float]


@singledispatch
def jobs_at(station: Station) -> tuple[str, ...]:
    """The jobs that a station has work for."""
    raise TypeError(f"{type(station).__name__} is not a kind of station")


@jobs_at.register(Desk)
@jobs_at.register(Units)
@jobs_at.register(Caseload)
def _by_work(station: Desk | Units | Caseload) -> tuple[str, ...]:
    return tuple(work.job for work in station.work)


@jobs_at.register(Appointments)
@jobs_at.register(Delay)
def _by_list(station: Appointments | Delay) -> tuple[str, ...]:
    return station.jobs


def lost_share(station: Station, job: str) -> tuple[bool, float]:
    """Whether a job can be lost at a station, and the share that rates count as lost."""
    if isinstance(station, Appointments):
        return station.not_kept > 0, station.not_kept
    if isinstance(station, Desk):
        return any(work.job == job and work.patience.family != "never" for work in station.work), 0.0
    return False, 0.0


def returns_of(station: Station, job: str) -> tuple[Return, ...]:
    """The ways back to a station that a job may take."""
    if isinstance(station, Desk | Units):
        return next((work.returns for work in station.work if work.job == job), ())
    return ()


def ways_of(office: Office) -> Ways:
    """Every stop of the office, with the ways that lead on from it."""
    return {
        Stop(station.id, job): list(_ways(office, station, job))
        for station in office.stations
        for job in jobs_at(station)
    }


def _ways(office: Office, station: Station, job: str) -> Iterator[Way]:
    can_be_lost, lost = lost_share(station, job)
    yield from _ways_after(office, station, job, "served", 1 - lost)
    if can_be_lost:
        yield from _ways_after(office, station, job, "lost", lost)
    yield from (Way(Stop(station.id, to), share, 0.0) for to, share in regrades_of(station, job))


def _ways_after(office: Office, station: Station, job: str, when: Outcome, likely: float) -> Iterator[Way]:
    back = [each for each in returns_of(station, job) if each.when == when]
    for each in back:
        yield Way(Stop(station.id, each.job or job), each.share, each.share * likely)
    leaves = max(1 - sum(each.share for each in back), 0.0)
    routes = [r for r in office.routes if (r.station, r.job, r.when) == (station.id, job, when)]
    for route in routes:
        to = Stop(route.to, route.becomes or job) if route.to else None
        yield Way(to, route.share * leaves, route.share * leaves * likely)
    if not routes:
        yield Way(None, leaves, leaves * likely)


def regrades_of(station: Station, job: str) -> Iterator[tuple[str, float]]:
    """What a job may become while it waits at a station, with its share."""
    if isinstance(station, Units):
        for work in station.work:
            if work.job == job and work.regrade is not None:
                yield work.regrade.to, work.regrade.share


def reached(ways: Ways, starts: Iterable[Stop]) -> set[Stop]:
    """Every stop that work from these stops can come to, these included; also stops for which there is no work."""
    seen: set[Stop] = set()
    ahead = list(starts)
    while ahead:
        stop = ahead.pop()
        if stop not in seen:
            seen.add(stop)
            ahead += [way.to for way in ways.get(stop, ()) if way.to is not None and way.share > 0]
    return seen


def arrivals_of(demand: Demand) -> float:
    """How many arrivals a week without events brings."""
    return demand.per_week * demand.growth


def weekly_rates(office: Office, ways: Ways) -> Rates:
    """How many jobs a week reach each stop, returns and rounds included. All work must be able to leave."""
    import numpy as np

    fresh = _demanded(office)
    stops = sorted(reached(ways, fresh))
    comes = np.array([fresh.get(stop, 0.0) for stop in stops])
    rates = np.linalg.solve(_not_moving_on(ways, stops), comes)
    return dict.fromkeys(ways, 0.0) | {stop: float(rate) for stop, rate in zip(stops, rates, strict=True)}


def mean_visits(ways: Ways, starts: Iterable[Stop]) -> Rates:
    """How often a job that comes to a stop is there on average, by stop. All work must be able to leave."""
    import numpy as np

    stops = sorted(reached(ways, starts))
    visits = np.diag(np.linalg.inv(_not_moving_on(ways, stops)))
    return {stop: float(often) for stop, often in zip(stops, visits, strict=True)}


def _not_moving_on(ways: Ways, stops: Sequence[Stop]) -> Any:
    """The unit matrix less the shares that move from each stop (columns) to each (rows)."""
    import numpy as np

    number = {stop: place for place, stop in enumerate(stops)}
    moves = np.zeros((len(stops), len(stops)))
    for stop in stops:
        for way in ways[stop]:
            if way.to is not None and way.likely > 0:
                moves[number[way.to], number[stop]] += way.likely
    return np.eye(len(stops)) - moves


def _demanded(office: Office) -> dict[Stop, float]:
    found: dict[Stop, float] = {}
    for demand in office.demand:
        stop = Stop(demand.to, demand.job)
        found[stop] = found.get(stop, 0.0) + arrivals_of(demand)
    return found
