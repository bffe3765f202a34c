"""An estimate never travels alone: it carries its interval, how many it rests on, and the method."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the range that the data are compatible with.

    `estimate`, `low` and `high` share one unit. `n` is what the estimate rests on: the sample or denominator of
    a proportion, the number of events of a count or rate. `level` is the coverage aimed at (0.95 = 95 %).
    """

    estimate: float
    low: float
    high: float
    n: float
    method: str
    level: float = 0.95

    @property
    def half_width(self) -> float:
        """Half the width, the "±" of a report. An asymmetric interval gives the mean of its two arms."""
        return (self.high - self.low) / 2

    def scaled(self, factor: float) -> Interval:
        """The same interval in another unit, for example 100 for per cent."""
        return Interval(self.estimate * factor, self.low * factor, self.high * factor, self.n, self.method, self.level)


@lru_cache(maxsize=16)
def normal_quantile(level: float) -> float:
    """Two-sided normal multiplier for a coverage: 1.96 for 0.95. Raises ValueError outside (0, 1)."""
    if not 0 < level < 1:
        raise ValueError(f"The level of an interval is a share between 0 and 1, such as 0.95; it was {level}.")
    from statistics import NormalDist  # 50 ms at first import: only who asks for an interval pays

    return NormalDist().inv_cdf((1 + level) / 2)
