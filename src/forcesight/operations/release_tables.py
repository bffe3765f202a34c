"""The two tables of a release: every figure, and the definition of every measure."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from forcesight.catalogue import Measure
from forcesight.measures.areas import Area
from forcesight.measures.disclosure import THRESHOLD
from forcesight.measures.figures import Figures, Series
from forcesight.measures.held import is_published
from forcesight.measures.months import month_of, month_text
from forcesight.measures.series import Observation
from forcesight.measures.suppression import Figure
from forcesight.operations.figure_columns import RELEASED
from forcesight.operations.figures import Question, rows_of
from forcesight.operations.releases import SUPPRESSED
from forcesight.packs import MARKINGS, OGL, PackColumn, PackTable, Provenance


RULE = (
    f"Counts from 1 to {THRESHOLD - 1} are suppressed, and every figure from which one could be worked out, by way of "
    "totals, shares, weights or another release. Zeros are shown, except in a month that is suppressed whole."
)
POPULATION_NOTE = "A rate without residents has its count and no value."


def _column(name: str, datatype: str, description: str, *, required: bool = False) -> PackColumn:
    return PackColumn(name=name, datatype=datatype, description=description, required=required)


MEASURE_COLUMNS = (
    _column("id", "string", "The measure's identifier", required=True),
    _column("version", "integer", "The version of its definition", required=True),
    _column("name", "string", "Its name", required=True),
    _column("family", "string", "The heading under which it is listed", required=True),
    _column("definition", "string", "What it means, in words", required=True),
    _column("kind", "string", "count, rate, proportion, mean or weighted", required=True),
    _column("table", "string", "The records that it is made of", required=True),
    _column("numerator", "string", "What is counted, as an expression over those records", required=True),
    _column("denominator", "string", "What it is divided by; population is the residents; empty for a count"),
    _column("per", "number", "What the ratio is multiplied by", required=True),
    _column("unit", "string", "Unit of the value", required=True),
    _column("decimals", "integer", "Decimals to show", required=True),
    _column("direction", "string", "increase, decrease or neutral: which way is improvement", required=True),
    _column("maturity_months", "integer", "Months younger than this are still filling", required=True),
    _column("caution", "string", "What a reader must know before using it"),
    _column("source", "string", "Where the definition comes from", required=True),
    _column("confidence", "string", "How sure its author is: high, medium or low", required=True),
    _column("valid_from", "date", "The first day on which the definition holds", required=True),
)  # fmt: skip


def released_measures(figures: Figures) -> tuple[Measure, ...]:
    """The measures that the force's records carry."""
    return tuple(measure for measure in figures.measures if figures.held_of(measure, figures.force))


def figures_table(
    figures: Figures, force: Area, districts: Sequence[Area], hidden: Container[Figure], made: datetime
) -> PackTable:
    """Every measure of the force and its districts, month by month."""
    rows = list(_rows(figures, force, districts, hidden))
    months = sorted({row["month"] for row in rows})
    return PackTable(
        name="figures",
        file_stem="figures",
        title=f"Figures of {force.name} and its districts",
        description="One row for each measure, area and month. Add up numerators and denominators, never values.",
        columns=RELEASED,
        rows=[[row[column.name] for column in RELEASED] for row in rows],
        primary_key=("measure", "area_level", "area_code", "month"),
        notes=(RULE, POPULATION_NOTE),
        **_told(figures, f"{month_text(months[0])} to {month_text(months[-1])}" if months else "no month", made),
    )


def measures_table(figures: Figures, made: datetime) -> PackTable:
    """What each measure counts, over what, and on whose word."""
    named = [column.name for column in MEASURE_COLUMNS]
    measures = released_measures(figures)
    return PackTable(
        name="measures",
        file_stem="measures",
        title="Definitions of the measures",
        description="One row for each measure in the table figures.",
        columns=MEASURE_COLUMNS,
        rows=[[m.description if name == "definition" else getattr(m, name) for name in named] for m in measures],
        primary_key=("id",),
        **_told(figures, "as in force on the day of the release", made),
    )


def _told(figures: Figures, period: str, made: datetime) -> dict[str, Any]:
    """Marking, licence and provenance, which both tables share."""
    measures = released_measures(figures)
    marking = max((m.marking for m in measures), key=MARKINGS.index, default=MARKINGS[0])
    return {
        "marking": marking,
        "licence": OGL if marking == MARKINGS[0] and all(is_published(m.table) for m in measures) else None,
        "provenance": Provenance(
            definition="Each measure is defined in the table measures.",
            snapshot=figures.snapshot,
            period=period,
            generated_at=made,
            source="; ".join(dict.fromkeys(m.source for m in measures)),
        ),
    }


def _rows(
    figures: Figures, force: Area, districts: Sequence[Area], hidden: Container[Figure]
) -> Iterator[dict[str, Any]]:
    for measure in released_measures(figures):
        for areas in ([force], districts):
            for series in figures.series_of_areas(measure, areas, force.code).values():
                yield from _rows_of_series(figures, measure, series, hidden)


def _rows_of_series(
    figures: Figures, measure: Measure, series: Series, hidden: Container[Figure]
) -> Iterator[dict[str, Any]]:
    """The rows of one series. The chart reads what is shown, so its readings give nothing away that is not."""
    away = {o.period for o in series.observations if (measure.id, *series.area.key, o.period) in hidden}
    shown = tuple(Observation(o.period, None, status="missing") if o.period in away else o for o in series.observations)
    for row in rows_of(figures, replace(series, observations=shown), measure, Question(measure.id)):
        month, interval = month_of(row["period"]), row["interval"] or {}
        yield {
            **row,
            **{end: interval.get(end) for end in ("low", "high", "level")},
            "measure": measure.id,
            "area_code": row["area"],
            "month": month,
            "status": SUPPRESSED if month in away else row["status"],
            "reading": row["point_type"],
        }
