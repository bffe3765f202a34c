"""Limits of an XmR chart

What would an ordinary month look like? The XmR chart of the NHS "Making Data Count" team takes the mean, and how far
neighbouring months differ on average (the mean moving range). The limits lie 2.66 mean moving ranges from the mean,
the near limits at two thirds of that. Moving ranges of 3.267 times their mean or more are left out once.
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.spec.tables import column

from forcesight.measures.xmr import baseline, split_at


def test_limits_of_thirteen_months() -> None:
    """Mean 12, moving ranges 4 and 0 by turns with mean 2: limits 12 ± 5.32, near limits 12 ± 3.55."""
    found = baseline(column("12 10 10 14 14 10 10 14 14 10 10 14 14"))
    assert (found.centre, found.n) == (12, 13)
    assert found.mean_moving_range == pytest.approx(22 / 12)
    band = found.band()
    assert (band.lower, band.upper) == pytest.approx((12 - 2.66 * 22 / 12, 12 + 2.66 * 22 / 12))
    assert (band.near_lower, band.near_upper) == pytest.approx((12 - 3.2511, 12 + 3.2511), abs=0.0001)
    assert not found.trial


def test_a_shock_does_not_widen_the_limits() -> None:
    """The jumps to 60 and back are 3.267 mean moving ranges or more, so they do not set the limits."""
    calm = baseline(column("10 12 10 12 10 12 10 12 10 12 10 12 10 12 10 12"))
    shock = baseline(column("10 12 10 12 10 12 10 60 10 12 10 12 10 12 10 12"))
    assert calm.mean_moving_range == shock.mean_moving_range == 2
    assert shock.n_moving_ranges == 15


def test_no_moving_range_across_a_month_not_known() -> None:
    """From 10 to 40 across the gap is not a change between neighbours."""
    found = baseline(column("10 11 10 11 10 11 - 40 41 40 41 40 41 40"))
    assert (found.mean_moving_range, found.n_moving_ranges, found.n) == (1, 11, 13)


def test_twelve_months_are_a_trial() -> None:
    """Under 13 months the limits are shown as a trial; so they are where hardly two neighbours are known."""
    assert baseline(column("10 12 10 12 10 12 10 12 10 12 10 12")).trial
    assert not baseline(column("10 12 10 12 10 12 10 12 10 12 10 12 10")).trial
    assert baseline(column("9 8 - 9 - 9 - 9 - 9 - 9 - 9 - 9 - 9 - 9 - 9 - 9 - 9")).trial


def test_no_neighbours_no_limits() -> None:
    """With every other month unknown nothing says how far a month may stray."""
    assert baseline(column("10 - 12 - 11 - 10")) is None


def test_limits_fixed_on_the_first_months() -> None:
    """Limits set on the first 12 months stay as they are when the level moves."""
    found = baseline(column("10 12 10 12 10 12 10 12 10 12 10 12 90 90 90"), fix_after=12)
    assert (found.centre, found.mean_moving_range, found.n) == (11, 2, 15)


def test_a_rebase_starts_a_segment() -> None:
    """A rebase dated in the middle of March takes effect with April's figure; one in its first day with March's."""
    periods = [date(2024, month, 1) for month in range(1, 7)]
    assert split_at(periods, [date(2024, 3, 1)]) == [slice(0, 2), slice(2, 6)]
    assert split_at(periods, [date(2024, 3, 15)]) == [slice(0, 3), slice(3, 6)]
    assert split_at(periods, [date(2023, 5, 1), date(2030, 1, 1)]) == [slice(0, 6)]
