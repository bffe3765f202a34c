"""How many people worked at a desk, by half hour, from nothing but who answered what and when.

- `seen`: how many different people had a job in hand at some moment of the half hour. Who came or left within it counts
  as there, so it is the roster's number at best.
- `present`: the mean number logged on, taking somebody as there from one job to the next unless more than `away`
  minutes lie between; those are breaks. Idle people who get no job within that time are missed.
- `busy_while_waiting`: the mean number of jobs in hand while somebody waits. All who are there ought to be busy then,
  so this is the number that truly worked; it is known only where somebody waited.

Assumption: one person has one job in hand at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forcesight.model_office.calibration.lengths import Floats


HALF_HOURS: Final = 48


@dataclass(frozen=True)
class Staffing:
    """By half hour of one day (48): see the module. `waiting` is how many minutes of it somebody waited."""

    seen: NDArray[np.int64]
    present: Floats
    busy: Floats
    busy_while_waiting: Floats
    waiting: Floats


def fit_staffing(
    server: ArrayLike, began: ArrayLike, ended: ArrayLike, *, queued: ArrayLike, left_queue: ArrayLike,
    away: float = 15.0,
) -> Staffing:  # fmt: skip
    """Staffing of one day from its jobs: who, and minutes since midnight of the beginning and the end of the work.

    `queued` and `left_queue` are the minutes at which each customer, answered or not, began and ceased to wait.
    """
    who = np.unique(np.asarray(server), return_inverse=True)[1].ravel()
    start, end = np.asarray(began, dtype=np.float64), np.asarray(ended, dtype=np.float64)
    since, until = np.asarray(queued, dtype=np.float64), np.asarray(left_queue, dtype=np.float64)
    edges: Floats = np.arange(HALF_HOURS + 1, dtype=np.float64) * 30
    seen = np.array([
        len(np.unique(who[(start < edges[place + 1]) & (end > edges[place])])) for place in range(HALF_HOURS)
    ])  # fmt: skip
    on, off = _sessions(who, start, end, away)
    waits = until > since
    queue = _merged(since[waits], until[waits])
    waiting = _covered(*queue, edges)
    busy_then = _overlap(start, end, queue, edges)
    return Staffing(
        seen, _covered(on, off, edges) / 30, _covered(start, end, edges) / 30,
        np.divide(busy_then, waiting, out=np.full(HALF_HOURS, np.nan), where=waiting > 0), waiting,
    )  # fmt: skip


def _sessions(who: NDArray[np.int64], start: Floats, end: Floats, away: float) -> tuple[Floats, Floats]:
    """When each person was there: from one job to the next, but for gaps that are too long."""
    order = np.lexsort((start, who))
    who, start, end = who[order], start[order], end[order]
    new = np.ones(len(who), dtype=bool)
    new[1:] = (who[1:] != who[:-1]) | (start[1:] - end[:-1] > away)
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(who))
    return start[first], np.array([end[a:b].max() for a, b in zip(first, last, strict=True)])


def _merged(since: Floats, until: Floats) -> tuple[Floats, Floats]:
    """The times at which at least one of these intervals lasts, as intervals that do not touch."""
    if not len(since):
        return since, until
    order = np.argsort(since, kind="stable")
    since, reach = since[order], np.maximum.accumulate(until[order])
    new = np.append(True, since[1:] > reach[:-1])
    first = np.flatnonzero(new)
    return since[first], reach[np.append(first[1:], len(since)) - 1]


def _covered(since: Floats, until: Floats, edges: Floats) -> Floats:
    """How many minutes of intervals lie between each two edges."""
    inside = np.minimum(until[:, None], edges[None, 1:]) - np.maximum(since[:, None], edges[None, :-1])
    found: Floats = inside.clip(0).sum(axis=0)
    return found


def _overlap(start: Floats, end: Floats, queue: tuple[Floats, Floats], edges: Floats) -> Floats:
    """How many minutes of work lie within the intervals of the queue, between each two edges."""
    found = np.zeros(len(edges) - 1)
    for since, until in zip(*queue, strict=True):
        inside = np.maximum(start, since), np.minimum(end, until)
        chosen = inside[1] > inside[0]
        found += _covered(inside[0][chosen], inside[1][chosen], edges)
    return found
