"""A calibration is tried on days that it has not seen

The earlier part of a log is calibrated, and what it says is held against the later part: arrivals by hour of the day,
the median and the 90th percentile of times. If nothing but chance lies between the two, about 95 of 100 real figures
are inside.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from forcesight.model_office.calibration import Calibration, hold_out, last_of_earlier, report
from forcesight.model_office.calibration.arrivals import fit_arrivals
from forcesight.model_office.calibration.fitted_time import fit_time
from forcesight.model_office.calibration.lengths import lengths


SHAPE = 1 + np.sin(np.arange(24) / 24 * 2 * np.pi)
MONDAY = date(2025, 1, 6)


def part(rng, *, days=70, spread=0.0, busier=1.0, minutes=10.0, times=0):
    """Days of arrivals whose rate differs from day to day by `spread`, and so many times with a mean of minutes."""
    factor = rng.gamma(1 / spread**2, spread**2, (days, 1)) if spread else np.ones((days, 1))
    counts = rng.poisson(busier * 6 * SHAPE * factor)
    took = fit_time("calls: handling", lengths(rng.exponential(minutes, times))) if times else None
    arrivals = {"calls": fit_arrivals(counts, MONDAY)}
    return Calibration(
        "a drawn log", MONDAY, date(2025, 3, 16), arrivals=arrivals, times={took.name: took} if took else {}
    )


def covered(told):
    return sum(row.inside for row in told.rows), len(told.rows)


@pytest.mark.parametrize("spread", [0.0, 0.2])
def test_about_95_of_100_hours_are_inside_whether_days_are_alike_or_not(spread):
    """Twenty logs; days alike, or busier and quieter by 20 %: hours of one log then move together."""
    inside = hours = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        told = hold_out(part(rng, spread=spread), part(rng, days=28, spread=spread)).arrivals[0]
        these, all_ = covered(told)
        inside, hours = inside + these, hours + all_
    assert hours == 480
    assert inside / hours == pytest.approx(0.95, abs=0.035)


def test_about_95_of_100_medians_and_percentiles_are_inside():
    """Thirty logs of 300 times and 100 more."""
    inside = told = 0
    for seed in range(30):
        rng = np.random.default_rng(100 + seed)
        these, all_ = covered(hold_out(part(rng, times=300), part(rng, days=28, times=100)).times)
        inside, told = inside + these, told + all_
    assert told == 60
    assert inside / told == pytest.approx(0.95, abs=0.05)


def test_what_has_changed_shows():
    """A third more calls that take half as long again: the later part lies outside, and by how much is said."""
    rng = np.random.default_rng(7)
    told = hold_out(part(rng, times=300), part(rng, busier=1.3, minutes=15.0, times=300))
    assert covered(told.arrivals[0])[0] <= 12 and covered(told.times)[0] == 0
    assert told.arrivals[0].mean_error == pytest.approx(-1.8, abs=0.2)


def test_the_earlier_part_has_seven_tenths_of_the_weeks():
    """Whole weeks, so that every hour of the week is as often in each part as any other."""
    assert last_of_earlier(date(2025, 1, 1), date(2025, 12, 31)) == date(2025, 9, 9)
    assert last_of_earlier(MONDAY, date(2025, 2, 2)) == date(2025, 1, 26)
    assert last_of_earlier(MONDAY, date(2025, 2, 1)) is None


def test_what_only_one_part_has_and_what_is_too_seldom_is_left_out():
    """Twenty-nine times tell no percentile."""
    rng = np.random.default_rng(8)
    earlier, later = part(rng, times=300), part(rng, times=29)
    assert hold_out(earlier, later).times.rows == ()
    nothing = Calibration("nothing", MONDAY, MONDAY)
    assert hold_out(earlier, nothing).arrivals == () and hold_out(nothing, later).arrivals == ()


def test_the_report_puts_it_after_what_cannot_be_known_and_draws_it():
    """Predicted and real side by side, with intervals."""
    rng = np.random.default_rng(9)
    earlier, later = part(rng, times=100), part(rng, times=100)
    told = report(earlier, hold_out(earlier, later))
    titles = [table.title for table in told.tables]
    assert titles[:2] == ["Times (minutes): predicted and real", "calls: arrivals (an hour): predicted and real"]
    assert told.pictures[0].title == "calls: arrivals by hour of the day"
    assert set(told.pictures[0].series) == {"real", "predicted", "low", "high"}
