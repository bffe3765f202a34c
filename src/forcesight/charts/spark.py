"""Sparklines: the shape of a series at the height of a line of text, for lists. The figures stand beside it."""

from __future__ import annotations

from dataclasses import dataclass

from forcesight.charts.marks import mark
from forcesight.charts.palette import HATCH, SIGNS
from forcesight.charts.picture import STYLES, Chart, Picture
from forcesight.charts.scale import Scale
from forcesight.charts.sheet import Drawing, Sheet, document, line
from forcesight.charts.svg import el, join, number
from forcesight.charts.table import Column, Table
from forcesight.charts.words import decimals_for, quantity


WIDTH, HEIGHT = 120.0, 28.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark(Chart):
    """A short series, oldest first.

    values: None is a gap
    kinds:  what each point is (common, improvement, …), or nothing where points are not judged
    labels: what each period is called, for the table twin
    centre: drawn as a thin line when given
    """

    values: tuple[float | None, ...]
    kinds: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    centre: float | None = None

    def __post_init__(self) -> None:
        super(Spark, self).__post_init__()
        if not any(value is not None for value in self.values):
            raise ValueError(f"sparkline {self.id!r} has no values; print “no data” instead of drawing it.")
        for name in ("kinds", "labels"):
            given = getattr(self, name)
            if given and len(given) != len(self.values):
                raise ValueError(f"sparkline {self.id!r} has {len(self.values)} values but {len(given)} {name}.")


def sparkline(chart: Spark) -> Picture:
    """Draw a sparkline; the last known point is marked by the colour and shape of its kind."""
    sheet = Sheet(chart.id, WIDTH)
    description, table = _describe(chart), _twin(chart)
    svg = document(sheet, chart.title, description, _draw(chart), class_="fs-chart fs-chart--spark")
    return Picture(svg, chart.title, chart.subtitle, chart.source, description, table, STYLES)


def _draw(chart: Spark) -> Drawing:
    known = [value for value in (*chart.values, chart.centre) if value is not None]
    low, high = min(known), max(known)
    # No axis, so no round numbers: the series fills the little height there is.
    y = Scale(low, high if high > low else low + 1, HEIGHT - 6, 6, ())
    last = max(index for index, value in enumerate(chart.values) if value is not None)
    parts = [line(0, y(chart.centre), WIDTH, y(chart.centre), HATCH, 0.7)] if chart.centre is not None else []
    parts.append(el("path", d=_path(chart, y), fill="none", stroke=HATCH, stroke_width=1.5, stroke_linecap="round"))
    sign = SIGNS[chart.kinds[last] if chart.kinds else "common"]
    parts.append(mark(sign, _x(chart, last), y(chart.values[last] or 0.0), 3.5))
    return Drawing(join(parts), HEIGHT)


def _x(chart: Spark, index: int) -> float:
    return 6 + index * (WIDTH - 12) / max(len(chart.values) - 1, 1)


def _path(chart: Spark, y: Scale) -> str:
    """The line, lifted at gaps; a value with gaps on both sides is a dot."""
    path, down = "", False
    for index, value in enumerate(chart.values):
        if value is not None:
            path += f"{'L' if down else 'M'}{number(_x(chart, index))} {number(y(value))}" + ("" if down else "h0")
        down = value is not None
    return path


def _describe(chart: Spark) -> str:
    known = [value for value in chart.values if value is not None]
    places = decimals_for(known)
    first, last = (quantity(value, places, chart.unit) for value in (known[0], known[-1]))
    gaps = len(chart.values) - len(known)
    missing = f" {gaps} without data." if gaps else ""
    return f"{len(chart.values)} periods, from {first} to {last}.{missing}"


def _twin(chart: Spark) -> Table:
    labels = chart.labels or tuple(str(index + 1) for index in range(len(chart.values)))
    kinds = [SIGNS[kind].words for kind in chart.kinds] or [""] * len(chart.values)
    columns = (
        Column("period", "Period"),
        Column("value", "Value", chart.unit, numeric=True, decimals=decimals_for(chart.values)),
        Column("kind", "Reading"),
    )
    return Table(chart.title, columns, tuple(zip(labels, chart.values, kinds, strict=True)))
