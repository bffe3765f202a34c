"""Durations in a planner's words draw times with the mean and the spread that were asked for."""

from __future__ import annotations

import math

import numpy as np
import pytest

from forcesight.model_office.compiled import plain
from forcesight.model_office.distributions import quantile
from forcesight.model_office.office.description import Duration
from forcesight.model_office.office.durations import law_of, mean_of


HAVE_A_MEAN = (
    Duration(family="constant", mean=5),
    Duration(family="exponential", mean=5),
    Duration(family="lognormal", mean=6, cv=0.8),
    Duration(family="uniform", low=1, high=3),
    Duration(family="weibull", scale=3, shape=1.7),
    Duration(family="loglogistic", scale=3, shape=4),
    Duration(family="hyperexponential", mean=2, cv=1.5),
    Duration(family="gamma", mean=5, cv=0.5),
    Duration(family="gamma", mean=5, cv=2),
    Duration(family="observed", quantiles=(1, 2, 3, 10)),
    Duration(family="observed", quantiles=(4,)),
)
WITH_CV = [duration for duration in HAVE_A_MEAN if duration.cv]


def drawn(duration: Duration) -> np.ndarray:
    """The distribution at 20,000 evenly spread probabilities."""
    law = law_of(duration)
    return np.array([plain(quantile)(*law, u) for u in (np.arange(20_000) + 0.5) / 20_000])


@pytest.mark.parametrize("duration", HAVE_A_MEAN, ids=lambda duration: duration.family)
def test_the_mean_is_the_one_that_was_asked_for(duration: Duration) -> None:
    times = drawn(duration)
    assert times.mean() == pytest.approx(mean_of(duration), rel=1e-3)
    # A hyperexponential time is drawn from one of two kinds of job, short ones first: the others keep their luck.
    assert duration.family == "hyperexponential" or (np.diff(times) >= 0).all()


@pytest.mark.parametrize("duration", WITH_CV, ids=lambda duration: duration.family)
def test_the_spread_is_the_one_that_was_asked_for(duration: Duration) -> None:
    times = drawn(duration)
    assert times.std() / times.mean() == pytest.approx(duration.cv, rel=0.01)


def test_a_gamma_table_has_the_family_s_quantiles() -> None:
    from scipy.stats import gamma

    law = law_of(Duration(family="gamma", mean=8, cv=0.7))
    for u in (0.05, 0.25, 0.5, 0.75, 0.95, 0.99):
        assert plain(quantile)(*law, u) == pytest.approx(gamma.ppf(u, 1 / 0.49, scale=8 * 0.49), rel=1e-3)


@pytest.mark.parametrize("family", ["lognormal", "gamma"])
def test_without_spread_a_duration_is_constant(family: str) -> None:
    assert set(drawn(Duration(family=family, mean=7, cv=0))) == {7.0}  # type: ignore[arg-type]


def test_a_hyperexponential_duration_with_a_cv_of_1_is_exponential() -> None:
    assert law_of(Duration(family="hyperexponential", mean=3, cv=1)) == law_of(Duration(family="exponential", mean=3))


def test_never_is_infinitely_long() -> None:
    assert mean_of(Duration(family="never")) == math.inf
    assert set(drawn(Duration(family="never"))) == {math.inf}


def test_a_log_logistic_tail_of_shape_1_has_no_mean() -> None:
    assert mean_of(Duration(family="loglogistic", scale=2, shape=1)) == math.inf


@pytest.mark.parametrize("duration", [Duration(family="hyperexponential", mean=3, cv=0.5), Duration(family="observed")])
def test_impossible_numbers_are_an_error(duration: Duration) -> None:
    with pytest.raises(ValueError, match="duration"):
        law_of(duration)
