"""A control chart for months with few events, where the four rules would mistake luck for change.

Given how many events a segment holds, chance spreads them over its months in proportion to their exposure (days,
people, cases). The count of a month, or of months together, is then binomial: an exact test with nothing estimated
(the conditional test of Przyborowski and Wilenski, Biometrika 31 (1940) 313-323). Three rules:

1. outside: a month's count is one that chance reaches, or falls to, at most once in 200.
2. no_events: the months since the last event are as many as chance leaves free at most once in 128. This is the chart
   of time between events (t chart), read at each month's end.
3. seven_months: the last 7 months together are as unlikely as 7 months on one side of a mean (1 in 128 each way). A
   month that is outside by itself is left out, so that one shock is told once.

Events come in clusters (one offender, one family). Where the other months of the segment vary more than chance
allows (Fisher's index of dispersion, 5 %), the count is taken as beta-binomial with their dispersion: wider limits.
No rule looks across a month that is not known. Cases with a denominator must be few against it: the binomial then
errs on the side of silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from math import exp, inf, lgamma, log1p, sqrt
from typing import NamedTuple

from forcesight.measures.special_cause import RUN, Signal, stretches
from forcesight.measures.xmr import Band


ONE_MONTH = 1 / 200
TOGETHER = 1 / 2**RUN


class RareChart(NamedTuple):
    """For each month of the segment its ordinary range of counts (None if not known) and its signal, if any."""

    bands: list[Band | None]
    signals: list[Signal | None]


def rare_chart(counts: Sequence[float | None], exposures: Sequence[float]) -> RareChart:
    """Charts one segment of whole-number counts; None is a month that does not count. Exposures are above zero."""
    segment = _Segment(counts, exposures)
    bands = [None if count is None else segment.band(index) for index, count in enumerate(counts)]
    signals = [_outside(count, band) for count, band in zip(counts, bands, strict=True)]
    calm = [None if signal else count for count, signal in zip(counts, signals, strict=True)]
    for start, stretch in stretches(calm):
        quiet = 0
        for offset, count in enumerate(stretch):
            index, quiet = start + offset, 0 if count else quiet + 1
            signals[index] = segment.no_events(index, quiet) or segment.seven_months(index, offset)
    return RareChart(bands, signals)


@lru_cache(maxsize=4096)
def ordinary_range(total: int, share: float, tail: float, *, clustering: float = inf) -> tuple[int, int]:
    """Lowest and highest part of `total` events that chance passes more than `tail` of the time each way.

    `share` is the part expected, as a fraction of the total. `clustering` is the sum of the two beta parameters of
    a beta-binomial; infinity is the plain binomial.
    """
    if not 0 < share < 1 or not total:
        return (total, total) if share >= 1 else (0, 0)
    low, below, chance = -1, 0.0, _none_of(total, share, clustering)
    for count in range(total + 1):
        if 1 - below <= tail:
            return low, count - 1
        below += chance
        if low < 0 and below > tail:
            low = count
        chance *= (total - count) / (count + 1) * _odds(total, count, share, clustering)
    return low, total


class _Segment:
    """Sums over the months of a segment, so that any months can be compared with all the others at once."""

    def __init__(self, counts: Sequence[float | None], exposures: Sequence[float]) -> None:
        known = [(0.0, 0.0) if y is None else (y, e) for y, e in zip(counts, exposures, strict=True)]
        self.events = _sums(y for y, _ in known)
        self.exposure = _sums(e for _, e in known)
        self.squares = _sums(y * y / e if e else 0.0 for y, e in known)
        self.months = _sums(float(y is not None) for y in counts)

    def band(self, index: int) -> Band:
        low, high = self._range(index, index + 1, ONE_MONTH)
        share = (self.exposure[index + 1] - self.exposure[index]) / self.exposure[-1]
        return Band(self.events[-1] * share, low, high, low, high)

    def no_events(self, index: int, quiet: int) -> Signal | None:
        if not quiet or not self.events[-1]:
            return None
        share, clustering = self._expected(index + 1 - quiet, index + 1)
        return Signal("no_events", "low") if _none_of(int(self.events[-1]), share, clustering) <= TOGETHER else None

    def seven_months(self, index: int, offset: int) -> Signal | None:
        if offset + 1 < RUN:
            return None
        first, end = index + 1 - RUN, index + 1
        low, high = self._range(first, end, TOGETHER)
        events = self.events[end] - self.events[first]
        if low <= events <= high:
            return None
        return Signal("seven_months", "high" if events > high else "low")

    def _range(self, first: int, end: int, tail: float) -> tuple[int, int]:
        share, clustering = self._expected(first, end)
        return ordinary_range(int(self.events[-1]), share, tail, clustering=clustering)

    def _expected(self, first: int, end: int) -> tuple[float, float]:
        """Share of the events due in months first..end-1, and the clustering that the other months show."""
        whole = self.exposure[-1]
        return (self.exposure[end] - self.exposure[first]) / whole, self._clustering(first, end) * whole

    def _clustering(self, first: int, end: int) -> float:
        """Size of the negative binomial that the other months follow, per unit of exposure; infinity if Poisson."""
        events, exposure, squares, months = (
            sums[-1] - sums[end] + sums[first] for sums in (self.events, self.exposure, self.squares, self.months)
        )
        if not events or months < 2:
            return inf
        rate, freedom = events / exposure, months - 1
        dispersion = squares / rate - events
        if dispersion <= _chi_squared_95(freedom):
            return inf
        return rate / (dispersion / freedom - 1)


def _outside(count: float | None, band: Band | None) -> Signal | None:
    if count is None or band is None or band.lower <= count <= band.upper:
        return None
    return Signal("outside", "high" if count > band.upper else "low")


def _none_of(total: int, share: float, clustering: float) -> float:
    """Chance that none of the events falls in this share."""
    if clustering == inf:
        return exp(total * log1p(-share))
    rest = (1 - share) * clustering
    return exp(lgamma(rest + total) + lgamma(clustering) - lgamma(clustering + total) - lgamma(rest))


def _odds(total: int, count: int, share: float, clustering: float) -> float:
    """Odds that the next event falls in this share, after `count` that did."""
    if clustering == inf:
        return share / (1 - share)
    return (share * clustering + count) / ((1 - share) * clustering + total - count - 1)


def _sums(numbers: Iterable[float]) -> list[float]:
    return [0.0, *accumulate(numbers)]


def _chi_squared_95(freedom: float) -> float:
    """95 % point of chi-squared, by Wilson and Hilferty, PNAS 17 (1931) 684-688; within 1 % from 2 degrees up."""
    return freedom * (1 - 2 / (9 * freedom) + 1.6449 * sqrt(2 / (9 * freedom))) ** 3
