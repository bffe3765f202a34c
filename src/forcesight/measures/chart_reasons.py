"""Why this chart, and what it does not claim, in sentences for the reader of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from forcesight.measures.chart import ChartPoint
from forcesight.measures.chart_series import ChartSeries
from forcesight.measures.formats import listing, month, number, per_cent, plural
from forcesight.measures.seasonality import MONTHS_TO_ADJUST
from forcesight.measures.xmr import SHORT_SEGMENT


WHY = {
    "plain": "The limits come from the changes between neighbouring months (XmR chart, NHS Making Data Count rules).",
    "proportion": "The limits are wider in months with fewer cases (p-prime chart, Laney).",
    "rate": "The limits follow the population of each month (u-prime chart, Laney).",
    "mean": "The limits are wider in months with fewer cases (chart of means, limits by Laney's rule).",
    "season": "This measure follows the seasons, so the chart shows it seasonally adjusted, from {n} months.",
    "season_short": "This measure follows the seasons and only {n} months are known; adjusting for them takes "
    "{adjust}. The chart shows the change on the same month a year before.",
    "season_too_short": "This measure follows the seasons and only {n} months are known, too few to tell a season "
    "from a change. Nothing is claimed.",
    "few": "There are {mean} events in an ordinary month, fewer than the {minimum} that the usual rules need. "
    "The chart asks how often chance alone would give so many, or so few.",
    "few_weighted": "There are {mean} events in an ordinary month, fewer than the {minimum} needed, and weighted "
    "events have no rule for rare events. Nothing is claimed.",
    "few_mean": "There are {mean} cases in an ordinary month, fewer than the {minimum} needed to tell a change of "
    "their mean from chance. Nothing is claimed.",
    "nothing_known": "No month is known. Nothing is claimed.",
}
"""A sentence for each circumstance that decides the kind of chart."""


def reasons(
    because: str, series: ChartSeries, points: Sequence[ChartPoint], *, minimum_mean: float, chance: float
) -> tuple[str, ...]:
    """The sentences that stand beside a chart."""
    first = WHY[because].format(
        n=series.n, mean=number(series.mean_events, 1), minimum=number(minimum_mean), adjust=MONTHS_TO_ADJUST
    )
    return (first, *_left_out(points), *_trials(points), *_chance(chance))


def _left_out(points: Sequence[ChartPoint]) -> Iterator[str]:
    if missing := _months(points, "missing"):
        yield f"{plural(len(missing), 'month is', 'months are')} not known. No rule looks across a gap."
    for status, says in (("partial", "not complete"), ("filling", "still filling")):
        if found := _months(points, status):
            verb, count = ("is", "it counts") if len(found) == 1 else ("are", "they count")
            yield f"{_named(found)} {verb} {says}, so {count} towards neither limits nor rules."


def _trials(points: Sequence[ChartPoint]) -> Iterator[str]:
    firsts = {point.segment: point for point in reversed(points) if point.trial}
    for segment in sorted(firsts):
        known = sum(point.segment == segment and point.counts and point.charted is not None for point in points)
        lack = f"are {known}, fewer than the {SHORT_SEGMENT} that limits need"
        if known >= SHORT_SEGMENT:
            lack = "have too few neighbours known to say how far a month may stray"
        yield f"The months from {month(firsts[segment].period)} {lack}: no signal is claimed."


def _chance(chance: float) -> Iterator[str]:
    if chance:
        yield f"By chance alone, about {per_cent(100 * chance)} of charts like this flag their latest month."


def _months(points: Iterable[ChartPoint], status: str) -> list[ChartPoint]:
    return [point for point in points if point.status == status]


def _named(points: Sequence[ChartPoint]) -> str:
    return listing([month(point.period) for point in points])
