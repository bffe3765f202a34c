"""What must be there for an office to be one: a Monday, jobs, demand, stations, people in teams, areas that agree."""

from __future__ import annotations

import math
from collections.abc import Iterator

from forcesight.model_office.office.checks.limits import MOST
from forcesight.model_office.office.description import (
    Appointments,
    Delay,
    Desk,
    Office,
    Station,
    Units,
)
from forcesight.toml_tables import Fault, Place


def parts_that_are_missing(office: Office) -> Iterator[Fault]:
    """Empty lists, a run that begins on another day than Monday, areas that do not agree."""
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
    if any(not 0 <= minutes <= MOST for row in matrix for minutes in row):
        yield Fault(
            ("travel", "matrix"), f"matrix holds a time that is negative or not finite: times are 0 to {MOST:g}"
        )
    for number, station in enumerate(office.stations):
        if isinstance(station, Units) and station.preference and len(station.preference) != count:
            problem = f"preference has {len(station.preference)} lists of teams: give one for each of the {count} areas"
            yield Fault(("stations", number, "preference"), problem)
