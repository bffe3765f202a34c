"""Comparison of areas or forces over the same months, from one source for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from forcesight.catalogue import ComparisonGroup, Margin, Measure
from forcesight.measures.areas import Area
from forcesight.measures.direction import Change, change_of_estimates, change_of_proportions, change_of_rates
from forcesight.measures.estimate import interval_of
from forcesight.measures.figures import Figures, Series
from forcesight.measures.funnel import Funnel, funnel
from forcesight.measures.interval import Interval
from forcesight.measures.months import month_after
from forcesight.measures.residents import as_count, per_resident


WINDOW = 12


@dataclass(frozen=True, slots=True)
class Total:
    """One area's figure over a span: its sums, its value and the value's interval.

    `spread` is how many times as much as independent rows it varies.
    """

    area: Area
    numerator: float
    denominator: float | None
    value: float | None
    interval: Interval | None
    months: int
    spread: float = 1.0

    @property
    def as_independent(self) -> tuple[float, float]:
        """Numerator and denominator (1 of a count) of as many independent rows as would vary as much."""
        return self.numerator / self.spread, (self.denominator or 1.0) / self.spread


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures of several areas over the same months.

    `months` are those for which every area has a settled figure; `left_out` the areas that had none of them.
    """

    measure: Measure
    months: tuple[date, ...]
    totals: tuple[Total, ...]
    funnel: Funnel | None
    left_out: tuple[Area, ...] = ()
    group: ComparisonGroup | None = None


def compare_forces(figures: Figures, measure: Measure, *, window: int = WINDOW) -> Comparison:
    """This force beside its comparison group, over the last months that they all have."""
    groups = figures.catalogue.comparison_groups(figures.force, figures.on)
    group = groups[0] if groups else None
    known = figures.forces_with(measure)
    members = [f for f in (group.members if group and group.members else known) if f in known and f != figures.force]
    names = {area.code: area for area in figures.areas.at_level("force")}
    areas = [names.get(slug) or Area("force", slug, slug) for slug in (figures.force, *members)]
    return replace(compare_areas(figures, measure, areas, None, window=window), group=group)


def compare_children(figures: Figures, measure: Measure, area: Area, *, window: int = WINDOW) -> Comparison:
    """The areas inside one area, over its last settled months."""
    return compare_areas(figures, measure, figures.areas.children(area), figures.owner(area), window=window)


def compare_areas(
    figures: Figures, measure: Measure, areas: Sequence[Area], force: str | None, *, window: int = WINDOW
) -> Comparison:
    """Areas of one level (of one force, or forces themselves), by rate where the residents of all are known.

    A count says how large an area is before it says anything else, so it is compared as the rate over residents. Where
    the residents of any area are unknown, all are compared by count: the two never stand in one comparison.
    """
    series = list(figures.series_of_areas(per_resident(measure), areas, force).values())
    if any(_settled(one) and one.measure.denominator != per_resident(measure).denominator for one in series):
        series = list(figures.series_of_areas(as_count(measure), areas, force).values())
    return compare(measure, series, window=window)


def compare(measure: Measure, series: Sequence[Series], *, window: int = WINDOW) -> Comparison:
    """Each series' figure over the last `window` months that are settled in all of those compared.

    The latest month that at least half of them have settled decides who is compared: one that lacks it is left out
    and named, rather than draw everybody back to its own last month.
    """
    useful = _with_latest(series)
    months = _common(useful, window)
    totals = tuple(total(one, months) for one in useful) if months else ()
    left_out = tuple(one.area for one in series if one not in useful)
    kept = useful[0].measure if useful else measure
    return Comparison(kept, tuple(months), totals, _funnel(kept, totals), left_out)


def total(series: Series, months: Sequence[date]) -> Total:
    """The figure of one series over these months.

    A rate over residents is per month: its denominator is the sum of each month's residents.
    """
    chosen = [o for o in series.observations if o.period in set(months) and o.numerator is not None]
    numerator = sum(o.numerator or 0 for o in chosen)
    denominator = sum(o.denominator or 0 for o in chosen) if series.measure.denominator else None
    estimate = interval_of(series.measure.kind, series.measure.per, chosen)
    value = estimate.estimate if estimate else None
    spread = chosen[0].spread if chosen else None
    return Total(series.area, numerator, denominator, value, estimate, len(chosen), spread or 1.0)


def difference(measure: Measure, one: Total, other: Total, margin: Margin) -> Change | None:
    """How `other` differs from `one`; None where one of them cannot be divided, or there is nothing to compare with.

    Counts and rates are compared by their ratio, proportions by their difference, totals and means as estimates. A
    margin in points says nothing about a ratio, nor a relative one about a difference of proportions.
    """
    if one.interval is None or other.interval is None:
        return None
    if measure.kind in ("weighted", "mean"):
        return _of_estimates(one.interval, other.interval, margin)
    before, size_before = one.as_independent
    after, size_after = other.as_independent
    if measure.kind == "proportion":
        whole = [round(each) for each in (before, size_before, after, size_after)]
        points = margin.value if margin.scale == "points" else None
        change = change_of_proportions(whole[0], whole[1], whole[2], whole[3], per=measure.per, margin=points)
        return replace(change, before=one.interval.estimate, after=other.interval.estimate)
    if not one.numerator:
        return None
    share = margin.value if margin.scale == "relative" else None
    exposures = {"exposure_before": size_before, "exposure_after": size_after}
    return change_of_rates(before, after, **exposures, per=measure.per, margin=share)


def _of_estimates(one: Interval, other: Interval, margin: Margin) -> Change | None:
    if not one.estimate:
        return None
    points = margin.value * one.estimate if margin.scale == "relative" else margin.value
    return change_of_estimates(one, other, margin=points)


def _settled(series: Series) -> set[date]:
    return {o.period for o in series.observations if o.status == "ok" and o.numerator is not None}


def _with_latest(series: Sequence[Series]) -> list[Series]:
    """The series that have the latest month which at least half of all have, and which the first has."""
    settled = [_settled(one) for one in series]
    shared = [m for m in (settled[0] if settled else ()) if 2 * sum(m in months for months in settled) >= len(settled)]
    if not shared:
        return [one for one, months in zip(series, settled, strict=True) if months]
    return [one for one, months in zip(series, settled, strict=True) if max(shared) in months]


def _common(series: Sequence[Series], window: int) -> list[date]:
    """The months that every series has, no older than `window` months before the newest of them."""
    shared = sorted(set.intersection(*(_settled(one) for one in series))) if series else []
    return [month for month in shared if month > month_after(shared[-1], -window)]


def _funnel(measure: Measure, totals: Sequence[Total]) -> Funnel | None:
    """A funnel, where the measure is a proportion or a rate and there is somebody to compare with."""
    usable = [t for t in totals if t.denominator]
    if measure.kind not in ("proportion", "rate") or len(usable) < 3:
        return None
    told = {t.area.name: (t.numerator, t.denominator or 0.0) for t in usable}
    return funnel(told, kind="proportion" if measure.kind == "proportion" else "rate", per=measure.per)
