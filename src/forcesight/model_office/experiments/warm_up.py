"""The warm-up: how much of the beginning of a run is left out, because the office opened empty.

It is stated by the planner, or found from a series by MSER-5: averages of five observations each, and the beginning is
cut where the standard error of what remains is least. Where that is beyond the middle of the series, the run is too
short to tell, and there is no answer.

Sources: White 1997, "An effective truncation heuristic for bias reduction in simulation output"; White, Cobb and Spratt
2000, "A comparison of five steady-state truncation heuristics for simulation" (batches of five).
Assumption: past its beginning the series varies around one level. Work follows the hour of the week, so a series is
first freed of its weekly course (`without_week`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from forcesight.errors import InputRefused


BATCH: Final = 5
FEWEST: Final = 10
"""Batches below which nothing is said."""


@dataclass(frozen=True, slots=True)
class Truncation:
    """How many observations at the beginning to leave out, of how many; `error` is the least standard error squared."""

    observations: int
    of: int
    error: float


def mser5(series: NDArray[np.float64], kept: int = BATCH * BATCH) -> Truncation:
    """Where to cut a series, shape (observations,), by MSER-5; at least the last `kept` observations are left.

    Raises InputRefused where the series is too short, or where the cut would take more than half of it.
    """
    batches = len(series) // BATCH
    if batches < FEWEST:
        raise InputRefused(
            f"A warm-up is found from at least {FEWEST * BATCH} observations, and there are {len(series)}: "
            "run more weeks, or state warm_up_days."
        )
    means = np.asarray(series[: batches * BATCH], dtype=np.float64).reshape(batches, BATCH).mean(axis=1)
    errors = _squared_errors(means)
    # The last few batches always look steady among themselves: White looks no further than five before the end.
    cut = int(np.argmin(errors[: batches - -(-kept // BATCH) + 1]))
    if cut > batches // 2:
        raise InputRefused(
            f"The series has not settled by the middle of the run (MSER-5 would leave out {cut * BATCH} of "
            f"{len(series)} observations): run more weeks, or look whether work piles up."
        )
    return Truncation(cut * BATCH, len(series), float(errors[cut]))


def _squared_errors(means: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each cut d: the sum of squares about the mean of what follows, over the square of how many follow."""
    count = np.arange(len(means), 0, -1, dtype=np.float64)
    # About the overall mean first, so that the sums of squares do not drown in the level.
    centred = means - means.mean()
    total = np.cumsum(centred[::-1])[::-1]
    squares = np.cumsum((centred**2)[::-1])[::-1]
    return np.asarray(np.maximum(squares - total**2 / count, 0.0) / count**2)


def without_week(series: NDArray[np.float64], week: int = 168) -> NDArray[np.float64]:
    """A series less its course over the week, which is taken from the second half of the series.

    `week` is how many observations make one. Raises InputRefused for fewer than four weeks.
    """
    weeks = len(series) // week
    if weeks < 4:
        raise InputRefused(
            f"A warm-up is found from at least four weeks, and there are {weeks}: run more, or state warm_up_days."
        )
    table = np.asarray(series[: weeks * week], dtype=np.float64).reshape(weeks, week)
    return np.asarray((table - table[weeks // 2 :].mean(axis=0)).ravel())
