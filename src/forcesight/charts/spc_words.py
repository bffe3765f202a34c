"""A control chart in words and as a table: the same content for people who do not see the drawing."""

from __future__ import annotations

from collections import Counter

from forcesight.charts.palette import SIGNS
from forcesight.charts.periods import plural
from forcesight.charts.spc import SpcPoint
from forcesight.charts.spc_series import SpcSeries
from forcesight.charts.table import Column, Table
from forcesight.charts.timeline import Run
from forcesight.charts.words import NO_DATA, figure, listed


STATUS_WORDS = {"ok": "complete", "filling": "still filling", "partial": "part of the period", "missing": NO_DATA}
SPECIAL = tuple(kind for kind in SIGNS if kind not in {"common", "no_claim"})


def describe(series: SpcSeries) -> str:
    """What the chart shows, in sentences: extent, latest figure, lines, special causes, gaps, what is not settled."""
    sentences = [_extent(series), _latest(series), _lines(series), _special(series), *_changes(series)]
    sentences += [f"No data: {listed([series.span(run) for run in series.gaps])}." if series.gaps else ""]
    for status, words in (("filling", "Still filling"), ("partial", "Part of the period only")):
        runs = series.unsettled(status)
        sentences += [f"{words}: {listed([series.span(run) for run in runs])}."] if runs else []
    return " ".join(sentence for sentence in sentences if sentence)


def _extent(series: SpcSeries) -> str:
    count = plural(series.timeline.last - series.timeline.first + 1, series.chart.step)
    return f"Control chart of {count}, {series.span((series.timeline.first, series.timeline.last))}."


def _latest(series: SpcSeries) -> str:
    settled = [(slot, point) for slot, point in series.placed() if point.status == "ok" and point.value is not None]
    if not settled:
        return ""
    slot, point = settled[-1]
    return f"Latest complete figure, {series.name(slot)}: {series.read(point.value)} ({series.saying(point)})."


def _lines(series: SpcSeries) -> str:
    chart, last = series.chart, next((each for each in reversed(series.chart.points) if each.centre is not None), None)
    parts = []
    if last:
        parts.append(f"{chart.centre_label} {figure(last.centre, series.chart.line_places, chart.unit)}")
        if last.lower is not None and last.upper is not None:
            low, high = (figure(limit, series.chart.line_places, chart.unit) for limit in (last.lower, last.upper))
            parts.append(f"limits {low} to {high}")
    if chart.target is not None:
        parts.append(f"{chart.target_label.lower()} {figure(chart.target, series.chart.line_places, chart.unit)}")
    words = ", ".join(parts)
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _special(series: SpcSeries) -> str:
    counts = Counter(point.kind for point in series.chart.points if point.value is not None)
    found = [
        f"{plural(counts[kind], series.chart.step)} {SIGNS[kind].words.lower()}" for kind in SPECIAL if counts[kind]
    ]
    return f"Special causes: {listed(found)}." if found else "No special causes marked."


def _changes(series: SpcSeries) -> list[str]:
    sentences = []
    for segment, points in series.segments():
        start = series.name(points[0][0])
        if segment.rebased:
            sentences.append(f"Limits set again from {start}" + (f": {segment.reason}." if segment.reason else "."))
        if segment.trial:
            sentences.append(f"Trial limits from {start}: too few points for firm ones.")
    return sentences


def twin(series: SpcSeries) -> Table:
    """One row a period, unknown periods included, with every figure and word that the drawing shows."""
    chart = series.chart
    points = dict(series.placed())
    optional = [
        Column("published", chart.published_label, chart.unit, numeric=True, decimals=series.chart.places),
        Column("low", f"{chart.interval_label}: low", chart.unit, numeric=True, decimals=chart.places),
        Column("high", f"{chart.interval_label}: high", chart.unit, numeric=True, decimals=chart.places),
        Column("numerator", chart.numerator_label, numeric=True),
        Column("denominator", chart.denominator_label, numeric=True),
    ]
    given = [column for column in optional if any(getattr(each, column.key) is not None for each in chart.points)]
    columns = (
        Column("period", "Event" if chart.step == "event" else chart.step.capitalize()),
        Column("value", chart.value_label, chart.unit, numeric=True, decimals=series.chart.places),
        *given,
        *[
            Column(name, words, numeric=True, decimals=chart.line_places, missing="none")
            for name, words in (("centre", chart.centre_label), ("lower", "Lower limit"), ("upper", "Upper limit"))
        ],
        Column("kind", "Reading"),
        Column("status", "Status"),
        Column("note", "Note"),
    )
    extra = [column.key for column in given]
    rows = tuple(_row(series.span(run), points.get(run[0]), extra) for run in _table_runs(series))
    return Table(chart.title, columns, rows)


def _table_runs(series: SpcSeries) -> list[Run]:
    """The periods of the table: each of its own, but a long gap as one row."""
    timeline = series.timeline
    hidden = {slot for first, last in timeline.shortened for slot in range(first, last + 1)}
    single = [(slot, slot) for slot in range(timeline.first, timeline.last + 1) if slot not in hidden]
    return sorted([*single, *timeline.shortened])


def _row(name: str, point: SpcPoint | None, extra: list[str]) -> tuple[object, ...]:
    if point is None:
        return (name, None, *[None for _ in extra], None, None, None, "", NO_DATA, "")
    known = point.value is not None
    return (
        name,
        point.value,
        *[getattr(point, key) for key in extra],
        point.centre,
        point.lower,
        point.upper,
        SIGNS[point.kind].words if known else "",
        STATUS_WORDS[point.status] if known else NO_DATA,
        point.note,
    )
