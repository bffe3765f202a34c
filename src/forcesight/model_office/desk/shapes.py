"""What the desk's loop reads, writes and remembers: arrays side by side."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


Times = NDArray[np.float64]
Whole = NDArray[np.int64]


class Streams(NamedTuple):
    """Where the desk's random numbers start for one seed."""

    service: np.uint64
    patience: np.uint64
    after: np.uint64
    returns: NDArray[np.uint64]


class Rows(NamedTuple):
    """The jobs of a desk: first those of the flow, then room for those that come back."""

    arrived: Times
    entity: Whole
    kind: Whole
    area: Whole
    began: Times
    left: Times
    outcome: NDArray[np.int8]
    server: Whole
    leaving: Whole


class Queues(NamedTuple):
    """Who waits, by job: the first (-1 for nobody), the last and how many; and who is behind each row.

    A row that was lost stays in the chain until those before it are gone; it is never the first.
    """

    first: Whole
    last: Whole
    length: Whole
    behind: Whole


class Hands(NamedTuple):
    """How many servers of each group are there, and how many of them are busy (more, where staff have gone down)."""

    there: Whole
    busy: Whole


class Due(NamedTuple):
    """A heap: when, for whom, and which row."""

    time: Times
    entity: Whole
    item: Whole


class Space(NamedTuple):
    """All that the loop remembers: work in hand, patience (also of some who wait no more), and who is on the way back.

    An item of `back` is the row that left, times the number of jobs, plus the job as which it comes back.
    """

    queues: Queues
    hands: Hands
    done: Due
    gone: Due
    back: Due
