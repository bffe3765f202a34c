"""The interval of a figure, of one month or of several together: the method that its kind of measure asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from forcesight.measures.chart import MeasureKind
from forcesight.measures.interval import Interval
from forcesight.measures.means import mean
from forcesight.measures.proportions import wilson
from forcesight.measures.rates import poisson_count, rate, weighted_sum
from forcesight.measures.series import Observation


def interval_of(kind: MeasureKind, per: float, months: Sequence[Observation]) -> Interval | None:
    """The value of some months together, in the measure's unit, with its 95 % interval.

    None where nothing is known, where there is nothing to divide by, and where the months do not say how far the value
    might have been from what it is: a weighted sum without an event, a mean of one case, spells in a short series.
    """
    known = [month for month in months if month.numerator is not None]
    spread = _spread(known)
    if spread is None:
        return None
    numerator = sum(month.numerator or 0 for month in known)
    sizes = [month.denominator for month in known if month.denominator is not None]
    denominator = sum(sizes) if sizes else None
    if denominator == 0 or (denominator is None and kind not in ("count", "weighted")):
        return None
    if kind == "weighted":
        return _of_weights(known, numerator, per / denominator if denominator else 1.0)
    if denominator is None:
        return _widened(poisson_count(numerator / spread).scaled(spread), numerator, spread)
    if kind == "mean":
        return mean(numerator, denominator, squares=sum(month.variance or 0 for month in known), per=per)
    if kind == "proportion":
        return _widened(wilson(numerator / spread, denominator / spread).scaled(per), denominator, spread)
    return rate(numerator, denominator, per=per)


def _spread(months: Sequence[Observation]) -> float | None:
    """How many times as much as independent rows the months vary; all months of a series say the same."""
    return months[0].spread if months else None


def _of_weights(months: Sequence[Observation], total: float, factor: float) -> Interval | None:
    """Without an event there is no weight to say how far the sum might have been from nothing."""
    events = sum(month.events or 0 for month in months)
    if not events or any(month.variance is None for month in months):
        return None
    return weighted_sum(total, events=events, variance=sum(month.variance or 0 for month in months)).scaled(factor)


def _widened(interval: Interval, n: float, spread: float) -> Interval:
    """An interval that rests on fewer rows than there are says so, and tells how many there are."""
    if spread == 1:
        return interval
    return replace(interval, n=n, method=f"{interval.method}, widened by how months differ (Laney)")
