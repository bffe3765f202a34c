"""A measure's months column by column, as the charts read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from forcesight.measures.chart import MeasureKind
from forcesight.measures.estimate import interval_of
from forcesight.measures.interval import Interval
from forcesight.measures.series import Observation
from forcesight.measures.xmr import split_at


@dataclass(frozen=True)
class ChartSeries:
    """Whole months of one measure; every list below has one entry a month."""

    months: Sequence[Observation]
    kind: MeasureKind
    per: float
    rebases: Sequence[date]

    @cached_property
    def periods(self) -> list[date]:
        return [month.period for month in self.months]

    @cached_property
    def values(self) -> list[float | None]:
        """The published figures; None where unknown, or where there is nothing to divide by."""
        return [_value(month, self.kind, self.per) for month in self.months]

    @cached_property
    def counted(self) -> list[float | None]:
        """The figures that take part in limits and rules."""
        return self.only_counted(self.values)

    @cached_property
    def slices(self) -> list[slice]:
        """The segments between rebases."""
        return split_at(self.periods, self.rebases)

    @cached_property
    def segments(self) -> list[int]:
        """The number of each month's segment, from 0."""
        return [number for number, part in enumerate(self.slices) for _ in self.months[part]]

    @cached_property
    def sizes(self) -> list[float | None]:
        """The denominators."""
        return [month.denominator for month in self.months]

    def only_counted(self, values: Sequence[float | None]) -> list[float | None]:
        """The same values without the months that are missing, partial or still filling."""
        return [v if month.status == "ok" else None for v, month in zip(values, self.months, strict=True)]

    @property
    def has_denominator(self) -> bool:
        return self.kind in ("proportion", "rate", "mean")

    @property
    def by_day(self) -> bool:
        """Whether a longer month has more of it: more crimes in 31 days than in 28, but not a greater share of them."""
        return self.kind not in ("proportion", "mean")

    @property
    def n(self) -> int:
        """How many months count."""
        return len(self.counted) - self.counted.count(None)

    @cached_property
    def mean_events(self) -> float:
        """Events in an ordinary month; of a proportion, the fewer of those that did and did not."""
        counting = [month for month, v in zip(self.months, self.counted, strict=True) if v is not None]
        if not counting:
            return 0.0
        did = sum(_events(month) for month in counting)
        if self.kind == "proportion":
            did = min(did, sum(m.denominator or 0.0 for m in counting) - did)
        return did / len(counting)

    def interval(self, month: Observation) -> Interval | None:
        """The interval of one month's figure, in the figure's unit; see `estimate`."""
        return interval_of(self.kind, self.per, [month])


def _events(month: Observation) -> float:
    """How many records a month's figure rests on; of a weighted sum whose records are not known, the sum itself."""
    return (month.numerator or 0.0) if month.events is None else month.events


def _value(month: Observation, kind: MeasureKind, per: float) -> float | None:
    if month.numerator is None or month.status == "missing":
        return None
    if kind == "count" or (kind == "weighted" and month.denominator is None):
        return month.numerator
    return per * month.numerator / month.denominator if month.denominator else None
