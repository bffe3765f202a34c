"""Words that pages put beside figures: units, spans, editions. The readings themselves are words of the measures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from forcesight.catalogue import Measure
from forcesight.charts.palette import SIGNS
from forcesight.measures.areas import LEVEL_PLURALS, Area
from forcesight.measures.chart import ChartPoint
from forcesight.measures.figures import Series
from forcesight.measures.formats import day, listing, month, number, plural
from forcesight.measures.held import is_published
from forcesight.measures.months import month_of
from forcesight.measures.overview import Reading as Charted
from forcesight.measures.words import chart_sentence, interval_words
from forcesight.records import contract


RULES = {
    "outside": "beyond a limit",
    "trend": "7 or more months all rising or all falling",
    "two_in_three": "2 of 3 months near a limit",
    "run": "7 or more months on one side of the mean",
    "seven_months": "7 months together had more, or fewer, than chance would bring",
    "no_events": "none for longer than chance would bring",
}
_PUBLISHED = {
    "recorded_crime": "data.police.uk street-level crime files",
    "crime_outcome": "data.police.uk outcomes files",
    "stop_search": "data.police.uk stop and search files",
}


def source_of(table: str) -> str:
    """Where the rows of a table come from."""
    return _PUBLISHED.get(table) or f"The force's own records: {contract(table).title.split(' (')[0].lower()}"


def suffix(measure: Measure) -> str:
    """What follows a figure in a sentence: `%`, ` per 1,000 people a month`, nothing after a plain count."""
    if measure.unit == "%":
        return "%"
    return f" {measure.unit}" if measure.kind in ("rate", "mean", "weighted") else ""


def statement(charted: Charted, *, with_area: bool = False) -> str:
    """The latest month in a sentence."""
    name = f"{charted.measure.name} in {charted.area.name}" if with_area else charted.measure.name
    return chart_sentence(name, charted.chart, unit=suffix(charted.measure))


def evidence(charted: Charted) -> str:
    """The latest month's figure with its interval and n; empty where there is none."""
    latest = charted.chart.latest
    if latest is None or latest.interval is None:
        return ""
    # A count is a whole number, and so are the ends of its interval as people read them.
    decimals = None if charted.measure.denominator else 0
    return interval_words(latest.interval, unit=suffix(charted.measure), decimals=decimals)


def reading_words(charted: Charted) -> str:
    """The latest month's reading in two or three words: `Higher than usual`."""
    return SIGNS[charted.chart.variation].words


def edition_words(series: Series, latest: ChartPoint | None) -> str:
    """Which edition the latest settled month comes from, and how sure that is; to which day own records are known."""
    held = (series.held or {}).get(latest.period) if latest else None
    if latest is None or held is None:
        return "No settled month"
    if held.known_to:
        return f"{month(latest.period)}; the newest row is of {day(held.known_to)}"
    told = f"{month(latest.period)} comes from the edition of {month(month_of(held.edition))}"
    return f"{told} (inferred: the newest month that was loaded with it)" if held.inferred else told


def maturity_words(measure: Measure) -> str:
    """How long a month goes on filling."""
    least = plural(measure.maturity_months, "month")
    if is_published(measure.table):
        if not measure.maturity_months:
            return "A month counts as soon as it is published"
        return f"A month counts once its file is at least {least} later than the month itself"
    after = f" and {least} after it" if measure.maturity_months else ""
    return f"A month counts once the records of its last days{after} are held"


def span_words(months: Sequence[date]) -> str:
    """`the 12 months to December 2025`, or how many of them are known."""
    if not months:
        return "no month"
    first, last = months[0], months[-1]
    whole = (last.year - first.year) * 12 + last.month - first.month + 1
    if len(months) == 1:
        return month(last)
    if whole == len(months):
        return f"the {number(whole)} months to {month(last)}"
    return f"{number(len(months))} of the months from {month(first)} to {month(last)}"


def areas_words(areas: Sequence[Area]) -> str:
    """`districts`, `LSOAs`: what areas of one level are called."""
    return LEVEL_PLURALS[areas[0].level] if areas else "areas"


def left_out_words(areas: Sequence[Area]) -> str:
    """Which areas have no settled month to compare; empty where all have."""
    if not areas:
        return ""
    named, rest = [area.name for area in areas[:5]], areas[5:]
    names = listing([*named, f"{number(len(rest))} more"] if rest else named)
    return f"Without a settled month to compare: {names}."
