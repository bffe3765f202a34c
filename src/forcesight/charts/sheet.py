"""From a chart to a `Picture`: a wide and a narrow drawing for pages, or one that stands alone with its title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from forcesight.charts.lettering import FONT, LINE, SIZE, wrap
from forcesight.charts.palette import INK, PAPER, QUIET
from forcesight.charts.picture import NARROW, STYLES, WIDE, Chart, Picture
from forcesight.charts.svg import Markup, Value, el, join
from forcesight.charts.table import Table


TITLE_SIZE = 19.0
TITLE_LINE = 24.0
MARGIN = 16.0
"""White paper around a drawing that stands alone."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a drawing is made for: its ids' first part and its width."""

    id: str
    width: float = WIDE

    @property
    def narrow(self) -> bool:
        """Whether this is the drawing for a phone."""
        return self.width < WIDE


@dataclass(frozen=True, slots=True)
class Drawing:
    """Finished elements and the height they take."""

    body: Markup
    height: float


def picture(
    chart: Chart, description: str, table: Table, draw: Callable[[Sheet], Drawing], *, standalone: bool = False
) -> Picture:
    """Draw a chart for a page (two widths, of which the stylesheet shows one) or as one drawing to be saved."""
    if standalone:
        page = Sheet(chart.id, WIDE + 2 * MARGIN)
        whole = _headed(chart, draw(Sheet(chart.id)))
        return _picture(chart, description, table, document(page, chart.title, description, whole), None)
    drawings = []
    for name, width in (("wide", WIDE), ("narrow", NARROW)):
        sheet = Sheet(f"{chart.id}-{name}", width)
        drawings.append(document(sheet, chart.title, description, draw(sheet), class_=f"fs-chart fs-chart--{name}"))
    return _picture(chart, description, table, join(drawings), STYLES)


def _picture(chart: Chart, description: str, table: Table, svg: Markup, css: str | None) -> Picture:
    return Picture(svg, chart.title, chart.subtitle, chart.source, description, table, css)


def document(
    sheet: Sheet,
    title: str,
    description: str,
    drawing: Drawing,
    *,
    role: str = "img",
    class_: str | None = None,
    units: float = 1,
) -> Markup:
    """The outermost element: size, name and description for assistive technology, and the lettering of all text.

    `units` is how many of the drawing's units make one pixel (maps are drawn in tenths).
    """
    return el(
        "svg",
        el("title", title, id=f"{sheet.id}-title"),
        el("desc", description, id=f"{sheet.id}-desc"),
        drawing.body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {sheet.width * units:.0f} {drawing.height * units:.0f}",
        width=sheet.width,
        height=round(drawing.height),
        role=role,
        aria_labelledby=f"{sheet.id}-title",
        aria_describedby=f"{sheet.id}-desc",
        class_=class_,
        font_family=FONT,
        font_size=SIZE,
        fill=INK,
    )


def write(x: float, y: float, words: str, *, anchor: str | None = None, halo: bool = False, **more: Value) -> Markup:
    """One line of text on its baseline; a halo keeps it legible over lines."""
    if halo:
        more |= {"stroke": PAPER, "stroke_width": 5, "stroke_linejoin": "round", "paint_order": "stroke"}
    return el("text", words, x=x, y=y, text_anchor=anchor, **more)


def line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1, **more: Value) -> Markup:
    """A straight line."""
    return el("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width, **more)


def shifted(drawing: Markup, x: float = 0, y: float = 0) -> Markup:
    """The same elements moved."""
    return el("g", drawing, transform=f"translate({x:.1f} {y:.1f})")


def _headed(chart: Chart, drawing: Drawing) -> Drawing:
    """Marking, title and subtitle above the drawing, source and marking below, on white paper."""
    parts, y = [write(WIDE / 2, LINE, chart.marking, anchor="middle", font_weight="bold")], LINE + 8
    for words in wrap(chart.title, WIDE, TITLE_SIZE):
        y += TITLE_LINE
        parts.append(write(0, y, words, font_size=TITLE_SIZE, font_weight="bold"))
    for words in wrap(chart.subtitle, WIDE):
        y += LINE
        parts.append(write(0, y, words, fill=QUIET))
    y += 12
    parts.append(shifted(drawing.body, y=y))
    y += drawing.height + 4
    for words in wrap(f"Source: {chart.source}", WIDE) if chart.source else []:
        y += LINE
        parts.append(write(0, y, words, fill=QUIET))
    y += LINE + 8
    parts.append(write(WIDE / 2, y, chart.marking, anchor="middle", font_weight="bold"))
    paper = el("rect", width=WIDE + 2 * MARGIN, height=y + MARGIN, fill=PAPER)
    return Drawing(join([paper, shifted(join(parts), x=MARGIN)]), y + MARGIN)
