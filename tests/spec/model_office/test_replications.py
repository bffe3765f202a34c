"""Replications, and how many are enough

A run of an office is one possible year. Several runs, each with other luck, say together what to expect: the mean of an
output over the runs, with Student's interval. A run in which no such job came has no value; it is left out, and the
number of runs that the mean rests on is always shown.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.replication import mean_interval, spread
from forcesight.model_office.experiments.several import shared
from forcesight.model_office.experiments.stopping import Precision, look, looks


# Five runs: the share of 999 calls answered in 10 seconds, in %.
RUNS = [88.1, 90.4, 89.3, 91.0, 89.7]


def test_the_mean_of_five_runs() -> None:
    """Student's multiplier with four degrees of freedom is 2.776: 89.7 ± 2.776 x 1.1068 / √5."""
    found = mean_interval(RUNS)
    assert (round(found.estimate, 3), round(found.low, 3), round(found.high, 3), found.n) == (89.7, 88.326, 91.074, 5)


def test_a_run_without_a_value() -> None:
    """It is left out, and n says so; from one run there is no interval, from none no figure."""
    assert mean_interval([*RUNS, math.nan]) == mean_interval(RUNS)
    one, none = mean_interval([4.0, math.nan]), mean_interval([math.nan])
    assert (one.estimate, one.n, math.isnan(one.low)) == (4.0, 1, True)
    assert (math.isnan(none.estimate), none.n) == (True, 0)


def test_a_bad_year() -> None:
    """Of 60 runs, one in ten was above 54; the true value lies between the 50th and the 59th run with 95 %."""
    found = spread([float(run) for run in range(1, 61)], 0.9)
    assert (round(found.estimate, 1), found.low, found.high, found.n) == (54.1, 50, 59, 60)
    assert 0.95 <= found.level < 0.97


def test_few_runs_cannot_tell_of_bad_years() -> None:
    """Of five runs even the lowest and the highest hold the 90 % quantile with 41 % only, and it says so."""
    found = spread(RUNS, 0.9)
    assert (found.low, found.high, round(found.level, 2)) == (88.1, 91.0, 0.41)
    assert spread([math.nan], 0.5).n == 0


def test_enough_for_an_absolute_precision() -> None:
    """± 1 point is not reached by five runs whose interval reaches 1.37 to each side; ± 1.4 points is."""
    assert look(RUNS, Precision(absolute=1.0)).reached is False
    found = look(RUNS, Precision(absolute=1.4))
    assert (found.reached, found.runs, round(found.half_width, 2)) == (True, 5, 1.37)


def test_enough_for_a_relative_precision() -> None:
    """To be within 2 % of the truth, the half-width must be at most 0.02 / 1.02 of the estimate."""
    found = look(RUNS, Precision(relative=0.02))
    assert (found.reached, round(found.wanted, 4)) == (True, round(89.7 * 0.02 / 1.02, 4))


def test_never_from_fewer_than_the_least() -> None:
    """Four runs that happen to agree prove nothing."""
    assert look([1.0, 1.0, 1.0, 1.0], Precision(absolute=0.1)).reached is False
    assert look([1.0] * 5, Precision(absolute=0.1)).reached is True


def test_when_to_look() -> None:
    """At the least number of runs, then every five, from fifty on after a tenth more, and at the most.

    So 2,000 runs are looked at 50 times and not 400.
    """
    assert looks(5, 22) == [5, 10, 15, 20, 22]
    assert looks(10, 10) == [10]
    assert looks(50, 80) == [50, 55, 60, 66, 72, 79, 80]
    assert (len(looks(5, 2000)), looks(5, 2000)[-1]) == (50, 2000)


def test_a_precision_is_one_number_above_zero() -> None:
    """Neither, both, and nothing at all are refused."""
    for given in ({}, {"absolute": 1.0, "relative": 0.1}, {"absolute": 0.0}):
        with pytest.raises(InputRefused, match="give absolute"):
            Precision(**given)


def test_stopping_early_keeps_the_coverage() -> None:
    """2,000 searches for ± 0.25 with 95 % intervals, from 10 runs on: the truth is inside in 93.5 % or more of them.

    A little less than 95 % is the known price of looking while runs are few.
    """
    rng = np.random.default_rng(4)
    inside, precision = 0, Precision(absolute=0.25)
    for _ in range(2000):
        values = rng.normal(0.0, 1.0, 200)
        runs = next(n for n in looks(10, 200) if n == 200 or look(values[:n], precision, least=10).reached)
        found = mean_interval(values[:runs])
        inside += found.low <= 0 <= found.high
    assert 0.935 <= inside / 2000 <= 0.96


def test_the_price_of_looking_from_five_runs_on() -> None:
    """2,000 searches for half a standard deviation to each side: of 95 % intervals 91 to 93 % hold the truth.

    Nothing corrects for the looks. Whoever cannot bear that gives a number of runs and no precision.
    """
    rng = np.random.default_rng(5)
    inside, precision = 0, Precision(absolute=0.5)
    for _ in range(2000):
        values = rng.normal(0.0, 1.0, 100)
        runs = next(n for n in looks(5, 100) if n == 100 or look(values[:n], precision).reached)
        found = mean_interval(values[:runs])
        inside += found.low <= 0 <= found.high
    assert 0.90 < inside / 2000 < 0.935


def test_of_several_options_each_has_its_part_of_the_error() -> None:
    """For 95 % that all four intervals hold together, each is looked at with 98.75 %, and so takes more runs."""
    assert math.isclose(shared(0.95, 4), 0.9875)
    assert shared(0.95, 1) == pytest.approx(0.95)
    one, four = (look(RUNS, Precision(absolute=1.4, level=shared(0.95, count))) for count in (1, 4))
    assert (one.reached, four.reached, round(four.half_width, 2)) == (True, False, 2.14)
