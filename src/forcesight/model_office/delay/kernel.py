"""The compiled delay: when each job leaves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import compiled
from forcesight.model_office.distributions import Law, quantile
from forcesight.model_office.streams import unit


@compiled
def pass_time(
    law: Law, end: float, start: np.uint64, arrived: NDArray[np.float64], entity: NDArray[np.int64]
) -> NDArray[np.float64]:
    """When each job leaves, in the order of the flow; NaN where that is after the end."""
    left = np.empty(len(arrived))
    for row in range(len(arrived)):
        minutes = quantile(law.kind, law.a, law.b, law.c, law.table, unit(start, entity[row]))
        leaves = arrived[row] + minutes
        left[row] = leaves if leaves < end else np.nan
    return left
