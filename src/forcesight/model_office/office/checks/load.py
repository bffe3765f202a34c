"""Stations that are offered more work than they can do: told as sentences and not refused, as a planner may ask for it.

A set of jobs is too much where it is more work than all who may take any of them can do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from forcesight.model_office.office.checks.cover import may_take
from forcesight.model_office.office.description import Appointments, Caseload, Desk, Office, Station, Units
from forcesight.model_office.office.spelling import KIND_OF
from forcesight.model_office.office.traffic import Rates, Stop, ways_of, weekly_rates
from forcesight.model_office.office.workload import (
    Helpers,
    area_shares,
    hours_of_team,
    weeks_at_least,
    work_offered,
)


_MOST_TOGETHER = 10
"""Up to so many jobs, every set of them is looked at; beyond, each job and all of them."""


def overloads(office: Office) -> list[str]:
    """A sentence for each station that cannot keep up with what it is offered. The office must be in order."""
    rates = weekly_rates(office, ways_of(office))
    return [sentence for station in office.stations for sentence in _overloads(station, office, rates)]


def _overloads(station: Station, office: Office, rates: Rates) -> Iterator[str]:
    if isinstance(station, Desk):
        yield from _sentence(station, *work_offered(station, office, rates))
    elif isinstance(station, Units):
        yield from _in_all_and_by_area(station, office, rates)
    elif isinstance(station, Caseload):
        yield from _by_hours_and_by_limit(station, office, rates)
    elif isinstance(station, Appointments):
        yield from _by_places(station, office, rates)


def _in_all_and_by_area(station: Units, office: Office, rates: Rates) -> Iterator[str]:
    """The station as a whole, or else each area with those who may go there."""
    loads, helpers = work_offered(station, office, rates)
    told = list(_sentence(station, loads, helpers))
    yield from told
    for number, area in enumerate([] if told else office.areas):
        share = area_shares(office)[number]
        there = [
            Helpers(jobs, hours_of_team(office, team))
            for team in station.teams
            if (jobs := frozenset(job for job in team.serves if may_take(station, team, job, area.id, number)))
        ]
        yield from _sentence(station, {job: load * share for job, load in loads.items()}, there, f" in {area.id!r}")


def _by_hours_and_by_limit(station: Caseload, office: Office, rates: Rates) -> Iterator[str]:
    loads, helpers = work_offered(station, office, rates)
    yield from _sentence(station, loads, helpers)
    cases = sum(rates[Stop(station.id, work.job)] * weeks_at_least(station, work.job) for work in station.work)
    if station.limit is not None and cases > station.staff * station.limit:
        yield (
            f"caseload {station.id!r} needs {cases:,.0f} cases open at once to keep up, and its limit allows "
            f"{station.staff * station.limit:,.0f}: cases will wait ever longer."
        )


def _by_places(station: Appointments, office: Office, rates: Rates) -> Iterator[str]:
    asked = sum(rates[Stop(station.id, job)] for job in station.jobs)
    places = sum(len(set(slot.weekdays)) * slot.places for slot in station.slots)
    for number, share in enumerate(area_shares(office)):
        if asked * share > places:
            where = f" in {office.areas[number].id!r}" if office.areas else ""
            yield (
                f"appointments {station.id!r} are asked for {asked * share:,.0f} times a week{where} and have "
                f"{places:,} places: people will wait ever longer."
            )


def _sentence(station: Station, loads: dict[str, float], helpers: Sequence[Helpers], where: str = "") -> Iterator[str]:
    """One sentence about the set of jobs that is most too much."""
    worst, offered, has = max(
        (_set(jobs, loads, helpers) for jobs in _sets([job for job, load in loads.items() if load > 0])),
        key=lambda found: found[1] / found[2] if found[2] else float("inf"),
        default=((), 0.0, 1.0),
    )
    if offered > has:
        kind = KIND_OF[type(station)]
        yield (
            f"{kind} {station.id!r} is offered {offered:,.0f} hours of work a week by {' and '.join(worst)}{where}, "
            f"and those who may take it have {has:,.0f}: it cannot keep up."
        )


def _sets(jobs: list[str]) -> Iterator[tuple[str, ...]]:
    sizes = range(1, len(jobs) + 1) if len(jobs) <= _MOST_TOGETHER else (1, len(jobs))
    for size in sizes:
        yield from combinations(jobs, size)


def _set(
    jobs: tuple[str, ...], loads: dict[str, float], helpers: Sequence[Helpers]
) -> tuple[tuple[str, ...], float, float]:
    return jobs, sum(loads[job] for job in jobs), sum(each.hours for each in helpers if each.jobs & set(jobs))
