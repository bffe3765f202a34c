"""What units did with their time, unit by unit."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


Minutes = NDArray[np.float64]
Counts = NDArray[np.int64]


class UnitHours(NamedTuple):
    """What each unit of a station did until the office's end. Minutes and counts, by unit number.

    On duty are the shifts that were worked; overtime lies outside them, on a job in hand. A job that was taken away
    counts in travel and scene for as long as it was in hand.
    """

    on_duty: Minutes
    travel: Minutes
    scene: Minutes
    custody: Minutes
    # On jobs outside the unit's own area, travel included.
    outside: Minutes
    rest: Minutes
    overtime: Minutes
    # In hand for jobs that another job then took the unit from: these jobs wait again.
    pre_empted_minutes: Minutes
    rests_taken: Counts
    rests_missed: Counts
    pre_empted: Counts


def no_hours(units: int) -> UnitHours:
    """Nothing done yet."""
    minutes, counts = np.zeros((8, units)), np.zeros((3, units), dtype=np.int64)
    return UnitHours(*minutes, *counts)


def copied(hours: UnitHours) -> UnitHours:
    """The same figures, in arrays of their own."""
    fresh = no_hours(len(hours.on_duty))
    for mine, given in zip(fresh, hours, strict=True):
        mine[:] = given
    return fresh
