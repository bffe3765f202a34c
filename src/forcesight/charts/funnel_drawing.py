"""Drawing a funnel plot: limit curves, the centre line, and points, of which ours and those outside are named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from forcesight.charts.axes import axis_name, axis_start, columns_grid, rows_grid, side_labels, tick_room
from forcesight.charts.funnel import FunnelChart, FunnelPoint
from forcesight.charts.funnel_words import describe, saying, twin
from forcesight.charts.labels import Box, place
from forcesight.charts.lettering import LINE, width
from forcesight.charts.marks import KeyItem, key, mark, marks
from forcesight.charts.palette import FUNNEL_SIGNS, HATCH, INK, OWN, QUIET, Sign
from forcesight.charts.picture import Picture
from forcesight.charts.scale import Scale, value_scale
from forcesight.charts.sheet import Drawing, Sheet, line, picture, write
from forcesight.charts.svg import Markup, el, join, number
from forcesight.charts.words import figure, labelled


CURVES = {"lower_99_8": None, "upper_99_8": None, "lower_95": "5 4", "upper_95": "5 4"}


@dataclass(frozen=True, slots=True)
class Plot:
    """The frame of one drawing: population or denominator across, rate upwards."""

    chart: FunnelChart
    sheet: Sheet
    x: Scale
    y: Scale


def funnel_plot(chart: FunnelChart, *, standalone: bool = False) -> Picture:
    """Draw a funnel plot; our own force and every point outside the limits are named where there is room.

    Names that would run into another are left to the points' titles and the table.
    """
    return picture(chart, describe(chart), twin(chart), partial(_draw, chart), standalone=standalone)


def _draw(chart: FunnelChart, sheet: Sheet) -> Drawing:
    keyed = key(_key_items(chart), sheet.width)
    words = labelled(chart.value_label, chart.unit) + axis_start(_value_scale(chart, 0, 1), chart.unit)
    named = axis_name(words, sheet.width, keyed.height)
    plotted = _plot(chart, sheet, named.height + 10)
    x, y = plotted.x, plotted.y
    foot = y.start + 2 * LINE + 6
    body = [
        keyed.body,
        named.body,
        *rows_grid(y, x.start, x.end, chart.unit),
        *columns_grid(x, y.end, y.start, ""),
        *_curves(plotted),
        *_points(plotted),
        *_names(plotted),
        *_line_names(plotted),
        write((x.start + x.end) / 2, foot, chart.size_label, anchor="middle", fill=QUIET),
    ]
    return Drawing(join(body), foot + 8)


def _plot(chart: FunnelChart, sheet: Sheet, top: float) -> Plot:
    bottom = top + (280 if sheet.narrow else 340)
    y = _value_scale(chart, bottom, top)
    left = tick_room(y, chart.unit)
    right = sheet.width - max(width(words) for _, lines in _lines(chart, sheet) for words in lines) - 12
    sizes = [0.0, *(point.size for point in chart.points)]
    widest = width(figure(max(sizes))) + 24
    return Plot(chart, sheet, value_scale(sizes, left, right, count=int((right - left) / widest)), y)


def _value_scale(chart: FunnelChart, start: float, end: float) -> Scale:
    """Every point fits. Limits at tiny sizes shoot off, so only those beside or beyond a point count."""
    smallest = min(point.size for point in chart.points)
    beside = [limit for limit in chart.limits if limit.size >= smallest] or [chart.limits[-1]]
    values = [point.value for point in chart.points]
    values += [edge for limit in beside for edge in (limit.lower_99_8, limit.upper_99_8)]
    return value_scale(values, start, end, from_zero=chart.from_zero)


def _curves(plotted: Plot) -> list[Markup]:
    x, y, name = plotted.x, plotted.y, f"{plotted.sheet.id}-frame"
    frame = el("rect", x=x.start, y=y.end, width=x.end - x.start, height=y.start - y.end)
    curves = [
        el("path", d=_curve(plotted, each), fill="none", stroke=HATCH, stroke_width=1.5, stroke_dasharray=dashes)
        for each, dashes in CURVES.items()
    ]
    centre = line(x.start, y(plotted.chart.centre), x.end, y(plotted.chart.centre), INK, 1.5)
    return [el("defs", el("clipPath", frame, id=name)), el("g", *curves, clip_path=f"url(#{name})"), centre]


def _curve(plotted: Plot, name: str) -> str:
    points = ((plotted.x(limit.size), plotted.y(getattr(limit, name))) for limit in plotted.chart.limits)
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def _points(plotted: Plot) -> list[Markup]:
    """The points by position, and our own force last, larger and in its own colour."""
    chart = plotted.chart
    groups: dict[Sign, list[tuple[float, float, str | None]]] = {}
    for point in sorted(chart.points, key=lambda each: each.own):
        title = None if plotted.sheet.narrow else saying(chart, point)
        groups.setdefault(_sign(point), []).append((plotted.x(point.size), plotted.y(point.value), title))
    return [marks(sign, places, 6.5 if sign.colour == OWN else 4.5) for sign, places in groups.items()]


def _sign(point: FunnelPoint) -> Sign:
    sign = FUNNEL_SIGNS[point.position]
    return replace(sign, colour=OWN) if point.own else sign


def _names(plotted: Plot) -> list[Markup]:
    chart, x, y = plotted.chart, plotted.x, plotted.y
    worth = [point for point in chart.points if point.own or point.position != "within"]
    # Ours first, then the furthest outside: those are the names that must find room.
    worth.sort(key=lambda each: (not each.own, "99" not in each.position, -abs(each.value - chart.centre)))
    frame = Box(x.start, y.end - 8, plotted.sheet.width, y.start)
    named = place(
        [(point.name, x(point.size), y(point.value)) for point in worth],
        [(x(point.size), y(point.value)) for point in chart.points],
        frame,
    )
    own = {point.name for point in chart.points if point.own}
    return [
        write(left, base, name, halo=True, font_weight="bold" if name in own else None) for name, left, base in named
    ]


def _lines(chart: FunnelChart, sheet: Sheet) -> list[tuple[float, list[str]]]:
    """The lines to name at the right edge: value and words."""
    last = chart.limits[-1]
    written = figure(chart.centre, chart.places, chart.unit)
    centre = [chart.centre_label, written] if sheet.narrow else [f"{chart.centre_label} {written}"]
    limit = "" if sheet.narrow else " limit"
    ends = [(last.upper_99_8, "99.8%"), (last.upper_95, "95%"), (last.lower_95, "95%"), (last.lower_99_8, "99.8%")]
    return [(chart.centre, centre), *((value, [words + limit]) for value, words in ends)]


def _line_names(plotted: Plot) -> list[Markup]:
    lines = [(plotted.y(value), words) for value, words in _lines(plotted.chart, plotted.sheet)]
    return side_labels(lines, plotted.x.end + 8, plotted.y.end, plotted.y.start)


def _key_items(chart: FunnelChart) -> list[KeyItem]:
    shown = {point.position for point in chart.points if not point.own}
    items = [KeyItem(sign.words, partial(mark, sign)) for name, sign in FUNNEL_SIGNS.items() if name in shown]
    own = [KeyItem(point.name, partial(mark, _sign(point), radius=6.5)) for point in chart.points if point.own]
    return own + items
