"""The difference that an option makes, run by run: the same callers, the same incidents, another way to work.

Each replication gives a pair, because random numbers belong to the entities and not to the moment (see the streams).
Student's interval of the mean difference needs no assumption on how the two runs of a pair hang together; the higher
their correlation, the narrower it is. Both are reported: the correlation that was achieved, and how many times as many
independent runs the same interval would have taken.

Nothing is claimed from fewer than five pairs. Where all differences are equal, Student's t has no scatter to go by:

- Neither side varies over the runs: no chance touches it (hours of a roster, say), and the difference is exact.
- All runs of a pair are the same to the bit: the change does not touch this output, and nothing differs.
- Both hang on chance and the differences happen to be equal, as rare counts may be: the exact sign test, which asks
  only how often n of n differences fall on one side by luck, 2 x 0.5^n. Five pairs are never enough for it at 95 %.

Assumption: what is the same in each of five or more runs is not a matter of chance. Of an event so rare, or so sure,
that no run shows otherwise, the runs cannot tell.

Sources: Student 1908; Dixon and Mood 1946, "The statistical sign test"; Law, "Simulation modeling and analysis", 5th
edition, 10.2.1 (paired t) and 11.2 (common random numbers); Glasserman and Yao 1992, "Some guidelines and guarantees
for common random numbers".
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from forcesight.measures.interval import Interval
from forcesight.model_office.experiments.replication import Values, t_quantile
from forcesight.model_office.experiments.stopping import LEAST


METHOD: Final = "mean of paired differences (Student's t)"
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Paired:
    """Option minus baseline.

    interval            the mean difference; `n` counts the pairs in which both have a value
    correlation         between the two of a pair; NaN where one of them never varies
    variance_reduction  the variance of a difference of independent runs over that of these pairs: 4 means that
                        independent runs would have had to be four times as many; infinite where all differences
                        are alike, NaN where neither varies
    p_value             of no difference, two-sided; NaN from fewer than five pairs
    """

    interval: Interval
    correlation: float
    variance_reduction: float
    p_value: float


def paired(baseline: Values, option: Values, level: float = 0.95) -> Paired:
    """Compare two sets of runs, shape (runs,) each, pair by pair; pairs without both values are left out."""
    before, after = (np.asarray(each, dtype=np.float64) for each in (baseline, option))
    both = ~(np.isnan(before) | np.isnan(after))
    before, after = before[both], after[both]
    n, gaps = len(before), after - before
    if n < 2:
        only = float(gaps[0]) if n else math.nan
        return Paired(Interval(only, math.nan, math.nan, n, METHOD, level), math.nan, math.nan, math.nan)
    alike = np.ptp(gaps) == 0  # The mean of equal numbers may be off in the last bit, and so may their scatter.
    estimate = float(gaps[0] if alike else gaps.mean())
    error = 0.0 if alike else float(gaps.std(ddof=1)) / math.sqrt(n)
    reach = t_quantile(n - 1, level) * error
    interval = Interval(estimate, estimate - reach, estimate + reach, n, METHOD, level)
    reduction = _variance_reduction(before, after, gaps)
    p_value = _p_of_alike(interval, reduction) if alike else _p_value(estimate, error, n)
    return Paired(interval, _correlation(before, after), reduction, p_value if n >= LEAST else math.nan)


def p_outside(pair: Paired, margin: float) -> float:
    """The p-value of "the true difference is beyond ± margin": at most 1 - level where the interval lies within.

    It is twice the larger of the two one-sided ones, so that it agrees with a two-sided interval. NaN where the pair
    has no interval, it has fewer than five runs, or there is no margin.
    """
    from scipy.special import stdtr

    interval = pair.interval
    if math.isnan(interval.low) or math.isnan(margin) or interval.n < LEAST:
        return math.nan
    room, degrees = margin - abs(interval.estimate), float(interval.n) - 1
    reach = (interval.high - interval.low) / 2
    if reach == 0:
        return _p_by_luck(interval, pair.variance_reduction) if room >= 0 else 1.0
    error = reach / t_quantile(int(degrees), interval.level)
    return min(1.0, float(2 * stdtr(degrees, -room / error)))


def _correlation(before: Numbers, after: Numbers) -> float:
    if np.ptp(before) == 0 or np.ptp(after) == 0:
        return math.nan
    return float(np.corrcoef(before, after)[0, 1])


def _variance_reduction(before: Numbers, after: Numbers, gaps: Numbers) -> float:
    if np.ptp(before) == 0 and np.ptp(after) == 0:
        return math.nan
    return float((before.var(ddof=1) + after.var(ddof=1)) / gaps.var(ddof=1)) if np.ptp(gaps) else math.inf


def _p_of_alike(interval: Interval, reduction: float) -> float:
    return _p_by_luck(interval, reduction) if interval.estimate else 1.0


def _p_by_luck(interval: Interval, reduction: float) -> float:
    """How likely differences that are all equal are by luck: not at all where they are exact, else by the sign test."""
    exact = math.isnan(reduction) or interval.estimate == 0
    return 0.0 if exact else float(2 * 0.5**interval.n)


def _p_value(estimate: float, error: float, n: int) -> float:
    from scipy.special import stdtr

    return float(2 * stdtr(n - 1, -abs(estimate) / error))
