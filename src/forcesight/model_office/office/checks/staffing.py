"""Whether somebody is there: no work may come to a station while nobody could take it, unless it may wait.

The hours at which work comes are those of the demand that it stems from. Work that has passed a desk comes while it was
answered; work that has passed units, cases, a diary or a delay may come at any hour.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.office.checks.patterns import begins_at
from forcesight.model_office.office.checks.routes import place_of, starts_of
from forcesight.model_office.office.description import Area, Desk, Office, Team, Units, UnitWork
from forcesight.model_office.office.hours import HALF_HOURS, half_hours, people
from forcesight.model_office.office.means import mean_of
from forcesight.model_office.office.traffic import Stop, Ways, arrivals_of, reached, ways_of
from forcesight.toml_tables import Fault


Hours = NDArray[np.bool_]
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


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
            problem = _at_units(office, station, stop.job, comes[stop])
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
    return f"nobody is there for {job!r} {_told(comes & ~there)}, and work comes then: {_ADVICE}"


_ADVICE = "add staff, or write closed_hours_wait = true if it may wait until they open"


def _at_units(office: Office, units: Units, job: str, comes: Hours) -> str:
    work = next(work for work in units.work if work.job == job)
    duty: dict[str, Hours] = {}
    for number, area in enumerate(office.areas):
        if not _has_work(office, area):
            continue
        teams = [team for team in units.teams if may_take(units, team, job, area.id, number)]
        problem = _by_teams(office, work, teams, area, duty, None if units.closed_hours_wait else comes)
        if problem:
            return problem
    return ""


def _has_work(office: Office, area: Area) -> bool:
    return any(demand.area == area.id or (not demand.area and area.weight > 0) for demand in office.demand)


def may_take(units: Units, team: Team, job: str, area: str, number: int) -> bool:
    """Whether a team may be sent to a job in an area, which is the office's area of that number."""
    listed = units.despatch != "in order" or team.id in units.preference[number]
    return job in team.serves and listed and (team.area == area or not team.own_area_only)


def _by_teams(
    office: Office, work: UnitWork, teams: list[Team], area: Area, duty: dict[str, Hours], comes: Hours | None
) -> str:
    if not teams:
        return f"no team takes {work.job!r} in {area.id!r}, so it would wait for ever: add it to a team's serves"
    units = sum(team.units for team in teams)
    if units < work.units:
        return f"{work.job!r} asks for {work.units} units, but {area.id!r} can have {units}: ask for fewer"
    if comes is None:
        return ""
    there = _on_duty(office, teams, duty)
    missing = np.tile(comes, office.weeks) & ~there
    if not missing.any():
        return ""
    week: Hours = np.logical_or.reduce(missing.reshape(office.weeks, HALF_HOURS), axis=0)
    return f"no unit that takes {work.job!r} in {area.id!r} is on duty {_told(week)}, and work comes then: {_ADVICE}"


def _on_duty(office: Office, teams: Iterable[Team], known: dict[str, Hours]) -> Hours:
    """The half hours of the run in which one of these teams is on duty."""
    there = np.zeros(office.weeks * HALF_HOURS, dtype=bool)
    for team in teams:
        if team.id not in known:
            known[team.id] = _team_on_duty(office, team)
        there |= known[team.id]
    return there


def _team_on_duty(office: Office, team: Team) -> Hours:
    there = np.zeros(office.weeks * HALF_HOURS, dtype=bool)
    if not team.pattern:
        return ~there
    pattern = next(each for each in office.patterns if each.id == team.pattern)
    half_hours_a_cycle = pattern.cycle_days * 48
    for shift in pattern.shifts:
        first = (begins_at(shift) - 24 * (team.offset_days % pattern.cycle_days)) * 2
        for begins in np.arange(first - half_hours_a_cycle, len(there), half_hours_a_cycle):
            low, high = math.floor(begins), math.ceil(begins + shift.hours * 2)
            there[max(low, 0) : max(high, 0)] = True
    return there


def _told(missing: Hours) -> str:
    """The first stretch of half hours, and how many hours there are in all."""
    first = int(np.argmax(missing))
    last = first
    while last < len(missing) and missing[last]:
        last += 1
    total = missing.sum() / 2
    rest = f" ({total:g} hours a week in all)" if last - first < missing.sum() else ""
    same_day = first // 48 == last // 48
    return f"from {_day(first)} {_hour(first)} to {'' if same_day else _day(last) + ' '}{_hour(last)}{rest}"


def _day(number: int) -> str:
    return _DAYS[number // 48 % 7]


def _hour(number: int) -> str:
    return f"{number % 48 // 2:02d}:{number % 2 * 30:02d}"
