"""One pass over a record: for each kind of job, how many came, began, were lost, waited how long and within what."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import bare
from forcesight.model_office.flow import LOST, SERVED, Record


class Tally(NamedTuple):
    """Sums by kind of job, shape (kinds,). Waits are minutes: to `assigned`, and to `began` (the response).

    `within` counts jobs whose response took no longer than the kind's limit. `open` counts jobs that have neither begun
    nor been lost at the end. Helpers are not counted.
    """

    came: NDArray[np.int64]
    began: NDArray[np.int64]
    served: NDArray[np.int64]
    lost: NDArray[np.int64]
    open: NDArray[np.int64]
    within: NDArray[np.int64]
    wait: NDArray[np.float64]
    response: NDArray[np.float64]
    stay: NDArray[np.float64]
    own_area: NDArray[np.int64]


def tally(
    record: Record, kinds: int, since: float, limit: NDArray[np.float64], server_area: NDArray[np.int64]
) -> Tally:
    """Count a record's jobs that arrived at `since` or later.

    `limit` is each kind's standard in minutes (infinite for none); `server_area` is where each server is based, empty
    where servers have no place.
    """

    def none() -> NDArray[np.int64]:
        return np.zeros(kinds, dtype=np.int64)

    def no_time() -> NDArray[np.float64]:
        return np.zeros(kinds)

    found = Tally(none(), none(), none(), none(), none(), none(), no_time(), no_time(), no_time(), none())
    _count(record, since, limit, server_area, found)
    return found


@bare
def _count(
    record: Record, since: float, limit: NDArray[np.float64], server_area: NDArray[np.int64], found: Tally
) -> None:
    """Fill the sums. What chance decides for each job is added as 0 or 1: a processor cannot foresee such a branch."""
    placed = len(server_area) > 0
    for row in range(len(record.arrived)):
        if record.arrived[row] < since or record.helper[row]:
            continue
        kind, lost = record.kind[row], record.outcome[row] == LOST
        found.came[kind] += 1
        found.lost[kind] += lost
        if math.isnan(record.began[row]):
            found.open[kind] += not lost
            continue
        found.began[kind] += 1
        found.wait[kind] += record.assigned[row] - record.arrived[row]
        response = record.began[row] - record.arrived[row]
        found.response[kind] += response
        found.within[kind] += response <= limit[kind]
        if placed:
            found.own_area[kind] += server_area[record.server[row]] == record.area[row]
        if record.outcome[row] == SERVED:
            found.served[kind] += 1
            found.stay[kind] += record.left[row] - record.arrived[row]
