"""The direction of travel of a measure: its latest twelve settled months beside the same months a year before.

Calendar months are compared with themselves, so that the season cancels out. Where some of the twelve have no settled
twin a year earlier, those that have one are compared, and the words say how many they are.
Assumes that events are independent of each other: where one brings the next, intervals are wider than these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from forcesight.catalogue import Margin
from forcesight.measures.comparison import WINDOW, difference, total
from forcesight.measures.direction import Change
from forcesight.measures.figures import Figures, Series
from forcesight.measures.formats import month, number
from forcesight.measures.interval import Interval
from forcesight.measures.months import month_after


@dataclass(frozen=True, slots=True)
class Travel:
    """A change over a year: what it is, its two figures with their intervals, the words for their spans, its margin.

    The words follow "in"; the earlier of two comes first.
    """

    change: Change
    intervals: tuple[Interval | None, Interval | None]
    before: str
    after: str
    months: int
    margin: Margin


def direction_of_travel(figures: Figures, series: Series) -> Travel | None:
    """The change of a series over a year.

    None where no settled month has a settled twin a year before, or where there was nothing a year before to compare.
    """
    after = _paired(series)
    if not after:
        return None
    margin = figures.catalogue.margin(series.measure, figures.on)
    before = [month_after(period, -12) for period in after]
    old, new = total(series, before), total(series, after)
    change = difference(series.measure, old, new, margin)
    intervals = old.interval, new.interval
    return Travel(change, intervals, *_spans(series, after), len(after), margin) if change else None


def _paired(series: Series) -> list[date]:
    """The months of the latest twelve that are settled and were so a year before."""
    settled = _settled(series)
    span = [month_after(max(settled), step) for step in range(1 - WINDOW, 1)] if settled else []
    return [period for period in span if period in settled and month_after(period, -12) in settled]


def _settled(series: Series) -> set[date]:
    return {o.period for o in series.observations if o.status == "ok" and o.numerator is not None}


def _spans(series: Series, after: Sequence[date]) -> tuple[str, str]:
    last = max(_settled(series))
    if len(after) == WINDOW:
        return f"the 12 months to {month(month_after(last, -12))}", f"the 12 months to {month(last)}"
    return "the same months a year before", f"{number(len(after))} of the 12 months to {month(last)}"
