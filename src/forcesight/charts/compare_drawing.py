"""Drawing a comparison: a dot and its interval a row. Not a league table: alphabetical, our own force first."""

from __future__ import annotations

from functools import partial

from forcesight.charts.axes import columns_grid
from forcesight.charts.compare import Comparison, Peer
from forcesight.charts.lettering import BOLD, LINE, shorten, width, wrap
from forcesight.charts.palette import GRID, OTHERS, OWN, PAPER, SHADE, TARGET
from forcesight.charts.picture import Picture
from forcesight.charts.scale import Scale, value_scale
from forcesight.charts.sheet import Drawing, Sheet, line, picture, write
from forcesight.charts.svg import Markup, el, join, number
from forcesight.charts.table import Column, Table
from forcesight.charts.words import NO_DATA, figure, labelled, quantity


NAME_ROOM = 230.0


def dot_plot(chart: Comparison, *, standalone: bool = False) -> Picture:
    """Draw values with their intervals, one row a peer, our own force first and the others alphabetically."""
    return picture(chart, _describe(chart), _twin(chart), partial(_draw, chart), standalone=standalone)


def _draw(chart: Comparison, sheet: Sheet) -> Drawing:
    heading = wrap(f"{labelled(chart.value_label, chart.unit)}, with {chart.interval}", sheet.width)
    tall = 48.0 if sheet.narrow else 32.0
    top = LINE * (len(heading) + (1 if chart.average is not None else 0)) + 12
    bottom = top + tall * len(chart.peers) + 4
    x = _scale(chart, sheet)
    body = [write(0, LINE * (row + 1), words) for row, words in enumerate(heading)]
    for index, peer in enumerate(chart.ordered):
        body.append(_ground(peer, sheet, top + tall * index + 2, tall))
    body += [*columns_grid(x, top, bottom, chart.unit), *_average(chart, sheet, x, top, bottom)]
    for index, peer in enumerate(chart.ordered):
        body += _row(chart, sheet, peer, x, top + tall * index + 2)
    return Drawing(join(body), bottom + LINE + 10)


def _scale(chart: Comparison, sheet: Sheet) -> Scale:
    names = values = 0.0
    if not sheet.narrow:
        names = min(NAME_ROOM, max(width(peer.name) * BOLD for peer in chart.peers)) + 14
        values = max(width(_read(chart, peer)) for peer in chart.peers) + 14
    known = [chart.average, *(edge for peer in chart.peers for edge in (peer.value, peer.lower, peer.upper))]
    start, end = names + 12, sheet.width - values - 16
    # Figures under the axis need about 70 pixels each.
    return value_scale(known, start, end, from_zero=chart.from_zero, count=int((end - start) / 70))


def _ground(peer: Peer, sheet: Sheet, y: float, tall: float) -> Markup:
    """A row's ground, with a line above it that keeps name, interval and value together."""
    ground = el("rect", x=0, y=y, width=sheet.width, height=tall, fill=SHADE if peer.own else PAPER)
    return join([ground, line(0, y, sheet.width, y, GRID)])


def _average(chart: Comparison, sheet: Sheet, x: Scale, top: float, bottom: float) -> list[Markup]:
    if chart.average is None:
        return []
    at = x(chart.average)
    words = f"{chart.average_label} {figure(chart.average, chart.places, chart.unit)}"
    half = width(words) / 2
    return [
        line(at, top - 4, at, bottom, TARGET, 2, stroke_dasharray="12 3 2 3"),
        write(min(max(at, half), sheet.width - half), top - 9, words, anchor="middle"),
    ]


def _row(chart: Comparison, sheet: Sheet, peer: Peer, x: Scale, y: float) -> list[Markup]:
    """Name, interval and dot, value in words; on a phone name and value stand above the interval."""
    weight = "bold" if peer.own else None
    base, middle = (y + 18, y + 34) if sheet.narrow else (y + 21, y + 16)
    read = _read(chart, peer)
    room = sheet.width - width(read) - 20 if sheet.narrow else x.start - 22
    return [
        write(4, base, shorten(peer.name, room / (BOLD if peer.own else 1)), font_weight=weight, halo=sheet.narrow),
        *_dot(chart, peer, x, middle),
        write(sheet.width - 4, base, read, anchor="end", font_weight=weight, halo=sheet.narrow),
    ]


def _dot(chart: Comparison, peer: Peer, x: Scale, y: float) -> list[Markup]:
    if peer.value is None:
        return []
    colour = OWN if peer.own else OTHERS
    title = el("title", f"{peer.name}: {_said(chart, peer)}")
    parts = [el("circle", title, cx=x(peer.value), cy=y, r=5.5 if peer.own else 5, fill=colour)]
    if peer.lower is not None and peer.upper is not None:
        low, high = x(peer.lower), x(peer.upper)
        ends = "".join(f"M{number(edge)} {number(y - 7)}v14" for edge in (low, high))
        whisker = f"M{number(low)} {number(y)}H{number(high)}{ends}"
        parts.insert(0, el("path", d=whisker, fill="none", stroke=colour, stroke_width=3 if peer.own else 2))
    return parts


def _read(chart: Comparison, peer: Peer) -> str:
    """The value with its interval: `6.1 (5.8 to 6.4)`."""
    value = figure(peer.value, chart.places, chart.unit)
    if peer.value is None or peer.lower is None or peer.upper is None:
        return value
    low, high = (figure(edge, chart.places, chart.unit) for edge in (peer.lower, peer.upper))
    return f"{value} ({low} to {high})"


def _said(chart: Comparison, peer: Peer) -> str:
    count = f", {chart.n_label.lower()} {figure(peer.n)}" if peer.n is not None else ""
    return _read(chart, peer) + count + (f", {peer.verdict}" if peer.verdict else "")


def _describe(chart: Comparison) -> str:
    sentences = [f"Values with {chart.interval} for {len(chart.peers)}, in alphabetical order after our own."]
    sentences += [f"{peer.name}: {_said(chart, peer)}." for peer in chart.ordered if peer.own]
    if chart.average is not None:
        sentences.append(f"{chart.average_label}: {quantity(chart.average, chart.places, chart.unit)}.")
    missing = [peer.name for peer in chart.ordered if peer.value is None]
    sentences += [f"{NO_DATA.capitalize()}: {', '.join(missing)}."] if missing else []
    return " ".join(sentences)


def _twin(chart: Comparison) -> Table:
    columns = (
        Column("name", "Name"),
        Column("value", chart.value_label, chart.unit, numeric=True, decimals=chart.places),
        Column("lower", f"{chart.interval}, low", numeric=True, decimals=chart.places),
        Column("upper", f"{chart.interval}, high", numeric=True, decimals=chart.places),
        Column("n", chart.n_label, numeric=True),
        Column("verdict", "Compared with ours"),
    )
    rows = tuple((each.name, each.value, each.lower, each.upper, each.n, each.verdict) for each in chart.ordered)
    return Table(chart.title, columns, rows, tuple(each.href for each in chart.ordered))
