"""The areas inside an area, or around one that has none inside: a map, and a table that leads on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from forcesight import charts
from forcesight.access import Principal
from forcesight.charts import Column, Picture, Table
from forcesight.measures.areas import Area
from forcesight.measures.comparison import Comparison, Total, compare_areas
from forcesight.measures.formats import month
from forcesight.measures.overview import Reading as Charted
from forcesight.web.core.tables import as_html
from forcesight.web.performance import pictures
from forcesight.web.performance.addresses import measure_page
from forcesight.web.performance.subject import Subject, children
from forcesight.web.performance.wording import areas_words, left_out_words, reading_words, span_words


@dataclass(frozen=True)
class Inside:
    """What the section shows; no table where no area has a settled month.

    `hidden` counts the areas that the person's role does not cover.
    """

    parent: Area
    level_words: str
    span: str
    shading: str
    picture: Picture | None
    table: SafeString | None
    left_out: str
    hidden: int = 0


def inside(subject: Subject, principal: Principal) -> Inside | None:
    """The areas of the next level down; for an area without any, its neighbours with itself outlined."""
    now, line = subject.reading, subject.breadcrumb
    areas, parent, above = children(now, subject.area), subject.area, subject.place
    selected = ""
    if not areas and len(line) > 1:
        parent, above, selected = line[-2], subject.place[:-1], subject.area.code
        areas = children(now, parent)
    allowed = subject.may_view(principal, areas, above)
    if not allowed:
        return None
    key = ("inside", subject.measure.id, parent.key, selected, tuple(area.code for area in allowed))
    made = now.once(key, lambda: _make(subject, parent, allowed, selected))
    return replace(made, hidden=len(areas) - len(allowed))


def _make(subject: Subject, parent: Area, areas: Sequence[Area], selected: str) -> Inside:
    figures = subject.reading.figures
    owner = subject.place[0].code
    comparison = compare_areas(figures, subject.measure, areas, owner)
    if not comparison.totals:
        return _unknown(parent, areas)
    return Inside(
        parent=parent,
        level_words=areas_words(areas),
        span=span_words(comparison.months),
        shading=_shading(comparison),
        picture=_map(subject, comparison, parent, areas, selected),
        table=as_html(_table(subject, comparison, areas, owner), sortable=True),
        left_out=left_out_words(comparison.left_out),
    )


def _unknown(parent: Area, areas: Sequence[Area]) -> Inside:
    """Where no area has a settled month there is nothing to draw or list, and the section says so."""
    return Inside(parent, areas_words(areas), span="", shading="", picture=None, table=None, left_out="")


def _shading(comparison: Comparison) -> str:
    """What the map's shades mean, for the words beside it: a rate over residents, the measure's own figure, a count."""
    if comparison.measure.over_population:
        return "rate"
    return "own figure" if comparison.measure.denominator else "count"


def _map(
    subject: Subject, comparison: Comparison, parent: Area, areas: Sequence[Area], selected: str
) -> Picture | None:
    drawn = subject.reading.once(("outlines", parent.key, len(areas)), lambda: _outlines(subject, areas))
    if drawn is None:
        return None
    return pictures.area_map(comparison, drawn, parent, level_words=areas_words(areas), selected=selected)


def _outlines(subject: Subject, areas: Sequence[Area]) -> charts.Outlines | None:
    return pictures.outlines_of(subject.reading.figures.areas.outlines(list(areas)))


def _table(subject: Subject, comparison: Comparison, areas: Sequence[Area], owner: str) -> Table:
    """By name, never by value: each area's figure over the span, and what its own chart says of its latest month."""
    figures, measure = subject.reading.figures, subject.measure
    charted = {
        code: Charted(series, figures.chart(series))
        for code, series in figures.series_of_areas(measure, areas, owner).items()
    }
    totals = {total.area.code: total for total in comparison.totals}
    ordered = sorted(areas, key=lambda area: (area.name, area.code))
    rows = tuple(
        (area.name, *_figures(comparison, totals.get(area.code)), *_latest(charted[area.code])) for area in ordered
    )
    links = tuple(measure_page(measure, area) for area in ordered)
    title = f"{measure.name} by {areas_words(areas)[:-1]}, {span_words(comparison.months)}"
    return Table(title, _columns(comparison), rows, links)


def _columns(comparison: Comparison) -> tuple[Column, ...]:
    """A rate or share stands beside its count, a weighted sum under its unit; each with its interval and n."""
    counted = comparison.measure
    decimals = counted.decimals if counted.denominator else 0
    head = "Figure" if counted.denominator else "Count"
    head, unit = (counted.unit.capitalize(), "") if counted.kind == "weighted" else (head, counted.unit)
    figures = (
        Column("value", head, unit, numeric=True, decimals=decimals),
        Column("low", "95% interval: low", numeric=True, decimals=decimals),
        Column("high", "95% interval: high", numeric=True, decimals=decimals),
        Column("n", "n", numeric=True),
    )
    return (
        Column("name", "Area"),
        *figures,
        Column("latest", "Latest settled month"),
        Column("reading", "Its reading"),
    )


def _figures(comparison: Comparison, total: Total | None) -> tuple[float | None, ...]:
    if total is None:
        return (None,) * 4
    value = total.value if comparison.measure.denominator else total.numerator
    interval = total.interval
    return (value, interval.low, interval.high, interval.n) if interval else (value, None, None, None)


def _latest(charted: Charted) -> tuple[str, str]:
    latest = charted.chart.latest
    return (month(latest.period), reading_words(charted)) if latest else ("", "")
