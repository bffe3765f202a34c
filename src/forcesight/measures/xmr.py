"""XmR limits as the NHS "Making Data Count" team sets them.

Centre = mean; limits = mean ± 2.66 x mean moving range (2.66 = 3 / 1.128, Wheeler and Chambers, "Understanding
statistical process control", 1992); near limits at two thirds. Moving ranges of 3.267 x their mean or more are
left out once and the mean taken again, so that one shock does not widen the limits that should show it
(NHSRplotthedots, `ptd_spc_standard`, MIT).

Assumes that months are independent and roughly symmetric about their mean: see `seasonality` and `rare_events` for
series that are not. A month that is not known (None) has no moving range on either side.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import fsum
from typing import NamedTuple


LIMIT = 2.66
SCREEN = 3.267
SHORT_SEGMENT = 13
"""Months that a segment needs before its limits are more than a trial."""
FEWEST_MOVING_RANGES = 6
"""A segment in pieces may have 13 months and hardly a pair of neighbours; under this its limits stay a trial."""
SHORTEST_BASELINE = 12


class Band(NamedTuple):
    """What an ordinary month looks like: centre, near limits (two thirds out) and limits."""

    centre: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float


class Baseline(NamedTuple):
    """Centre and mean moving range of a segment, and what they rest on.

    `n` is the number of months that count in the whole segment, `n_moving_ranges` that of pairs in its baseline.
    """

    centre: float
    mean_moving_range: float
    n: int
    n_moving_ranges: int

    @property
    def trial(self) -> bool:
        """Too little for a signal."""
        return self.n < SHORT_SEGMENT or self.n_moving_ranges < FEWEST_MOVING_RANGES

    def band(self, spread: float = 1.0) -> Band:
        """Limits about the centre; `spread` widens them for a month with a small denominator (see `attribute`)."""
        reach = LIMIT * self.mean_moving_range * spread
        near = reach * 2 / 3
        centre = self.centre
        return Band(centre, centre - reach, centre + reach, centre - near, centre + near)


def baseline(values: Sequence[float | None], *, fix_after: int | None = None) -> Baseline | None:
    """Centre and mean moving range of one segment of months, None standing for a month that does not count.

    `fix_after` takes the first so many months that count as the baseline for all that follow (at least 12).
    Returns None where no two neighbouring months are known, for then nothing says how far a month may stray.
    """
    n = len(values) - values.count(None)
    if fix_after is not None:
        values = _first_known(values, fix_after)
    known = [value for value in values if value is not None]
    ranges = moving_ranges(values)
    if not ranges:
        return None
    return Baseline(fsum(known) / len(known), screened_mean(ranges), n, len(ranges))


def moving_ranges(values: Sequence[float | None]) -> list[float]:
    """Absolute changes between neighbouring months, both known."""
    return [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]


def screened_mean(ranges: Sequence[float]) -> float:
    """Mean moving range, taken again once without those of 3.267 x the mean or more."""
    mean = fsum(ranges) / len(ranges)
    kept = [each for each in ranges if each < SCREEN * mean]
    return fsum(kept) / len(kept) if kept else 0.0


def split_at(periods: Sequence[date], rebases: Sequence[date]) -> list[slice]:
    """The segments between rebases, as slices of the series. A rebase starts a segment at its own month."""
    starts = sorted({next((i for i, p in enumerate(periods) if p >= day), len(periods)) for day in rebases})
    edges = [0, *(start for start in starts if 0 < start < len(periods)), len(periods)]
    return [slice(a, b) for a, b in pairwise(edges)]


def _first_known(values: Sequence[float | None], count: int) -> Sequence[float | None]:
    if count < SHORTEST_BASELINE:
        raise ValueError(
            f"Fixed limits need a baseline of at least {SHORTEST_BASELINE} months; {count} were asked for."
        )
    seen = 0
    for index, value in enumerate(values):
        seen += value is not None
        if seen == count:
            return values[: index + 1]
    return values
