"""Whether somebody is there: no work may come to a station while nobody could take it, unless it may wait.

The hours at which work comes are those of the demand that it stems from. Work that has passed a desk comes while it was
answered; work that has passed units, cases, a diary or a delay may come at any hour.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from forcesight.model_office.office.checks.cover import units_missing
from forcesight.model_office.office.checks.missing import ADVICE, Hours, told
from forcesight.model_office.office.checks.routes import place_of, starts_of
from forcesight.model_office.office.description import Desk, Office, Units
from forcesight.model_office.office.hours import HALF_HOURS, half_hours, people
from forcesight.model_office.office.means import mean_of
from forcesight.model_office.office.traffic import Stop, Ways, arrivals_of, reached, ways_of
from forcesight.toml_tables import Fault


def work_without_people(office: Office) -> Iterator[Fault]:
    """Desks and units that work reaches while nobody may take it. The office must be in order otherwise."""
    ways = ways_of(office)
    comes = hours_of_work(office, ways)
    for stop in sorted(reached(ways, starts_of(office))):
        station = next(each for each in office.stations if each.id == stop.station)
        if isinstance(station, Desk):
            problem = _at_desk(station, stop.job, comes[stop])
            if problem:
                yield Fault(place_of(office, stop), problem)
        if isinstance(station, Units):
            problem = units_missing(office, station, stop.job, comes[stop])
            if problem:
                yield Fault(place_of(office, stop), problem)


def hours_of_work(office: Office, ways: Ways) -> dict[Stop, Hours]:
    """At which half hours of the week work may come to each stop."""
    comes = {stop: np.zeros(HALF_HOURS, dtype=bool) for stop in ways}
    for demand in office.demand:
        if arrivals_of(demand) > 0:
            comes[Stop(demand.to, demand.job)] |= half_hours(demand.by_hour) > 0
    ahead = [stop for stop, hours in comes.items() if hours.any()]
    while ahead:
        stop = ahead.pop()
        leaves = _hours_of_leaving(office, stop, comes[stop])
        for to in {way.to for way in ways[stop] if way.to is not None and way.share > 0}:
            # What comes back to its own station comes shortly after: otherwise hours would spread over the whole week.
            more = comes[to] | (comes[stop] if to.station == stop.station else leaves)
            if (more != comes[to]).any():
                comes[to] = more
                ahead.append(to)
    return comes


def _hours_of_leaving(office: Office, stop: Stop, comes: Hours) -> Hours:
    station = next(each for each in office.stations if each.id == stop.station)
    if not isinstance(station, Desk):
        return np.ones(HALF_HOURS, dtype=bool)
    served = comes | _open(station, stop.job) if station.closed_hours_wait else comes
    minutes = next(mean_of(work.service) for work in station.work if work.job == stop.job)
    leaves = served.copy()
    for later in range(1, min(1 + math.ceil(minutes / 30), HALF_HOURS)):
        leaves |= np.roll(served, later)
    return leaves


def _open(desk: Desk, job: str) -> Hours:
    """The half hours in which somebody is at a desk who serves a job."""
    there = np.zeros(HALF_HOURS, dtype=bool)
    for group in desk.groups:
        if job in group.serves:
            there |= people(group.staff, group.shrinkage) > 0
    return there


def _at_desk(desk: Desk, job: str, comes: Hours) -> str:
    there = _open(desk, job)
    if not any(job in group.serves for group in desk.groups):
        return f"no group serves {job!r}, so it would wait for ever: add it to a group's serves"
    if not there.any():
        return f"the groups that serve {job!r} have no staff at any hour: give them some"
    if desk.closed_hours_wait or not (comes & ~there).any():
        return ""
    return f"nobody is there for {job!r} {told(comes & ~there)}, and work comes then: {ADVICE}"
