"""Which control chart a series deserves, and the chart: the one door that pages, files and the command line use.

Too few events for the four rules: the chart of rare events. A season: the seasonally adjusted twin, or with less
history the year-on-year twin, or no claim. A proportion, rate or mean: limits by size. Otherwise the plain XmR chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import inf, sqrt
from typing import NamedTuple

from forcesight.measures.assurance import assurance
from forcesight.measures.chart import Assurance, Chart, ChartKind, ChartPoint, Direction, MeasureKind
from forcesight.measures.chart_drawing import Drawing, draw
from forcesight.measures.chart_reasons import reasons
from forcesight.measures.chart_series import ChartSeries
from forcesight.measures.false_signals import false_signal_rate
from forcesight.measures.seasonality import choose_twin
from forcesight.measures.series import Observation, mark_filling, whole_months
from forcesight.measures.special_cause import point_type


MINIMUM_MEAN = 5.0
"""Events a month under which the four rules flag by luck more than they should."""
SEASON_MATTERS = 0.5
"""A season is immaterial while its amplitude is under half of what chance alone moves a month by."""


class Choice(NamedTuple):
    """The kind of chart, and the circumstance that decided (a key of `chart_reasons.WHY`)."""

    kind: ChartKind
    because: str


def control_chart(
    observations: Iterable[Observation],
    *,
    kind: MeasureKind = "count",
    direction: Direction = "neutral",
    seasonality: bool | float = False,
    minimum_mean: float = MINIMUM_MEAN,
    per: float = 1.0,
    target: float | None = None,
    rebases: Sequence[date] = (),
    filling: int = 0,
    fix_after: int | None = None,
) -> Chart:
    """The chart of a monthly series: the right kind for it, drawn and read.

    `observations` are months in any order; absent months between them are missing. `seasonality` is whether the
    measure has a season, or its amplitude (0.12 for ±12 %). `minimum_mean` is in events a month. `per` is the unit
    of a proportion or rate (100 for per cent, 1000 for per 1,000 people); `target` is in that unit. `rebases` start
    new segments. `filling` marks the latest so many months as still filling. `fix_after` fixes the limits on the
    first so many months of each segment (12 or more). Raises ValueError for a month given twice, or by another day
    than its first.
    """
    months = mark_filling(whole_months(observations), filling)
    series = ChartSeries(months, kind, per, rebases)
    choice = choose(series, seasonality, minimum_mean)
    drawing = draw(choice.kind, series, fix_after)
    points = _points(series, drawing, direction)
    latest = next((point for point in reversed(points) if point.counts), None)
    chance = _chance(choice.kind, latest)
    return Chart(
        kind=choice.kind,
        measure_kind=kind,
        direction=direction,
        scale=drawing.scale,
        bounds=_bounds(choice.kind, kind, per),
        points=points,
        n=series.n,
        target=target,
        assurance=_assurance(choice.kind, latest, target, direction),
        reasons=reasons(choice.because, series, points, minimum_mean=minimum_mean, chance=chance),
        false_signal_rate=chance,
    )


def choose(series: ChartSeries, seasonality: bool | float, minimum_mean: float) -> Choice:
    """Picks the kind of chart."""
    if not series.n:
        return Choice("none", "nothing_known")
    if series.mean_events < minimum_mean:
        return _FEW.get(series.kind, Choice("rare", "few"))
    if _season_matters(series, seasonality):
        return _TWINS[choose_twin(series.counted, series.periods, series.segments)]
    return _BY_SIZE.get(series.kind, Choice("xmr", "plain"))


# Rules for rare events are about whether something happened, not about how much.
_FEW = {"weighted": Choice("none", "few_weighted"), "mean": Choice("none", "few_mean")}
_BY_SIZE = {
    "proportion": Choice("p_prime", "proportion"),
    "rate": Choice("u_prime", "rate"),
    "mean": Choice("x_bar", "mean"),
}
_TWINS = {
    "adjusted": Choice("xmr_adjusted", "season"),
    "year_on_year": Choice("year_on_year", "season_short"),
    "none": Choice("none", "season_too_short"),
}


def _season_matters(series: ChartSeries, seasonality: bool | float) -> bool:
    if isinstance(seasonality, bool):
        return seasonality
    return seasonality * sqrt(series.mean_events) >= SEASON_MATTERS


def _points(series: ChartSeries, drawing: Drawing, direction: Direction) -> tuple[ChartPoint, ...]:
    columns = zip(series.months, series.values, series.segments, *drawing[:5], strict=True)
    return tuple(
        ChartPoint(
            period=month.period,
            value=value,
            charted=charted,
            numerator=month.numerator,
            denominator=month.denominator,
            interval=series.interval(month),
            status=month.status,
            segment=segment,
            trial=trial,
            centre=band and band.centre,
            lower=band and band.lower,
            upper=band and band.upper,
            near_lower=band and band.near_lower,
            near_upper=band and band.near_upper,
            point_type="no_claim" if trial or tested is None else point_type(signal, direction),
            side=signal and signal.side,
            rule=signal and signal.rule,
        )
        for month, value, segment, charted, tested, band, signal, trial in columns
    )


def _chance(kind: ChartKind, latest: ChartPoint | None) -> float:
    return false_signal_rate(kind) if latest and latest.point_type != "no_claim" else 0.0


def _assurance(kind: ChartKind, latest: ChartPoint | None, target: float | None, direction: Direction) -> Assurance:
    """Year on year the limits are in another unit than the target, so they assure of nothing."""
    if latest is None or latest.lower is None or latest.upper is None or kind == "year_on_year":
        return assurance(None, target, direction)
    return assurance((latest.lower, latest.upper), target, direction, trial=latest.trial)


def _bounds(kind: ChartKind, measure: MeasureKind, per: float) -> tuple[float, float]:
    if kind == "year_on_year":
        return (-100.0, inf)
    return (0.0, per if measure == "proportion" else inf)
