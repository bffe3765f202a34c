"""What came of a prediction, in sentences. The words are computed, never chosen by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from forcesight.measures.formats import decimals_for, listing, number, per_cent, plural
from forcesight.measures.interval import Interval
from forcesight.measures.words import interval_words
from forcesight.model_office.predicted.compared import Compared


def compared_sentence(row: Compared) -> str:
    """One output in words: `999 calls answered in 10 seconds: 91.2% (…) in 3 months, inside what was predicted (…).`"""
    name = row.measure.name
    if row.actual is None:
        return f"{name}: no month of the prediction is settled yet, so we cannot tell."
    figure = interval_words(row.actual, unit=_unit(row), decimals=_places(row))
    said = f"{name}: {figure} in {plural(row.settled, 'month')}"
    if row.range is None or row.range_without is None:
        return f"{said}. Too few runs were made to say where it should lie, so we cannot tell."
    where = f"{row.word} what was predicted ({_ends(row, row.range)})"
    return f"{said}, {where}. {_without(row, row.range_without)} {_difference(row)}"


def cautions(rows: Sequence[Compared]) -> tuple[str, ...]:
    """What to know before the rows are read: demand that was not as assumed, and how many are outside by chance."""
    told = [row for row in rows if row.word != "cannot tell"]
    return tuple(filter(None, (_demand(told), _chance(told))))


def _demand(rows: Iterable[Compared]) -> str:
    other = [f"{row.measure.name} ({row.word})" for row in rows if row.predicted.assumed and row.word != "inside"]
    if not other:
        return ""
    return (
        f"Demand was not what the experiment assumed: {listing(other)}. Where other figures differ, that may be why: "
        "run the experiment again with the demand that came."
    )


def _chance(rows: Sequence[Compared]) -> str:
    if len(rows) < 2:
        return ""
    expected = 0.05 * len(rows)
    about = f"about {number(expected, 0)}" if expected >= 1 else "fewer than 1"
    whose = "its" if expected < 1.5 else "their"
    return f"Of {plural(len(rows), 'figure')}, {about} would lie outside {whose} range by chance alone."


def _without(row: Compared, without: Interval) -> str:
    ends = _ends(row, without)
    effect = row.predicted.effect
    if effect.low <= 0 <= effect.high:
        return "The experiment told no difference between the change and none."
    if row.word_without == "inside":
        also = "also" if row.word == "inside" else "rather"
        return f"It would {also} be expected without the change ({ends})."
    return f"It lies {row.word_without} what was expected without the change ({ends})."


def _difference(row: Compared) -> str:
    if row.difference is None:
        return ""
    level = per_cent(100 * row.difference.level, 0)
    places = _places(row)
    estimate, low, high = (
        number(each, places) for each in (row.difference.estimate, row.difference.low, row.difference.high)
    )
    found = f"Actual less predicted: {estimate} ({level} interval {low} to {high})"
    return f"{found}.{_CLOSE[row.close]}"


def _unit(row: Compared) -> str:
    unit = row.predicted.output.unit
    return unit if unit == "%" else f" {unit}"


def _places(row: Compared) -> int:
    return max(row.measure.decimals, decimals_for(row.actual.estimate) if row.actual else 0)


def _ends(row: Compared, within: Interval) -> str:
    sign = "%" if row.predicted.output.unit == "%" else ""
    places = _places(row)
    least, most = 0.0, 100.0 if sign else within.high
    return " to ".join(f"{number(end, places)}{sign}" for end in (max(within.low, least), min(within.high, most)))


_CLOSE = {
    True: " That is within the margin of what does not matter.",
    False: " Differences that matter are not ruled out.",
    None: "",
}
