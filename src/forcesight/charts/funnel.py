"""What a funnel plot is given: rates, the size each is measured on, and the limits that chance alone would draw."""

from __future__ import annotations

from dataclasses import dataclass, field

from forcesight.charts.palette import FUNNEL_SIGNS
from forcesight.charts.picture import Chart
from forcesight.charts.words import places


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelPoint:
    """One force or area.

    value:    in the chart's unit
    size:     the population or denominator it is measured on
    position: as the measure judged it: within, above_95, below_95, above_99_8 or below_99_8
    """

    name: str
    value: float
    size: float
    position: str = "within"
    own: bool = False
    href: str | None = None

    def __post_init__(self) -> None:
        if self.position not in FUNNEL_SIGNS:
            raise ValueError(f"a funnel position is one of {', '.join(FUNNEL_SIGNS)}; got {self.position!r}.")


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
    places: int = field(init=False)

    def __post_init__(self) -> None:
        super(FunnelChart, self).__post_init__()
        if not self.points:
            raise ValueError(f"funnel plot {self.id!r} has no points; say so on the page instead of drawing it.")
        sizes = [limit.size for limit in self.limits]
        if len(sizes) < 2 or sizes != sorted(set(sizes)):
            raise ValueError(f"funnel plot {self.id!r} needs at least two limits, in order of size.")
        object.__setattr__(self, "places", places(self.decimals, (point.value for point in self.points)))
