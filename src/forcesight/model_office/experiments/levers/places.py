"""Where a lever's rule stands: a station of a kind, or the work that a station has for a job."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple, TypeVar, cast

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers.whose import named, no_such
from forcesight.model_office.office.checks.names import ids_of_the_office, names_that_lead_nowhere
from forcesight.model_office.office.checks.numbers import numbers_out_of_range
from forcesight.model_office.office.checks.patterns import patterns_that_cannot_be
from forcesight.model_office.office.checks.shape import parts_that_are_missing
from forcesight.model_office.office.description import (
    Appointments,
    Caseload,
    CaseWork,
    Delay,
    Desk,
    DeskWork,
    Office,
    Station,
    Units,
    UnitWork,
)
from forcesight.toml_tables import Place


T = TypeVar("T", Desk, Units)
Work = DeskWork | UnitWork | CaseWork
"""How a station works on one job."""

STATION_WORDS: Final[dict[type, str]] = {
    Desk: "desk",
    Units: "station of units",
    Caseload: "caseload",
    Appointments: "diary",
    Delay: "delay",
}
_CHECKS: Final = (
    ids_of_the_office,
    names_that_lead_nowhere,
    numbers_out_of_range,
    patterns_that_cannot_be,
    parts_that_are_missing,
)


class Works(NamedTuple):
    """The work of a station on a job: the station's number, and the work's in it."""

    at: int
    station: Desk | Units | Caseload
    place: int
    work: Work


def station_at(office: Office, name: str, kind: type[T]) -> tuple[int, T]:
    """The number of a station of a kind, and the station; without a name, the only one of the kind.

    Raises InputRefused with the nearest name where there is none, and where there are several to choose from.
    """
    there = {each.id: (number, each) for number, each in enumerate(office.stations) if isinstance(each, kind)}
    what = STATION_WORDS[kind]
    if name:
        named(there, name, what)
        return there[name]
    if len(there) != 1:
        choose = f"the office has {', '.join(there)}: name the one that is meant" if there else "the office has none"
        raise InputRefused(f"A {what} is needed, and {choose}.")
    return next(iter(there.values()))


def work_at(office: Office, station: str, job: str) -> Works:
    """The work on a job at a station; without its name, at the only one that works on the job.

    Raises InputRefused with the nearest name where there is none, and where several stations work on the job.
    """
    works = list(_works(office))
    if station:
        named((each.station.id for each in works), station, "desk, station of units or caseload")
        works = [each for each in works if each.station.id == station]
    found = [each for each in works if each.work.job == job]
    if not found:
        where = f"work at {station!r} for the job" if station else "station with work for the job"
        raise InputRefused(no_such(job, [each.work.job for each in works], where))
    only_station(office, [each.at for each in found], job)
    return found[0]


def only_station(office: Office, there: Sequence[int], job: str) -> int:
    """The only one of the stations that have work for a job; InputRefused where there are several."""
    if len(there) > 1:
        raise InputRefused(f"{job!r} is worked on at {' and '.join(office.stations[at].id for at in there)}: name one.")
    return there[0]


def with_station(office: Office, number: int, station: Station) -> Office:
    """The office with another station in the place of one."""
    return replace(office, stations=(*office.stations[:number], station, *office.stations[number + 1 :]))


def with_work(office: Office, old: Works, new: Work) -> Office:
    """The office in which a station works on a job in another way."""
    station: Any = old.station
    changed = replace(station, work=(*station.work[: old.place], new, *station.work[old.place + 1 :]))
    return with_station(office, old.at, changed)


def in_words(job: str, station: str) -> str:
    """A job at a station, for a lever's words."""
    return f"{job} at {station}" if station else job


def refuse_faults(office: Office, place: Place) -> None:
    """Raise InputRefused with what the checks of an office find wrong at a place that a lever has made."""
    faults = [fault for check in _CHECKS for fault in check(office) if fault.place[: len(place)] == place]
    if faults:
        told = (fault.problem for fault in faults)
        raise InputRefused(*(each if each.endswith(("?", ".")) else f"{each}." for each in told))


def _works(office: Office) -> Iterator[Works]:
    for at, station in enumerate(office.stations):
        if isinstance(station, Desk | Units | Caseload):
            for place, work in enumerate(cast("tuple[Work, ...]", station.work)):
                yield Works(at, station, place, work)
