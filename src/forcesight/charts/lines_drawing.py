"""Drawing a line chart: bands, then lines, each told from the others by its dashes as well as its colour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from forcesight.charts.axes import axis_name, axis_start, rows_grid, tick_marks, tick_room
from forcesight.charts.lettering import LINE, width
from forcesight.charts.lines import Line, LineChart
from forcesight.charts.marks import KeyItem, key
from forcesight.charts.palette import OTHERS, OWN, QUIET, SEQUENCE, TARGET
from forcesight.charts.picture import Picture
from forcesight.charts.scale import Scale, value_scale
from forcesight.charts.sheet import Drawing, Sheet, line, picture, write
from forcesight.charts.svg import Markup, el, join, number
from forcesight.charts.table import Column, Table
from forcesight.charts.words import labelled, quantity


STYLES = ((OWN, None, 2.5), (TARGET, "9 4", 2.5), (OTHERS, "2 3", 2.5), (SEQUENCE[4], "12 3 2 3", 2.0))
"""Colour, dashes and width of the first line, the second and so on."""


@dataclass(frozen=True, slots=True)
class Plot:
    """The frame of one drawing."""

    chart: LineChart
    x: Scale
    y: Scale


def line_chart(chart: LineChart, *, standalone: bool = False) -> Picture:
    """Draw lines over a scale, with the bands of their intervals."""
    return picture(chart, _describe(chart), _twin(chart), partial(_draw, chart), standalone=standalone)


def _draw(chart: LineChart, sheet: Sheet) -> Drawing:
    keyed = _key(chart, sheet)
    words = labelled(chart.value_label, chart.unit) + axis_start(_value_scale(chart, 0, 1), chart.unit)
    named = axis_name(words, sheet.width, keyed.height)
    top = named.height + 10
    bottom = top + (220 if sheet.narrow else 280)
    y = _value_scale(chart, bottom, top)
    left = tick_room(y, chart.unit)
    plotted = Plot(chart, Scale(chart.at[0], _end(chart), left, sheet.width - 14, ()), y)
    ticks = _spaced([(plotted.x(place), name) for place, name in chart.ticks])
    foot = bottom + 2 * LINE + 12
    body = [
        keyed.body,
        named.body,
        *rows_grid(y, left, plotted.x.end, chart.unit),
        *tick_marks(ticks, left, plotted.x.end, bottom),
        *[_band(plotted, each, *STYLES[i][:1]) for i, each in enumerate(chart.lines) if each.lower],
        *[_line(plotted, each, *STYLES[i]) for i, each in enumerate(chart.lines)],
        write((left + plotted.x.end) / 2, foot, chart.scale_label, anchor="middle", fill=QUIET),
    ]
    return Drawing(join(body), foot + 8)


def _end(chart: LineChart) -> float:
    """The end of the scale: the last place, and its step where values hold until the next."""
    if chart.steps and len(chart.at) > 1:
        return 2 * chart.at[-1] - chart.at[-2]
    return chart.at[-1] if chart.at[-1] > chart.at[0] else chart.at[0] + 1


def _value_scale(chart: LineChart, start: float, end: float) -> Scale:
    return value_scale(chart.known, start, end, from_zero=chart.from_zero)


def _key(chart: LineChart, sheet: Sheet) -> Drawing:
    """Each line's name beside a piece of it; nothing where there is one line without an interval."""
    if len(chart.lines) == 1 and not chart.lines[0].lower:
        return Drawing(join([]), 0)
    items = [
        KeyItem(f"{each.name}, with {chart.interval}" if each.lower else each.name, _sample(*style))
        for each, style in zip(chart.lines, STYLES, strict=False)
    ]
    return key(items, sheet.width)


def _sample(colour: str, dashes: str | None, thick: float) -> Callable[[float, float], Markup]:
    return lambda x, y: line(x - 10, y, x + 10, y, colour, thick, stroke_dasharray=dashes)


def _spaced(ticks: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """The ticks whose names have room; the others are left out."""
    kept: list[tuple[float, str]] = []
    for x, words in ticks:
        if not kept or x - width(words) / 2 > kept[-1][0] + width(kept[-1][1]) / 2 + 8:
            kept.append((x, words))
    return kept


def _line(plotted: Plot, each: Line, colour: str, dashes: str | None, thick: float) -> Markup:
    title = el("title", each.name)
    return el("path", title, d=_path(plotted, each.values), fill="none", stroke=colour, stroke_width=thick,
              stroke_dasharray=dashes, stroke_linejoin="round")  # fmt: skip


def _path(plotted: Plot, values: tuple[float | None, ...]) -> str:
    """The line, lifted at gaps; with steps, each value is held to the next place."""
    chart, path, down = plotted.chart, "", False
    ends = (*chart.at[1:], _end(chart))
    for place, end, value in zip(chart.at, ends, values, strict=True):
        if value is not None:
            path += f"{'L' if down else 'M'}{number(plotted.x(place))} {number(plotted.y(value))}"
            path += f"H{number(plotted.x(end))}" if chart.steps else "" if down else "h0"
        down = value is not None
    return path


def _band(plotted: Plot, each: Line, colour: str) -> Markup:
    """The interval around a line, where it is known; with steps, each end is held to the next place, as the line is."""
    chart = plotted.chart
    ends = (*chart.at[1:], _end(chart)) if chart.steps else chart.at
    known = [
        (plotted.x(place), plotted.x(end), plotted.y(low), plotted.y(high))
        for place, end, low, high in zip(chart.at, ends, each.lower, each.upper, strict=True)
        if low is not None and high is not None
    ]
    over = [f"{number(x)} {number(high)}H{number(end)}" for x, end, _, high in known]
    under = [f"{number(end)} {number(low)}H{number(x)}" for x, end, low, _ in reversed(known)]
    return el("path", d=f"M{'L'.join([*over, *under])}z", fill=colour, fill_opacity="0.15")


def _describe(chart: LineChart) -> str:
    return " ".join(_sentence(chart, each) for each in chart.lines)


def _sentence(chart: LineChart, each: Line) -> str:
    known = [(value, label) for value, label in zip(each.values, chart.labels, strict=True) if value is not None]
    if not known:
        return f"{each.name}: no data."
    low, high = min(known), max(known)
    return (
        f"{each.name}: from {quantity(low[0], chart.places, chart.unit)} ({low[1]}) "
        f"to {quantity(high[0], chart.places, chart.unit)} ({high[1]})."
    )


def _twin(chart: LineChart) -> Table:
    columns = [Column("place", chart.scale_label)]
    values: list[tuple[object, ...]] = [chart.labels]
    for number_of, each in enumerate(chart.lines, start=1):
        columns.append(Column(f"value_{number_of}", each.name, chart.unit, numeric=True, decimals=chart.places))
        values.append(each.values)
        if each.lower:
            columns += [
                Column(
                    f"{edge}_{number_of}",
                    f"{each.name}, {chart.interval}, {words}",
                    numeric=True,
                    decimals=chart.places,
                )
                for edge, words in (("lower", "low"), ("upper", "high"))
            ]
            values += [each.lower, each.upper]
    return Table(chart.title, tuple(columns), tuple(zip(*values, strict=True)))
