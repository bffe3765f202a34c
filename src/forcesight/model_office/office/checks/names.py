"""Ids: each once where it stands, and each that is named known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from forcesight.model_office.office.description import (
    Appointments,
    Delay,
    Desk,
    DeskWork,
    Office,
    Route,
    Station,
    Units,
    UnitWork,
)
from forcesight.model_office.office.traffic import jobs_at
from forcesight.toml_tables import Fault, Place


_ID = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")


def ids_of_the_office(office: Office) -> Iterator[Fault]:
    """The office's id, which names its file, and ids that stand twice."""
    if not _ID.fullmatch(office.id):
        yield Fault(("id",), f"id is {office.id!r}: write small letters, digits, - and _ only")
    for name in ("jobs", "areas", "patterns", "demand", "stations"):
        yield from _twice([each.id for each in getattr(office, name)], (name,), "id")
    for number, station in enumerate(office.stations):
        place: Place = ("stations", number)
        yield from _twice(jobs_at(station), (*place, *_work_place(station)), "job")
        if isinstance(station, Desk):
            yield from _twice([group.id for group in station.groups], (*place, "groups"), "id")
        if isinstance(station, Units):
            yield from _twice([team.id for team in station.teams], (*place, "teams"), "id")


def _work_place(station: Station) -> Place:
    return ("jobs",) if isinstance(station, Appointments | Delay) else ("work",)


def _twice(ids: Iterable[str], place: Place, field: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, each in enumerate(ids):
        if not each:
            yield Fault((*place, number, field), f"{field} is empty: give it one")
        elif each in seen:
            yield Fault((*place, number, field), f"{field} {each!r} stands here for the second time: keep one")
        seen.add(each)


def names_that_lead_nowhere(office: Office) -> Iterator[Fault]:
    """Jobs, areas, patterns and stations that are named and that the office does not have."""
    jobs, areas, patterns, stations = (
        [each.id for each in things] for things in (office.jobs, office.areas, office.patterns, office.stations)
    )
    for number, demand in enumerate(office.demand):
        yield from _strange(demand.job, "job", jobs, ("demand", number, "job"))
        yield from _strange(demand.to, "station", stations, ("demand", number, "to"))
        if demand.area:
            yield from _strange(demand.area, "area", areas, ("demand", number, "area"))
    for number, station in enumerate(office.stations):
        place: Place = ("stations", number)
        for at, job in enumerate(jobs_at(station)):
            end = () if _work_place(station) == ("jobs",) else ("job",)
            yield from _strange(job, "job", jobs, (*place, *_work_place(station), at, *end))
        if isinstance(station, Units):
            for at, team in enumerate(station.teams):
                yield from _strange(team.area, "area", areas, (*place, "teams", at, "area"))
                if team.pattern:
                    yield from _strange(team.pattern, "pattern", patterns, (*place, "teams", at, "pattern"))
            yield from _strange_preferences(station, place)
        yield from _work_that_is_not_there(station, place)
    for number, route in enumerate(office.routes):
        yield from _strange_route(route, ("routes", number), jobs, office.stations)


def _strange_route(route: Route, place: Place, jobs: list[str], stations: tuple[Station, ...]) -> Iterator[Fault]:
    ids = [station.id for station in stations]
    yield from _strange(route.job, "job", jobs, (*place, "job"))
    yield from _strange(route.station, "station", ids, (*place, "station"))
    if route.to:
        yield from _strange(route.to, "station", ids, (*place, "to"))
    if route.becomes:
        yield from _strange(route.becomes, "job", jobs, (*place, "becomes"))
    at = next((station for station in stations if station.id == route.station), None)
    if at is not None and route.job in jobs and route.job not in jobs_at(at):
        yield Fault((*place, "job"), f"{route.station!r} has no work for {route.job!r}, so none can leave it: add it")


def _strange_preferences(station: Units, place: Place) -> Iterator[Fault]:
    teams = [team.id for team in station.teams]
    for row, preferred in enumerate(station.preference):
        for team in preferred:
            yield from _strange(team, "team", teams, (*place, "preference", row))


def _work_that_is_not_there(station: Station, place: Place) -> Iterator[Fault]:
    """Jobs that a group, a team, a return or a re-grade names, and for which its station has no work."""
    known = list(jobs_at(station))
    for job, where in _named_within(station):
        if job not in known:
            yield Fault((*place, *where), f"{station.id!r} has no work for {job!r}{_meant(job, known)}")


def _named_within(station: Station) -> Iterator[tuple[str, Place]]:
    if isinstance(station, Desk):
        for number, group in enumerate(station.groups):
            yield from ((job, ("groups", number, "serves")) for job in group.serves)
            yield from ((lend.job, ("groups", number, "lends", at, "job")) for at, lend in enumerate(group.lends))
    if isinstance(station, Units):
        for number, team in enumerate(station.teams):
            yield from ((job, ("teams", number, "serves")) for job in team.serves)
    if isinstance(station, Desk | Units):
        works: tuple[DeskWork | UnitWork, ...] = station.work
        for number, work in enumerate(works):
            yield from _named_by_work(work, ("work", number))


def _named_by_work(work: DeskWork | UnitWork, place: Place) -> Iterator[tuple[str, Place]]:
    for at, back in enumerate(work.returns):
        if back.job:
            yield back.job, (*place, "returns", at, "job")
    if isinstance(work, UnitWork):
        yield from ((job, (*place, "pre_empts")) for job in work.pre_empts)
        if work.regrade is not None:
            yield work.regrade.to, (*place, "regrade", "to")


def _strange(name: str, what: str, known: list[str], place: Place) -> Iterator[Fault]:
    if name not in known:
        article = "an" if what == "area" else "a"
        yield Fault(place, f"{name!r} is not {article} {what} of this office{_meant(name, known)}")


def _meant(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    if near:
        return f": did you mean {near[0]!r}?"
    return f": they are {', '.join(known)}" if known else ": it has none"
