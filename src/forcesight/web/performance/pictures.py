"""From what the measures room found to what the charts room draws. Every sentence and reading comes from the former."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from forcesight import charts
from forcesight.catalogue import Measure
from forcesight.charts import Picture
from forcesight.measures.areas import Area, Outline
from forcesight.measures.chart import Chart, ChartPoint
from forcesight.measures.comparison import Comparison, Total
from forcesight.measures.figures import Series
from forcesight.measures.formats import month
from forcesight.measures.funnel import Funnel
from forcesight.measures.overview import Reading as Charted
from forcesight.web.performance.addresses import measure_page
from forcesight.web.performance.wording import RULES


_SCALES = {"xmr_adjusted": "Seasonally adjusted", "year_on_year": "Change on a year before"}
_POSITIONS = {
    "inside": "within",
    "high": "above_95",
    "low": "below_95",
    "very_high": "above_99_8",
    "very_low": "below_99_8",
}
#: Points of a funnel's curves.
_CURVE = 40


def control_chart(
    series: Series,
    chart: Chart,
    *,
    title: str,
    source: str,
    reasons: Mapping[date, str],
    marks: Mapping[date, str],
    standalone: bool = False,
) -> Picture:
    """The control chart of a series. `reasons` are why limits were set again, by month; `marks` point to notes."""
    own_scale = chart.kind in _SCALES
    unit = "%" if chart.kind == "year_on_year" else series.measure.unit
    points = tuple(_point(chart, point, own_scale, marks) for point in chart.points)
    return charts.control_chart(
        charts.SpcChart(
            id="chart",
            title=title,
            subtitle=f"{series.measure.name} in {series.area.name} by month, {span(chart.points)}",
            unit=unit,
            points=points,
            segments=_segments(chart, reasons),
            value_label=_SCALES.get(chart.kind, series.measure.name),
            numerator_label="Numerator" if series.measure.denominator else "Count",
            denominator_label="Residents" if series.measure.over_population else "Denominator",
            target=None if chart.kind == "year_on_year" else chart.target,
            from_zero=chart.kind != "year_on_year",
            source=source,
            marking=series.measure.marking,
        ),
        standalone=standalone,
    )


def _point(chart: Chart, point: ChartPoint, own_scale: bool, marks: Mapping[date, str]) -> charts.SpcPoint:
    notes = [RULES[point.rule]] if point.rule else []
    return charts.SpcPoint(
        period=point.period,
        value=point.charted,
        kind=point.point_type,
        centre=point.centre,
        lower=chart.within_bounds(point.lower),
        upper=chart.within_bounds(point.upper),
        near_lower=chart.within_bounds(point.near_lower),
        near_upper=chart.within_bounds(point.near_upper),
        published=point.value if own_scale else None,
        low=point.interval.low if point.interval else None,
        high=point.interval.high if point.interval else None,
        numerator=point.numerator,
        denominator=point.denominator,
        status=point.status,
        note="; ".join([*notes, *filter(None, [marks.get(point.period)])]),
        mark=marks.get(point.period, ""),
    )


def _segments(chart: Chart, reasons: Mapping[date, str]) -> tuple[charts.SpcSegment, ...]:
    firsts: dict[int, ChartPoint] = {}
    for point in chart.points:
        firsts.setdefault(point.segment, point)
    return tuple(
        charts.SpcSegment(
            start=point.period, trial=point.trial, rebased=number > 0, reason=reasons.get(point.period, "")
        )
        for number, point in firsts.items()
    )


def span(points: Sequence[ChartPoint]) -> str:
    """`July 2023 to December 2025`."""
    return f"{month(points[0].period)} to {month(points[-1].period)}"


def spark(charted: Charted) -> Picture | None:
    """A small line for lists; None where no month is known."""
    points = charted.chart.points
    if not any(point.charted is not None for point in points):
        return None
    return charts.sparkline(
        charts.Spark(
            id=f"spark-{charted.measure.id}-{charted.area.level}-{charted.area.code}".replace(".", "-"),
            title=f"{charted.measure.name} in {charted.area.name}",
            unit=charted.measure.unit,
            values=tuple(point.charted for point in points),
            kinds=tuple(point.point_type for point in points),
            labels=tuple(month(point.period) for point in points),
            centre=points[-1].centre,
        )
    )


def area_map(
    comparison: Comparison, outlines: charts.Outlines, parent: Area, *, level_words: str, selected: str = ""
) -> Picture:
    """The areas of a comparison on a map, each a link to its own page."""
    measure = comparison.measure
    areas = tuple(
        charts.Area(
            code=total.area.code,
            name=total.area.name,
            value=total.value,
            n=_count(total) if measure.denominator else None,
            href=measure_page(measure, total.area),
            selected=total.area.code == selected,
        )
        for total in comparison.totals
    )
    return charts.choropleth(
        charts.AreaMap(
            id="map",
            title=f"{measure.name} by {level_words} in {parent.name}",
            unit=measure.unit,
            outlines=outlines,
            areas=areas,
            value_label="Count" if not measure.denominator else "Value",
            n_label="Count",
            area_label="Area",
        )
    )


def outlines_of(shapes: Sequence[Outline]) -> charts.Outlines | None:
    """Boundaries ready to be drawn; None where there are none."""
    told = {each.area.code: {"type": "MultiPolygon", "coordinates": json.loads(each.geometry)} for each in shapes}
    return charts.outlines(told) if told else None


def dot_plot(comparison: Comparison, own: Area, *, title: str, verdicts: Mapping[str, str]) -> Picture:
    """Each peer's figure with its interval."""
    measure = comparison.measure
    return charts.dot_plot(
        charts.Comparison(
            id="peers",
            title=title,
            unit=measure.unit,
            peers=tuple(_peer(each, own, measure, verdicts) for each in comparison.totals),
            average=comparison.funnel.centre if comparison.funnel else None,
            average_label="All together",
            value_label=measure.name,
            n_label="Count",
        )
    )


