"""A measure's figures as a table that leaves the site, with its definition, provenance and marking."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from forcesight.measures.chart import ChartPoint
from forcesight.measures.months import month_text
from forcesight.measures.overview import Reading as Charted
from forcesight.operations.figure_columns import downloaded
from forcesight.packs import OGL, PackTable, Provenance
from forcesight.web.performance import pictures
from forcesight.web.performance.subject import Subject, weights_words
from forcesight.web.performance.wording import source_of


def measure_table(subject: Subject, since: date | None, until: date | None) -> PackTable:
    """The months that the page shows, as a table to write."""
    charted = Charted(subject.charted.series, pictures.shown(subject.charted.chart, since, until))
    measure, area, points = charted.measure, subject.area, charted.chart.points
    return PackTable(
        name=_name(f"{measure.id}-{area.level}-{area.code}"),
        title=f"{measure.name} in {area.name}",
        description=" ".join(filter(None, (measure.description, weights_words(subject)))),
        columns=downloaded(measure.unit),
        rows=[_row(charted, point) for point in points],
        marking=measure.marking,
        provenance=Provenance(
            definition=_definition(subject),
            snapshot=subject.reading.snapshot.number,
            period=f"{month_text(points[0].period)} to {month_text(points[-1].period)}" if points else "no month",
            # The moment of the snapshot, so that the same figures always give the same bytes.
            generated_at=subject.reading.published_at or datetime.now(UTC),
            source=source_of(measure.table),
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
