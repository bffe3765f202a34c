"""What the methods refuse, and the corners where there is nothing to calculate."""

from __future__ import annotations

from datetime import date
from math import inf

import pytest

from forcesight.measures.interval import Interval, normal_quantile
from forcesight.measures.proportions import exact, fisher_p, wald, wilson
from forcesight.measures.rare_events import ordinary_range, rare_chart
from forcesight.measures.rates import poisson_count, rate, rate_ratio, weighted_sum
from forcesight.measures.series import Observation, mark_filling, next_month, whole_months
from forcesight.measures.xmr import baseline


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_is_a_share(level: float) -> None:
    with pytest.raises(ValueError, match=r"such as 0\.95"):
        normal_quantile(level)


@pytest.mark.parametrize("method", [wilson, exact, wald])
def test_a_proportion_needs_cases(method: type) -> None:
    with pytest.raises(ValueError, match="at least one case"):
        method(0, 0)
    with pytest.raises(ValueError, match="11 of 10 is not a proportion"):
        method(11, 10)
    with pytest.raises(ValueError, match="between 0 and n"):
        method(-1, 10)


def test_fishers_test_needs_two_samples() -> None:
    with pytest.raises(ValueError, match="at least one case"):
        fisher_p(0, 0, 1, 2)


def test_a_sample_larger_than_its_population() -> None:
    with pytest.raises(ValueError, match="sample of 240 cannot come from a population of 100"):
        wald(181, 240, population=100)
    assert wald(1, 1, population=1).half_width == 0


def test_counts_and_exposures() -> None:
    with pytest.raises(ValueError, match="cannot be below zero"):
        poisson_count(-1)
    with pytest.raises(ValueError, match="Show the count"):
        rate(3, 0)


def test_everything_after_and_nothing_before() -> None:
    ratio = rate_ratio(0, 8)
    assert (ratio.estimate, ratio.high) == (inf, inf)
    assert ratio.low == pytest.approx(1.71, abs=0.01)


def test_a_weighted_sum_of_nothing() -> None:
    assert weighted_sum(0, events=0, variance=0) == Interval(
        0, 0, 0, 0, "weighted sum of Poisson counts (Dobson)", 0.95
    )


def test_a_baseline_is_at_least_twelve_months() -> None:
    with pytest.raises(ValueError, match="at least 12 months; 11 were asked for"):
        baseline([1.0] * 20, fix_after=11)
    assert baseline([1.0, 2.0] * 3, fix_after=12).n == 6


def test_a_series_that_never_moves() -> None:
    found = baseline([7.0] * 13)
    assert found.band() == (7, 7, 7, 7, 7)


def test_rare_events_without_events_or_months() -> None:
    nothing = rare_chart([0] * 14, [1] * 14)
    assert nothing.signals == [None] * 14
    assert nothing.bands[0] == (0, 0, 0, 0, 0)
    assert rare_chart([3], [1]).bands == [(3, 3, 3, 3, 3)]
    assert rare_chart([], []).signals == []
    assert ordinary_range(4, 1.0, 0.005) == (4, 4)


def test_all_events_in_one_month() -> None:
    """The other months have none, so nothing is known of their clusters: plain chance is asked."""
    found = rare_chart([0] * 13 + [3], [1] * 14)
    assert found.signals[-1] == ("outside", "high")


def test_months_are_ordered_and_completed() -> None:
    months = whole_months([Observation(date(2025, 1, 1), 4), Observation(date(2024, 11, 1), 3)])
    assert [(each.period.month, each.status) for each in months] == [(11, "ok"), (12, "missing"), (1, "ok")]
    assert [each.status for each in mark_filling(months, 2)] == ["ok", "missing", "filling"]
    assert mark_filling(months, 0) == months
    assert next_month(date(2024, 12, 1)) == date(2025, 1, 1)


def test_half_width_of_an_interval() -> None:
    assert Interval(5, 3, 9, 10, "x").half_width == 3
    assert Interval(5, 3, 9, 10, "x").scaled(10) == Interval(50, 30, 90, 10, "x")
