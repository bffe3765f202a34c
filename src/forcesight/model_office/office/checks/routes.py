"""Routes: shares that sum to 1, a way out for all work, and work for every job that reaches a station."""

from __future__ import annotations

from collections.abc import Iterator

from forcesight.model_office.office.description import Appointments, Desk, DeskWork, Office, Return, Units, UnitWork
from forcesight.model_office.office.traffic import (
    Outcome,
    Stop,
    Ways,
    jobs_at,
    mean_visits,
    reached,
    ways_of,
)
from forcesight.toml_tables import Fault, Place


_TOLERANCE = 1e-9
MOST_LOST = 0.9
"""With more who try again, an office that cannot keep up would be rung for ever by the same people."""
MOST_VISITS = 10
"""How often a job may come to a stop on average; after a hundred visits it is let go."""


def shares_that_do_not_add_up(office: Office) -> Iterator[Fault]:
    """Routes of a station, job and outcome whose shares do not sum to 1; returns whose shares exceed it."""
    sums: dict[tuple[str, str, Outcome], float] = {}
    last: dict[tuple[str, str, Outcome], int] = {}
    for number, route in enumerate(office.routes):
        key = (route.station, route.job, route.when)
        sums[key] = sums.get(key, 0.0) + route.share
        last[key] = number
    for key, total in sums.items():
        if not abs(total - 1) <= _TOLERANCE:
            origin, job, when = key
            problem = (
                f"the routes of {job!r} from {origin!r} when {when} sum to {total:.10g}: their shares must sum to 1 "
                "(a route without `to` leads out)"
            )
            yield Fault(("routes", last[key], "share"), problem)
    for number, station in enumerate(office.stations):
        if isinstance(station, Desk | Units):
            works: tuple[DeskWork | UnitWork, ...] = station.work
            for at, work in enumerate(works):
                yield from _returns(work.returns, ("stations", number, "work", at, "returns"))


def _returns(returns: tuple[Return, ...], place: Place) -> Iterator[Fault]:
    for when, most in (("served", 1.0), ("lost", MOST_LOST)):
        total = sum(each.share for each in returns if each.when == when)
        if total > most + _TOLERANCE:
            problem = f"the returns of jobs {when} sum to {total:.10g}: their shares may be {most:g} at most"
            yield Fault(place, problem)


def lost_where_none_is_lost(office: Office) -> Iterator[Fault]:
    """Routes and returns of lost jobs at stations that lose none: only callers give up, and appointments are missed."""
    losing = {station.id for station in office.stations if isinstance(station, Desk | Appointments)}
    others = {station.id for station in office.stations} - losing
    for number, route in enumerate(office.routes):
        if route.when == "lost" and route.station in others:
            yield Fault(("routes", number, "when"), f"no job is lost at {route.station!r}, so none goes this way")
    for number, station in enumerate(office.stations):
        for at, work in enumerate(station.work if isinstance(station, Units) else ()):
            if any(each.when == "lost" for each in work.returns):
                problem = f"no job is lost at {station.id!r}, so none comes back so: leave the return of lost ones out"
                yield Fault(("stations", number, "work", at, "returns"), problem)


def work_without_a_way(office: Office) -> Iterator[Fault]:
    """Stations that work reaches without any work for it there, and rounds from which it can never leave.

    The names and shares of the office must be in order.
    """
    faults = [*_demand_without_work(office), *_routes_without_work(office)]
    yield from faults
    if not faults:
        ways = ways_of(office)
        trapped = list(_rounds_without_exit(office, ways))
        yield from trapped or _rounds_too_long(office, ways)


def _demand_without_work(office: Office) -> Iterator[Fault]:
    stations = {station.id: station for station in office.stations}
    for number, demand in enumerate(office.demand):
        if demand.job not in jobs_at(stations[demand.to]):
            problem = f"{demand.to!r} has no work for {demand.job!r}: add it there, or send the demand elsewhere"
            yield Fault(("demand", number, "to"), problem)


def _routes_without_work(office: Office) -> Iterator[Fault]:
    stations = {station.id: station for station in office.stations}
    for number, route in enumerate(office.routes):
        job = route.becomes or route.job
        if route.to and job not in jobs_at(stations[route.to]):
            problem = f"{route.to!r} has no work for {job!r}: add it there, or correct the route"
            yield Fault(("routes", number, "to"), problem)


def starts_of(office: Office) -> list[Stop]:
    """Where the office's demand arises."""
    return [Stop(demand.to, demand.job) for demand in office.demand]


def _rounds_without_exit(office: Office, ways: Ways) -> Iterator[Fault]:
    """Work that could leave only by giving up counts as never leaving."""
    leaves: set[Stop | None] = {None}
    while True:
        more = {
            stop for stop, leads in ways.items() if any(way.to in leaves and way.likely > _TOLERANCE for way in leads)
        }
        if more <= leaves:
            break
        leaves |= more
    trapped = reached(ways, starts_of(office)) - leaves
    # What only leads into a round is not at fault.
    for stop in sorted(one for one in trapped if one in reached(ways, (way.to for way in ways[one] if way.to))):
        problem = f"{stop.job!r} can never leave from here: every way on comes back, so give one a share that goes out"
        yield Fault(place_of(office, stop), problem)


def _rounds_too_long(office: Office, ways: Ways) -> Iterator[Fault]:
    """Work that comes back to a stop more often than visits are counted: a share close to 1 that comes back."""
    for stop, visits in sorted(mean_visits(ways, starts_of(office)).items()):
        if visits > MOST_VISITS:
            problem = (
                f"{stop.job!r} comes here {visits:.0f} times on average, and may {MOST_VISITS} times: send fewer back"
            )
            yield Fault(place_of(office, stop), problem)


def place_of(office: Office, stop: Stop) -> Place:
    """The work of a stop in its station's table, or the list of jobs of a station that only lists them."""
    number = [station.id for station in office.stations].index(stop.station)
    for at, work in enumerate(getattr(office.stations[number], "work", ())):
        if work.job == stop.job:
            return ("stations", number, "work", at)
    return ("stations", number, "jobs")
