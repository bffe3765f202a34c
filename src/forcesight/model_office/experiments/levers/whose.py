"""Whose people a lever moves: groups of desks, teams of units and caseloads, by their ids or by their function."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Final, NamedTuple

from forcesight.errors import InputRefused
from forcesight.model_office.office.description import Caseload, Desk, Group, Office, Station, Team, Units


People = Group | Team | Caseload
"""What holds people in an office."""

MOST_LISTED: Final = 12
"""How many names a refusal lists."""

KIND_WORDS: Final[dict[type, str]] = {Group: "group of a desk", Team: "team of units", Caseload: "caseload"}


class Held(NamedTuple):
    """Some people and where they stand: the station's number, and theirs in it (0 for a caseload)."""

    station: int
    place: int
    people: People
    function: str

    @property
    def at(self) -> tuple[int, int]:
        """Where they stand."""
        return self.station, self.place


def everybody(office: Office) -> Iterator[Held]:
    """All people of an office. Those without a function are of their station's, as in the figures of a run."""
    for number, station in enumerate(office.stations):
        for place, people in enumerate(_in(station)):
            yield Held(number, place, people, people.function or station.id)


def chosen(
    office: Office, of: Iterable[str], function: str, kinds: tuple[type, ...] = (Group, Team, Caseload)
) -> list[Held]:
    """The people of these kinds who have one of the ids or the function.

    An id may be written with its station's, as "patrol.town". Raises InputRefused with the nearest name where there is
    nobody of a name, and where an id stands at two stations.
    """
    there = [held for held in everybody(office) if isinstance(held.people, kinds)]
    what = " or ".join(KIND_WORDS[kind] for kind in kinds)
    if function:
        known = [held.function for held in there]
        if function not in known:
            raise InputRefused(no_such(function, known, f"function with a {what}"))
        return [held for held in there if held.function == function]
    return [_one(office, name, there, what) for name in dict.fromkeys(of)]


def _one(office: Office, name: str, there: list[Held], what: str) -> Held:
    found = [held for held in there if name in (held.people.id, _in_full(office, held))]
    if not found:
        raise InputRefused(no_such(name, [held.people.id for held in there], what))
    if len(found) > 1:
        ways = " or ".join(_in_full(office, held) for held in found)
        raise InputRefused(f"There is more than one {what} {name!r}: write {ways}.")
    return found[0]


def _in_full(office: Office, held: Held) -> str:
    return f"{office.stations[held.station].id}.{held.people.id}"


def named(things: Iterable[str], name: str, what: str) -> int:
    """The place of a name among the names of things; InputRefused with the nearest where it is not among them."""
    known = list(things)
    if name not in known:
        raise InputRefused(no_such(name, known, what))
    return known.index(name)


def no_such(name: str, known: Iterable[str], what: str) -> str:
    """That an office has nothing of a name, and what was probably meant."""
    known = list(dict.fromkeys(known))
    near = get_close_matches(name, known, n=1)
    if near:
        return f"The office has no {what} {name!r}: did you mean {near[0]}?"
    listed = [*known[:MOST_LISTED], *(["others"] if len(known) > MOST_LISTED else [])]
    return f"The office has no {what} {name!r}: " + (f"there are {', '.join(listed)}." if known else "there is none.")


def only_one_way(what: str, of: tuple[str, ...], function: str) -> None:
    """Raise InputRefused unless people are named in exactly one way."""
    if bool(of) == bool(function):
        raise InputRefused(f"{what}: say whose people they are, either by `of` (ids) or by `function`.")


def people_in_words(of: tuple[str, ...], function: str) -> str:
    """Whom a lever is about, for its words."""
    return f"of the function {function}" if function else f"of {', '.join(of)}"


def with_people(office: Office, changed: Mapping[tuple[int, int], People | None]) -> Office:
    """The office with these people in the places of what was there; None takes a team out.

    Raises InputRefused where a station would be left without anybody.
    """
    stations = [_with(station, number, changed) for number, station in enumerate(office.stations)]
    return replace(office, stations=tuple(stations))


def _in(station: Station) -> tuple[People, ...]:
    if isinstance(station, Desk):
        return station.groups
    if isinstance(station, Units):
        return station.teams
    return (station,) if isinstance(station, Caseload) else ()


def _with(station: Station, number: int, changed: Mapping[tuple[int, int], People | None]) -> Station:
    if not any(at == number for at, _ in changed):
        return station
    people = [changed.get((number, place), old) for place, old in enumerate(_in(station))]
    left = [each for each in people if each is not None]
    if not left:
        raise InputRefused(f"{station.id!r} would have nobody left: leave it some people.")
    if isinstance(station, Desk):
        return replace(station, groups=tuple(each for each in left if isinstance(each, Group)))
    if isinstance(station, Units):
        gone = {team.id for team, new in zip(station.teams, people, strict=True) if new is None}
        rows = tuple(tuple(name for name in row if name not in gone) for row in station.preference)
        teams = tuple(each for each in left if isinstance(each, Team))
        return replace(station, teams=teams, preference=rows)
    return next(each for each in left if isinstance(each, Caseload))
