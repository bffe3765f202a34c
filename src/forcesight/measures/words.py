"""What a chart, a change or a comparison says, in a sentence. The words are computed, never chosen by hand."""

from __future__ import annotations

from collections.abc import Callable

from forcesight.measures.chart import Chart, ChartPoint, Rule
from forcesight.measures.direction import Change
from forcesight.measures.formats import decimals_for, month, number, per_cent, plural
from forcesight.measures.funnel import FunnelArea
from forcesight.measures.interval import Interval


def chart_sentence(name: str, chart: Chart, *, unit: str = "") -> str:
    """The latest month in words: `Recorded crime was 8,612 in December 2025, higher than expected: …`.

    `unit` follows the figure as it stands: `%`, ` per 1,000 people`.
    """
    latest = chart.latest
    if latest is None or latest.value is None:
        return f"{name}: no month is known."
    figure = f"{name} was {number(latest.value)}{unit} in {month(latest.period)}"
    if latest.point_type == "no_claim":
        return f"{figure}. There is too little history to say whether that is unusual."
    if latest.rule is None:
        return f"{figure}, {_ordinary(chart, latest, unit)}."
    side = "higher" if latest.side == "high" else "lower"
    return f"{figure}, {side} than expected: {_RULES[latest.rule](chart, latest, unit)}.{_meaning(chart)}"


def change_sentence(
    name: str,
    change: Change,
    *,
    before: str,
    after: str,
    unit: str = "",
    intervals: tuple[Interval | None, Interval | None] = (None, None),
) -> str:
    """A change in words: `Recording was 88.4% in 2022 and 91.0% in 2016. We cannot tell whether it changed (…).`

    `intervals` are those of the two figures, earlier first; where they are known, each figure bears its own.
    """
    old, new = (_figure(*each, unit) for each in zip((change.before, change.after), intervals, strict=True))
    return f"{name} was {new} in {after} and {old} in {before}. {_CHANGES[change.word]} ({_evidence(change)})."


def _figure(value: float, interval: Interval | None, unit: str) -> str:
    """A figure with its evidence, where that is known; a count, which has no unit, has whole ends."""
    if interval is None:
        return f"{number(value)}{unit}"
    return interval_words(interval, unit=unit, decimals=None if unit else 0)


def interval_words(interval: Interval, *, unit: str = "", decimals: int | None = None) -> str:
    """An estimate with its evidence: `88.4% (95% interval 85.3% to 90.9%, n = 502)`. A unit of words is said once."""
    # An estimate of nothing has an interval all the same: its end says how finely to write.
    places = decimals_for(interval.estimate or interval.high) if decimals is None else decimals
    sign = unit if unit == "%" else ""
    low, high = (f"{number(each, places)}{sign}" for each in (interval.low, interval.high))
    estimate = f"{number(interval.estimate, places)}{unit}"
    return f"{estimate} ({per_cent(100 * interval.level, 0)} interval {low} to {high}, n = {number(interval.n)})"


def false_signals_sentence(expected: float, charts: int) -> str:
    """How many flags chance alone would raise: `With 40 charts, about 1 would signal by chance alone.`"""
    if not charts:
        return "No chart has enough history to signal."
    about = number(expected, 0) if expected >= 1 else "fewer than 1"
    about = f"about {about}" if expected >= 1 else about
    return f"With {plural(charts, 'chart')}, {about} would signal by chance alone."


def funnel_words(area: FunnelArea) -> str:
    """Where an area stands among its peers."""
    return _PLACES[area.place]


def _ordinary(chart: Chart, latest: ChartPoint, unit: str) -> str:
    low, high = chart.within_bounds(latest.lower), chart.within_bounds(latest.upper)
    if chart.scale != "as recorded" or low is None or high is None:
        return "within the range expected"
    return f"within the range expected ({number(low)}{unit} to {number(high)}{unit})"


def _outside(chart: Chart, latest: ChartPoint, unit: str) -> str:
    high = latest.side == "high"
    limit = latest.upper if high else latest.lower
    place = "above the upper limit" if high else "below the lower limit"
    if chart.scale != "as recorded" or limit is None:
        return f"it lies {place}{_scale(chart)}"
    return f"it lies {place} of {number(limit)}{unit}"


