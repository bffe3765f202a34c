"""Rates over residents: which year's residents a month is divided by, and what stands where they are not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from forcesight.catalogue import Measure, MeasureKind
from forcesight.catalogue.measure import POPULATION


PER_RESIDENT = "per 1,000 people a month"


def as_count(measure: Measure) -> Measure:
    """What a rate over residents counts; other measures as they are."""
    if not measure.over_population:
        return measure
    kind: MeasureKind = "weighted" if measure.kind == "weighted" else "count"
    unit = measure.unit.removesuffix(PER_RESIDENT).strip() or "count"
    return replace(measure, kind=kind, denominator="", per=1.0, unit=unit, decimals=0)


def per_resident(measure: Measure) -> Measure:
    """The rate over residents of a count or weighted total; other measures as they are."""
    if measure.denominator:
        return measure
    rate = replace(measure, kind="rate", denominator=POPULATION, per=1000, unit=PER_RESIDENT, decimals=2)
    return replace(rate, kind="weighted", unit=f"{measure.unit} {PER_RESIDENT}") if measure.kind == "weighted" else rate


def residents_of(year: int, known: Mapping[int, int] | None) -> int | None:
    """The residents of a year, or of the nearest earlier year; never of a later one."""
    earlier = [each for each in known or () if each <= year]
    return known[max(earlier)] if known and earlier else None


def carried_forward(known: Mapping[int, int] | None, years: Iterable[int]) -> Iterator[str]:
    """Sentences where a year's residents stand for another year's, or where there are none to stand for it."""
    if not known:
        return
    unknown = sorted(set(years) - set(known))
    before = [year for year in unknown if year < min(known)]
    if before:
        yield f"Residents of {_years(before)} are not known, so these years have no rate."
    used: dict[int, list[int]] = {}
    for year in unknown[len(before) :]:
        used.setdefault(max(each for each in known if each < year), []).append(year)
    for year, others in used.items():
        yield f"Residents of {_years(others)} are not known; the estimate for {year} is carried forward."


def _years(years: Sequence[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
