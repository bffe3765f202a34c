"""Direction of travel

Has it changed? The answer is the interval of the change, and four words follow from it. *Higher* and *lower*: the whole
interval lies on one side. *Broadly unchanged*: the whole interval lies inside the margin, a dated decision of how small
a change does not matter. *Cannot tell*: the figures allow both a change that matters and none. That a change is not
significant does not make it "broadly unchanged".
"""

from __future__ import annotations

import pytest
from tests.spec.tables import rows

from forcesight.measures.direction import change_of_estimates, change_of_proportions, change_of_rates
from forcesight.measures.interval import Interval


def estimate(value: float, half_width: float) -> Interval:
    return Interval(value, value - half_width, value + half_width, n=0, method="published")


def test_crime_recording_2016_and_2022() -> None:
    """An inspection called these three "broadly unchanged". With a margin of 3 points their intervals cannot tell."""
    published = rows("""
        crime    | before | pm_before | after | pm_after | change | pm_change | p     | word
        all      |   91.0 |       1.8 |  88.4 |      2.8 |   -2.6 |      3.33 | 0.126 | cannot tell
        violence |   89.9 |       3.0 |  85.8 |      4.5 |   -4.1 |      5.41 | 0.137 | cannot tell
        sexual   |   94.7 |       2.4 |  96.3 |      3.2 |    1.6 |      4.00 | 0.433 | cannot tell
    """)
    for row in published:
        change = change_of_estimates(
            estimate(row["before"], row["pm_before"]), estimate(row["after"], row["pm_after"]), margin=3
        )
        assert change.interval.estimate == pytest.approx(row["change"], abs=0.005)
        assert change.interval.half_width == pytest.approx(row["pm_change"], abs=0.005)
        assert change.p_value == pytest.approx(row["p"], abs=0.0005)
        assert change.word == row["word"]


def test_the_four_words() -> None:
    """The same figures by margin and sample size, in points."""
    cases = rows("""
        before | after | half_width | margin | word
            90 |    80 |        2.0 |      3 | lower
            80 |    90 |        2.0 |      3 | higher
            90 |    91 |        1.0 |      3 | broadly unchanged
            90 |    91 |        1.0 |      - | cannot tell
            90 |    92 |        0.5 |      3 | broadly unchanged
            90 |    92 |        0.5 |      - | higher
            90 |    91 |        4.0 |      3 | cannot tell
    """)
    for row in cases:
        before, after = (estimate(row[when], row["half_width"]) for when in ("before", "after"))
        assert change_of_estimates(before, after, margin=row["margin"]).word == row["word"], row


def test_two_proportions() -> None:
    """156 of 204, then 25 of 36: 7 points lower, but the interval reaches from 24 lower to 7 higher."""
    change = change_of_proportions(156, 204, 25, 36, per=100, margin=5)
    assert change.word == "cannot tell"
    assert (change.before, change.after) == pytest.approx((76.5, 69.4), abs=0.05)
    assert (change.interval.low, change.interval.high) == pytest.approx((-24.2, 7.0), abs=0.05)
    assert change.p_value == pytest.approx(0.40, abs=0.005)


def test_two_counts() -> None:
    """8,000 offences, then 8,400: higher, by 2 to 8 per cent. With a margin of 10 per cent: broadly unchanged."""
    change = change_of_rates(8000, 8400)
    assert change.word == "higher"
    assert (change.interval.low, change.interval.high) == pytest.approx((1.019, 1.082), abs=0.001)
    assert change_of_rates(8000, 8400, margin=0.10).word == "broadly unchanged"


def test_two_rates_over_different_times() -> None:
    """31 days against 28: the same count in a shorter month is a higher rate, here not surely so."""
    change = change_of_rates(310, 310, exposure_before=31, exposure_after=28)
    assert (change.before, change.after) == pytest.approx((10, 11.07), abs=0.01)
    assert change.interval.estimate == pytest.approx(31 / 28)
    assert change.word == "cannot tell"


def test_a_margin_is_positive() -> None:
    """A margin of nothing is refused: without a margin nothing is called unchanged."""
    with pytest.raises(ValueError, match="margin is a positive change"):
        change_of_rates(10, 10, margin=0)


def test_certain_figures() -> None:
    """Two figures without error are the same or not."""
    same = change_of_estimates(estimate(5, 0), estimate(5, 0))
    assert (same.p_value, same.word) == (1, "cannot tell")
    assert change_of_estimates(estimate(5, 0), estimate(6, 0)).word == "higher"
