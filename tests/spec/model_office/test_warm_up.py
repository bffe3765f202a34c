"""Warm-up

An office opens empty, and the first days of a run are better than any real day. How much of the beginning is left out
is stated by the planner (`warm_up_days`), or found from the run by MSER-5.
"""

from __future__ import annotations

import numpy as np
import pytest

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.warm_up import mser5, without_week


def test_a_beginning_that_differs_is_cut() -> None:
    """Forty observations at 0 and then three hundred about 10: the forty are left out."""
    rng = np.random.default_rng(1)
    series = np.concatenate([np.zeros(40), rng.normal(10, 1, 300)])
    assert mser5(series).observations == 40
    assert mser5(series).of == 340


def test_nothing_is_cut_from_a_steady_series() -> None:
    """Up and down by turns, batch for batch the same: every cut would only lose data."""
    assert mser5(np.tile([1.0, 2.0, 3.0, 2.0, 1.0, 2.0, 3.0, 2.0, 1.0, 3.0], 20)).observations == 0


def test_a_slow_beginning() -> None:
    """A queue that fills like 10 (1 - e^(-t/50)) is cut after two to five times 50 observations."""
    rng = np.random.default_rng(2)
    series = 10 * (1 - np.exp(-np.arange(2000) / 50)) + rng.normal(0, 1, 2000)
    assert 100 <= mser5(series).observations <= 250


def test_work_that_piles_up_has_no_warm_up() -> None:
    """A series that rises to its end never settles: there is an answer in words only."""
    with pytest.raises(InputRefused, match="has not settled by the middle of the run"):
        mser5(np.linspace(0, 100, 500))


def test_too_short_to_tell() -> None:
    """Fewer than ten batches of five say nothing, and fewer than four weeks say nothing of a week."""
    with pytest.raises(InputRefused, match="at least 50 observations, and there are 49"):
        mser5(np.zeros(49))
    with pytest.raises(InputRefused, match="at least four weeks, and there are 3"):
        without_week(np.zeros(3 * 168))


def test_the_end_is_not_taken_for_the_beginning() -> None:
    """The last 60 of a thousand observations never vary: so many are left at least, or nothing would be but they."""
    rng = np.random.default_rng(3)
    series = np.concatenate([rng.normal(10, 1, 940), np.full(60, 10.0)])
    with pytest.raises(InputRefused, match="has not settled"):
        mser5(series)
    assert mser5(series, kept=300).observations < 100


def test_the_course_of_the_week_is_no_warm_up() -> None:
    """Every week alike, and the first one 5 lower: once the week is taken out, that one week remains to be cut."""
    week = 10 + 8 * np.sin(np.arange(168) * 2 * np.pi / 24)
    series = np.tile(week, 8)
    series[:168] -= 5
    assert mser5(without_week(series)).observations in (165, 170)
