"""Which teams cover a job in an area, and at which half hours of the run one of them is on duty."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from forcesight.model_office.office.checks.missing import ADVICE, Hours, told
from forcesight.model_office.office.checks.patterns import begins_at
from forcesight.model_office.office.description import Area, Office, Team, Units, UnitWork
from forcesight.model_office.office.hours import HALF_HOURS


def units_missing(office: Office, units: Units, job: str, comes: Hours) -> str:
    """Why a job that comes at these half hours of the week would find no unit; empty where it always may."""
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
    return f"no unit that takes {work.job!r} in {area.id!r} is on duty {told(week)}, and work comes then: {ADVICE}"


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
