"""A map in words and as a table."""

from __future__ import annotations

from forcesight.charts.classes import Classes
from forcesight.charts.map import Area, AreaMap
from forcesight.charts.table import Column, Table
from forcesight.charts.words import figure, labelled, quantity


def measured(chart: AreaMap) -> str:
    """What the shading shows, with its unit."""
    return labelled(chart.value_label, chart.unit)


def saying(chart: AreaMap, area: Area) -> str:
    """One area in words: `Stafford: 5.1 per 1,000 people, count 702`."""
    count = f", {chart.n_label.lower()} {figure(area.n)}" if area.n is not None else ""
    return f"{area.name}: {quantity(area.value, chart.places, chart.unit)}{count}"


def describe(chart: AreaMap, made: Classes | None) -> str:
    """What the map shows, in sentences: the range of values, the outlined areas, and what is missing."""
    known = [area.value for area in chart.areas if area.value is not None]
    sentences = [f"Map of {_counted(len(chart.areas))} shaded by {measured(chart)}."]
    if made:
        low, high = (figure(edge, chart.places, chart.unit) for edge in (min(known), max(known)))
        sentences.append(f"Values run from {low} to {high}, in {len(made)} {'class' if len(made) == 1 else 'classes'}.")
    sentences += [f"Outlined: {saying(chart, area)}." for area in chart.areas if area.selected]
    missing = len(chart.areas) - len(known)
    sentences += [f"{_counted(missing)} without data, hatched."] if missing else []
    hidden = sum(area.code not in chart.outlines.paths for area in chart.areas)
    sentences += [f"{_counted(hidden)} without a boundary, in the table only."] if hidden else []
    return " ".join(sentences)


def twin(chart: AreaMap) -> Table:
    """One row an area, by name, with the same links as the map."""
    columns = (
        Column("name", chart.area_label),
        Column("value", chart.value_label, chart.unit, numeric=True, decimals=chart.places),
        Column("n", chart.n_label, numeric=True),
    )
    areas = sorted(chart.areas, key=lambda each: each.name)
    rows = tuple((each.name, each.value, each.n) for each in areas)
    return Table(chart.title, columns, rows, tuple(each.href for each in areas))


def _counted(count: int) -> str:
    return "1 area" if count == 1 else f"{count} areas"
