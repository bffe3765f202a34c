"""The mean of a log's own times, whatever family they are of.

Times lean to the right, and Student's interval of their mean then lies too low: this one is corrected for skew.

Source: Hall, "On the removal of skewness by transformation", Journal of the Royal Statistical Society B 54 (1992)
221-228; Zhou and Gao, "One-sided confidence intervals for means of positively skewed distributions", American
Statistician 54 (2000) 100-104.
Assumptions: times are independent of each other; the unit in which they were recorded is small against the mean, so
that the middle of each recorded range may stand for it. In coarser units a family's mean is all that can be told.
"""

from __future__ import annotations

from math import copysign, sqrt
from typing import Final

from forcesight.measures.interval import Interval
from forcesight.measures.means import mean
from forcesight.model_office.calibration.lengths import Lengths


COARSE: Final = 0.2


def mean_of_log(observed: Lengths) -> Interval | None:
    """The mean with its interval; None where times were cut off, truncated, told in too coarse units or all alike."""
    if observed.ended < observed.n or observed.entry.any() or observed.unit > COARSE * observed.mean:
        return None
    n = observed.n
    plain = mean(float(observed.middle @ observed.count), n, squares=float(observed.middle**2 @ observed.count))
    return None if plain is None else _corrected(plain, observed)


def _corrected(plain: Interval, observed: Lengths) -> Interval:
    """Hall's interval: Student's ends, taken back through the cubic that makes the mean's law symmetric."""
    n, apart = observed.n, observed.middle - plain.estimate
    spread = sqrt(float(apart**2 @ observed.count) / (n - 1))
    skew = float(apart**3 @ observed.count) / n / spread**3
    if abs(skew) < 1e-6:
        return plain

    def back(student: float) -> float:
        inner = 1 + skew * (student / n - skew / (6 * n))
        return 3 / skew * (copysign(abs(inner) ** (1 / 3), inner) - 1)

    reach = plain.half_width / spread * n
    low, high = (plain.estimate - spread * back(end) for end in (reach, -reach))
    return Interval(plain.estimate, max(low, 0.0), high, n, "mean, corrected for skew (Hall)", plain.level)
