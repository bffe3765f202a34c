"""Numbers by hour of week as half hours: whatever detail a planner gave, the kernels read 336 numbers."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.office.description import ByHour


HALF_HOURS: Final = 336
LENGTHS: Final = (1, 24, 168, 336)
"""How many numbers may be given: one for always, a day by hours, a week by hours, a week by half hours."""


def half_hours(values: ByHour) -> NDArray[np.float64]:
    """The 336 half hours of a week, from Monday 00:00, shape (336,): each has its hour's number.

    Raises ValueError where `values` is of another length than 1, 24, 168 or 336.
    """
    if len(values) not in LENGTHS:
        raise ValueError(f"{len(values)} numbers: give 1, 24, 168 or 336")
    given = np.asarray(values, dtype=np.float64)
    day_or_week = given if len(given) in (1, HALF_HOURS) else np.repeat(given, 2)
    return np.tile(day_or_week, HALF_HOURS // len(day_or_week))


def people(staff: ByHour, shrinkage: float) -> NDArray[np.float64]:
    """How many people are there in each half hour of a week, shape (336,).

    Whole people count: staff less shrinkage is rounded, a half to the even number. Digits beyond the ninth are noise of
    binary fractions (10 staff less 15 % are 8.5) and are dropped first.
    """
    return np.rint(np.round(half_hours(staff) * (1.0 - shrinkage), 9))
