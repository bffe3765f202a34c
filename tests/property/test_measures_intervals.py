"""Intervals and tests against statsmodels and scipy, over random counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2, fisher_exact
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from forcesight.measures.direction import change_of_rates
from forcesight.measures.proportions import difference, exact, fisher_p, wald, wilson
from forcesight.measures.rates import poisson_count, rate_ratio, ratio_p


SETTINGS = settings(derandomize=True, max_examples=100, deadline=None)

samples = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
levels = st.sampled_from([0.8, 0.95, 0.998])


@SETTINGS
@given(samples, levels)
def test_one_proportion(sample: tuple[int, int], level: float) -> None:
    for ours, theirs in ((wilson, "wilson"), (exact, "beta"), (wald, "normal")):
        found = ours(*sample, level=level)
        expected = proportion_confint(*sample, alpha=1 - level, method=theirs)
        assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)
        assert found.level == level


@SETTINGS
@given(samples, samples)
def test_difference_of_proportions(before: tuple[int, int], after: tuple[int, int]) -> None:
    found = difference(*before, *after)
    expected = confint_proportions_2indep(*after, *before, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)


@SETTINGS
@given(samples, samples)
def test_fishers_test(before: tuple[int, int], after: tuple[int, int]) -> None:
    table = [[before[0], before[1] - before[0]], [after[0], after[1] - after[0]]]
    assert fisher_p(*before, *after) == pytest.approx(fisher_exact(table)[1], rel=1e-6, abs=1e-12)


@SETTINGS
@given(st.integers(0, 20_000), levels)
def test_a_count(count: int, level: float) -> None:
    tail, found = (1 - level) / 2, poisson_count(count, level=level)
    expected = (chi2.ppf(tail, 2 * count) / 2 if count else 0, chi2.ppf(1 - tail, 2 * count + 2) / 2)
    assert (found.low, found.high) == pytest.approx(expected, rel=1e-6)


@SETTINGS
@given(st.integers(0, 500), st.integers(0, 500), st.floats(0.1, 10))
def test_ratio_of_rates(before: int, after: int, share: float) -> None:
    """The interval leaves out 1 exactly where the test rejects at its level."""
    p_value = ratio_p(before, after, exposure_after=share)
    if before + after:
        null = share / (1 + share)
        assert binomtest(after, before + after, null, alternative="two-sided").pvalue <= p_value * 2 + 1e-9
    interval = rate_ratio(before, after, exposure_after=share)
    if abs(p_value - 0.05) > 1e-6:
        assert (interval.low <= 1 <= interval.high) == (p_value > 0.05)


@SETTINGS
@given(st.integers(0, 300), st.integers(0, 300))
def test_a_change_backwards_is_the_opposite_change(before: int, after: int) -> None:
    opposite = {"higher": "lower", "lower": "higher"}
    there, back = change_of_rates(before, after), change_of_rates(after, before)
    assert back.word == opposite.get(there.word, there.word)
    assert back.p_value == pytest.approx(there.p_value)
