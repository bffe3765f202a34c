"""In which order jobs left a station where everybody takes a time of their own: by time, then by entity."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import compiled


Times = NDArray[np.float64]
Whole = NDArray[np.int64]


def in_order_of_leaving(left: Times, entity: Whole) -> Whole:
    """The rows that left, in the order in which they did. `left` is NaN for those that are still here."""
    rows = _leavers(left)
    if not _in_order(left, entity, rows):
        rows = rows[np.argsort(left[rows])]
        _settle_ties(left, entity, rows)
    return rows


@compiled
def _leavers(left: Times) -> Whole:
    rows = np.empty(len(left), dtype=np.int64)
    n = 0
    for row in range(len(left)):
        if not np.isnan(left[row]):
            rows[n] = row
            n += 1
    return rows[:n]


@compiled
def _in_order(left: Times, entity: Whole, rows: Whole) -> bool:
    """Whether nothing is to be sorted, as after a constant time."""
    for i in range(1, len(rows)):
        one, other = rows[i - 1], rows[i]
        if left[one] > left[other] or (left[one] == left[other] and entity[one] > entity[other]):
            return False
    return True


@compiled
def _settle_ties(left: Times, entity: Whole, rows: Whole) -> None:
    """Put the rows that left at one moment in the order of their entities."""
    first = 0
    while first < len(rows):
        after = first + 1
        while after < len(rows) and left[rows[after]] == left[rows[first]]:
            after += 1
        if after - first > 1:
            tied = rows[first:after].copy()
            rows[first:after] = tied[np.argsort(entity[tied])]
        first = after
