"""Choice among many options

Whoever tries twenty options and takes the one with the best figure has found the luckiest. Three questions have
an answer with one error rate for all options together: which of them may be the best, which is the cheapest that meets
a standard, and which is the best when options that fall behind are dropped on the way.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from tests.spec.model_office.small_office import OFFICE

from forcesight.errors import InputRefused
from forcesight.model_office.experiments import Experiment, Option, Plans, conduct
from forcesight.model_office.experiments.choice import against_the_best
from forcesight.model_office.experiments.least_cost import least_cost
from forcesight.model_office.experiments.levers import levers_from
from forcesight.model_office.experiments.race import race
from forcesight.model_office.experiments.selection import select
from forcesight.model_office.experiments.several import holm
from forcesight.model_office.results import Figure


ANSWERED = "switchboard.call.within"


def runs(means: list[float], count: int, seed: int, *, own: float = 1.0, shared: float = 3.0) -> np.ndarray:
    """Runs of options that share their luck: one row an option, one column a replication."""
    rng = np.random.default_rng(seed)
    return np.array(means)[:, None] + rng.normal(0, own, (len(means), count)) + rng.normal(0, shared, count)


def test_which_options_may_be_the_best() -> None:
    """Waits of 10, 10.2, 13 and 15 minutes, 20 runs each: the first two cannot be told apart, the others are not it."""
    found = against_the_best(runs([10, 10.2, 13, 15], 20, seed=1), "lower")
    assert [each.may_be_best for each in found] == [True, True, False, False]
    assert found[2].interval.low == 0
    assert 2 < found[2].interval.estimate < 4


def test_one_that_is_clearly_the_best() -> None:
    """Its interval against the best of the others begins at 0, and nobody else is left."""
    found = against_the_best(runs([80, 82, 90], 20, seed=2), "higher")
    assert [each.may_be_best for each in found] == [False, False, True]
    assert found[2].interval.low == 0
    assert 6 < found[2].interval.estimate < 10


def test_the_best_is_among_those_that_may_be() -> None:
    """In 2,000 experiments with ten options, of which one is a little better, it is wrongly ruled out in under 5 %."""
    wrong = sum(
        not against_the_best(runs([0.3] + [0.0] * 9, 10, seed), "higher")[0].may_be_best for seed in range(2000)
    )
    assert wrong / 2000 <= 0.05


def test_options_that_are_exactly_alike() -> None:
    """None of them can be told from the best of the others."""
    same = np.tile([4.0, 5.0, 6.0], (3, 1))
    assert [each.may_be_best for each in against_the_best(same, "higher")] == [True, True, True]


def test_two_that_are_exactly_alike_beside_a_third() -> None:
    """An option that changes nothing of an output is as good as the office as it is: neither rules the other out.

    A third that is a little worse, or a little better, is judged beside them as it would be beside one.
    """
    one, other = runs([30.0, 30.0], 20, seed=5)
    for away, may in ((0.3, [True, True, True]), (5.0, [True, True, False]), (-5.0, [False, False, True])):
        found = against_the_best(np.array([one, one, other + away]), "lower")
        assert [each.may_be_best for each in found] == may


def test_a_choice_needs_options_and_runs() -> None:
    """One option, or replications in which not all options have a value, are no choice."""
    with pytest.raises(InputRefused, match="1 options and 5 such replications"):
        against_the_best(np.zeros((1, 5)), "higher")
    with pytest.raises(InputRefused, match="2 options and 1 such"):
        against_the_best(np.array([[1.0, math.nan], [1.0, 2.0]]), "higher")


def test_the_cheapest_that_meets_a_standard() -> None:
    """90 % in 10 seconds: 30 staff are not enough, 32 may be, 34 are shown to be and are chosen; 32 is named beside."""
    values = runs([85, 90.1, 92, 94], 20, seed=3, shared=0.5)
    found = least_cost(values, costs=[30, 32, 34, 36], standard=90, sense="at_least")
    assert found.verdicts == ("does not meet it", "cannot tell", "meets it", "meets it")
    assert (found.chosen, found.cheaper) == (2, (1,))


def test_no_option_is_shown_to_meet_it() -> None:
    """Then none is chosen. A wait must be at most 5 minutes; four runs say nothing, and always 5 is at most 5."""
    assert least_cost(runs([6, 7], 20, seed=4), [1, 2], 5, "at_most").chosen is None
    assert least_cost(np.array([[1.0]]), [1], 5, "at_most").verdicts == ("cannot tell",)
    assert least_cost(np.array([[1.0] * 5, [5.0] * 5]), [1, 2], 5, "at_most").verdicts == ("meets it", "meets it")
    assert least_cost(np.array([[1.0] * 4]), [1], 5, "at_most").verdicts == ("cannot tell",)
    assert least_cost(np.array([[0.0] * 5, [0.1] * 5]), [1, 2], 0, "at_most").verdicts == (
        "meets it", "does not meet it",
    )  # fmt: skip


def test_an_option_without_such_an_output() -> None:
    """It neither meets the standard nor misses it, and more runs would not tell; one without jobs so far may yet."""
    values = np.array([[math.nan] * 5, [math.nan] * 5, [6.0] * 5])
    found = least_cost(values, costs=[1, 2, 3], standard=5, sense="at_least", lacking=[0])
    assert found.verdicts == ("no such output", "cannot tell", "meets it")
    assert (found.chosen, found.cheaper) == (2, (1,))


def test_a_false_promise_is_rare() -> None:
    """In 2,000 searches among ten options that all fall just short, any is said to meet the standard in under 5 %."""
    wrong = sum(
        least_cost(runs([90.0] * 10, 10, seed), list(range(10)), 90, "at_least").chosen is not None
        for seed in range(2000)
    )
    assert wrong / 2000 <= 0.05


def test_dropping_options_on_the_way() -> None:
    """Ten options, the best ahead by the indifference zone: it is found in at least 95 % of 300 races.

    It takes fewer than 60 % of the runs that the same number of replications of all options would have.
    """
    right, taken, full = 0, 0, 0
    for seed in range(300):
        values = runs([1.0] + [0.0] * 9, 600, seed, own=2.0)
        found = select(lambda left, r, v=values: v[list(left), r], 10, indifference=1.0, better="higher", most=600)
        right += found.left == (0,)
        taken += found.runs
        full += 10 * found.replications
        assert sorted([*found.left, *found.dropped]) == list(range(10))
    assert right / 300 >= 0.95
    assert taken < 0.6 * full


def test_a_race_without_end() -> None:
    """When the most replications are run, all that are left are named."""
    found = select(lambda left, r: [float((r + p) % 2) for p in left], 2, indifference=0.01, better="lower", most=20)
    assert (found.left, found.replications, found.runs, found.dropped) == ((0, 1), 20, 40, {})


def test_a_race_that_cannot_be_run() -> None:
    """No indifference zone, too few replications to drop anybody, or a run without a value."""
    with pytest.raises(InputRefused, match="indifference zone above 0"):
        select(lambda left, r: [0.0] * len(left), 3, indifference=0, better="lower")
    with pytest.raises(InputRefused, match="indifference zone above 0"):
        select(lambda left, r: [0.0] * len(left), 3, indifference=math.nan, better="lower")
    with pytest.raises(InputRefused, match="no option before its first 10 replications, and 9 at most were asked for"):
        select(lambda left, r: [0.0] * len(left), 3, indifference=1, better="lower", most=9)
    with pytest.raises(InputRefused, match="in one, no such job came"):
        select(lambda left, r: [math.nan] * len(left), 3, indifference=1, better="lower")


def test_an_experiment_as_a_race() -> None:
    """Options of an office that are far behind are dropped after the first ten replications, and not run any more.

    The same race among runs of all options would choose the same one.
    """
    levers = [levers_from([{"kind": "staff", "group": "handlers", "add": add}]) for add in (0, 1, 4)]
    options = tuple(Option(id=f"add_{n}", name=f"Add {n}", levers=own) for n, own in enumerate(levers))
    asked = Experiment(id="race", name="A race", office=OFFICE, options=options, runs=10)
    told: list[tuple[int, int]] = []
    plans, run = Plans.of(asked), list[tuple[int, int]]()

    def runner(option: int, seed: int) -> list[Figure]:
        run.append((option, seed))
        return plans(option, seed)

    found = race(asked, ANSWERED, 0.5, most=10, told=lambda *step: told.append(step), runner=runner).selected
    assert len(run) == len(set(run)) == found.runs
    assert told[0] == (0, 4)
    assert all(left <= before for (_, before), (_, left) in pairwise(told))
    assert found.runs == sum(left for _, left in told)
    line = conduct(asked).line(ANSWERED)
    values = np.array([line.values, *(effect.values for effect in line.effects)])
    assert found == select(lambda left, r: values[list(left), r], 4, indifference=0.5, better="higher", most=10)
    assert 3 in found.left and 0 in found.dropped


def test_a_race_of_an_experiment_needs_an_output_to_win() -> None:
    """One that the office has, of which one way is better."""
    asked = Experiment(id="race", name="A race", office=OFFICE, options=(Option(id="same", name="Same"),), runs=5)
    with pytest.raises(InputRefused, match="There is no output 'nothing': the office's outputs are switchboard"):
        race(asked, "nothing", 1)
    with pytest.raises(InputRefused, match="jobs that came: neither way is better, so there is no best"):
        race(asked, "switchboard.call.came", 1)


def test_many_outputs_at_once() -> None:
    """Of five differences with p below 5 %, three still stand when all are asked together (Holm 1979)."""
    assert holm([0.001, 0.04, 0.012, 0.0001, 0.03]) == (True, False, True, True, False)
    assert holm([0.04]) == (True,)
    assert holm([math.nan, 0.03, 0.02]) == (False, True, True)
