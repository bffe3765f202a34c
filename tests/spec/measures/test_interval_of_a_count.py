"""Interval of a count, a rate and a weighted count

A month's count would have come out differently in another month just like it. The exact Poisson interval says how
differently. Rates use the interval of their count. A severity-weighted count varies more than its size suggests, for a
few heavy offences carry it; its interval knows how many offences are behind it and how unequal they are.
"""

from __future__ import annotations

from math import inf

import pytest
from tests.spec.tables import rows

from forcesight.measures.rates import poisson_count, rate, rate_ratio, ratio_p, weighted_sum


def test_exact_interval_of_a_count() -> None:
    """Garwood's table of 1936. A count of 0 allows up to 3.7."""
    table = rows("""
        count |  low   |  high
            0 |  0.000 |   3.689
            1 |  0.025 |   5.572
            5 |  1.623 |  11.668
           10 |  4.795 |  18.390
           30 | 20.241 |  42.827
    """)
    for row in table:
        interval = poisson_count(row["count"])
        assert (interval.low, interval.high) == pytest.approx((row["low"], row["high"]), abs=0.0006)
        assert interval.method == "exact Poisson (Garwood)"


def test_rate_per_thousand_people() -> None:
    """10 burglaries among 20,000 people: 0.50 per 1,000, from 0.24 to 0.92. It rests on 10 burglaries."""
    interval = rate(10, 20_000)
    assert interval.estimate == 0.5
    assert (interval.low, interval.high) == pytest.approx((0.240, 0.920), abs=0.0005)
    assert interval.n == 10


def test_ratio_of_two_rates() -> None:
    """100 offences, then 120: 20 % more, but anything from 9 % fewer to 58 % more."""
    ratio = rate_ratio(100, 120)
    assert (ratio.estimate, ratio.low, ratio.high) == pytest.approx((1.2, 0.913, 1.581), abs=0.0005)
    assert ratio_p(100, 120) == pytest.approx(0.200, abs=0.0005)


def test_ratio_of_rates_with_exposures() -> None:
    """The same count in half the days is twice the rate."""
    assert rate_ratio(50, 50, exposure_before=60, exposure_after=30).estimate == pytest.approx(2)


def test_nothing_before_and_nothing_after() -> None:
    """Without a single event any ratio is possible."""
    ratio = rate_ratio(0, 0)
    assert (ratio.low, ratio.high, ratio.n) == (0, inf, 0)
    assert ratio_p(0, 0) == 1


def test_weighted_count_with_equal_weights() -> None:
    """50 offences of weight 20 are the interval of 50, 20 times over."""
    plain, weighted = poisson_count(50), weighted_sum(1000, events=50, variance=50 * 20**2)
    assert (weighted.low, weighted.high) == pytest.approx((20 * plain.low, 20 * plain.high))


def test_weighted_count_carried_by_few() -> None:
    """The same total, half of it from one offence of weight 500, is known far less well."""
    even = weighted_sum(1000, events=50, variance=50 * 20**2)
    uneven = weighted_sum(1000, events=50, variance=500**2 + 49 * (500 / 49) ** 2)
    assert uneven.high - uneven.low > 3 * (even.high - even.low)
    assert uneven.n == 50
