"""Where everything on a control chart goes: room for labels, slots to pixels, values to pixels."""

from __future__ import annotations

from dataclasses import dataclass

from forcesight.charts.axes import rows_of, tick_room
from forcesight.charts.lettering import LINE, width
from forcesight.charts.palette import SIGNS
from forcesight.charts.scale import Scale, value_scale
from forcesight.charts.sheet import Sheet
from forcesight.charts.spc import SpcPoint
from forcesight.charts.spc_series import SpcSeries, Stretch
from forcesight.charts.words import NO_DATA, figure


LINE_NAMES = ("upper", "centre", "lower")
HEIGHT = {False: 300.0, True: 240.0}


@dataclass(frozen=True, slots=True)
class Plot:
    """The frame of one drawing: its edges, the width of a period, the value scale, and the labels around it."""

    series: SpcSeries
    sheet: Sheet
    left: float
    right: float
    slot: float
    top: float
    y: Scale
    line_labels: list[tuple[float, list[str]]]
    strip: list[tuple[float, int, str]]

    @property
    def bottom(self) -> float:
        """The plot's lower edge."""
        return self.y.start

    def x(self, slot: float) -> float:
        """The middle of a period; halves are its edges."""
        return self.left + self.series.timeline.place(slot) * self.slot

    def edges(self, stretch: Stretch) -> tuple[float, float]:
        """Left and right of a stretch."""
        return self.x(stretch.run[0] - 0.5), self.x(stretch.run[1] + 0.5)

    def holds(self, stretch: Stretch) -> bool:
        """Whether a stretch is wide enough for its own name."""
        left, right = self.edges(stretch)
        return right - left >= width(stretch.words) + 12


def plot(series: SpcSeries, sheet: Sheet, top: float) -> Plot:
    """Lay a chart out below `top`: figures on the left, line labels on the right, notes of stretches above."""
    scale = chart_scale(series)
    labels = _line_labels(series, sheet.narrow)
    left = tick_room(scale, series.chart.unit)
    room = max((width(words) for _, lines in labels for words in lines), default=0)
    right = sheet.width - room - (10 if room else 4)
    slot = (right - left) / series.timeline.length
    draft = Plot(series, sheet, left, right, slot, top, scale, labels, [])
    strip = rows_of(_strip(draft), 0, sheet.width)
    top += (LINE + 2) * (1 + max(row for _, row, _ in strip)) + 4 if strip else 12
    bottom = top + HEIGHT[sheet.narrow]
    placed = Scale(scale.low, scale.high, bottom, top, scale.ticks)
    return Plot(series, sheet, left, right, slot, top, placed, labels, strip)


def chart_scale(series: SpcSeries) -> Scale:
    """The value axis before it has a place: every value, limit and target fits."""
    values: list[float | None] = [series.chart.target]
    for point in series.chart.points:
        values += (point.value, point.lower, point.upper, point.centre)
    return value_scale(values, 0, 1, from_zero=series.chart.from_zero)


def _line_labels(series: SpcSeries, narrow: bool) -> list[tuple[float, list[str]]]:
    """What stands beside each line at its right end: its name and value, on two lines where room is short."""
    chart = series.chart
    found: list[tuple[float, str]] = []
    words = {"upper": "Upper limit", "lower": "Lower limit", "centre": chart.centre_label}
    for name in LINE_NAMES:
        ends = [value for value in (getattr(point, name) for point in chart.points) if value is not None]
        found += [(ends[-1], words[name])] if ends else []
    if chart.target is not None:
        found.append((chart.target, chart.target_label))
    return [(value, _two_lines(name, series, value, narrow)) for value, name in found]


def _two_lines(name: str, series: SpcSeries, value: float, narrow: bool) -> list[str]:
    written = figure(value, series.chart.line_places, series.chart.unit)
    return [name.removesuffix(" limit"), written] if narrow else [f"{name} {written}"]


def _strip(draft: Plot) -> list[tuple[float, str]]:
    """Words above the plot: limits set again, trial limits, stretches too narrow to be named inside, people's notes."""
    series = draft.series
    notes = []
    for segment, points in series.segments():
        first, last = points[0][0], points[-1][0]
        if segment.rebased:
            notes.append((draft.x(first - 0.5), f"limits set again {series.name(first)}"))
        if segment.trial and _has_limits([point for _, point in points]):
            notes.append(((draft.x(first) + draft.x(last)) / 2, "trial limits"))
    for stretch in series.stretches():
        # A series may have many short gaps: those are explained once, in the key.
        if stretch.words != NO_DATA and not draft.holds(stretch):
            notes.append((sum(draft.edges(stretch)) / 2, stretch.words))
    return notes + [(draft.x(slot), point.mark) for slot, point in series.placed() if point.mark]


def _has_limits(points: list[SpcPoint]) -> bool:
    return any(point.lower is not None or point.upper is not None for point in points)


def radius(plotted: Plot, kind: str) -> float:
    """Points as large as their slot allows, special causes a little larger."""
    usual = min(4.5, max(2.8, plotted.slot * 0.36))
    return usual if SIGNS[kind].shape == "circle" else usual * 1.25
