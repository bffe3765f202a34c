"""What a caseload tells of each day, beside what became of each case."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class CaseloadDays(NamedTuple):
    """One team by day, each of shape (days,): as things stand at the end of the day, after its work.

    The office's last day has no row: its end is the end of the office, when nothing is done any more. Hours are those
    of the whole team; hours worked include reviews.
    """

    unallocated: NDArray[np.int64]
    allocated: NDArray[np.int64]
    reviews_due: NDArray[np.int64]
    reviews_missed: NDArray[np.int64]
    hours_available: NDArray[np.float64]
    hours_worked: NDArray[np.float64]


def days_of(rows: list[tuple[int, int, int, int, float, float]]) -> CaseloadDays:
    """A team's days, of which each is told as a row."""
    columns = zip(*rows, strict=True)
    return CaseloadDays(*(np.array(column) for column in columns))


def no_days() -> CaseloadDays:
    """No day, for stations that have none."""
    whole = np.zeros(0, dtype=np.int64)
    return CaseloadDays(whole, whole, whole, whole, np.zeros(0), np.zeros(0))
