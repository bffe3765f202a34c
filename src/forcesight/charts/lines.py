"""What a line chart is given: several lines over one scale, such as the hours of a week or the length of a wait."""

from __future__ import annotations

from dataclasses import dataclass, field

from forcesight.charts.picture import Chart
from forcesight.charts.words import places


MOST = 4
"""More lines than this cannot be told apart by their dashes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: a value for each place on the scale (None lifts the pen), and the interval around it, if any."""

    name: str
    values: tuple[float | None, ...]
    lower: tuple[float | None, ...] = ()
    upper: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart(Chart):
    """Lines over a scale.

    at:       the places on the scale, rising
    labels:   what each place is called, for the table twin and the points' titles ("Monday 08:00")
    ticks:    the places that the axis names
    steps:    each value holds until the next place (staff by hour), rather than being joined to it
    """

    at: tuple[float, ...]
    labels: tuple[str, ...]
    ticks: tuple[tuple[float, str], ...]
    lines: tuple[Line, ...]
    scale_label: str
    value_label: str
    interval: str = "95% interval"
    steps: bool = False
    from_zero: bool = True
    decimals: int | None = None
    places: int = field(init=False)

    def __post_init__(self) -> None:
        super(LineChart, self).__post_init__()
        if not 1 <= len(self.lines) <= MOST:
            raise ValueError(f"line chart {self.id!r} has {len(self.lines)} lines; give 1 to {MOST}.")
        for each in (self.labels, *(edge for line in self.lines for edge in (line.values, line.lower, line.upper))):
            if each and len(each) != len(self.at):
                raise ValueError(f"line chart {self.id!r} has {len(self.at)} places but {len(each)} values or labels.")
        object.__setattr__(self, "places", places(self.decimals, self.known))

    @property
    def known(self) -> list[float | None]:
        """Every value that the scale must hold."""
        return [value for line in self.lines for edge in (line.values, line.lower, line.upper) for value in edge]
