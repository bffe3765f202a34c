"""Interval of a mean

How long callers waited on average in a month would have come out differently in another month just like it. Student's
interval says how differently, from how unequal the waits were and how many there were. A mean of one case, or of cases
that are all alike, does not say how far cases vary: it has no interval. A change of a mean is told like that of any two
estimates, and a chart of means has wider limits in months with fewer cases.
"""

from __future__ import annotations

from datetime import date
from math import sqrt

import pytest
from tests.spec.tables import column

from forcesight.measures.chart_choice import control_chart
from forcesight.measures.means import mean
from forcesight.measures.months import month_after
from forcesight.measures.series import Observation


def waits(words: str) -> dict[str, float]:
    """The sums that a mart keeps of some waits."""
    seconds = column(words)
    return {"total": sum(seconds), "n": len(seconds), "squares": sum(s * s for s in seconds)}


def test_mean_of_a_few_waits() -> None:
    """Ten waits with a mean of 12 s and a standard deviation of 3.65 s: Student's t for 9 degrees is 2.262."""
    interval = mean(**waits("8 9 10 10 11 12 12 13 14 21"))
    assert interval is not None
    reach = 2.2622 * sqrt(120 / 9) / sqrt(10)
    assert (interval.estimate, interval.n) == (12, 10)
    assert (interval.low, interval.high) == pytest.approx((12 - reach, 12 + reach), abs=0.001)
    assert interval.method == "mean (Student's t)"


def test_four_times_the_cases_halve_the_width() -> None:
    """Nearly: with more cases Student's t is smaller too."""
    few, many = mean(1200, 100, squares=16_000), mean(4800, 400, squares=64_000)
    assert few is not None and many is not None
    assert (few.high - few.low) / (many.high - many.low) == pytest.approx(2.02, abs=0.01)


def test_what_says_nothing_has_no_interval() -> None:
    """One case; no case; five cases that are all alike."""
    assert mean(12, 1, squares=144) is None
    assert mean(0, 0, squares=0) is None
    assert mean(**waits("7 7 7 7 7")) is None


def test_a_mean_per_hundred() -> None:
    """In another unit, such as hundredths, everything is scaled."""
    plain, scaled = mean(1200, 100, squares=16_000), mean(1200, 100, squares=16_000, per=100)
    assert plain is not None and scaled is not None
    assert (scaled.estimate, scaled.low) == pytest.approx((100 * plain.estimate, 100 * plain.low))


def months(*sizes: int, last: float = 12) -> list[Observation]:
    """Months with a mean of 12, give or take, and one of `last` at the end."""
    means = [*(12 + (0.4 if place % 2 else -0.4) for place in range(len(sizes) - 1)), last]
    return [Observation(month_after(date(2024, 1, 1), place), m * size, size, events=size, variance=170.0 * size)
            for place, (m, size) in enumerate(zip(means, sizes, strict=True))]  # fmt: skip


def test_chart_of_means() -> None:
    """Limits by the size of each month: a month of a quarter of the cases may stray twice as far."""
    chart = control_chart(months(*[400] * 17, 100), kind="mean")
    whole, small = chart.points[0], chart.points[-1]
    assert chart.kind == "x_bar" and small.upper and small.centre and whole.upper and whole.centre
    assert (small.upper - small.centre) / (whole.upper - whole.centre) == pytest.approx(2)
    assert chart.reasons[0].startswith("The limits are wider in months with fewer cases")


def test_a_mean_that_jumps_is_marked() -> None:
    """A mean of 15 after months of about 12."""
    chart = control_chart(months(*[400] * 18, last=15), kind="mean", direction="decrease")
    assert chart.variation == "concern" and chart.latest and chart.latest.rule == "outside"


def test_of_few_cases_nothing_is_claimed() -> None:
    """Three cases a month say nothing of a change of their mean."""
    chart = control_chart(months(*[3] * 18), kind="mean")
    assert chart.kind == "none" and "fewer than the 5 needed to tell a change of their mean" in chart.reasons[0]