def _peer(total: Total, own: Area, measure: Measure, verdicts: Mapping[str, str]) -> charts.Peer:
    interval = total.interval
    return charts.Peer(
        name=total.area.name,
        value=total.value,
        lower=interval.low if interval else None,
        upper=interval.high if interval else None,
        n=_count(total),
        own=total.area.key == own.key,
        verdict=verdicts.get(total.area.code, ""),
        href=measure_page(measure, total.area),
    )


def funnel_plot(comparison: Comparison, own: Area, *, title: str) -> Picture | None:
    """The funnel, where the comparison has one."""
    found = comparison.funnel
    if found is None:
        return None
    names = {total.area.name: total.area for total in comparison.totals}
    points = tuple(
        charts.FunnelPoint(
            name=each.name,
            value=each.value,
            size=each.denominator,
            position=_POSITIONS[each.place],
            own=names[each.name].key == own.key,
            href=measure_page(comparison.measure, names[each.name]),
        )
        for each in found.areas
    )
    return charts.funnel_plot(
        charts.FunnelChart(
            id="funnel",
            title=title,
            unit=comparison.measure.unit,
            points=points,
            limits=_curves(found),
            centre=found.centre,
            centre_label="All together",
            value_label=comparison.measure.name,
            size_label="Residents, summed over months" if comparison.measure.over_population else "Denominator",
        )
    )


def _curves(found: Funnel) -> tuple[charts.FunnelLimit, ...]:
    largest = max(each.denominator for each in found.areas) * 1.05
    sizes = [largest * (step + 1) / _CURVE for step in range(_CURVE)]
    return tuple(
        charts.FunnelLimit(
            size=size,
            lower_95=found.limits(size)[0],
            upper_95=found.limits(size)[1],
            lower_99_8=found.limits(size, 0.998)[0],
            upper_99_8=found.limits(size, 0.998)[1],
        )
        for size in sizes
    )


def _count(total: Total) -> int:
    return round(total.numerator)


def shown(chart: Chart, since: date | None, until: date | None) -> Chart:
    """The chart cut to a span of months. Limits stay those of the whole series: nobody picks a baseline by the way."""
    first, last = since or date.min, until or date.max
    kept = tuple(point for point in chart.points if first <= point.period <= last)
    return replace(chart, points=kept, n=sum(point.counts for point in kept))
