"""In which order the stations of an office can be run, one after the other.

Work flows forward, so a station can be run over the whole time once everything that sends work to it has been. Stations
that send work round in a circle are one stage, which is run again until nothing changes any more. All caseloads are run
together, day by day, and so are one stage's member.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter

from forcesight.model_office.office.description import Caseload, Office


Ways = Mapping[int, frozenset[int]]


def ways(office: Office) -> dict[int, frozenset[int]]:
    """To which stations each station sends work, by their places in the office."""
    places = {station.id: place for place, station in enumerate(office.stations)}
    return {
        place: frozenset(places[r.to] for r in office.routes if r.station == station.id and r.to)
        for place, station in enumerate(office.stations)
    }


def reachable(sends: Ways) -> dict[int, frozenset[int]]:
    """Every station that work from a station can come to: itself only where work comes back."""
    found: dict[int, frozenset[int]] = {}
    for start in sends:
        seen: set[int] = set()
        ahead = list(sends[start])
        while ahead:
            place = ahead.pop()
            if place not in seen:
                seen.add(place)
                ahead += sends[place]
        found[start] = frozenset(seen)
    return found


def stages(office: Office) -> tuple[tuple[int, ...], ...]:
    """The stations in the order in which they are run; those of one stage depend on each other."""
    sends = _with_caseloads_as_one(office, ways(office))
    reach = reachable(sends)
    circle = {place: tuple(sorted({place} | {p for p in reach[place] if place in reach[p]})) for place in sends}
    needs: dict[tuple[int, ...], set[tuple[int, ...]]] = {members: set() for members in circle.values()}
    for place, targets in sends.items():
        for target in targets:
            if circle[target] != circle[place]:
                needs[circle[target]].add(circle[place])
    return tuple(TopologicalSorter(needs).static_order())


def _with_caseloads_as_one(office: Office, sends: Ways) -> dict[int, frozenset[int]]:
    """Caseloads are tied to each other, as if each sent work to all."""
    caseloads = frozenset(place for place, station in enumerate(office.stations) if isinstance(station, Caseload))
    return {place: targets | (caseloads if place in caseloads else frozenset()) for place, targets in sends.items()}


def goes_round(members: Iterable[int], sends: Ways, caseloads: frozenset[int]) -> bool:
    """Whether a stage must be run again and again: some of its work comes back other than between caseloads."""
    inside = set(members)
    return any(
        target in inside and not (place in caseloads and target in caseloads)
        for place in inside
        for target in sends[place]
    )
