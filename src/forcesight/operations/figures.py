"""Figures out: a measure by area and period, as rows for a file, a program or the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Literal
from zoneinfo import ZoneInfo

from forcesight.access import Principal, check
from forcesight.catalogue import Measure
from forcesight.errors import InputRefused
from forcesight.measures.areas import Area
from forcesight.measures.estimate import interval_of
from forcesight.measures.figures import Figures, Series
from forcesight.measures.marts import MeasureMart, standard_marts
from forcesight.measures.months import month_after, month_text
from forcesight.measures.series import Observation
from forcesight.operations.platform import Platform
from forcesight.store import Session, open_session
from forcesight.store.marts import open_as_at


Period = Literal["month", "quarter", "year", "financial-year"]
PERIODS: tuple[Period, ...] = ("month", "quarter", "year", "financial-year")
# Areas that a caution still names one by one.
FEW = 5
_LENGTH = {"month": 1, "quarter": 3, "year": 12, "financial-year": 12}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a measure; `area` narrows it to one area's code, `by` is the level of the rows."""

    measure: str
    by: str = "force"
    period: Period = "month"
    area: str | None = None
    since: date | None = None
    until: date | None = None
    as_at: datetime | None = None


@contextmanager
def opened(platform: Platform, as_at: datetime | None = None) -> Iterator[Figures]:
    """The home's figures now, or as the home held them, and as they were defined, at a moment."""
    home = platform.home
    session = _session_as_at(platform, as_at) if as_at else open_session(home.path)
    try:
        if not as_at and not session.snapshot.marts:
            raise InputRefused(f"{home.path} holds no records yet; load some with: forcesight load police-uk PATH")
        yield Figures(session, platform.catalogue, force=home.force, on=_local_day(as_at) if as_at else None)
    finally:
        session.close()


def _session_as_at(platform: Platform, moment: datetime) -> Session:
    """The home's rows of that moment, summed by the definitions of its day."""
    measures = MeasureMart(platform.catalogue, platform.home.force, _local_day(moment))
    return open_as_at(platform.home.path, moment, standard_marts(measures, platform.home.force))


def _local_day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo("Europe/London")).date()


def answer(platform: Platform, question: Question, *, by: Principal) -> dict[str, Any]:
    """The measure's definition, the snapshot and the rows that answer the question."""
    check.check_can_view_measures(by)
    with opened(platform, question.as_at) as figures:
        measure = figures.catalogue.measure(question.measure, figures.on)
        areas = _areas(figures, question, measure)
        told = list(_series(figures, measure, areas))
        rows = [row for series in told for row in rows_of(figures, series, measure, question)]
        return {
            "measure": measure.id,
            "name": measure.name,
            "unit": measure.unit,
            "definition": definition(measure),
            "snapshot": figures.snapshot,
            "as_at": question.as_at.isoformat() if question.as_at else None,
            "marking": measure.marking,
            "cautions": [*_cautions(measure, told), *_weights(figures, measure)],
            "rows": rows,
        }


def definition(measure: Measure) -> dict[str, Any]:
    """What is counted, over what, since when, and on whose word."""
    return {
        "id": measure.id,
        "version": measure.version,
        "description": measure.description,
        "table": measure.table,
        "numerator": measure.numerator,
        "denominator": measure.denominator or None,
        "kind": measure.kind,
        "per": measure.per,
        "unit": measure.unit,
        "direction": measure.direction,
        "seasonal": measure.seasonal,
        "minimum_mean": measure.minimum_mean,
        "maturity_months": measure.maturity_months,
        "valid_from": measure.valid_from.isoformat(),
        "source": measure.source,
        "confidence": measure.confidence,
    }


def _areas(figures: Figures, question: Question, measure: Measure) -> list[Area]:
    if question.by == "force":
        found = [figures.areas.get("force", force) for force in figures.forces_with(measure)]
    else:
        found = figures.areas.at_level(question.by, force=figures.force)
    chosen = [area for area in found if question.area in (None, area.code)]
    if question.area and not chosen:
        raise InputRefused(f"There is no {question.by} {question.area!r} with records of {measure.name.lower()} here.")
    return chosen


