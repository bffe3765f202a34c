"""Where jobs go next: shares of those that leave a station, and flows that join.

A job's way is drawn for its entity, from one stream a station: the first route whose cumulative share exceeds the
number is taken, in the order of the office's file. So two options that share their routes send the same callers the
same way.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import bare, compiled
from forcesight.model_office.flow import AGAIN, LAST_VISIT, Flow, Record, no_jobs
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Office, Route
from forcesight.model_office.streams import stream, unit


OUT: Final = -1


class RoutePlan(NamedTuple):
    """The routes from one station. Those of a kind and an outcome begin at row first[2 kind + outcome - 1]."""

    first: NDArray[np.int64]
    # Cumulative shares; the last of each group is 1 whatever was written, so that nobody falls between.
    share: NDArray[np.float64]
    # The station's place in the office, -1 for out.
    to: NDArray[np.int64]
    becomes: NDArray[np.int64]
    # Whether the route leads to a station from which this one can be reached: the entity comes again.
    again: NDArray[np.bool_]


def plan_routes(station: str, office: Office, codes: Codes, back: frozenset[str]) -> RoutePlan:
    """The routes from a station; `back` names the stations from which work can come to it."""
    places = {each.id: place for place, each in enumerate(office.stations)}
    first = [0]
    rows: list[tuple[float, int, int, bool]] = []
    for job in office.jobs:
        for when in ("served", "lost"):
            group = [r for r in office.routes if (r.station, r.job, r.when) == (station, job.id, when)]
            rows += _cumulative(group, places, codes, back)
            first.append(len(rows))
    return RoutePlan(
        np.array(first, dtype=np.int64),
        np.array([row[0] for row in rows], dtype=np.float64),
        np.array([row[1] for row in rows], dtype=np.int64),
        np.array([row[2] for row in rows], dtype=np.int64),
        np.array([row[3] for row in rows], dtype=np.bool_),
    )


def _cumulative(
    group: list[Route], places: dict[str, int], codes: Codes, back: frozenset[str]
) -> list[tuple[float, int, int, bool]]:
    shares = np.cumsum([route.share for route in group])
    return [
        (
            float(share) if place < len(group) - 1 else 1.0,
            places[route.to] if route.to else OUT,
            codes.jobs[route.becomes or route.job],
            route.to in back or route.to == route.station,
        )
        for place, (route, share) in enumerate(zip(group, shares, strict=True))
    ]


def send(station: str, plan: RoutePlan, record: Record, seed: int, stations: int) -> list[Flow]:
    """What each of `stations` stations gets from this one, each in the order of leaving."""
    way = np.empty(len(record.leaving), dtype=np.int64)
    # How many go out, which comes first, and to each station.
    count = np.zeros(stations + 1, dtype=np.int64)
    _ways(plan, stream(seed, f"{station}: route"), record, way, count)
    ends = np.cumsum(count[1:])
    # One place more than needed: those that go out are written there, each over the one before.
    n = int(ends[-1]) + 1
    sent = Flow(np.empty(n), *(np.empty(n, dtype=np.int64) for _ in range(3)))
    _fill(plan, record, way, np.concatenate([[n - 1], ends - count[1:]]), sent)
    return [
        _part(sent, slice(end - length, end)) if length else no_jobs()
        for length, end in zip(count[1:].tolist(), ends.tolist(), strict=True)
    ]


def _part(flow: Flow, rows: slice) -> Flow:
    return Flow(flow.time[rows], flow.entity[rows], flow.kind[rows], flow.area[rows])


@bare
def _ways(plan: RoutePlan, start: np.uint64, record: Record, way: NDArray[np.int64], count: NDArray[np.int64]) -> None:
    """The route of each leaving job (-1 for none), and how many go to each station, after those that go out.

    There are no branches on what is drawn: a processor cannot foresee them, and waits.
    """
    for i in range(len(record.leaving)):
        row = record.leaving[i]
        entity = record.entity[row]
        group = 2 * record.kind[row] + record.outcome[row] - 1
        route, last = plan.first[group], plan.first[group + 1] - 1
        if route > last:
            way[i] = -1
            count[0] += 1
            continue
        if route < last:
            u = unit(start, entity)
            for place in range(route, last):
                route += plan.share[place] <= u
        if entity >= LAST_VISIT and plan.again[route]:
            way[i] = -1
            count[0] += 1
            continue
        way[i] = route
        count[plan.to[route] + 1] += 1


@bare
def _fill(plan: RoutePlan, record: Record, way: NDArray[np.int64], at: NDArray[np.int64], sent: Flow) -> None:
    """Write every job where its station's part of `sent` begins (`at`, after the place for those that go out)."""
    for i in range(len(way)):
        route, row = way[i], record.leaving[i]
        if route < 0:
            continue
        place = plan.to[route] + 1
        n = at[place]
        at[place] = n + (place > 0)
        sent.time[n] = record.left[row]
        sent.entity[n] = record.entity[row] + AGAIN * plan.again[route]
        sent.kind[n] = plan.becomes[route]
        sent.area[n] = record.area[row]


def join(flows: list[Flow]) -> Flow:
    """Several flows as one, by time and then by entity."""
    ordered = [_in_order(flow) for flow in flows if len(flow.time)]
    if not ordered:
        return no_jobs()
    while len(ordered) > 1:
        # The two shortest first, so that a long flow is copied once.
        ordered.sort(key=lambda flow: len(flow.time))
        ordered = [_merged(ordered[0], ordered[1]), *ordered[2:]]
    return ordered[0]


def _in_order(flow: Flow) -> Flow:
    if _is_in_order(flow.time, flow.entity):
        return flow
    order = np.lexsort((flow.entity, flow.time))
    return Flow(flow.time[order], flow.entity[order], flow.kind[order], flow.area[order])


@compiled
def _is_in_order(time: NDArray[np.float64], entity: NDArray[np.int64]) -> bool:
    for i in range(1, len(time)):
        if time[i] < time[i - 1] or (time[i] == time[i - 1] and entity[i] < entity[i - 1]):
            return False
    return True


def _merged(one: Flow, other: Flow) -> Flow:
    n = len(one.time) + len(other.time)
    flow = Flow(np.empty(n), *(np.empty(n, dtype=np.int64) for _ in range(3)))
    _merge(one, other, flow)
    return flow


@compiled
def _merge(one: Flow, other: Flow, flow: Flow) -> None:
    i, j = 0, 0
    for n in range(len(flow.time)):
        if j == len(other.time):
            first = True
        elif i == len(one.time):
            first = False
        else:
            first = one.time[i] < other.time[j] or (one.time[i] == other.time[j] and one.entity[i] < other.entity[j])
        if first:
            flow.time[n], flow.entity[n] = one.time[i], one.entity[i]
            flow.kind[n], flow.area[n] = one.kind[i], one.area[i]
            i += 1
        else:
            flow.time[n], flow.entity[n] = other.time[j], other.entity[j]
            flow.kind[n], flow.area[n] = other.kind[j], other.area[j]
            j += 1
