"""A funnel plot in words and as a table."""

from __future__ import annotations

from forcesight.charts.funnel import FunnelChart, FunnelPoint
from forcesight.charts.palette import FUNNEL_SIGNS
from forcesight.charts.table import Column, Table
from forcesight.charts.words import figure, listed, quantity


def saying(chart: FunnelChart, point: FunnelPoint) -> str:
    """One point in words: `Northshire: 6.1 per 1,000 people, population 612,000, within the limits`."""
    position = FUNNEL_SIGNS[point.position].words.lower()
    value = quantity(point.value, chart.places, chart.unit)
    return f"{point.name}: {value}, {chart.size_label.lower()} {figure(point.size)}, {position}"


def describe(chart: FunnelChart) -> str:
    """What the plot shows, in sentences: how many points, the centre, ours, and which lie outside."""
    sentences = [
        f"Funnel plot of {len(chart.points)} values against {chart.size_label.lower()}, with 95% and 99.8% limits.",
        f"{chart.centre_label} {quantity(chart.centre, chart.places, chart.unit)}.",
        *(f"{saying(chart, point)}." for point in chart.points if point.own),
    ]
    for position, sign in FUNNEL_SIGNS.items():
        names = sorted(point.name for point in chart.points if point.position == position and not point.own)
        if names and position != "within":
            sentences.append(f"{sign.words}: {listed(names)}.")
    return " ".join(sentences)


def twin(chart: FunnelChart) -> Table:
    """One row a point, alphabetically, our own force first."""
    points = sorted(chart.points, key=lambda each: (not each.own, each.name))
    columns = (
        Column("name", "Name"),
        Column("value", chart.value_label, chart.unit, numeric=True, decimals=chart.places),
        Column("size", chart.size_label, numeric=True),
        Column("position", "Position"),
    )
    rows = tuple((each.name, each.value, each.size, FUNNEL_SIGNS[each.position].words) for each in points)
    return Table(chart.title, columns, rows, tuple(each.href for each in points))