def _trend(chart: Chart, latest: ChartPoint, _: str) -> str:
    moves = "risen" if latest.side == "high" else "fallen"
    return f"it has {moves} {number(_steps(chart, latest))} months in a row{_scale(chart)}"


def _two_in_three(chart: Chart, latest: ChartPoint, _: str) -> str:
    limit = "upper" if latest.side == "high" else "lower"
    return f"2 of the last 3 months lie near the {limit} limit{_scale(chart)}"


def _run(chart: Chart, latest: ChartPoint, _: str) -> str:
    side = "above" if latest.side == "high" else "below"
    return f"the last {number(_on_one_side(chart, latest))} months all lie {side} the average{_scale(chart)}"


def _seven_months(_: Chart, latest: ChartPoint, __: str) -> str:
    return f"the last 7 months together had {'more' if latest.side == 'high' else 'fewer'} than chance would bring"


def _no_events(chart: Chart, latest: ChartPoint, _: str) -> str:
    quiet = _trailing(chart, latest, lambda point, _: point.value == latest.value)
    what = "none" if latest.side == "low" else "no exception"
    return f"there has been {what} for {plural(quiet, 'month')}"


_RULES: dict[Rule, Callable[[Chart, ChartPoint, str], str]] = {
    "outside": _outside,
    "trend": _trend,
    "two_in_three": _two_in_three,
    "run": _run,
    "seven_months": _seven_months,
    "no_events": _no_events,
}

_CHANGES = {
    "higher": "That is higher",
    "lower": "That is lower",
    "broadly unchanged": "That is broadly unchanged",
    "cannot tell": "We cannot tell whether it changed",
}

_PLACES = {
    "inside": "within the limits of its peers",
    "high": "higher than its peers (outside the 95% limits)",
    "low": "lower than its peers (outside the 95% limits)",
    "very_high": "much higher than its peers (outside the 99.8% limits)",
    "very_low": "much lower than its peers (outside the 99.8% limits)",
}


def _meaning(chart: Chart) -> str:
    if chart.variation == "concern":
        return f" A{'n increase' if chart.direction == 'increase' else ' decrease'} would be better: this is a concern."
    return " This is an improvement." if chart.variation == "improvement" else ""


def _scale(chart: Chart) -> str:
    if chart.kind == "xmr_adjusted":
        return " once the season is taken out"
    return " when compared with a year before" if chart.kind == "year_on_year" else ""


def _evidence(change: Change) -> str:
    interval, level = change.interval, per_cent(100 * change.interval.level, 0)
    p_value = "p < 0.001" if change.p_value < 0.001 else f"p = {number(change.p_value, 3)}"
    if change.scale == "ratio":
        low, high = (number(100 * (end - 1), 1) for end in (interval.low, interval.high))
        return f"{_signed(100 * (interval.estimate - 1))}%, {level} interval {low}% to {high}%, {p_value}"
    low, high = (number(end, 1) for end in (interval.low, interval.high))
    return f"{_signed(interval.estimate)}, {level} interval {low} to {high}, {p_value}"


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else ''}{number(value, 1)}"


def _steps(chart: Chart, latest: ChartPoint) -> int:
    """Changes in a row, all the way of the latest."""
    up = latest.side == "high"

    def continues(point: ChartPoint, later: ChartPoint | None) -> bool:
        if later is None or point.charted is None or later.charted is None:
            return later is None
        return later.charted > point.charted if up else later.charted < point.charted

    return _trailing(chart, latest, continues) - 1


def _on_one_side(chart: Chart, latest: ChartPoint) -> int:
    def same_side(point: ChartPoint, _: ChartPoint | None) -> bool:
        if point.charted is None or point.centre is None:
            return False
        return point.charted > point.centre if latest.side == "high" else point.charted < point.centre

    return _trailing(chart, latest, same_side)


def _trailing(chart: Chart, latest: ChartPoint, holds: Callable[[ChartPoint, ChartPoint | None], bool]) -> int:
    """How many months up to the latest hold in a row, in one segment without a gap."""
    count, later = 0, None
    for point in reversed(chart.points[: chart.points.index(latest) + 1]):
        if point.segment != latest.segment or not point.counts or not holds(point, later):
            break
        count, later = count + 1, point
    return count
