"""An experiment in a few sentences: each says no more than the comparison does."""

from __future__ import annotations

import numpy as np
from tests.spec.model_office.small_office import OFFICE

from forcesight.model_office.experiments import BASELINE, Experiment, Option, Target
from forcesight.model_office.experiments.comparison import Comparison, compare
from forcesight.model_office.experiments.in_short import (
    best_words,
    change_words,
    choice_words,
    function_words,
    in_short,
    quantity,
    target_words,
)
from forcesight.model_office.experiments.least_cost import LeastCost
from forcesight.model_office.results.output import Output


LUCK = np.random.default_rng(7).normal(0, 0.01, size=(7, 12))
OUTPUTS = (
    Output("desk.wait", "Desk: wait", "seconds", "lower", "desk", "call_handling"),
    Output("desk.within", "Desk: answered in time", "%", "higher", "desk", "call_handling"),
    Output("cid.age", "CID: age of cases", "days", "lower", "cid", "investigation"),
    Output("cid.open", "CID: open cases", "jobs", "lower", "cid", "investigation"),
    Output("cid.came", "CID: cases that came", "jobs a week", "neutral", "cid", "investigation"),
    Output("beat.free", "Beat: hours free", "hours a week", "higher", "beat", "neighbourhood"),
    Output("beat.lost", "Beat: breaks missed", "%", "lower", "beat", "neighbourhood"),
)
BEFORE = np.array([30.0, 80.0, 10.0, 50.0, 20.0, 100.0, 0.0])[:, None] + LUCK
AFTER = BEFORE + np.array([-6.0, 8.2, 5.0, 10.0, 4.0, 0.001, 0.0])[:, None] + LUCK[::-1]
AFTER[6] = np.nan


def compared(aims: tuple[str, ...] = ("call_handling",)) -> Comparison:
    asked = Experiment(id="e", name="E", office=OFFICE, options=(Option(id="more", name="Two more"),), aims=aims)
    return compare(asked, OUTPUTS, {BASELINE: BEFORE, "more": AFTER}, (100.0, 120.0))


def test_side_effects_stand_function_by_function_with_the_greatest_and_its_evidence() -> None:
    (sentence,) = in_short(compared(), "more").side_effects
    # A half more age is more, beside what there was, than a fifth more open cases.
    assert sentence.startswith(
        "Investigation: 2 of 3 outputs get worse, this one most of all. CID: age of cases: 15.0 days rather than "
        "10.0 days"
    )
    assert sentence.endswith("n = 12).") and "(5.0 higher, 95% interval 5.0 to 5.0" in sentence


def test_what_is_aimed_at_is_never_a_side_effect() -> None:
    short = in_short(compared(aims=("investigation",)), "more")
    assert short.side_effects == () and short.worse[0].startswith("Investigation: 2 of 3")


def test_what_gets_better_is_told_alike_and_the_rest_is_counted() -> None:
    short = in_short(compared(), "more")
    assert short.better[0].startswith(
        "Call handling: 2 of 2 outputs get better, this one most of all. Desk: wait: 24.0"
    )
    assert short.rest == (
        "Of 7 outputs: 1 higher or lower, which is neither good nor bad in itself, 1 broadly unchanged and "
        "1 without data."
    )


def test_a_lower_share_is_told_in_percentage_points_with_the_ends_in_order() -> None:
    line = compared().line("desk.within")
    assert change_words(line, line.effects[0]).startswith("88.2% rather than 80.0% (8.2 percentage points higher, 95%")
    wait = compared().line("desk.wait")
    assert "(6.0 lower, 95% interval 6.0 to 6.0, n = 12)" in change_words(wait, wait.effects[0])


def test_runs_that_are_alike_show_no_difference() -> None:
    asked = Experiment(id="e", name="E", office=OFFICE, options=(Option(id="same", name="Same"),))
    line = compare(asked, OUTPUTS, {BASELINE: BEFORE, "same": BEFORE}, (1.0, 1.0)).line("desk.wait")
    assert "(no difference in any of 12 pairs)" in change_words(line, line.effects[0])


def test_the_best_is_named_or_those_among_which_it_is() -> None:
    names = ("As it is", "Two more")
    (told,) = best_words(compared(), "desk.wait", names)
    assert told == "Desk: wait: with 95% confidence the best is Two more, ahead of the next by about 6.0 seconds."
    assert best_words(compared(), "cid.came", names) == []
    assert best_words(compared(), "beat.lost", names) == []


def test_the_choice_names_what_is_cheaper_and_not_ruled_out() -> None:
    names = ("As it is", "One", "Two")
    found = LeastCost(2, ("does not meet it", "cannot tell", "meets it"), (1,))
    assert choice_words(found, names) == ["At least cost: Two.", "Cheaper, and not ruled out: One; run more."]
    assert choice_words(LeastCost(None, ("cannot tell",) * 3, ()), names) == ["No option is shown to meet it."]
    lacking = LeastCost(2, ("no such output", "no such output", "meets it"), ())
    assert choice_words(lacking, names) == [
        "At least cost: Two.",
        "As it is and One: no such output, however often they are run.",
    ]
    within, age = OUTPUTS[1], OUTPUTS[2]
    assert target_words(Target(output="desk.within", at_least=90), within) == "Desk: answered in time, at least 90%"
    assert target_words(Target(output="cid.age", at_most=12), age) == "CID: age of cases, at most 12 days"
    assert target_words(Target(output="desk.within", at_least=99.95), within).endswith("at least 99.95%")


def test_words_of_functions_and_quantities() -> None:
    assert function_words("call_handling") == "Call handling" and function_words("") == "Other work"
    assert quantity(float("nan"), "%") == "no data" and quantity(4.0, "count a week") == "4 a week"
