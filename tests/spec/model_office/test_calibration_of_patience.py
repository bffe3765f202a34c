"""Patience from a log

Who gave up after 40 seconds had a patience of 40 seconds; who was answered after 40 seconds had more. Both count for
what they say. The log cannot tell of longer waits than it saw, and says how much that leaves open.
"""

from __future__ import annotations

import numpy as np
import pytest

from forcesight.model_office.calibration.patience import Patience, fit_patience
from forcesight.model_office.office.durations import mean_of


def calls(seed: int, *, patience: float = 5.0, offered: float = 1.0, n: int = 20_000) -> Patience:
    """Calls that would have been answered after a wait (exponential, mean `offered`), unless they gave up before."""
    rng = np.random.default_rng(seed)
    would_wait, would_be_answered = rng.exponential(patience, n), rng.exponential(offered, n)
    waited = np.ceil(60 * np.minimum(would_wait, would_be_answered)) / 60
    return fit_patience(waited, would_wait < would_be_answered)


def test_five_minutes_are_found_though_nearly_everybody_is_answered_sooner() -> None:
    """One call in six gives up, after less than a minute on average: patience is five minutes all the same."""
    found = calls(1)
    assert found.gave_up / (found.gave_up + found.answered) == pytest.approx(1 / 6, abs=0.01)
    assert found.mean.low < 5 < found.mean.high
    assert found.mean.n == found.gave_up
    assert mean_of(found.duration) == pytest.approx(5, rel=0.15)


def test_the_hazard_is_level_where_patience_is_exponential() -> None:
    """Of those who still wait, a fifth gives up each minute, in every stretch that many reach."""
    reached = [each for each in calls(2).hazards if each.rate.n >= 30]
    assert len(reached) >= 8
    assert sum(each.rate.low <= 0.2 <= each.rate.high for each in reached) >= len(reached) - 1


def test_the_longest_wait_is_as_far_as_the_log_can_see() -> None:
    """Calls are answered within ten minutes at most; two thirds would have waited longer than anybody was seen to."""
    rng = np.random.default_rng(3)
    would_wait, answered = rng.exponential(30, 5000), rng.uniform(0, 10, 5000)
    found = fit_patience(np.minimum(would_wait, answered), would_wait < answered)
    (words,) = found.words
    assert words.startswith("The tail cannot be identified: nobody was followed beyond 10.0 minutes, and ")
    assert found.curve.known_share < 0.35


def test_when_nobody_gives_up_nothing_is_known_but_a_least_length() -> None:
    """500 minutes waited and nobody gone: patience is at least 135 minutes on average, if it is exponential."""
    found = fit_patience(np.full(500, 1.0), np.zeros(500, dtype=bool))
    assert (found.mean.estimate, found.duration.family) == (np.inf, "never")
    assert found.mean.low == pytest.approx(500 / 3.689, abs=0.1)
    assert found.words == (
        "Nobody of 500 who waited gave up: patience cannot be identified, only that it is mostly longer.",
    )


def test_a_handful_gives_one_number_and_no_shape() -> None:
    """Five who gave up: the exponential family's mean with a wide interval, and no choice between families."""
    found = fit_patience([1.0] * 5 + [2.0] * 45, [True] * 5 + [False] * 45)
    assert found.choice is None and found.duration.family == "exponential"
    assert found.mean.estimate == pytest.approx(95 / 5)
    assert found.mean.high > 2 * found.mean.estimate
    assert found.words[0] == "Only 5 gave up: one rate can be told, the shape of patience cannot."


def test_where_no_family_follows_the_curve_patience_is_the_curve() -> None:
    """A message after one minute drives half of the callers away at once; nobody else gives up for a long time."""
    rng = np.random.default_rng(5)
    would_wait = np.where(rng.random(8000) < 0.5, rng.uniform(1.0, 1.1, 8000), 60.0)
    answered = rng.exponential(2.0, 8000)
    found = fit_patience(np.ceil(60 * np.minimum(would_wait, answered)) / 60, would_wait < answered)
    assert found.duration.family == "observed"
    by_then = np.interp([0.95, 1.5], found.duration.quantiles, np.linspace(0, 1, len(found.duration.quantiles)))
    assert by_then == pytest.approx([0.0, 0.5], abs=0.03)
