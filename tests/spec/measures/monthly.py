"""Months written as words, so that a spec test shows its series on one line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.spec.tables import column

from forcesight.measures.chart import Chart
from forcesight.measures.series import Observation, next_month


def months(first: str, counts: str, of: str = "") -> list[Observation]:
    """`months("2024-01", "12 15 - 9p 8f")`: a dash is a month not known, `p` a partial one, `f` one still filling."""
    cells = counts.split()
    sizes = column(of) if of else [None] * len(cells)
    periods = _from(date.fromisoformat(f"{first}-01"))
    return [_observation(period, cell, size) for period, cell, size in zip(periods, cells, sizes, strict=False)]


def marked(chart: Chart) -> list[tuple[str, str, str]]:
    """The months that a rule marks: month, rule, side."""
    return [(f"{point.period:%Y-%m}", str(point.rule), str(point.side)) for point in chart.signals]


def _observation(period: date, cell: str, size: object) -> Observation:
    status = {"-": "missing", "p": "partial", "f": "filling"}.get(cell[-1], "ok")
    number = cell.rstrip("-pf")
    return Observation(period, float(number) if number else None, size, status)  # type: ignore[arg-type]


def _from(month: date) -> Iterator[date]:
    while True:
        yield month
        month = next_month(month)
