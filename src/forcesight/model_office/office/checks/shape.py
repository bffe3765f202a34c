"""What must be there for an office to be one: a Monday, jobs, demand, stations, people in teams, areas that agree."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from forcesight.model_office.office.description import (
    Appointments,
    Delay,
    Demand,
    Desk,
    Office,
    Station,
    Units,
)
from forcesight.model_office.office.hours import LENGTHS, half_hours
from forcesight.model_office.office.traffic import arrivals_of
from forcesight.toml_tables import Fault, Place


MOST_ARRIVALS = 20_000_000


def parts_that_are_missing(office: Office) -> Iterator[Fault]:
    """Empty lists, a run that begins on another day than Monday, more work than the engine takes."""
    for name, what in (("jobs", "job"), ("demand", "demand"), ("stations", "station")):
        if not getattr(office, name):
            yield Fault((), f"there is no {what}: an office needs one at least")
    if office.starts.weekday() != 0:
        yield Fault(("starts",), f"starts is {office.starts}, a {office.starts:%A}: a run begins on a Monday")
    if math.isfinite(office.warm_up_days) and 0 < office.weeks * 7 <= office.warm_up_days:
        problem = f"warm_up_days is {office.warm_up_days:g}: nothing of the {office.weeks} weeks would be counted"
        yield Fault(("warm_up_days",), problem)
    for number, station in enumerate(office.stations):
        yield from _empty_lists(station, ("stations", number))
    yield from _faults_of_areas(office)
    yield from _too_many(office)


def _too_many(office: Office) -> Iterator[Fault]:
    total = sum(_arrivals(demand, office) for demand in office.demand)
    if total > MOST_ARRIVALS:
        problem = f"there are {total:,.0f} arrivals in {office.weeks} weeks: a run takes {MOST_ARRIVALS:,} at most"
        yield Fault(("demand",), problem)


def _arrivals(demand: Demand, office: Office) -> float:
    """How many arrivals a demand brings in the whole run, with its events; 0 where its numbers are impossible."""
    in_order = len(demand.by_hour) in LENGTHS and sum(demand.by_hour) > 0 and 0 < office.weeks <= 5_200
    if not in_order:
        return 0.0
    shape = half_hours(demand.by_hour)
    expected = np.tile(shape / shape.sum() * arrivals_of(demand), office.weeks)
    for event in demand.events:
        days = (event.on - office.starts).days
        begins = days * 48 + event.begins.hour * 2 + event.begins.minute // 30
        ends = begins + math.ceil(min(event.hours, office.weeks * 168.0) * 2) if math.isfinite(event.hours) else begins
        expected[max(begins, 0) : max(ends, 0)] *= event.factor
    return float(expected.sum())


def _empty_lists(station: Station, place: Place) -> Iterator[Fault]:
    needed = {Desk: ("groups", "work"), Units: ("teams", "work"), Appointments: ("slots", "jobs"), Delay: ("jobs",)}
    for name in needed.get(type(station), ("work",)):
        if not getattr(station, name):
            yield Fault((*place, name), f"it has no {name}: it needs one at least")
    if isinstance(station, Desk):
        for number, group in enumerate(station.groups):
            if not group.serves and not group.lends:
                yield Fault((*place, "groups", number), "serves is empty: list the jobs that it takes")
    if isinstance(station, Units):
        for number, team in enumerate(station.teams):
            if not team.serves:
                yield Fault((*place, "teams", number), "serves is empty: list the jobs that it takes")


def _faults_of_areas(office: Office) -> Iterator[Fault]:
    count = len(office.areas)
    matrix = office.travel.matrix
    if office.areas and sum(area.weight for area in office.areas) <= 0:
        yield Fault(("areas", 0, "weight"), "weight is 0 in every area: no work could arise anywhere")
    if matrix and (len(matrix) != count or any(len(row) != count for row in matrix)):
        yield Fault(("travel", "matrix"), f"matrix is not {count} rows of {count} numbers, one for each area")
    if any(not math.isfinite(minutes) or minutes < 0 for row in matrix for minutes in row):
        yield Fault(("travel", "matrix"), "matrix holds a time that is negative or not finite: times are 0 or more")
    for number, station in enumerate(office.stations):
        if isinstance(station, Units) and station.preference and len(station.preference) != count:
            problem = f"preference has {len(station.preference)} lists of teams: give one for each of the {count} areas"
            yield Fault(("stations", number, "preference"), problem)
