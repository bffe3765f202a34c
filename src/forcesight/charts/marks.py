"""The marks that charts share: point shapes, the hatch that means "no data", and the key above the plot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from forcesight.charts.lettering import LINE, width, wrap
from forcesight.charts.palette import HATCH, PAPER, Sign
from forcesight.charts.sheet import Drawing, write
from forcesight.charts.svg import Markup, el, join, number


@lru_cache(maxsize=512)
def outline(shape: str, radius: float) -> str:
    """The path of a shape around the current point. Sizes differ so that none looks weightier than a circle."""
    if shape == "circle":
        r, across = number(radius), number(2 * radius)
        return f"m-{r} 0a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0-{across} 0z"
    if shape == "square":
        r, across = number(0.95 * radius), number(1.9 * radius)
        return f"m-{r}-{r}h{across}v{across}h-{across}z"
    r = number(1.35 * radius)
    if shape == "diamond":
        return f"m0-{r}l{r} {r}-{r} {r}-{r}-{r}z"
    drop, across = number(2.3 * radius), number(2.7 * radius)
    return f"m0-{r}l{r} {drop}h-{across}z" if shape == "up" else f"m0 {r}l{r}-{drop}h-{across}z"


def mark(sign: Sign, x: float, y: float, radius: float = 5) -> Markup:
    """One mark in the shape and colour of its kind."""
    return marks(sign, [(x, y, None)], radius)


def marks(sign: Sign, places: list[tuple[float, float, str | None]], radius: float) -> Markup:
    """Marks of one kind. One with a title is an element of its own, whose title shows when the pointer rests on it."""
    shape = outline(sign.shape, radius)
    paths = [(f"M{number(x)} {number(y)}{shape}", title) for x, y, title in places]
    single = "".join(path for path, title in paths if title is None)
    titled = [el("path", el("title", title), d=path) for path, title in paths if title is not None]
    inside = [el("path", d=single)] if single else []
    look = {"fill": PAPER, "stroke": sign.colour} if sign.hollow else {"fill": sign.colour, "stroke": PAPER}
    return el("g", *inside, *titled, stroke_width="1.5" if sign.hollow else "1", **look)


def hatch(name: str, unit: float = 1) -> Markup:
    """The pattern of areas and months without data, to be filled with `url(#name)`; `unit` is the drawing's pixel."""
    side = 8 * unit
    stripe = el("line", x1=0, y1=0, x2=0, y2=side, stroke=HATCH, stroke_width=1.6 * unit)
    ground = el("rect", width=side, height=side, fill=PAPER)
    pattern = el(
        "pattern",
        ground,
        stripe,
        id=name,
        width=side,
        height=side,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return el("defs", pattern)


@dataclass(frozen=True, slots=True)
class KeyItem:
    """A symbol, drawn around the point it is given, and what it means."""

    words: str
    symbol: Callable[[float, float], Markup]


def swatch(fill: str, stroke: str = HATCH, thick: float = 1) -> Callable[[float, float], Markup]:
    """A key symbol for an area: a small filled box."""
    return lambda x, y: el("rect", x=x - 9, y=y - 7, width=18, height=14, fill=fill, stroke=stroke, stroke_width=thick)


def key(items: list[KeyItem], room: float, *, start: float = 0) -> Drawing:
    """The key in as many lines as it needs, each item a symbol and its words; long words go on below themselves."""
    parts, x, y = [], start, LINE
    for item in items:
        lines = wrap(item.words, room - start - 26)
        wide = 26 + max(map(width, lines), default=0) + 18
        if x > start and x + wide - 18 > room:
            x, y = start, y + LINE + 3
        parts.append(item.symbol(x + 10, y - 5))
        parts += [write(x + 24, y + LINE * row, words) for row, words in enumerate(lines)]
        x, y = x + wide, y + LINE * max(len(lines) - 1, 0)
    return Drawing(join(parts), y + 6 if items else 0)
