"""The control chart as pages, files and the command line read it. `chart_choice.control_chart` makes one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from forcesight.measures.interval import Interval
from forcesight.measures.series import Status


MeasureKind = Literal["count", "proportion", "rate", "mean", "weighted"]
Direction = Literal["increase", "decrease", "neutral"]
"""Which way is better. `neutral` is the default: more recorded crime may be better recording."""

ChartKind = Literal["xmr", "xmr_adjusted", "year_on_year", "p_prime", "u_prime", "x_bar", "rare", "none"]
PointType = Literal["common", "improvement", "concern", "neutral_high", "neutral_low", "no_claim"]
"""`common` was tested and lies in the ordinary run of things; `no_claim` was not tested (see `status` and `trial`)."""

Rule = Literal["outside", "trend", "two_in_three", "run", "seven_months", "no_events"]
"""`outside` beyond a limit · `trend` 7 rising or falling · `two_in_three` 2 of 3 near a limit · `run` 7 on one side
of the mean · `seven_months` (rare events) the last 7 months together · `no_events` (rare events) none for long."""

Side = Literal["high", "low"]
Assurance = Literal["pass", "fail", "hit_or_miss", "no_target", "trial"]
"""`pass`, `fail`: the limits lie wholly on one side of the target, so it will be met, or missed, unless something
changes. `hit_or_miss`: ordinary months fall on both sides. `trial`: too little history to say."""


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One month on the chart.

    `value` is the published figure; `charted` the same on the chart's own scale (`Chart.scale`), which the centre
    and limits share. They differ only on charts of an adjusted twin. Limits are None where none can be drawn.
    They are the method's own: one beyond `Chart.bounds` (below no crimes, above 100 %) is one that no month can pass.
    """

    period: date
    value: float | None
    charted: float | None
    numerator: float | None
    denominator: float | None
    interval: Interval | None
    status: Status
    segment: int
    trial: bool
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    near_lower: float | None = None
    near_upper: float | None = None
    point_type: PointType = "no_claim"
    side: Side | None = None
    rule: Rule | None = None

    @property
    def counts(self) -> bool:
        """Whether the month takes part in limits and rules."""
        return self.status == "ok" and self.value is not None


@dataclass(frozen=True, slots=True)
class Chart:
    """A control chart with its reading.

    `latest` is the latest month that counts (`ok`); `variation` its point type; `n` how many months count.
    `bounds` are the least and greatest that `charted` can be.
    `reasons` are sentences: why this chart, and what it does not claim. `false_signal_rate` is the chance that a
    chart like this flags its latest month although nothing changed (0 where nothing is claimed).
    """

    kind: ChartKind
    measure_kind: MeasureKind
    direction: Direction
    scale: str
    bounds: tuple[float, float]
    points: tuple[ChartPoint, ...]
    n: int
    target: float | None
    assurance: Assurance
    reasons: tuple[str, ...]
    false_signal_rate: float

    @property
    def latest(self) -> ChartPoint | None:
        """The latest month that counts, or None."""
        return next((point for point in reversed(self.points) if point.counts), None)

    @property
    def variation(self) -> PointType:
        """What the latest month that counts shows."""
        latest = self.latest
        return latest.point_type if latest else "no_claim"

    def within_bounds(self, limit: float | None) -> float | None:
        """A limit as it is shown: no lower than none, no higher than all."""
        return None if limit is None else min(max(limit, self.bounds[0]), self.bounds[1])

    @property
    def signals(self) -> tuple[ChartPoint, ...]:
        """The months that a rule marks, oldest first."""
        return tuple(point for point in self.points if point.rule)
