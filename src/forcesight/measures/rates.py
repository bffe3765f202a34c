"""Intervals of a count, of a rate, of the ratio of two rates, and of a severity-weighted sum.

- `poisson_count`, `rate`: exact, Garwood, Biometrika 28 (1936) 437-442. Assumes that events come independently; a
  count of linked offences (one offender, one night) varies more than it says.
- `rate_ratio`, `ratio_p`: exact and conditional on the total, Przyborowski and Wilenski, Biometrika 31 (1940)
  313-323: given both together, the second count is binomial.
- `weighted_sum`: Dobson, Kuulasmaa, Eberle and Scherer, "Confidence intervals for weighted sums of Poisson
  parameters", Statistics in Medicine 10 (1991) 457-462. Weights are taken as known, without error.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf, sqrt

from forcesight.measures.interval import Interval
from forcesight.measures.proportions import exact


GARWOOD = "exact Poisson (Garwood)"


@lru_cache(maxsize=8192)
def poisson_count(events: float, *, level: float = 0.95) -> Interval:
    """Interval of the expected number, given how many events were seen. Kept, for charts ask again and again."""
    if events < 0:
        raise ValueError(f"A count cannot be below zero; it was {events}.")
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    low = float(gammaincinv(events, tail)) if events else 0.0
    return Interval(events, low, float(gammaincinv(events + 1, 1 - tail)), events, GARWOOD, level)


def rate(events: float, exposure: float, *, per: float = 1000, level: float = 0.95) -> Interval:
    """Rate of events per so many (1,000 people by default); `n` is the number of events."""
    if exposure <= 0:
        raise ValueError(f"A rate needs a population or time at risk above zero; it was {exposure}. Show the count.")
    return poisson_count(events, level=level).scaled(per / exposure)


def rate_ratio(
    before: float, after: float, *, exposure_before: float = 1, exposure_after: float = 1, level: float = 0.95
) -> Interval:
    """Ratio of the later rate to the earlier one. Without a single event nothing is known: 0 to infinity."""
    total, share = before + after, exposure_after / exposure_before
    method = "exact, conditional on the total"
    if total == 0:
        return Interval(1.0, 0.0, inf, 0, method, level)
    part = exact(after, total, level=level)
    ratio, low, high = (_odds(p) / share for p in (part.estimate, part.low, part.high))
    return Interval(ratio, low, high, total, method, level)


def ratio_p(before: float, after: float, *, exposure_before: float = 1, exposure_after: float = 1) -> float:
    """Two-sided p-value that both rates are one: twice the smaller tail, as the interval of `rate_ratio` reads it."""
    from scipy.special import bdtr, bdtrc

    total, share = int(before + after), exposure_after / (exposure_before + exposure_after)
    at_most = float(bdtr(int(after), total, share))
    at_least = float(bdtrc(int(after) - 1, total, share)) if after else 1.0
    return min(1.0, 2 * min(at_most, at_least))


def weighted_sum(total: float, *, events: float, variance: float, level: float = 0.95) -> Interval:
    """Interval of a severity-weighted count: `variance` is the sum over events of weight squared."""
    count = poisson_count(events, level=level)
    stretch = sqrt(variance / events) if events else 0.0
    low, high = (total + stretch * (end - events) for end in (count.low, count.high))
    return Interval(total, max(0.0, low), high, events, "weighted sum of Poisson counts (Dobson)", level)


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else inf
