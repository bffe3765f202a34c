"""A desk with one line: one group, jobs of one priority, nobody lent and nobody who comes back.

Then the jobs need no list of events: each is begun by the server that is free first, in the order in which they came,
unless its patience has run out by then. So one pass over the jobs says everything, and the general loop's answers come
out to the bit.

Source: Kiefer and Wolfowitz 1955, "On the theory of queues with many servers" (the recursion over the times at which
servers are free). When staff go down, those leave who are free, or will be, first: their places are kept, and are the
first to be taken again when staff go up.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import bare
from forcesight.model_office.desk.plan import Rules
from forcesight.model_office.desk.shapes import Due, Rows, Streams
from forcesight.model_office.desk.steps import add, draw, drop
from forcesight.model_office.flow import LOST, SERVED, STILL_HERE
from forcesight.model_office.office.hours import HALF_HOURS
from forcesight.model_office.streams import unit


HALF_HOUR: Final = 30.0
NOBODY: Final = -1


class Servers(NamedTuple):
    """When each server is free, in that order, and which row it has had by then (-1 for none).

    `away_until` tells when those are free who have left with a job in hand, in that order.
    """

    free: NDArray[np.float64]
    had: NDArray[np.int64]
    away_until: NDArray[np.float64]


class Line(NamedTuple):
    """Who waited, in the order in which they came; who gave up, in the order in which they did; who will, by when."""

    waited: NDArray[np.int64]
    lost: NDArray[np.int64]
    gives_up: Due


@bare
def run_in_order(  # noqa: C901 - one loop, whose state stays in registers
    rules: Rules, streams: Streams, end: float, service: NDArray[np.float64], rows: Rows, servers: Servers, line: Line
) -> tuple[int, float]:
    """Fill the rows: how many left, and the integral of the number waiting. `service` is each row's, in minutes.

    Of the rows, arrived, entity, kind and area are given.
    """
    free, had, _ = servers
    there, away, leavers, losses, giving_up, waited = 0, 0, 0, 0, 0, 0
    half_hour, change_at = 0, 0.0
    for row in range(len(rows.arrived)):
        came = rows.arrived[row]
        while giving_up > 0 and line.gives_up.time[0] <= came:
            losses = _put(rows, line.lost, losses, line.gives_up.item[0])
            giving_up = drop(line.gives_up, giving_up)

        # When the first server is free for it, at what strength the desk has by then.
        begins = came
        while True:
            begins = max(came, free[0]) if there > 0 else math.inf
            if change_at >= end or change_at > begins or (change_at == begins and begins > came):
                break
            wanted, later = rules.servers[half_hour % HALF_HOURS, 0], rules.change_after[half_hour % HALF_HOURS]
            there, away, leavers = _change(rows, servers, there, away, leavers, wanted, change_at, end)
            half_hour += later
            change_at = HALF_HOUR * half_hour if later > 0 else math.inf

        rows.began[row], rows.left[row], rows.outcome[row], rows.server[row] = math.nan, math.nan, STILL_HERE, -1
        if begins > came:
            line.waited[waited] = row
            waited += 1
            until = came + draw(rules.patience, rows.kind[row], unit(streams.patience, rows.entity[row]))
            if until <= begins and until < end:
                rows.left[row] = until
                rows.outcome[row] = LOST
                giving_up = add(line.gives_up, giving_up, until, rows.entity[row], row)
                continue
            if begins >= end:
                continue
        rows.began[row] = begins
        rows.server[row] = 0
        left = begins + service[row]
        if left < end:
            rows.left[row] = left
            rows.outcome[row] = SERVED
        if had[0] >= 0:
            leavers = _put(rows, rows.leaving, leavers, had[0])
        _next_time(free, had, there, left, row)

    leavers = _finish(rows, servers, there, leavers, end)
    while giving_up > 0:
        losses = _put(rows, line.lost, losses, line.gives_up.item[0])
        giving_up = drop(line.gives_up, giving_up)
    _merge(rows, leavers, line.lost, losses)
    return leavers + losses, _waiting(rows, line, waited, losses, end)


@bare
def _change(
    rows: Rows, servers: Servers, there: int, away: int, leavers: int, wanted: int, now: float, end: float
) -> tuple[int, int, int]:
    """Other staff come on: how many are there, how many are away with a job in hand or were, and how many rows left."""
    free, had, away_until = servers
    while there > wanted:
        if had[0] >= 0 and free[0] < end:
            leavers = _put(rows, rows.leaving, leavers, had[0])
        away_until[away] = free[0]
        away += 1
        there = _go(free, had, there)
    while there < wanted:
        back_at = now
        if away > 0:
            away -= 1
            back_at = max(now, away_until[away])
        there = _come(free, had, there, back_at)
    return there, away, leavers


@bare
def _finish(rows: Rows, servers: Servers, there: int, leavers: int, end: float) -> int:
    """Note the rows that are still in hand and will be done by the end; how many rows have left."""
    for place in range(there):
        if servers.had[place] >= 0 and servers.free[place] < end:
            leavers = _put(rows, rows.leaving, leavers, servers.had[place])
    return leavers


@bare
def _put(rows: Rows, order: NDArray[np.int64], size: int, row: int) -> int:
    """Put a row among those that have left, by time and then by entity: nearly always at the end; how many have."""
    place = size
    while place > 0 and _before(rows, row, order[place - 1]):
        order[place] = order[place - 1]
        place -= 1
    order[place] = row
    return size + 1


@bare
def _before(rows: Rows, one: int, other: int) -> bool:
    """Whether one row left before another."""
    if rows.left[one] != rows.left[other]:
        return bool(rows.left[one] < rows.left[other])
    return bool(rows.entity[one] < rows.entity[other])


@bare
def _next_time(free: NDArray[np.float64], had: NDArray[np.int64], size: int, time: float, row: int) -> None:
    """The server that was free first has a row now, until a time: those that are free before that move up.

    For the desks of a force, some tens of servers, this takes less time than a heap.
    """
    place = 1
    while place < size and free[place] < time:
        free[place - 1], had[place - 1] = free[place], had[place]
        place += 1
    free[place - 1], had[place - 1] = time, row


@bare
def _come(free: NDArray[np.float64], had: NDArray[np.int64], size: int, time: float) -> int:
    """One server more, who has had nothing yet; how many there are."""
    place = size
    while place > 0 and free[place - 1] > time:
        free[place], had[place] = free[place - 1], had[place - 1]
        place -= 1
    free[place], had[place] = time, NOBODY
    return size + 1


@bare
def _go(free: NDArray[np.float64], had: NDArray[np.int64], size: int) -> int:
    """One server less: the one that is free first; how many there are."""
    for place in range(1, size):
        free[place - 1], had[place - 1] = free[place], had[place]
    return size - 1


@bare
def _merge(rows: Rows, served: int, lost: NDArray[np.int64], losses: int) -> None:
    """Put those who gave up between those who were served, from the end, so that nothing is overwritten."""
    one, other = served - 1, losses - 1
    place = served + losses - 1
    while other >= 0:
        if one >= 0 and _before(rows, lost[other], rows.leaving[one]):
            rows.leaving[place] = rows.leaving[one]
            one -= 1
        else:
            rows.leaving[place] = lost[other]
            other -= 1
        place -= 1


@bare
def _waiting(rows: Rows, line: Line, waited: int, losses: int, end: float) -> float:
    """The integral of the number waiting: the line is gone through again, moment by moment, as it grew and shrank."""
    came, begun, gave_up = 0, 0, 0
    waiting, integral, since = 0, 0.0, 0.0
    while True:
        while begun < came and not rows.began[line.waited[begun]] > -math.inf:
            begun += 1
        comes = rows.arrived[line.waited[came]] if came < waited else math.inf
        begins = rows.began[line.waited[begun]] if begun < came else math.inf
        gives = rows.left[line.lost[gave_up]] if gave_up < losses else math.inf
        now = min(comes, begins, gives)
        if now == math.inf:
            return integral + waiting * (end - since)
        integral += waiting * (now - since)
        since = now
        if now == comes:
            waiting += 1
            came += 1
        elif now == begins:
            waiting -= 1
            begun += 1
        else:
            waiting -= 1
            gave_up += 1
