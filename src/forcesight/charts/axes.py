"""Axes: the grid and its figures, and labels beside lines that keep clear of each other."""

from __future__ import annotations

from forcesight.charts.lettering import LINE, width, wrap
from forcesight.charts.palette import GRID, INK, QUIET
from forcesight.charts.scale import Scale
from forcesight.charts.sheet import Drawing, line, write
from forcesight.charts.svg import Markup, el, join, number
from forcesight.charts.words import figure


def tick_room(scale: Scale, unit: str) -> float:
    """Room that the figures of a vertical axis take, with the gap beside them."""
    return max(width(figure(tick, scale.decimals, unit)) for tick in scale.ticks) + 10


def axis_name(words: str, room: float, y: float) -> Drawing:
    """The name of the vertical axis, horizontal and above it; `height` is where it ends."""
    lines = wrap(words, room)
    body = join([write(0, y + LINE * (index + 1), each, fill=QUIET) for index, each in enumerate(lines)])
    return Drawing(body, y + LINE * len(lines) + 6)


def axis_start(scale: Scale, unit: str) -> str:
    """A warning for the axis name where a cut axis makes differences look larger than they are."""
    return f", axis starts at {figure(scale.low, scale.decimals, unit)}" if scale.low > 0 else ""


def rows_grid(scale: Scale, left: float, right: float, unit: str) -> list[Markup]:
    """A vertical axis: one horizontal line a tick, its figure on the left, zero drawn darker."""
    lines = [line(left, scale(tick), right, scale(tick), _grid_colour(tick)) for tick in scale.ticks]
    figures = [write(left - 8, scale(tick) + 5, figure(tick, scale.decimals, unit)) for tick in scale.ticks]
    return [*lines, el("g", *figures, text_anchor="end", fill=QUIET)]


def columns_grid(scale: Scale, top: float, bottom: float, unit: str) -> list[Markup]:
    """A horizontal axis: one vertical line a tick, figures below."""
    lines = [line(scale(tick), top, scale(tick), bottom, _grid_colour(tick)) for tick in scale.ticks]
    figures = [write(scale(tick), bottom + LINE, figure(tick, scale.decimals, unit)) for tick in scale.ticks]
    return [*lines, el("g", *figures, text_anchor="middle", fill=QUIET)]


def tick_marks(ticks: list[tuple[float, str]], left: float, right: float, y: float) -> list[Markup]:
    """The foot of a time axis: a line, short ticks and horizontal labels."""
    foot = "".join(f"M{number(x)} {number(y)}v6" for x, _ in ticks)
    axis = el("path", d=f"M{number(left)} {number(y)}H{number(right)}{foot}", fill="none", stroke=INK)
    return [axis, el("g", *(write(x, y + 6 + LINE, words) for x, words in ticks), text_anchor="middle", fill=QUIET)]


def _grid_colour(tick: float) -> str:
    return QUIET if tick == 0 else GRID


def dodge(wanted: list[float], height: float, low: float, high: float) -> list[float]:
    """Move labels, given in any order, as little as needed so that neighbours are `height` apart within low..high."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = list(wanted)
    floor = low
    for index in order:
        placed[index] = floor = max(placed[index], floor)
        floor += height
    ceiling = high
    for index in reversed(order):
        placed[index] = ceiling = min(placed[index], ceiling)
        ceiling -= height
    return placed


def side_labels(labels: list[tuple[float, list[str]]], x: float, top: float, bottom: float) -> list[Markup]:
    """Names of lines at their right ends, each given its line's height and its words; moved apart if they touch."""
    if not labels:
        return []
    tall = LINE * max(len(lines) for _, lines in labels)
    tops = dodge([y - tall / 2 for y, _ in labels], tall, top - tall / 2, bottom - tall / 2)
    return [
        write(x, place + LINE * (row + 1) - 5, words)
        for (_, lines), place in zip(labels, tops, strict=True)
        for row, words in enumerate(lines)
    ]


def rows_of(labels: list[tuple[float, str]], left: float, right: float) -> list[tuple[float, int, str]]:
    """Place centred labels in as few rows as keep them apart; gives the centre, the row and the words of each."""
    ends: list[float] = []
    placed = []
    for centre, words in sorted(labels):
        half = width(words) / 2
        centre = min(max(centre, left + half), right - half)
        row = next((index for index, end in enumerate(ends) if centre - half > end + 10), len(ends))
        ends[row : row + 1] = [centre + half]
        placed.append((centre, row, words))
    return placed
