"""What several independent runs of one office say together: a mean with Student's interval, and how far weeks differ.

- `mean_interval`: each run gives one value, and runs are independent, so Student's interval of their mean holds nearly
  exactly once a run holds many jobs. A percentile of waits is treated alike: it is found within each run, and its mean
  over the runs is reported, never the percentile of all jobs thrown together, which are not independent.
- `spread`: a quantile of the runs themselves ("in one run of ten it was worse than this"), with the distribution-free
  interval between two order statistics.

Sources: Law, "Simulation modeling and analysis", 5th edition, 9.4.1 (replications) and 9.4.2 (other measures);
Hahn and Meeker, "Statistical intervals", chapter 5 (order statistics).
A run in which nothing of the kind happened has no value (NaN); such runs are left out, and `n` says how many are left.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from forcesight.measures.interval import Interval


MEAN = "mean of replications (Student's t)"
QUANTILE = "quantile of replications (order statistics)"
Values = Sequence[float] | NDArray[np.float64]


def known(values: Values) -> NDArray[np.float64]:
    """The values of the runs that have one."""
    given = np.asarray(values, dtype=np.float64)
    return given[~np.isnan(given)]


def t_quantile(degrees: int, level: float, *, sides: int = 2) -> float:
    """How many standard errors an interval reaches to each side (`sides` 1: to one side only)."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 1 - (1 - level) / sides))


def mean_interval(values: Values, level: float = 0.95) -> Interval:
    """The mean over runs, shape (runs,), with Student's interval; `n` counts the runs that have a value.

    The ends are NaN from fewer than two runs, and so is the estimate from none.
    """
    given = known(values)
    n = len(given)
    if n < 2:
        return Interval(float(given[0]) if n else math.nan, math.nan, math.nan, n, MEAN, level)
    estimate = float(given.mean())
    reach = t_quantile(n - 1, level) * float(given.std(ddof=1)) / math.sqrt(n)
    return Interval(estimate, estimate - reach, estimate + reach, n, MEAN, level)


def spread(values: Values, share: float, level: float = 0.95) -> Interval:
    """The value below which a share of the runs lies, with its interval.

    The interval's level is the level that its order statistics have: at least `level`, or the highest that so few runs
    allow (both ends are then the extreme runs).
    """
    given = np.sort(known(values))
    n = len(given)
    if not n:
        return Interval(math.nan, math.nan, math.nan, 0, QUANTILE, level)
    low, high, reached = _order_statistics(n, share, level)
    return Interval(float(np.quantile(given, share)), float(given[low]), float(given[high]), n, QUANTILE, reached)


def _order_statistics(n: int, share: float, level: float) -> tuple[int, int, float]:
    """Places (from 0) of the two order statistics around a quantile, widened where it helps most until it is enough."""
    low = high = min(int(n * share), n - 1)
    while True:
        covers = _between(low, high, n, share)
        if covers >= level or (low == 0 and high == n - 1):
            return low, high, covers
        lower = _between(low - 1, high, n, share) if low else -1.0
        upper = _between(low, high + 1, n, share) if high < n - 1 else -1.0
        low, high = (low - 1, high) if lower >= upper else (low, high + 1)


def _between(low: int, high: int, n: int, share: float) -> float:
    # The true quantile lies between the two where at least low + 1 and at most high values fall below it.
    from scipy.special import bdtr

    return float(bdtr(high, n, share) - bdtr(low, n, share))
