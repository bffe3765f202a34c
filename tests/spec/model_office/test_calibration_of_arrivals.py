"""Arrivals from a log

The rate of an hour of the week is its count over the number of such hours, with an exact interval. Two questions are
asked of the counts: do they vary more than chance makes them, given the hour of the week, and given how busy the week
was as well? Days that neither explains are listed and left out, so that one festival does not raise every Saturday.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from forcesight.model_office.calibration.arrivals import count_by_hour, fit_arrivals


MONDAY = date(2024, 1, 1)
_SHAPE = 5 * (1 + 0.55 * np.sin(2 * np.pi * (np.arange(24) - 9) / 24))


def expected(weeks: int) -> np.ndarray:
    """Calls expected by day and hour: five an hour, more at night, the same all week."""
    return np.tile(_SHAPE, (7 * weeks, 1))


def test_a_rate_is_a_count_with_its_exact_interval() -> None:
    """Two weeks with 3 and 5 calls on Monday at 9:00: four an hour, between 1.7 and 7.9."""
    counts = np.full((14, 24), 4)
    counts[0, 9], counts[7, 9] = 3, 5
    found = fit_arrivals(counts, MONDAY)
    rate = found.rates[9]
    assert (rate.estimate, rate.n) == (4, 8)
    assert (rate.low, rate.high) == pytest.approx((1.727, 7.881), abs=0.001)
    assert found.per_week.estimate == pytest.approx(4 * 168)
    assert found.demand("calls", job="call", to="desk").per_week == pytest.approx(4 * 168)


def test_intervals_cover_the_rates_and_a_poisson_process_passes() -> None:
    """Forty logs of ten weeks: 95 % of the intervals cover, and each test refuses about one log in twenty."""
    logs = [fit_arrivals(np.random.default_rng(seed).poisson(expected(10)), MONDAY) for seed in range(40)]
    covered = [rate.low <= _SHAPE[hour % 24] <= rate.high for log in logs for hour, rate in enumerate(log.rates)]
    assert 0.95 <= np.mean(covered) <= 0.98
    assert sum(not log.by_hour_of_week.is_poisson for log in logs) <= 6
    assert sum(not log.by_hour_and_week.is_poisson for log in logs) <= 6
    assert sum(not log.by_day.is_poisson for log in logs) <= 6
    assert sum(len(log.outlying) for log in logs) <= 2


def test_a_season_is_not_bunching() -> None:
    """Summer weeks are busier: counts vary given the hour of the week, and not once the week is known."""
    season = 1 + 0.4 * np.sin(2 * np.pi * np.arange(364) // 7 * 7 / 364)[:, None]
    found = fit_arrivals(np.random.default_rng(2).poisson(expected(52) * season), MONDAY)
    assert not found.by_hour_of_week.is_poisson
    assert found.by_hour_and_week.is_poisson
    assert found.rates[0].method.startswith("exact Poisson")


def test_where_days_differ_the_intervals_are_wider_and_say_so() -> None:
    """Each day has a factor of its own that varies by 30 %: no Poisson process, and the days' spread is found."""
    rng = np.random.default_rng(3)
    counts = rng.poisson(expected(52) * rng.gamma(1 / 0.09, 0.09, (364, 1)))
    found = fit_arrivals(counts, MONDAY)
    assert not found.by_hour_and_week.is_poisson
    assert found.day_spread == pytest.approx(0.3, abs=0.04)
    assert found.rates[0].method.startswith("quasi-Poisson, widened 1.")
    assert "quasi-Poisson" in found.per_week.method


def test_a_festival_is_listed_and_does_not_raise_its_weekday() -> None:
    """One Saturday has three times its calls: it is told with its factor, and does not count for Saturdays."""
    counts = np.random.default_rng(4).poisson(expected(20))
    counts[5 + 7 * 6] *= 3
    found = fit_arrivals(counts, MONDAY)
    (day,) = found.outlying
    assert day.on == date(2024, 2, 17) and day.factor == pytest.approx(3, abs=0.35)
    saturday = sum(rate.estimate for rate in found.rates[5 * 24 : 6 * 24])
    assert saturday == pytest.approx(_SHAPE.sum(), rel=0.06)
    (event,) = found.demand("calls", job="call", to="desk", events=True).events
    assert (event.on, event.factor) == (day.on, day.factor)


def test_a_week_is_the_least() -> None:
    """Counts by day and hour of the local clock; fewer than seven days have no hour of the week."""
    counts = count_by_hour(np.array(["2024-01-01T00:30", "2024-01-02T23:59"], dtype="datetime64[s]"), MONDAY,
                           date(2024, 1, 7))  # fmt: skip
    assert counts.sum() == 2 and counts[0, 0] == 1 and counts[1, 23] == 1
    assert [rate.estimate for rate in fit_arrivals(counts, MONDAY).rates[:2]] == [1, 0]
    with pytest.raises(ValueError, match="6 days with 2 arrivals: a rate by hour of the week needs a week at least"):
        fit_arrivals(counts[:6], MONDAY)
