"""How large an office may be: what a check looks through, and what a run keeps in memory.

A run keeps about a hundred bytes of each visit of a job to a station and four hundred of each shift of a unit, so the
limits here are those of a machine with 8 GB; each is several times what the largest force would need.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import numpy as np

from forcesight.model_office.office.checks.limits import MOST
from forcesight.model_office.office.description import Appointments, Demand, Desk, Office, Team, Units
from forcesight.model_office.office.hours import LENGTHS, half_hours
from forcesight.model_office.office.traffic import Stop, arrivals_of, jobs_at, returns_of, ways_of, weekly_rates
from forcesight.toml_tables import Fault, Place


MOST_ARRIVALS: Final = 20_000_000
MOST_VISITS: Final = 40_000_000
MOST_UNITS: Final = 20_000
MOST_SHIFTS: Final = 3_000_000
MOST_SLOTS: Final = 1_000_000
MOST_STATION_WEEKS: Final = 50_000
MOST_TEAM_WEEKS: Final = 500_000
MOST_STOPS: Final = 1_000
_MOST_PARTS: Final = {"jobs": 500, "areas": 1_000, "demand": 2_000, "stations": 200, "routes": 5_000, "patterns": 500}


def larger_than_any(office: Office) -> Iterator[Fault]:
    """More parts than any force has: nothing else is looked at then."""
    for name, most in _MOST_PARTS.items():
        if len(getattr(office, name)) > most:
            yield Fault((), f"there are {len(getattr(office, name)):,} {name}: an office has {most:,} at most")
    stops = sum(len(jobs_at(station)) for station in office.stations)
    if stops > MOST_STOPS:
        yield Fault((), f"its stations deal with {stops:,} jobs in all: an office may have {MOST_STOPS:,}")
    for number, station in enumerate(office.stations):
        if isinstance(station, Units) and (units := sum(max(team.units, 0) for team in station.teams)) > MOST_UNITS:
            yield Fault(("stations", number, "teams"), f"it has {units:,} units: a station has {MOST_UNITS:,} at most")


def more_than_memory_holds(office: Office) -> Iterator[Fault]:
    """More arrivals, shifts, slots or weeks of stations than a run takes. Impossible numbers are told elsewhere."""
    total = sum(_arrivals(demand, office) for demand in office.demand)
    yield from _too_many(("demand",), total, "arrivals", office, MOST_ARRIVALS)
    yield from _too_many(
        ("weeks",), len(office.stations) * office.weeks, "weeks of stations", office, MOST_STATION_WEEKS
    )
    for number, station in enumerate(office.stations):
        place: Place = ("stations", number)
        if isinstance(station, Units):
            shifts = sum(_shifts(team, office) for team in station.teams)
            yield from _too_many((*place, "teams"), shifts, "shifts", office, MOST_SHIFTS)
            yield from _too_many(
                (*place, "teams"), len(station.teams) * office.weeks, "weeks of teams", office, MOST_TEAM_WEEKS
            )
        if isinstance(station, Appointments):
            slots = sum(len(slot.weekdays) for slot in station.slots) * office.weeks
            yield from _too_many((*place, "slots"), slots, "slots", office, MOST_SLOTS)


def more_visits_than_memory_holds(office: Office) -> Iterator[Fault]:
    """More visits to stations than a run takes, were all lost who may be. The office must be in order otherwise."""
    rates = weekly_rates(office, ways_of(office))
    weekly = sum(arrivals_of(demand) for demand in office.demand)
    busier = sum(_arrivals(demand, office) for demand in office.demand) / (weekly * office.weeks) if weekly else 1.0
    visits = sum(rate * _most_visits(office, stop) for stop, rate in rates.items()) * office.weeks * max(busier, 1.0)
    yield from _too_many(("demand",), visits, "visits to stations, if all are lost who may be,", office, MOST_VISITS)


def _too_many(place: Place, number: float, what: str, office: Office, most: int) -> Iterator[Fault]:
    if number > most:
        yield Fault(place, f"there are {number:,.0f} {what} in {office.weeks} weeks: a run takes {most:,} at most")


def _most_visits(office: Office, stop: Stop) -> float:
    """How many visits a caller makes on average who is lost each time."""
    station = next(each for each in office.stations if each.id == stop.station)
    if not isinstance(station, Desk):
        return 1.0
    back = sum(each.share for each in returns_of(station, stop.job) if each.when == "lost")
    return 1 / (1 - back)


def _shifts(team: Team, office: Office) -> float:
    pattern = next((each for each in office.patterns if each.id == team.pattern and each.cycle_days > 0), None)
    return team.units * len(pattern.shifts) / pattern.cycle_days * 7 * office.weeks if pattern else float(team.units)


def _arrivals(demand: Demand, office: Office) -> float:
    """How many arrivals a demand brings in the whole run, with its events; 0 where its numbers are impossible."""
    numbers = (demand.per_week, demand.growth, *demand.by_hour, *(event.factor for event in demand.events))
    possible = all(0 <= number <= MOST for number in numbers) and sum(demand.by_hour) > 0 and 0 < office.weeks <= 5_200
    if len(demand.by_hour) not in LENGTHS or not possible:
        return 0.0
    shape = half_hours(demand.by_hour)
    expected = np.tile(shape / shape.sum() * arrivals_of(demand), office.weeks)
    for event in demand.events:
        days = (event.on - office.starts).days
        begins = days * 48 + event.begins.hour * 2 + event.begins.minute // 30
        ends = begins + math.ceil(min(event.hours, office.weeks * 168.0) * 2) if math.isfinite(event.hours) else begins
        expected[max(begins, 0) : max(ends, 0)] *= event.factor
    return float(expected.sum())
