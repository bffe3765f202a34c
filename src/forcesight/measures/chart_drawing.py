"""Each kind of chart drawn over a series: what is charted, within which limits, with which signals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from forcesight.measures.attribute import attribute_limits
from forcesight.measures.chart import ChartKind
from forcesight.measures.chart_series import ChartSeries
from forcesight.measures.rare_events import rare_chart
from forcesight.measures.seasonality import per_cent_change, seasonal_fit, seasonally_adjusted, year_on_year
from forcesight.measures.series import days_in
from forcesight.measures.special_cause import Signal, special_causes
from forcesight.measures.xmr import SHORT_SEGMENT, Band, baseline


class Drawing(NamedTuple):
    """One entry a month. `tested` is what the rules saw, None where a month was kept from them; `trials` is true
    where the month's segment is too short for a claim."""

    charted: list[float | None]
    tested: list[float | None]
    bands: list[Band | None]
    signals: list[Signal | None]
    trials: list[bool]
    scale: str


class _Limits(NamedTuple):
    bands: list[Band | None]
    signals: list[Signal | None]
    trials: list[bool]


def draw(kind: ChartKind, series: ChartSeries, fix_after: int | None) -> Drawing:
    """Draws the chosen kind of chart."""
    return _KINDS[kind](series, fix_after)


def _as_recorded(series: ChartSeries, fix_after: int | None) -> Drawing:
    sizes = series.sizes if series.has_denominator else None
    return Drawing(series.values, series.counted, *_limits(series, series.counted, sizes, fix_after), "as recorded")


def _adjusted(series: ChartSeries, fix_after: int | None) -> Drawing:
    fit = seasonal_fit(series.counted, series.periods, series.segments, by_day=series.by_day)
    charted = seasonally_adjusted(series.values, series.periods, fit, by_day=series.by_day)
    sizes = series.sizes if series.has_denominator else None
    tested = series.only_counted(charted)
    scale = "seasonally adjusted, per month of average length" if series.by_day else "seasonally adjusted"
    return Drawing(charted, tested, *_limits(series, tested, sizes, fix_after), scale)


def _year_on_year(series: ChartSeries, fix_after: int | None) -> Drawing:
    shown = year_on_year(series.values, series.periods, series.segments, by_day=series.by_day)
    counted = year_on_year(series.counted, series.periods, series.segments, by_day=series.by_day)
    limits = _limits(series, counted, None, fix_after)
    charted = [None if change is None else per_cent_change(change) for change in shown]
    bands = [band and Band(*map(per_cent_change, band)) for band in limits.bands]
    return Drawing(
        charted, counted, bands, limits.signals, limits.trials, "per cent change on the same month a year before"
    )


def _rare(series: ChartSeries, _: int | None) -> Drawing:
    turned = _fails_less_often(series)
    counts = _rare_counts(series, turned)
    exposures = _exposures(series)
    limits = _Limits([], [], [])
    for part in series.slices:
        drawn, trial = rare_chart(counts[part], exposures[part]), _known(counts[part]) < SHORT_SEGMENT
        limits.bands.extend(drawn.bands)
        limits.signals.extend([None] * len(drawn.signals) if trial else drawn.signals)
        limits.trials.extend([trial] * len(drawn.signals))
    bands = [
        band and _as_values(band, size, series, turned) for band, size in zip(limits.bands, series.sizes, strict=True)
    ]
    signals = [_turned(signal) if turned else signal for signal in limits.signals]
    return Drawing(series.values, series.counted, bands, signals, limits.trials, "as recorded")


def _nothing(series: ChartSeries, _: int | None) -> Drawing:
    count = len(series.months)
    return Drawing(series.values, [None] * count, [None] * count, [None] * count, [False] * count, "as recorded")


def _limits(
    series: ChartSeries, values: Sequence[float | None], sizes: Sequence[float | None] | None, fix_after: int | None
) -> _Limits:
    limits = _Limits([], [], [])
    for part in series.slices:
        bands, trial = _segment(values[part], sizes and sizes[part], fix_after)
        limits.bands.extend(bands)
        limits.trials.extend([trial] * len(bands))
        whole = [band for band in bands if band]
        limits.signals.extend([None] * len(bands) if trial else special_causes(values[part], whole))
    return limits


def _segment(
    values: Sequence[float | None], sizes: Sequence[float | None] | None, fix_after: int | None
) -> tuple[Sequence[Band | None], bool]:
    """The bands of a segment, and whether it is too short for a claim. Without limits there are no bands at all."""
    if sizes is not None:
        found = attribute_limits(values, sizes, fix_after=fix_after)
        return (found.bands, found.baseline.trial) if found else ([None] * len(values), True)
    base = baseline(values, fix_after=fix_after)
    return ([base.band()] * len(values), base.trial) if base else ([None] * len(values), True)


def _fails_less_often(series: ChartSeries) -> bool:
    """Whether a proportion is nearer to all than to none, so that the rare event is the failure."""
    if series.kind != "proportion":
        return False
    counting = [month for month, v in zip(series.months, series.counted, strict=True) if v is not None]
    return 2 * sum(m.numerator or 0 for m in counting) > sum(m.denominator or 0 for m in counting)


def _rare_counts(series: ChartSeries, turned: bool) -> list[float | None]:
    return [
        None if value is None else (month.denominator or 0) - (month.numerator or 0) if turned else month.numerator
        for month, value in zip(series.months, series.counted, strict=True)
    ]


def _exposures(series: ChartSeries) -> list[float]:
    """What a month's events are due in proportion to: cases of a proportion, people times days of a rate, or days."""
    if series.kind == "proportion":
        return [size or 0.0 for size in series.sizes]
    days = [days_in(period) for period in series.periods]
    if series.kind == "rate":
        return [(size or 0.0) * each for size, each in zip(series.sizes, days, strict=True)]
    return [float(each) for each in days]


def _as_values(band: Band, size: float | None, series: ChartSeries, turned: bool) -> Band:
    """A band of counts in the measure's own unit."""
    if not series.has_denominator or not size:
        return band
    if turned:
        band = Band(
            size - band.centre, size - band.upper, size - band.lower, size - band.near_upper, size - band.near_lower
        )
    return Band(*(series.per * each / size for each in band))


def _turned(signal: Signal | None) -> Signal | None:
    return signal and Signal(signal.rule, "low" if signal.side == "high" else "high")


def _known(values: Sequence[float | None]) -> int:
    return len(values) - values.count(None)


_KINDS: dict[ChartKind, Callable[[ChartSeries, int | None], Drawing]] = {
    "xmr": _as_recorded,
    "p_prime": _as_recorded,
    "u_prime": _as_recorded,
    "x_bar": _as_recorded,
    "xmr_adjusted": _adjusted,
    "year_on_year": _year_on_year,
    "rare": _rare,
    "none": _nothing,
}
