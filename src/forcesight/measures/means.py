"""Interval of a mean.

- `mean`: Student, "The probable error of a mean", Biometrika 6 (1908) 1-25. Waiting times lean to the right: from a few
  dozen cases up the interval covers nearly what it says, with fewer it covers less.

Assumes that cases are independent: one event that keeps a hundred callers waiting makes the true interval wider.
"""

from __future__ import annotations

from math import sqrt

from forcesight.measures.interval import Interval


METHOD = "mean (Student's t)"


def mean(total: float, n: float, *, squares: float, per: float = 1, level: float = 0.95) -> Interval | None:
    """Interval of per x total / n, given the sum of squares of the n values.

    None from fewer than two cases, and where all are alike: such a sample does not say how far cases vary.
    """
    if n < 2:
        return None
    estimate = total / n
    variance = (squares - total * estimate) / (n - 1)
    # Sums of squares are added in floating point: what is left of equal values is not a variance.
    if variance <= 1e-9 * squares / n:
        return None
    from scipy.special import stdtrit

    reach = float(stdtrit(n - 1, (1 + level) / 2)) * sqrt(variance / n)
    return Interval(estimate, estimate - reach, estimate + reach, n, METHOD, level).scaled(per)
