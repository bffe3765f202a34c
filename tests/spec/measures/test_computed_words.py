"""Computed sentences

What a page says of a chart is worked out from the chart, in the same words everywhere; nobody picks an adjective.
"""

from __future__ import annotations

from datetime import date

from tests.spec.measures.monthly import months

from forcesight.measures.chart_choice import control_chart
from forcesight.measures.direction import change_of_estimates, change_of_proportions, change_of_rates
from forcesight.measures.formats import listing, month, number, per_cent, plural
from forcesight.measures.funnel import funnel
from forcesight.measures.interval import Interval
from forcesight.measures.proportions import wilson
from forcesight.measures.words import (
    change_sentence,
    chart_sentence,
    false_signals_sentence,
    funnel_words,
    interval_words,
)


LEVEL = "8010 8090 7950 8050 7990 8060 7940 8000 8070 7960 8040 7980 8020 8060 7930 8030 8000 8050 7970 8020"


def sentence(counts: str, **how: object) -> str:
    unit = how.pop("unit", "")
    return chart_sentence("Recorded crime", control_chart(months("2024-01", counts), **how), unit=unit)


def test_an_ordinary_month() -> None:
    """The range is the one between the limits."""
    assert sentence(f"{LEVEL} 8012") == (
        "Recorded crime was 8,012 in September 2025, within the range expected (7,814 to 8,208)."
    )


def test_outside() -> None:
    """What it means follows only where the measure has a direction."""
    assert sentence(f"{LEVEL} 8612", direction="decrease") == (
        "Recorded crime was 8,612 in September 2025, higher than expected: it lies above the upper limit of 8,245. "
        "A decrease would be better: this is a concern."
    )
    assert sentence(f"{LEVEL} 7400", direction="decrease").endswith("the lower limit of 7,776. This is an improvement.")
    assert sentence(f"{LEVEL} 7400", direction="increase").endswith("An increase would be better: this is a concern.")


def test_two_of_three() -> None:
    """As the issue's example has it."""
    assert sentence(f"{LEVEL} 8210 8060 8220") == (
        "Recorded crime was 8,220 in November 2025, higher than expected: "
        "2 of the last 3 months lie near the upper limit."
    )


def test_runs_and_trends_are_counted() -> None:
    """The sentence says how long it has lasted."""
    run = sentence(f"{LEVEL} 7960 7980 7950 7970 7955 7975 7960 7965")
    assert run.endswith("lower than expected: the last 8 months all lie below the average.")
    trend = sentence(f"{LEVEL} 7940 7960 7980 8000 8020 8040 8060")
    assert trend.endswith("higher than expected: it has risen 6 months in a row.")


def test_rare_events() -> None:
    """Counts too small for limits are told as counts."""
    quiet = "2 1 3 2 1 2 4 2 1 2 3 2 1 2 2 3 1 2 0 0 0 0"
    assert sentence(quiet).endswith("lower than expected: there has been none for 4 months.")
    rising = "0 1 0 0 1 0 1 0 0 1 0 0 1 0 1 0 1 2 3 2 2 3 2 2"
    assert sentence(rising).endswith(
        "higher than expected: the last 7 months together had more than chance would bring."
    )


def test_nothing_to_say() -> None:
    """No history, no claim; no figure, no sentence about one."""
    assert sentence("50 51") == (
        "Recorded crime was 50 in January 2024. There is too little history to say whether that is unusual."
    ).replace("50 in January", "51 in February")
    assert chart_sentence("Recorded crime", control_chart([])) == "Recorded crime: no month is known."


def test_adjusted_scales_are_named() -> None:
    """A signal of an adjusted chart is told as such, without limits in another unit than the figure."""
    year = "300 280 290 300 330 340 350 340 310 300 280 270"
    other = "297 284 287 304 326 344 346 343 308 303 277 273"
    three = control_chart(months("2022-01", f"{year} {other} {year[:-3]} 400"), seasonality=True)
    assert chart_sentence("Violence", three).endswith("it lies above the upper limit once the season is taken out.")
    two = control_chart(months("2022-01", f"{year} {other} 303 279 291 400"), seasonality=True)
    assert chart_sentence("Violence", two).endswith("above the upper limit when compared with a year before.")


def test_changes() -> None:
    """The word, then the evidence."""
    before, after = Interval(91.0, 89.2, 92.8, 971, "published"), Interval(88.4, 85.6, 91.2, 502, "published")
    change = change_of_estimates(before, after, margin=3)
    assert change_sentence("Crime recording", change, before="2016", after="2022", unit="%") == (
        "Crime recording was 88.4% in 2022 and 91% in 2016. We cannot tell whether it changed "
        "(−2.6, 95% interval −5.9 to 0.7, p = 0.126)."
    )
    both = change_sentence("Crime recording", change, before="2016", after="2022", unit="%", intervals=(before, after))
    assert both.startswith(
        "Crime recording was 88.4% (95% interval 85.6% to 91.2%, n = 502) in 2022 "
        "and 91.0% (95% interval 89.2% to 92.8%, n = 971) in 2016. "
    )
    rise = change_sentence("Burglary", change_of_rates(8000, 8800), before="2024", after="2025")
    assert rise.endswith("That is higher (+10.0%, 95% interval 6.7% to 13.4%, p < 0.001).")
    same = change_of_proportions(500, 1000, 505, 1000, per=100, margin=10)
    assert "That is broadly unchanged (+0.5, " in change_sentence("X", same, before="May", after="June", unit="%")


def test_estimates_with_their_evidence() -> None:
    """No percentage without its count and interval."""
    assert interval_words(wilson(377, 429).scaled(100), unit="%") == "87.9% (95% interval 84.4% to 90.6%, n = 429)"


def test_false_signals_to_expect() -> None:
    """Forty charts at 2 % each."""
    assert false_signals_sentence(1.2, 40) == "With 40 charts, about 1 would signal by chance alone."
    assert false_signals_sentence(0.3, 1) == "With 1 chart, fewer than 1 would signal by chance alone."
    assert false_signals_sentence(0, 0) == "No chart has enough history to signal."


def test_peers() -> None:
    """Five places on a funnel plot."""
    area = funnel(
        {"A": (100, 1000), "B": (103, 1000), "C": (97, 1000), "D": (99, 1000), "E": (180, 1000)}, kind="proportion"
    ).areas
    assert funnel_words(area[4]) == "much higher than its peers (outside the 99.8% limits)"
    assert funnel_words(area[1]).startswith("within the limits of its peers")


def test_numbers_months_and_lists() -> None:
    """As British readers write them."""
    assert [number(8612), number(12.44), number(12345.6), number(-3), number(0.0432)] == [
        "8,612", "12.4", "12,346", "−3", "0.043",
    ]  # fmt: skip
    assert per_cent(88.449) == "88.4%"
    assert month(date(2025, 12, 1)) == "December 2025"
    assert [listing([]), listing(["a"]), listing(["a", "b"]), listing(["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip
    assert [plural(1, "month"), plural(3, "month"), plural(2, "city", "cities")] == ["1 month", "3 months", "2 cities"]