def _cautions(measure: Measure, told: Sequence[Series]) -> list[str]:
    """What a reader must know beside the rows; above all, why there are none."""
    if not told:
        return [f"{measure.name}: the home holds no records of it for areas of this level."]
    cautions = Counter(caution for series in told for caution in series.cautions)
    unknown = [caution for caution in cautions if caution.startswith("The residents of ")]
    if len(unknown) > FEW:
        told_once = f"The residents of {len(unknown)} areas are not known here, so these are counts, not rates."
        return sorted({told_once, *(caution for caution in cautions if caution not in unknown)})
    return sorted(cautions)


def _weights(figures: Figures, measure: Measure) -> list[str]:
    """The weights behind a weighted measure: an approximation is never without its measured error."""
    return [f"Weighted by: {scheme.words}" for scheme in figures.catalogue.weights_of(measure, figures.on)]


def _series(figures: Figures, measure: Measure, areas: Sequence[Area]) -> Iterator[Series]:
    """Whole series: a span of months is cut out of the answer, never out of the history that limits rest on."""
    if areas and areas[0].level != "force":
        yield from figures.series_of_areas(measure, areas, figures.force).values()
    else:
        yield from (figures.series(measure, area) for area in areas)


def rows_of(figures: Figures, series: Series, measure: Measure, question: Question) -> Iterator[dict[str, Any]]:
    """The rows of one series; `measure` is the definition that was asked for."""
    place = _place(figures, series)
    told = _monthly(figures, series, question) if question.period == "month" else _by_period(series, question)
    for row in told:
        # Without residents there is no rate: the counts are there, the value is not.
        unknown = {} if series.measure.denominator == measure.denominator else {"value": None, "interval": None}
        yield {**place, **row, **unknown}


def _inside(month: date, question: Question) -> bool:
    return (question.since is None or month >= question.since) and (question.until is None or month <= question.until)


def _monthly(figures: Figures, series: Series, question: Question) -> Iterator[dict[str, Any]]:
    chart = figures.chart(series)
    for point in chart.points:
        if _inside(point.period, question):
            yield {
                "period": month_text(point.period),
                "status": point.status,
                "numerator": point.numerator,
                "denominator": point.denominator,
                "value": point.value,
                "interval": _interval(point.interval),
                "n": point.interval.n if point.interval else None,
                "point_type": point.point_type,
                "rule": point.rule,
                "chart": chart.kind,
            }


def _by_period(series: Series, question: Question) -> Iterator[dict[str, Any]]:
    """Longer periods are sums of months; one with a month unknown or unsettled is partial, never a smaller whole."""
    chosen = [o for o in series.observations if _inside(o.period, question)]
    for first, group in groupby(chosen, key=lambda o: _start(o.period, question.period)):
        yield {"period": _label(first, question.period), **_summed(series.measure, list(group), question.period)}


def _summed(measure: Measure, months: list[Observation], period: Period) -> dict[str, Any]:
    known = [o for o in months if o.numerator is not None]
    settled = [o for o in known if o.status == "ok"]
    interval = interval_of(measure.kind, measure.per, known)
    return {
        "status": "ok" if len(settled) == _LENGTH[period] else ("partial" if known else "missing"),
        "numerator": sum(o.numerator or 0 for o in known) if known else None,
        "denominator": sum(o.denominator or 0 for o in known) if measure.denominator and known else None,
        "value": interval.estimate if interval else None,
        "interval": _interval(interval),
        "n": interval.n if interval else None,
        "months": len(known),
        "point_type": None,
        "rule": None,
        "chart": None,
    }


def _place(figures: Figures, series: Series) -> dict[str, Any]:
    return {
        "area_level": series.area.level,
        "area": series.area.code,
        "area_name": series.area.name,
        "definition": f"{series.measure.id}@{series.measure.version}",
        "snapshot": figures.snapshot,
    }


def _interval(interval: Any) -> dict[str, Any] | None:
    if interval is None:
        return None
    return {"low": interval.low, "high": interval.high, "level": interval.level, "method": interval.method}


def _start(month: date, period: Period) -> date:
    """The first month of the period that holds a month; a financial year begins in April."""
    if period == "financial-year":
        return month_after(month, -((month.month - 4) % 12))
    return month_after(month, -((month.month - 1) % _LENGTH[period]))


def _label(first: date, period: Period) -> str:
    if period == "quarter":
        return f"{first.year} Q{(first.month - 1) // 3 + 1}"
    return f"{first.year}" if period == "year" else f"{first.year}/{(first.year + 1) % 100:02d}"
