"""Drawing a choropleth: areas shaded by class, each a link with a name that can be read out, hatched without data.

The key is a drawing of its own beside the map's, because its words must stay readable at the widths a map shrinks to.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from forcesight.charts.classes import Classes, classes
from forcesight.charts.lettering import LINE
from forcesight.charts.map import Area, AreaMap
from forcesight.charts.map_words import describe, measured, saying, twin
from forcesight.charts.marks import KeyItem, hatch, key, swatch
from forcesight.charts.outline import TENTHS
from forcesight.charts.palette import BORDER, INK, PAPER, sequence
from forcesight.charts.picture import NARROW, STYLES, WIDE, Picture
from forcesight.charts.sheet import Drawing, Sheet, document, picture, shifted, write
from forcesight.charts.svg import Markup, Value, el, join
from forcesight.charts.words import NO_DATA, figure, listed


MOST_STOPS = 60
"""Links that the tab key stops at. A larger map is passed over: its table twin has the same links, in order."""


@dataclass(frozen=True, slots=True)
class Shading:
    """How values become fills: the classes with their colours, and the hatch for no data."""

    classes: Classes | None
    colours: tuple[str, ...]
    hatch: str

    def fill(self, value: float | None) -> str:
        """The fill of a value."""
        if value is None or self.classes is None:
            return f"url(#{self.hatch})"
        return self.colours[self.classes.index(value)]


def choropleth(chart: AreaMap, *, standalone: bool = False) -> Picture:
    """Draw a map with its key and table twin; areas without an outline are in the table and counted in the description.

    Raises ValueError for more than five classes. Drawing 700 areas takes a few milliseconds: the outlines are made
    beforehand and used again for every map of the same areas.
    """
    made = _classes(chart)
    description, table = describe(chart, made), twin(chart)
    if standalone:
        return picture(chart, description, table, partial(_draw_with_key, chart, made), standalone=True)
    return Picture(
        _on_page(chart, made, description), chart.title, chart.subtitle, chart.source, description, table, STYLES
    )


def _classes(chart: AreaMap) -> Classes | None:
    values = [area.value for area in chart.areas if area.value is not None]
    return classes(values, chart.classes, chart.breaks, chart.places) if values else None


def _shading(made: Classes | None, sheet: Sheet) -> Shading:
    return Shading(made, sequence(len(made)) if made else (), f"{sheet.id}-hatch")


def _on_page(chart: AreaMap, made: Classes | None, description: str) -> Markup:
    keyed, mapped = Sheet(f"{chart.id}-key", NARROW), Sheet(f"{chart.id}-map", chart.outlines.width)
    drawing = Drawing(
        join([hatch(f"{mapped.id}-hatch", TENTHS), _areas(chart, _shading(made, mapped))]), chart.outlines.height
    )
    explained = _key(chart, made, keyed)
    words = ", ".join(item.words for item in _key_items(chart, made, keyed))
    return join(
        [
            document(keyed, "Key", f"{measured(chart)}: {words}", explained, class_="fs-chart fs-chart--key"),
            document(
                mapped, chart.title, description, drawing, role="group", class_="fs-chart fs-chart--map", units=TENTHS
            ),
        ]
    )


def _draw_with_key(chart: AreaMap, made: Classes | None, sheet: Sheet) -> Drawing:
    explained = _key(chart, made, sheet)
    scale = min(1.0, WIDE / chart.outlines.width)
    mapped = Sheet(f"{sheet.id}-map", WIDE)
    areas = el("g", _areas(chart, _shading(made, mapped)), transform=f"scale({scale / TENTHS:.4f})")
    # The map has a hatch of its own: a pattern is drawn in the units of what it fills.
    hatched = hatch(f"{mapped.id}-hatch", TENTHS)
    body = join([explained.body, hatched, shifted(areas, y=explained.height + 8)])
    return Drawing(body, explained.height + 8 + chart.outlines.height * scale)


def _areas(chart: AreaMap, shading: Shading) -> Markup:
    drawn = [area for area in chart.areas if area.code in chart.outlines.paths]
    stops = sum(area.href is not None for area in drawn) <= MOST_STOPS
    # The selected area comes last, so that no neighbour covers its outline.
    shapes = [_area(chart, area, shading, stops) for area in sorted(drawn, key=lambda each: each.selected)]
    return el("g", *shapes, stroke=BORDER, stroke_width=0.8 * TENTHS, stroke_linejoin="round")


def _area(chart: AreaMap, area: Area, shading: Shading, stops: bool) -> Markup:
    shape = el("path", d=chart.outlines.paths[area.code], fill=shading.fill(area.value), **_outline(area))
    name = el("title", saying(chart, area))
    current = "true" if area.selected else None
    if area.href is None:
        return el("g", name, shape, role="img", class_="fs-area", aria_current=current)
    return el(
        "a", name, shape, href=area.href, class_="fs-area", tabindex=None if stops else "-1", aria_current=current
    )


def _outline(area: Area) -> dict[str, Value]:
    """The selected area's outline keeps its width however small the map is shown."""
    wide: dict[str, Value] = {"stroke": INK, "stroke_width": 3, "vector_effect": "non-scaling-stroke"}
    return wide if area.selected else {}


def _key(chart: AreaMap, made: Classes | None, sheet: Sheet) -> Drawing:
    explained = key(_key_items(chart, made, sheet), sheet.width)
    heading = write(0, LINE, measured(chart))
    body = join([hatch(f"{sheet.id}-hatch"), heading, shifted(explained.body, y=LINE + 4)])
    return Drawing(body, explained.height + LINE + 4)


def _key_items(chart: AreaMap, made: Classes | None, sheet: Sheet) -> list[KeyItem]:
    shading, items = _shading(made, sheet), []
    for colour, (low, high) in zip(shading.colours, made.ranges() if made else [], strict=True):
        first, last = (figure(edge, chart.places, chart.unit) for edge in (low, high))
        items.append(KeyItem(first if low == high else f"{first} to {last}", swatch(colour)))
    if any(area.value is None for area in chart.areas):
        items.append(KeyItem(NO_DATA.capitalize(), swatch(f"url(#{shading.hatch})")))
    if any(area.selected for area in chart.areas):
        names = listed([area.name for area in chart.areas if area.selected])
        items.append(KeyItem(names, swatch(PAPER, INK, 2)))
    return items
