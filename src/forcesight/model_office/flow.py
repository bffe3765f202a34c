"""Jobs on their way, and what became of them: the two shapes that every station reads and writes.

A station reads a flow and writes a record. All times are minutes since the office's start, a Monday at 00:00 local.

An entity is who rang: `origin code * 2**40 + number of the arrival`. It stays the same on the whole way through the
office and in every option, so that random numbers can belong to it. Each time that an entity comes back to a station
where it has been, `AGAIN` is added: its second visit draws new numbers.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray


AGAIN: Final = 1 << 55
"""Added to an entity each time it returns: bits 55 to 61 count its visits."""
VISITS: Final = 100
"""How many visits an entity makes at most where work goes round: after its 100th it leaves for good, at any station."""
LAST_VISIT: Final = (VISITS - 1) * AGAIN
"""Entities from here on are on their last visit: so their visits never fill the bits that count them."""

STILL_HERE: Final = 0
SERVED: Final = 1
LOST: Final = 2
"""It gave up: an abandoned call, an appointment that was not kept."""
OUTCOMES: Final = ("still here", "served", "lost")


class Flow(NamedTuple):
    """Jobs in the order in which they reach a station: by time, then by entity. All 1-D and of one length."""

    time: NDArray[np.float64]
    entity: NDArray[np.int64]
    # Codes into the office's classes and areas; area -1 where the office has none.
    kind: NDArray[np.int64]
    area: NDArray[np.int64]


class Record(NamedTuple):
    """What a station did with each job: the rows of its flow, then the jobs that came back, as they came.

    `began` is when work on it began (answered; a unit reached the scene; first worked on) and NaN where it never did;
    `left` is when it left, NaN where it is still here at the end. `server` is the group, unit or team that had it, -1
    for nobody. `assigned` is when a unit was given to the job and `helper` tells support of another job: stations
    without these repeat `began` and hold zeros.
    """

    arrived: NDArray[np.float64]
    entity: NDArray[np.int64]
    kind: NDArray[np.int64]
    area: NDArray[np.int64]
    assigned: NDArray[np.float64]
    began: NDArray[np.float64]
    left: NDArray[np.float64]
    outcome: NDArray[np.int8]
    server: NDArray[np.int64]
    helper: NDArray[np.int8]
    # Rows in the order in which they left the station: only those that did, and that are no helpers or returners.
    leaving: NDArray[np.int64]
    # The time integral of the number waiting, from 0 to the end, as the kernel saw it pass: for Little's law.
    waiting_integral: float


def no_jobs() -> Flow:
    """A flow without jobs."""
    return Flow(np.empty(0), *(np.empty(0, dtype=np.int64) for _ in range(3)))
