"""Paired differences

Two options are run with the same callers and the same incidents, so that a run of one is compared with the run of the
other that had the same luck. What is left is the difference that the change makes, and chance has little part in it.
"""

from __future__ import annotations

import math

import numpy as np
from tests.spec.tables import rows

from forcesight.model_office.experiments.pairing import p_outside, paired
from forcesight.model_office.experiments.several import holm


# Mean wait for a unit in minutes, five pairs of runs.
PAIRS = rows("""
    seed | baseline | option
    1    | 10.0     | 11.2
    2    | 14.0     | 15.1
    3    | 9.0      | 10.4
    4    | 12.0     | 12.9
    5    | 11.0     | 12.4
""")
BASELINE = [row["baseline"] for row in PAIRS]
OPTION = [row["option"] for row in PAIRS]


def test_the_difference_is_known_far_better_than_either() -> None:
    """The option's waits are 1.2 minutes longer (0.94 to 1.46), although each mean alone is known to ± 2.4 only."""
    found = paired(BASELINE, OPTION)
    assert (round(found.interval.estimate, 2), round(found.interval.low, 2), round(found.interval.high, 2)) == (
        1.2, 0.94, 1.46,
    )  # fmt: skip
    assert found.p_value < 0.001


def test_what_the_pairing_was_worth() -> None:
    """The two of a pair correlate with 0.996; independent runs would have had to be more than 150 times as many."""
    found = paired(BASELINE, OPTION)
    assert round(found.correlation, 3) == 0.996
    apart = np.var(BASELINE, ddof=1) + np.var(OPTION, ddof=1)
    assert found.variance_reduction == apart / np.var(np.subtract(OPTION, BASELINE), ddof=1)
    assert 150 < found.variance_reduction < 160


def test_a_pair_without_both_values_is_left_out() -> None:
    """n counts the pairs; from one pair there is a difference without an interval."""
    found = paired([*BASELINE, math.nan, 3.0], [*OPTION, 1.0, math.nan])
    assert (found.interval.n, found.interval.estimate) == (5, paired(BASELINE, OPTION).interval.estimate)
    one = paired([1.0], [3.0])
    assert (one.interval.estimate, math.isnan(one.interval.low), math.isnan(one.p_value)) == (2.0, True, True)
    assert math.isnan(paired([math.nan], [1.0]).interval.estimate)


def test_nothing_changes() -> None:
    """Runs that are the same to the bit differ by exactly nothing, with certainty."""
    found = paired(BASELINE, BASELINE)
    assert (found.interval.low, found.interval.estimate, found.interval.high, found.p_value) == (0, 0, 0, 1)
    assert found.variance_reduction == math.inf


def test_what_never_varies() -> None:
    """Hours that are fixed by the roster have no correlation; their difference is exact."""
    found = paired([100.0] * 5, [120.0] * 5)
    assert (found.interval.low, found.interval.high, found.p_value) == (20, 20, 0)
    assert math.isnan(found.correlation) and math.isnan(found.variance_reduction)


def test_rare_counts_that_happen_to_differ_alike() -> None:
    """One death more in each pair, on counts that vary: the sign test, 2 x 0.5^n. Five pairs are no proof, ten are.

    The same differences on figures that no chance touches would be certain.
    """
    before = [0.0, 1.0, 0.0, 0.0, 2.0]
    five = paired(before, [count + 1 for count in before])
    assert (five.interval.estimate, five.variance_reduction, five.p_value) == (1.0, math.inf, 2 * 0.5**5)
    assert p_outside(five, 2.0) == 2 * 0.5**5 > 0.05
    assert p_outside(five, 0.5) == 1.0
    assert paired(2 * before, [count + 1 for count in 2 * before]).p_value == 2 * 0.5**10 < 0.05
    assert paired([0.0] * 5, [1.0] * 5).p_value == 0


def test_nothing_is_claimed_from_fewer_than_five_pairs() -> None:
    """None against one in each of four runs: the difference is shown, without a p-value to claim anything by."""
    for count in (2, 4):
        found = paired([0.0] * count, [1.0] * count)
        assert (found.interval.estimate, found.interval.n, math.isnan(found.p_value)) == (1.0, count, True)
        assert math.isnan(p_outside(found, 2.0))
    assert math.isnan(paired(BASELINE[:4], OPTION[:4]).p_value)
    assert holm([paired([0.0] * 2, [1.0] * 2).p_value]) == (False,)


def test_equal_differences_that_a_computer_rounds() -> None:
    """Hours of 0.1 in each of ten runs differ by exactly 0.1, whatever the last bit of their mean is."""
    found = paired([0.0] * 10, [0.1] * 10)
    assert (found.interval.low, found.interval.estimate, found.interval.high, found.p_value) == (0.1, 0.1, 0.1, 0)


def test_whether_it_is_within_a_margin() -> None:
    """The interval of 0.94 to 1.46 is within ± 1.46 and not within ± 1.45: its p-value passes 5 % in between.

    Without a margin, or from one pair, there is nothing to ask. What never varies is within it or not.
    """
    found = paired(BASELINE, OPTION)
    end = found.interval.high
    assert p_outside(found, 1.45) > 0.05 > p_outside(found, 1.47)
    assert math.isclose(p_outside(found, end), 0.05)
    assert p_outside(found, 0.0) == 1.0
    assert math.isnan(p_outside(found, math.nan)) and math.isnan(p_outside(paired([1.0], [3.0]), 1.0))
    exact = paired([100.0] * 5, [120.0] * 5)
    assert (p_outside(exact, 20.0), p_outside(exact, 19.9)) == (0.0, 1.0)


def test_a_false_claim_of_no_change_is_rare() -> None:
    """A hundred outputs of which each changes by just the margin: any is said to be unchanged in under 5 % of tables.

    Asked one by one, two or three would be in every table.
    """
    rng = np.random.default_rng(7)
    together, alone = 0, 0
    for _ in range(400):
        pairs = [paired(np.zeros(10), 1.0 + rng.normal(0, 0.2, 10)) for _ in range(100)]
        p_values = [p_outside(pair, 1.0) for pair in pairs]
        together += any(holm(p_values))
        alone += sum(pair.interval.high <= 1.0 for pair in pairs)
    assert together / 400 <= 0.05
    assert 2 < alone / 400 < 3
