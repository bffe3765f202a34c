"""How much more months differ than independent rows would let them, where rows come in spells or crowds.

A week of sickness is five rows of one event, so a share of duties lost varies more than its number of duties suggests.
The factor is Laney's: the variance of the standardised months, from their moving ranges ("Improved control charts for
attributes", Quality Engineering 14 (2002) 531-537), so that a slow trend or a season does not count as chance.
Intervals rest on the number of rows divided by it. Spells that reach over the end of a month make it a little too
small.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from statistics import fmean

from forcesight.measures.series import Observation, days_in, next_month


FEWEST = 6
"""Pairs of neighbouring months that are needed to tell."""
_RANGE_OF_TWO = 1.128
"""The mean range of two values, in standard deviations (d2)."""


def spread(observations: Sequence[Observation]) -> float | None:
    """How many times the variance of a share or a count is that of independent rows, 1 or more; None where too few
    months are settled to tell.
    """
    settled = {each.period: each for each in observations if each.status == "ok" and each.numerator is not None}
    standard = _standardised(list(settled.values()))
    steps = [
        abs(standard[later.period] - standard[each.period])
        for each, later in pairwise(settled.values())
        if later.period == next_month(each.period) and {each.period, later.period} <= standard.keys()
    ]
    return max(1.0, (fmean(steps) / _RANGE_OF_TWO) ** 2) if len(steps) >= FEWEST else None


def _standardised(months: Sequence[Observation]) -> dict[object, float]:
    """Each month's distance from the mean of all, in standard deviations of independent rows."""
    sizes = [each.denominator if each.denominator is not None else float(days_in(each.period)) for each in months]
    events = [each.numerator or 0.0 for each in months]
    if not sum(events) or not sum(sizes):
        return {}
    level = sum(events) / sum(sizes)
    share = months[0].denominator is not None
    variance = level * (1 - level) if share else level
    if variance <= 0:
        return {}
    told = zip(months, events, sizes, strict=True)
    return {m.period: (event - level * size) / sqrt(variance * size) for m, event, size in told if size}
