"""Drawing a control chart: bands, grid, limits, target, the series and its points, from the back to the front."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from forcesight.charts.axes import axis_name, axis_start, rows_grid, side_labels, tick_marks
from forcesight.charts.lettering import LINE, width
from forcesight.charts.marks import KeyItem, hatch, key, mark, marks, swatch
from forcesight.charts.palette import HATCH, INK, QUIET, SHADE, SIGNS, TARGET
from forcesight.charts.picture import Picture
from forcesight.charts.sheet import Drawing, Sheet, line, picture, write
from forcesight.charts.spc import SpcChart, SpcPoint
from forcesight.charts.spc_plot import Plot, chart_scale, plot, radius
from forcesight.charts.spc_series import SpcSeries
from forcesight.charts.spc_words import describe, twin
from forcesight.charts.svg import Markup, Value, el, join, number
from forcesight.charts.words import NO_DATA, labelled


LIMIT: Mapping[str, Value] = {"stroke": QUIET, "stroke_width": 1.5, "stroke_dasharray": "7 4"}
TRIAL: Mapping[str, Value] = {"stroke": QUIET, "stroke_width": 1.5, "stroke_dasharray": "1.5 4"}
NEAR: Mapping[str, Value] = {"stroke": HATCH, "stroke_width": 1, "stroke_dasharray": "3 5"}
CENTRE: Mapping[str, Value] = {"stroke": INK, "stroke_width": 1.5}


def control_chart(chart: SpcChart, *, standalone: bool = False) -> Picture:
    """Draw an SPC chart, with its table twin and a description in words.

    On a page the picture has a wide and a narrow drawing; `standalone=True` gives one drawing with title, source and
    marking inside. Raises nothing of its own: a chart that could be made can be drawn.
    """
    series = SpcSeries.of(chart)
    return picture(chart, describe(series), twin(series), partial(_draw, series), standalone=standalone)


def _draw(series: SpcSeries, sheet: Sheet) -> Drawing:
    keyed = key(_key_items(series, sheet), sheet.width)
    named = axis_name(_axis_words(series), sheet.width, keyed.height)
    plotted = plot(series, sheet, named.height)
    body = [
        hatch(f"{sheet.id}-hatch"),
        keyed.body,
        named.body,
        *_bands(plotted),
        *rows_grid(plotted.y, plotted.left, plotted.right, series.chart.unit),
        *_strip(plotted),
        *_limits(plotted),
        *_target(plotted),
        *_line(plotted),
        *_points(plotted),
        *_line_labels(plotted),
        *_time_axis(plotted),
    ]
    return Drawing(join(body), plotted.bottom + LINE + 14)


def _axis_words(series: SpcSeries) -> str:
    chart = series.chart
    return labelled(chart.value_label, chart.unit) + axis_start(chart_scale(series), chart.unit)


def _key_items(series: SpcSeries, sheet: Sheet) -> list[KeyItem]:
    shown = {point.kind for point in series.chart.points if point.value is not None}
    items = [KeyItem(sign.words, partial(mark, sign)) for kind, sign in SIGNS.items() if kind in shown]
    if any(point.near_upper is not None or point.near_lower is not None for point in series.chart.points):
        items.append(KeyItem("Near limit", lambda x, y: el("path", d=f"M{x - 10} {y}h20", fill="none", **NEAR)))
    if series.gaps:
        items.append(KeyItem(NO_DATA.capitalize(), swatch(f"url(#{sheet.id}-hatch)")))
    return items


def _bands(plotted: Plot) -> list[Markup]:
    parts = []
    for stretch in plotted.series.stretches():
        left, right = plotted.edges(stretch)
        fill = f"url(#{plotted.sheet.id}-hatch)" if stretch.hatched else SHADE
        box = {"x": left, "y": plotted.top, "width": right - left, "height": plotted.bottom - plotted.top}
        parts.append(el("rect", el("title", f"{plotted.series.span(stretch.run)}: {stretch.words}"), fill=fill, **box))
        if plotted.holds(stretch):
            parts.append(write((left + right) / 2, plotted.top + LINE, stretch.words, anchor="middle", halo=True))
    return parts


def _strip(plotted: Plot) -> list[Markup]:
    """The words above the plot; a line down through it where limits were set again, and down to a point with a mark."""
    parts = [
        write(centre, plotted.top - 8 - row * (LINE + 2), words, anchor="middle", halo=True)
        for centre, row, words in plotted.strip
    ]
    starts = [points[0][0] for segment, points in plotted.series.segments() if segment.rebased]
    at = (plotted.x(start - 0.5) for start in starts)
    rebased = [line(x, plotted.top - 4, x, plotted.bottom, INK, stroke_dasharray="2 3") for x in at]
    return [*rebased, *_pointers(plotted), *parts]


def _pointers(plotted: Plot) -> list[Markup]:
    marked = [(slot, point.value) for slot, point in plotted.series.placed() if point.mark]
    ends = [(plotted.x(slot), plotted.bottom if value is None else plotted.y(value) - 7) for slot, value in marked]
    return [line(x, plotted.top - 4, x, end, QUIET) for x, end in ends]


def _limits(plotted: Plot) -> list[Markup]:
    parts = []
    for segment, points in plotted.series.segments():
        looks = {"near_lower": NEAR, "near_upper": NEAR, "centre": CENTRE}
        for name in ("near_lower", "near_upper", "lower", "upper", "centre"):
            look = looks.get(name, LIMIT)
            path = _steps(plotted, [(slot, getattr(point, name)) for slot, point in points])
            if path:
                parts.append(el("path", d=path, fill="none", **(TRIAL if segment.trial else look)))
    return parts


def _steps(plotted: Plot, values: list[tuple[int, float | None]]) -> str:
    """A line level within each period and stepping between them; it breaks where there is no value or no period."""
    path, before, level = [], None, None
    for slot, value in values:
        if before is not None and (value is None or before != slot - 1):
            path.append(f"H{number(plotted.x(before + 0.5))}")
            before = None
        if value is None:
            continue
        if before is None:
            path.append(f"M{number(plotted.x(slot - 0.5))} {number(plotted.y(value))}")
        elif value != level:
            path.append(f"H{number(plotted.x(slot - 0.5))}V{number(plotted.y(value))}")
        before, level = slot, value
    if before is not None:
        path.append(f"H{number(plotted.x(before + 0.5))}")
    return "".join(path)


def _target(plotted: Plot) -> list[Markup]:
    target = plotted.series.chart.target
    if target is None:
        return []
    y = plotted.y(target)
    return [line(plotted.left, y, plotted.right, y, TARGET, 2, stroke_dasharray="12 3 2 3")]


def _line(plotted: Plot) -> list[Markup]:
    """The series, joined only between neighbours that are settled: a fall into an unfinished month is no fall."""
    parts = []
    for run in plotted.series.known(settled=True):
        path = "L".join(f"{number(plotted.x(slot))} {number(plotted.y(value))}" for slot, _, value in run)
        parts.append(f"M{path}")
    return [el("path", d="".join(parts), fill="none", stroke=HATCH, stroke_width=1.5, stroke_linejoin="round")]


def _points(plotted: Plot) -> list[Markup]:
    """The points by kind, in the order of the key: special causes lie on top of the usual ones."""
    places: dict[str, list[tuple[float, float, str | None]]] = {kind: [] for kind in SIGNS}
    for run in plotted.series.known():
        for slot, point, value in run:
            places[point.kind].append((plotted.x(slot), plotted.y(value), _title(plotted, slot, point)))
    return [marks(SIGNS[kind], found, radius(plotted, kind)) for kind, found in places.items() if found]


def _title(plotted: Plot, slot: int, point: SpcPoint) -> str | None:
    # No pointer rests on a phone: its drawing goes without the titles and is a third lighter.
    series = plotted.series
    return None if plotted.sheet.narrow else f"{series.name(slot)}: {series.read(point.value)}, {series.saying(point)}"


def _line_labels(plotted: Plot) -> list[Markup]:
    labels = [(plotted.y(value), lines) for value, lines in plotted.line_labels]
    return side_labels(labels, plotted.right + 8, plotted.top, plotted.bottom)


def _time_axis(plotted: Plot) -> list[Markup]:
    series = plotted.series
    room = width(series.name(series.timeline.first)) + 14
    slots = series.timeline.ticks(series.chart.step, int((plotted.right - plotted.left) / room))
    ticks = [(plotted.x(slot), series.name(slot)) for slot in slots]
    return tick_marks(ticks, plotted.left, plotted.right, plotted.bottom)
