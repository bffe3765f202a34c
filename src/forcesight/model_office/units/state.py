"""What a run of a station of units reads, writes and remembers, as arrays that its kernel is given."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.units.queue_kernel import Queue


Times = NDArray[np.float64]
Whole = NDArray[np.int64]
Bits = NDArray[np.uint64]


class Streams(NamedTuple):
    """Where the random numbers of a station begin; those of rows have one start for the job and one for each helper."""

    travel: NDArray[np.uint64]
    scene: NDArray[np.uint64]
    arrest: np.uint64
    custody: np.uint64
    regrade: np.uint64
    regrade_after: np.uint64
    returns: np.uint64
    return_after: np.uint64
    away: np.uint64


class Drawn(NamedTuple):
    """The times that belong to the jobs of the flow, drawn ahead: the spread of the drive, and the scene of the kind as
    which a job came."""

    spread: Times
    scene: Times


class Rows(NamedTuple):
    """The record's columns, with room for jobs that come back and for helpers."""

    arrived: Times
    entity: Whole
    kind: Whole
    area: Whole
    assigned: Times
    began: Times
    left: Times
    outcome: NDArray[np.int8]
    server: Whole
    helper: NDArray[np.int8]
    leaving: Whole


class Now(NamedTuple):
    """What units are doing. By unit: its shift (-1 off duty), its row (-1 none), where it is, when its scene ends,
    since when it rests (NaN: it does not) or works beyond its shift, and whether its break is settled."""

    shift: Whole
    row: Whole
    place: Whole
    scene_ends: Times
    rests_since: Times
    over_since: Times
    settled: NDArray[np.bool_]


class Heap(NamedTuple):
    """Room for moments to come: when, the key that decides between those of one moment, and what."""

    times: Times
    keys: Whole
    items: Whole


class State(NamedTuple):
    """All that a run remembers."""

    now: Now
    # Idle units as bits, by the area where they are, all of them in the last row; and how many in each area.
    idle: Bits
    idle_in: Whole
    # Units that take urgent jobs only; and all units, as bits.
    late: Bits
    everybody: Bits
    queue: Queue
    # Whether a row's regrading has been put down: it is once, when the row first waits. Empty where none is regraded.
    noted: NDArray[np.bool_]
    due: Heap
    back: Heap
    regrades: Heap


class Done(NamedTuple):
    """How far a run came: rows and leavers filled, the waiting integral; -1 rows where there was no room."""

    rows: int
    leavers: int
    waiting: float
