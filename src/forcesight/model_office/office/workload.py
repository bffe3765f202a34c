"""How much work each station is offered in a week, and how much those who are there can do: an office on paper.

Travel counts within a unit's own area only, and nobody is counted as giving up, so true loads of units are higher and
those of desks may be lower.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from forcesight.model_office.office.description import Caseload, Desk, Office, Team, Units, UnitWork
from forcesight.model_office.office.hours import people
from forcesight.model_office.office.means import mean_of
from forcesight.model_office.office.traffic import Rates, Stop, arrivals_of, ways_of, weekly_rates


class Helpers(NamedTuple):
    """People or units that take some jobs, and the hours a week that they have."""

    jobs: frozenset[str]
    hours: float


def use_of(office: Office) -> dict[str, float]:
    """The share of its hours that each desk, station of units and caseload would be at work, by station."""
    rates = weekly_rates(office, ways_of(office))
    found = {}
    for station in office.stations:
        if isinstance(station, Desk | Units | Caseload):
            loads, helpers = work_offered(station, office, rates)
            offered, hours = sum(loads.values()), sum(each.hours for each in helpers)
            found[station.id] = offered / hours if hours else math.inf if offered else 0.0
    return found


def work_offered(
    station: Desk | Units | Caseload, office: Office, rates: Rates
) -> tuple[dict[str, float], list[Helpers]]:
    """The hours of work a week that each job brings to a station, and who there may do them."""
    if isinstance(station, Desk):
        return _of_desk(station, rates)
    return _of_units(station, office, rates) if isinstance(station, Units) else _of_caseload(station, rates)


def _of_desk(station: Desk, rates: Rates) -> tuple[dict[str, float], list[Helpers]]:
    loads = {work.job: rates[Stop(station.id, work.job)] * mean_of(work.service) / 60 for work in station.work}
    helpers = [
        Helpers(
            frozenset(group.serves) | {lend.job for lend in group.lends},
            float(people(group.staff, group.shrinkage).sum()) / 2 * group.at_once,
        )
        for group in station.groups
    ]
    return loads, helpers


def _of_units(station: Units, office: Office, rates: Rates) -> tuple[dict[str, float], list[Helpers]]:
    travel = _travel_in_own_area(office)
    loads = {work.job: rates[Stop(station.id, work.job)] * _unit_hours(work, travel) for work in station.work}
    return loads, [Helpers(frozenset(team.serves), hours_of_team(office, team)) for team in station.teams]


def _of_caseload(station: Caseload, rates: Rates) -> tuple[dict[str, float], list[Helpers]]:
    loads = {
        work.job: rates[Stop(station.id, work.job)] * (mean_of(work.hours) + _review_hours(station, work.job))
        for work in station.work
    }
    hours = station.staff * sum(station.hours) * (1 - station.shrinkage)
    return loads, [Helpers(frozenset(loads), hours)]


def _unit_hours(work: UnitWork, travel: float) -> float:
    return work.units * (travel + mean_of(work.scene) + work.arrest * mean_of(work.custody)) / 60


def _travel_in_own_area(office: Office) -> float:
    """Mean minutes to a job in the unit's own area: there is no way of a unit to its own area's centre."""
    travel = office.travel
    base = travel.start_minutes
    if travel.matrix:
        base = sum(share * travel.matrix[n][n] for n, share in enumerate(area_shares(office)))
    return base * mean_of(travel.spread)


def hours_of_team(office: Office, team: Team) -> float:
    """The unit hours that a team has in a week on average, without those who are away and without breaks."""
    if not team.pattern:
        return team.units * 168.0 * (1 - team.abstraction)
    pattern = next(each for each in office.patterns if each.id == team.pattern)
    rest = team.rest.minutes / 60 if team.rest else 0.0
    hours = sum(max(shift.hours - rest, 0.0) for shift in pattern.shifts) * 7 / pattern.cycle_days
    return team.units * hours * (1 - team.abstraction)


def weeks_at_least(station: Caseload, job: str) -> float:
    """How many weeks a case takes when it is worked on every day that has hours."""
    work = next(work for work in station.work if work.job == job)
    days_worked = sum(hours > 0 for hours in station.hours)
    return mean_of(work.hours) / work.hours_a_day / days_worked


def _review_hours(station: Caseload, job: str) -> float:
    if station.review_days is None:
        return 0.0
    return station.review_hours * weeks_at_least(station, job) * 7 / station.review_days


def area_shares(office: Office) -> list[float]:
    """The share of all work that arises in each area; one share of 1 where there are no areas."""
    if not office.areas:
        return [1.0]
    weights = sum(area.weight for area in office.areas)
    total = sum(arrivals_of(demand) for demand in office.demand)
    found = []
    for area in office.areas:
        own = sum(arrivals_of(d) for d in office.demand if d.area == area.id)
        drawn = sum(arrivals_of(d) for d in office.demand if not d.area)
        found.append((own + drawn * area.weight / weights) / total if total else 0.0)
    return found
