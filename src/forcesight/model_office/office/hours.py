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
