"""A measure's figures as a table that leaves the site, with its definition, provenance and marking."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from forcesight.measures.chart import ChartPoint
from forcesight.measures.months import month_text
from forcesight.measures.overview import Reading as Charted
from forcesight.packs import OGL, PackColumn, PackTable, Provenance
from forcesight.web.performance import pictures
from forcesight.web.performance.subject import Subject, weights_words
from forcesight.web.performance.wording import SOURCES


def _column(name: str, datatype: str, description: str, *, required: bool = False, unit: str = "") -> PackColumn:
    return PackColumn(name=name, datatype=datatype, description=description, required=required, unit=unit)


def _columns(unit: str) -> tuple[PackColumn, ...]:
    return (
        _column("measure", "string", "The measure's identifier in the catalogue", required=True),
        _column("area_level", "string", "Level of the area: force, district, neighbourhood or lsoa", required=True),
        _column("area_code", "string", "The area's code", required=True),
        _column("area_name", "string", "The area's name", required=True),
        _column("month", "month", "The month that the figure is about", required=True),
        _column("status", "string", "ok, missing, partial or filling; only ok takes part in limits", required=True),
        _column("numerator", "number", "What was counted; empty where the month is missing"),
        _column("denominator", "number", "What it is divided by; empty for counts"),
        _column("value", "number", "The figure", unit=unit),
        _column("low", "number", "Lower end of the figure's interval", unit=unit),
        _column("high", "number", "Upper end of the figure's interval", unit=unit),
        _column("level", "number", "Coverage of the interval, as a share"),
        _column("n", "number", "How many events or cases the interval rests on"),
        _column("chart", "string", "The kind of control chart", required=True),
        _column("scale", "string", "The scale of the charted figure, the centre and the limits", required=True),
        _column("charted", "number", "The figure on the chart's own scale"),
        _column("centre", "number", "Centre line of the chart"),
        _column("lower", "number", "Lower limit of the chart"),
        _column("upper", "number", "Upper limit of the chart"),
        _column("trial", "boolean", "Whether the limits are trial limits, from fewer than 13 months", required=True),
        _column("reading", "string", "common, improvement, concern, neutral_high, neutral_low or no_claim"),
        _column("rule", "string", "The rule that marks the month; empty where none does"),
    )  # fmt: skip


def measure_table(subject: Subject, since: date | None, until: date | None) -> PackTable:
    """The months that the page shows, as a table to write."""
    charted = Charted(subject.charted.series, pictures.shown(subject.charted.chart, since, until))
    measure, area, points = charted.measure, subject.area, charted.chart.points
    return PackTable(
        name=_name(f"{measure.id}-{area.level}-{area.code}"),
        title=f"{measure.name} in {area.name}",
        description=" ".join(filter(None, (measure.description, weights_words(subject)))),
        columns=_columns(measure.unit),
        rows=[_row(charted, point) for point in points],
        marking=measure.marking,
        provenance=Provenance(
            definition=_definition(subject),
            snapshot=subject.reading.snapshot.number,
            period=f"{month_text(points[0].period)} to {month_text(points[-1].period)}" if points else "no month",
            # The moment of the snapshot, so that the same figures always give the same bytes.
            generated_at=subject.reading.published_at or datetime.now(UTC),
            source=SOURCES[measure.table],
        ),
        licence=OGL if subject.published and measure.marking == "OFFICIAL" else None,
        primary_key=("measure", "area_level", "area_code", "month"),
        notes=tuple(filter(None, (measure.caution, *charted.series.cautions, *charted.chart.reasons))),
    )


def _row(charted: Charted, point: ChartPoint) -> tuple[object, ...]:
    area, interval = charted.area, point.interval
    return (
        charted.measure.id, area.level, area.code, area.name, point.period, point.status,
        point.numerator, point.denominator, point.value,
        interval and interval.low, interval and interval.high, interval and interval.level, interval and interval.n,
        charted.chart.kind, charted.chart.scale, point.charted, point.centre, point.lower, point.upper, point.trial,
        point.point_type, point.rule,
    )  # fmt: skip


def _definition(subject: Subject) -> str:
    measure = subject.measure
    divided = f" divided by {measure.denominator}, per {measure.per:g}" if measure.denominator else ""
    return f"{measure.description} Version {measure.version}: sum of {measure.numerator}{divided}."


def _name(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
