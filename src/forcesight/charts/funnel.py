"""Funnel plots: a rate against the size it is measured on, with the limits that chance alone would draw."""

from __future__ import annotations

from dataclasses import dataclass

from forcesight.charts.picture import Chart, Picture


POSITIONS = {
    "within": "within the limits",
    "above_95": "above the 95% limit",
    "below_95": "below the 95% limit",
    "above_99_8": "above the 99.8% limit",
    "below_99_8": "below the 99.8% limit",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelPoint:
    """One force or area: `value` in the chart's unit, `size` the population or denominator, `position` as the measure judged it."""

    name: str
    value: float
    size: float
    position: str = "within"
    own: bool = False
    href: str | None = None

    def __post_init__(self) -> None:
        if self.position not in POSITIONS:
            raise ValueError(f"a funnel position is one of {', '.join(POSITIONS)}; got {self.position!r}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelLimit:
    """The limits at one size; a chart has enough of them to draw smooth curves (about 40)."""

    size: float
    lower_95: float
    upper_95: float
    lower_99_8: float
    upper_99_8: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelChart(Chart):
    """Points, the centre line, and the limit curves in order of size."""

    points: tuple[FunnelPoint, ...]
    limits: tuple[FunnelLimit, ...]
    centre: float
    centre_label: str = "Average"
    value_label: str = "Rate"
    size_label: str = "Population"
    from_zero: bool = False
    decimals: int | None = None

    def __post_init__(self) -> None:
        super(FunnelChart, self).__post_init__()
        if not self.points:
            raise ValueError(
                f"funnel plot {self.id!r} has no points; say on the page that there is nothing to compare."
            )
        sizes = [limit.size for limit in self.limits]
        if len(sizes) < 2 or sizes != sorted(set(sizes)):
            raise ValueError(f"funnel plot {self.id!r} needs at least two limits, in order of size.")


def funnel_plot(chart: FunnelChart, *, standalone: bool = False) -> Picture:
    """Draw a funnel plot; our own force and every point outside the limits are labelled."""
    raise NotImplementedError
