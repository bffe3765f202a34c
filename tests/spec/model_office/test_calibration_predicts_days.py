"""Predicting days that are over

A calibration that is right predicts days that it has not seen. The desk is run for them many times, with calls, staff
and patience drawn anew; the real figure of each hour is put beside the replications' interval, which ought to hold 95
of 100 hours.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from forcesight.model_office.calibration.load import fit_load
from forcesight.model_office.calibration.replay import AtWork, Day, fit_at_work, match_at_work, predict
from forcesight.model_office.calibration.waits import beside, quantile_errors
from forcesight.model_office.office.description import DeskWork, Duration


WORK = (
    DeskWork(
        job="call", service=Duration(family="exponential", mean=6), patience=Duration(family="exponential", mean=3)
    ),
)
ROSTER = np.full(48, 11.0)
ON = date(2024, 3, 4)


def test_a_desk_of_erlang_s_is_predicted_as_theory_says() -> None:
    """1.9 calls a minute, six minutes each, three of patience, 11 people: 15.5 % give up (Erlang A)."""
    rng = np.random.default_rng(1)
    at = np.sort(rng.uniform(0, 1440, rng.poisson(1.9 * 1440)))
    days = [Day(ON, ROSTER, calls=(at, np.zeros(len(at), dtype=np.int64)))]
    told = predict(days, WORK, AtWork(1.0, 0.0, 1, 1.0, 1.0), seeds=range(40))
    assert told.calls.shape == (40, 1, 24)
    # The first hour fills an empty desk.
    later = told.calls[:, 0, 1:]
    assert (later * told.gave_up[:, 0, 1:]).sum() / later.sum() == pytest.approx(0.1551800159, abs=0.01)


def test_the_share_at_work_is_the_one_that_loses_as_many_calls() -> None:
    """Of eleven on the roster eight are at work. The log leaves it between 55 and 100 %; the losses tell."""
    at = np.sort(np.random.default_rng(2).uniform(0, 1440, 2000))
    days = [Day(ON, ROSTER, calls=(at, np.zeros(len(at), dtype=np.int64)))]
    seen = predict(days, WORK, AtWork(8 / 11, 0.0, 1, 0.0, 1.0), seeds=range(100, 130))
    lost = float((seen.calls * seen.gave_up).sum() / seen.calls.sum())
    found = match_at_work(days, WORK, AtWork(0.775, 0.0, 1, 0.55, 1.0), lost, seeds=range(10))
    assert found.share == pytest.approx(8 / 11, abs=0.02)


def test_who_is_at_work_lies_between_those_with_a_call_and_those_who_are_there() -> None:
    """Ten on the roster; while calls wait six have one in hand, and eight are there by the gaps between their calls."""
    seen, waiting = np.full(10, 10.0), np.array([20.0] * 5 + [2.0] * 5)
    found = fit_at_work(seen, np.full(10, 8.0), np.where(waiting > 10, 6.0, 1.0), waiting)
    assert (found.least, found.most, found.n) == (0.6, 0.8, 5)
    assert found.least < found.share < found.most and found.spread == 0
    with pytest.raises(ValueError, match="Calls never waited for long enough"):
        fit_at_work(seen, seen, seen, np.zeros(10))


def test_calls_to_expect_vary_as_days_and_hours_did() -> None:
    """Days vary by 20 % and hours by 30 %, beyond chance; both are found from sixty days, and drawn again."""
    rng = np.random.default_rng(3)
    factor = rng.gamma(25, 1 / 25, (60, 1)) * rng.gamma(1 / 0.09, 0.09, (60, 24))
    counts = rng.poisson(50 * np.where(np.arange(24) >= 7, 1, 0) * factor)
    load = fit_load(counts, np.array([0.7, 0.3]))
    assert (load.day_spread, load.hour_spread) == (pytest.approx(0.2, abs=0.05), pytest.approx(0.3, abs=0.03))
    drawn = [load.draw(rng) for _ in range(300)]
    totals = np.array([len(at) for at, _ in drawn])
    assert totals.mean() == pytest.approx(counts.sum() / 60, rel=0.05)
    assert totals.std() / totals.mean() == pytest.approx(0.21, abs=0.04)
    assert min(at.min() for at, _ in drawn) >= 7 * 60
    assert np.mean(np.concatenate([kind for _, kind in drawn])) == pytest.approx(0.3, abs=0.02)
    with pytest.raises(ValueError, match="One day cannot tell how far days differ"):
        fit_load(counts[:1], np.array([1.0]))


def test_a_right_model_covers_95_of_100_hours() -> None:
    """Ten days drawn from the model itself, as if they were real: the intervals hold about 95 % of 240 hours."""
    load = fit_load(np.full((5, 24), 60), np.array([1.0]), spreads=(0.1, 0.1))
    days = [Day(date(2024, 3, day), ROSTER, load=load) for day in range(4, 14)]
    there = AtWork(0.7, 0.7, 10, 0.6, 0.8)
    told, real = (predict(days, WORK, there, seeds=seeds) for seeds in (range(200), [1000]))
    flat = told.gave_up.reshape(200, -1), real.gave_up.reshape(-1)
    found = beside("share that gave up", "share", [f"{hour}" for hour in range(240)], *flat, real.calls.reshape(-1))
    assert len(found.rows) == 240
    assert 0.92 <= found.coverage <= 0.98
    assert abs(found.mean_error) < 0.02 < found.mean_absolute_error < found.mean_width
    assert found.interval_score > found.mean_width


def test_hours_without_calls_are_not_compared() -> None:
    """Nobody rang at 3:00, and no replication has calls at 4:00."""
    found = beside(
        "wait", "seconds", ["3:00", "4:00", "5:00"], [[1, np.nan, 2], [3, np.nan, 4]], [np.nan, 5, 3], [0, 1, 2]
    )
    (row,) = found.rows
    assert (row.name, row.predicted, row.real, row.n, row.inside) == ("5:00", 3, 3, 2, True)
    assert np.isnan(beside("wait", "seconds", [], np.empty((1, 0)), [], []).coverage)


def test_medians_and_ninth_tenths_beside_another_s_prediction() -> None:
    """Real waits of 1 to 9 minutes, ours 5 and 8, the other's always one minute."""
    told = quantile_errors("wait", np.arange(1.0, 10.0), (5, 8), np.ones(9))
    assert told.real == (5, pytest.approx(8.2)) and told.other == (1, 1)
    assert told.errors == (0, pytest.approx(0.2)) and told.other_errors == (4, pytest.approx(7.2))
    assert quantile_errors("wait", [1.0, 2.0], (1, 2)).other_errors is None
