"""What an office has of each thing that a lever's field names: its groups, teams, functions, jobs and so on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any, Final

from forcesight.model_office.experiments.levers.whose import Held, everybody
from forcesight.model_office.office.description import Caseload, Desk, Group, Office, Team, Units
from forcesight.model_office.office.traffic import jobs_at
from forcesight.model_office.results import Output


Choices = list[tuple[str, str]]
"""Values with what a person reads."""
Grouped = list[tuple[str, Choices]]
"""Choices under headings."""

_HOLDS: Final[dict[str, tuple[type, ...]]] = {
    "staff": (Group,), "units": (Team,), "caseload_staff": (Caseload,), "pattern": (Team,), "ring_fence": (Team,),
}  # fmt: skip
"""Whose people a kind of lever can move, where it is not everybody's."""
_STANDS_AT: Final[dict[str, tuple[type, ...]]] = {
    "new_team": (Units,), "despatch": (Units,), "new_group": (Desk,), "answering_target": (Desk, Units, Caseload),
    "priority": (Desk, Units, Caseload), "ring_fence": (Units,), "pre_emption": (Units,),
}  # fmt: skip
"""At which stations a kind of lever can stand, where it is not at any."""
MAY_BE_NEW: Final = frozenset({"pattern.pattern", "new_team.function", "new_group.function"})
"""Fields whose name the office need not have yet."""


def choices_for(kind: str, field: str, office: Office) -> Choices | None:
    """What a field of a kind can be in this office; None where the field does not name a thing of the office."""
    found = _OF.get(field)
    return None if found is None else found(office, kind)


def outputs_by_station(office: Office, outputs: Sequence[Output]) -> Grouped:
    """Outputs to choose from, each with its unit, under the names of their stations."""
    names = {station.id: station.name or station.id for station in office.stations}
    by_station = groupby(outputs, key=lambda output: output.station)
    return [(names[at], [(each.id, f"{each.words} ({each.unit})") for each in found]) for at, found in by_station]


def _functions(office: Office, kind: str) -> Choices:
    return [(name, name.capitalize()) for name in dict.fromkeys(held.function for held in _held(office, kind))]


def _people(office: Office, kind: str) -> Choices:
    """Groups, teams and caseloads; an id that stands at two stations is written with its station's."""
    found = _held(office, kind)
    counted = Counter(held.people.id for held in found)
    return [(_id(office, held, counted), _named(office, held)) for held in found]


def _held(office: Office, kind: str) -> list[Held]:
    kinds = _HOLDS.get(kind, (Group, Team, Caseload))
    return [held for held in everybody(office) if isinstance(held.people, kinds)]


def _id(office: Office, held: Held, counted: Counter[str]) -> str:
    name = held.people.id
    return name if counted[name] == 1 else f"{office.stations[held.station].id}.{name}"


def _named(office: Office, held: Held) -> str:
    name, station = held.people.name or held.people.id, office.stations[held.station]
    return name if held.people is station else f"{name} ({station.name or station.id})"


def _all(things: Iterable[Any]) -> Choices:
    return [(thing.id, thing.name or thing.id) for thing in things]


def _stations(office: Office, kind: str) -> Choices:
    kinds = _STANDS_AT.get(kind)
    return _all(station for station in office.stations if kinds is None or isinstance(station, kinds))


def _jobs(office: Office, kind: str) -> Choices:
    """The jobs that the stations of a kind of lever work on."""
    there = {name for name, _ in _stations(office, kind)}
    worked_on = {job for station in office.stations if station.id in there for job in jobs_at(station)}
    return _all(job for job in office.jobs if job.id in worked_on)


_OF: Final[dict[str, Callable[[Office, str], Choices]]] = {
    **dict.fromkeys(("function", "from_function", "to_function"), _functions),
    **dict.fromkeys(("of", "from_ids", "to_ids", "group"), _people),
    **dict.fromkeys(("job", "serves", "takes_from"), _jobs),
    "jobs": lambda office, _: [job for job in _all(office.jobs) if job[0] in {each.job for each in office.demand}],
    "demands": lambda office, _: _all(office.demand),
    "area": lambda office, _: _all(office.areas),
    "pattern": lambda office, _: _all(office.patterns),
    "station": _stations,
}
