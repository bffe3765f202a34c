"""Shift patterns: shifts within the cycle, none longer than a day, none that begins before the last one ends; and what
only teams with shifts can have."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from forcesight.model_office.office.description import Office, Shift, ShiftPattern, Team, Units
from forcesight.toml_tables import Fault, Place


_DAY = 24.0
_LONGEST = 3_650


def patterns_that_cannot_be(office: Office) -> Iterator[Fault]:
    """Every fault of the office's shift patterns."""
    for number, pattern in enumerate(office.patterns):
        place: Place = ("patterns", number)
        faults = list(_faults_of_pattern(pattern, place))
        yield from faults or _shifts_that_overlap(pattern, place)
    for number, station in enumerate(office.stations):
        if isinstance(station, Units):
            for team_number, team in enumerate(station.teams):
                yield from _faults_of_shifts(team, ("stations", number, "teams", team_number))


def _faults_of_shifts(team: Team, place: Place) -> Iterator[Fault]:
    """A team that is always on duty has no shift to break, to end or to be away from."""
    needs_shifts = {"abstraction": team.abstraction, "rest": team.rest, "last_job_minutes": team.last_job_minutes}
    for name, given in needs_shifts.items():
        if given and not team.pattern:
            yield Fault((*place, name), f"{name} needs shifts: give the team a pattern, or leave it out")


def _faults_of_pattern(pattern: ShiftPattern, place: Place) -> Iterator[Fault]:
    cycle = pattern.cycle_days
    if not 1 <= cycle <= _LONGEST:
        yield Fault((*place, "cycle_days"), f"cycle_days is {cycle}: write 1 to {_LONGEST}")
    if not pattern.shifts:
        yield Fault(place, "it has no shifts: a team on it would never be on duty")
    for number, shift in enumerate(pattern.shifts):
        at: Place = (*place, "shifts", number)
        if cycle >= 1 and not 0 <= shift.day < cycle:
            yield Fault((*at, "day"), f"day is {shift.day}: the days of a cycle of {cycle} are 0 to {cycle - 1}")
        if not 0 < shift.hours <= _DAY:
            yield Fault((*at, "hours"), f"hours is {shift.hours:g}: a shift has more than 0 and at most 24")


def _shifts_that_overlap(pattern: ShiftPattern, place: Place) -> Iterator[Fault]:
    """A team that is to begin a shift before its last one ends, also from one cycle to the next."""
    spans = sorted((begins_at(shift), shift.hours, number) for number, shift in enumerate(pattern.shifts))
    again = (spans[0][0] + pattern.cycle_days * _DAY, spans[0][1], spans[0][2])
    for (begins, hours, _), (following, _, number) in pairwise([*spans, again]):
        if begins + hours > following + 1e-9:
            problem = "it begins before the shift before it has ended: move or shorten one"
            yield Fault((*place, "shifts", number), problem)


def begins_at(shift: Shift) -> float:
    """When a shift begins, in hours of its cycle."""
    return shift.day * _DAY + shift.starts.hour + shift.starts.minute / 60 + shift.starts.second / 3600
