"""A duration as a planner gives it (a mean and a spread) becomes the distribution that the engines draw from.

The gamma family has no closed inverse. Its table of 1,025 quantiles is read by straight lines, and the topmost
quantile, which is infinite, is set so that the table has exactly the family's mean.

Sources: Law, "Simulation modeling and analysis", chapter 6 (families of service times); Whitt 1982, "Approximating a
point process by a renewal process" (the hyperexponential distribution with balanced means).
Assumption: the gamma table's tail is cut at that topmost quantile, beyond which one in 1,024 draws would partly lie.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.distributions import (
    CONSTANT,
    EXPONENTIAL,
    HYPEREXPONENTIAL,
    LOGLOGISTIC,
    LOGNORMAL,
    NEVER,
    NO_TABLE,
    TABLE,
    TABLE_SIZE,
    UNIFORM,
    WEIBULL,
    Law,
)
from forcesight.model_office.office.description import Duration, Family
from forcesight.model_office.office.means import mean_of


__all__ = ["law_of", "mean_of"]


_PROBABILITIES = np.linspace(0.0, 1.0, TABLE_SIZE)


def law_of(duration: Duration) -> Law:
    """The distribution of a duration, in minutes.

    Raises ValueError where the family's numbers are impossible; the checks of an office tell of them in words first.
    """
    return _MAKERS[duration.family](duration)


def _law(kind: int, a: float = 0.0, b: float = 0.0, c: float = 0.0, table: NDArray[np.float64] = NO_TABLE) -> Law:
    return Law(kind, float(a), float(b), float(c), table)


def _lognormal(mean: float, cv: float) -> Law:
    if mean == 0 or cv == 0:
        return _law(CONSTANT, mean)
    variance = math.log1p(cv * cv)
    return _law(LOGNORMAL, math.log(mean) - variance / 2, math.sqrt(variance))


def _hyperexponential(mean: float, cv: float) -> Law:
    """Two exponential kinds of job, each with half of the work ("balanced means")."""
    squared = cv * cv
    if squared < 1:
        raise ValueError(f"a hyperexponential duration has a cv of 1 or more, not {cv}")
    if squared == 1 or mean == 0:
        return _law(EXPONENTIAL, mean)
    share = (1 + math.sqrt((squared - 1) / (squared + 1))) / 2
    return _law(HYPEREXPONENTIAL, mean / (2 * share), mean / (2 * (1 - share)), share)


def _gamma(mean: float, cv: float) -> Law:
    if mean == 0 or cv == 0:
        return _law(CONSTANT, mean)
    # Only offices with gamma times pay for loading scipy.
    from scipy.special import gammaincinv

    shape = 1 / (cv * cv)
    table = np.asarray(gammaincinv(shape, _PROBABILITIES) * mean / shape, dtype=np.float64)
    rest = mean * (TABLE_SIZE - 1) - table[0] / 2 - float(table[1:-1].sum())
    table[-1] = max(2 * rest, table[-2])
    return _law(TABLE, table=table)


def _observed(quantiles: tuple[float, ...]) -> Law:
    if not quantiles:
        raise ValueError("an observed duration needs its quantiles")
    given = np.linspace(0.0, 1.0, len(quantiles)) if len(quantiles) > 1 else np.zeros(1)
    return _law(TABLE, table=np.interp(_PROBABILITIES, given, np.asarray(quantiles, dtype=np.float64)))


_MAKERS: dict[Family, Callable[[Duration], Law]] = {
    "constant": lambda given: _law(CONSTANT, given.mean),
    "exponential": lambda given: _law(EXPONENTIAL, given.mean),
    "lognormal": lambda given: _lognormal(given.mean, given.cv),
    "uniform": lambda given: _law(UNIFORM, given.low, given.high),
    "weibull": lambda given: _law(WEIBULL, given.scale, given.shape),
    "hyperexponential": lambda given: _hyperexponential(given.mean, given.cv),
    "loglogistic": lambda given: _law(LOGLOGISTIC, given.scale, given.shape),
    "gamma": lambda given: _gamma(given.mean, given.cv),
    "observed": lambda given: _observed(given.quantiles),
    "never": lambda _: _law(NEVER),
}
