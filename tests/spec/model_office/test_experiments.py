"""Experiments

An experiment asks what a change would do before it is made. Every option is run for the same seeds as the office as it
is, so the callers are the same and only the change makes a difference. What gets worse in a function that the
experiment does not aim at is a side effect, and is shown first.
"""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from tests.spec.model_office.small_office import OFFICE

from forcesight.errors import InputRefused
from forcesight.model_office.experiments import Comparison, Experiment, Option, Plans, Precision, Target, conduct
from forcesight.model_office.experiments.levers import levers_from
from forcesight.model_office.results import Figure


ANSWERED = "switchboard.call.within"


def option(name: str, *tables: dict[str, Any]) -> Option:
    """An option with some levers."""
    return Option(id=name, name=name.capitalize(), levers=levers_from(tables))


UNCHANGED = option("unchanged")
MORE_HANDLERS = option("more", {"kind": "staff", "group": "handlers", "add": 1})
MANY_HANDLERS = option("many", {"kind": "staff", "group": "handlers", "add": 4})
FEWER_HANDLERS = option("fewer", {"kind": "staff", "group": "handlers", "add": -1})
# Twenty times as many callers.
BUSY = replace(OFFICE, demand=tuple(replace(each, growth=20) for each in OFFICE.demand))
STRIPPED = option(
    "stripped", {"kind": "transfer", "officers": 2, "from_function": "response", "to_function": "investigation"}
)


def experiment(*options: Option, runs: int = 5, **more: Any) -> Experiment:
    """A small experiment on the small office."""
    return Experiment(id="asked", name="Asked", office=OFFICE, options=options, runs=runs, **more)


def test_an_option_without_levers_changes_nothing() -> None:
    """The same callers come, so every difference is exactly zero. From fewer than five pairs nothing is claimed."""
    comparison = conduct(experiment(UNCHANGED))
    effects = [effect for line in comparison.lines for effect in line.effects]
    with_values = [effect for effect in effects if effect.word != "no data"]
    assert with_values
    assert {(effect.word, effect.difference.interval.n >= 5) for effect in with_values} == {
        ("broadly unchanged", True),
        ("cannot tell", False),
    }
    assert {effect.difference.interval.estimate for effect in with_values} == {0.0}


def test_side_effects_are_shown_first() -> None:
    """Half of the response officers become detectives: the response that nobody asked about is at the top."""
    ordered = conduct(experiment(STRIPPED, runs=6, aims=("investigation",))).ordered("stripped")
    side = [effect.side_effect for _, effect in ordered]
    assert side[0]
    assert side == sorted(side, reverse=True)
    assert all(line.output.function != "investigation" for line, effect in ordered if effect.side_effect)


def test_the_cheapest_that_meets_the_target_is_chosen() -> None:
    """Two handlers miss four in five of twenty times the callers; one fewer is cheaper and misses it too.

    Four more meet it, but one more does at less cost. Costs are staff hours a week, the baseline's first.
    """
    target = Target(output=ANSWERED, at_least=80)
    asked = experiment(MANY_HANDLERS, MORE_HANDLERS, FEWER_HANDLERS, target=target)
    comparison = conduct(replace(asked, office=BUSY))
    costs = [cost - comparison.costs[0] for cost in comparison.costs]
    assert costs == [0, 4 * 168, 168, -168]
    assert comparison.choice is not None
    assert comparison.choice.verdicts == ("does not meet it", "meets it", "meets it", "does not meet it")
    assert (comparison.choice.chosen, comparison.choice.cheaper) == (2, ())


def test_a_precision_stops_early() -> None:
    """A difference of exactly zero is known as soon as anybody looks: after five runs of the most of twenty."""
    comparison = conduct(experiment(UNCHANGED, runs=20, precision=Precision(absolute=1), watch=ANSWERED))
    assert comparison.runs == 5
    assert comparison.finished
    assert comparison.precision_reached


def test_several_options_are_precise_together() -> None:
    """Five differences known to ± 1.37 are enough for ± 1.4 of one option; of four, each is known to ± 2.14 by then."""
    gaps = (88.1, 90.4, 89.3, 91.0, 89.7)

    def stopped_after(*options: Option) -> int:
        asked = experiment(*options, runs=10, precision=Precision(absolute=1.4), watch=ANSWERED)
        plain = Plans.of(asked)(0, 1)

        def runner(place: int, seed: int) -> list[Figure]:
            value = gaps[(seed - 1) % 5] if place else 0.0
            return [replace(each, value=value) if each.output.id == ANSWERED else each for each in plain]

        return conduct(asked, runner=runner).runs

    assert stopped_after(UNCHANGED) == 5
    assert stopped_after(UNCHANGED, MORE_HANDLERS, MANY_HANDLERS, FEWER_HANDLERS) == 10


def test_an_option_without_the_output_of_the_target() -> None:
    """More runs would not tell of it, so it is not among those that are not ruled out."""
    asked = experiment(UNCHANGED, MORE_HANDLERS, target=Target(output=ANSWERED, at_least=0))
    plans = Plans.of(asked)

    def runner(place: int, seed: int) -> list[Figure]:
        return [each for each in plans(place, seed) if place != 1 or each.output.id != ANSWERED]

    choice = conduct(asked, runner=runner).choice
    assert choice is not None
    assert choice.verdicts == ("meets it", "no such output", "meets it")
    assert (choice.chosen, choice.cheaper) == (0, ())


def test_a_first_answer_comes_after_five_runs() -> None:
    """And the last after all; between them it is only told how many are done."""
    told: list[tuple[int, int, Comparison | None]] = []
    conduct(experiment(UNCHANGED, runs=6), told=lambda *news: told.append(news))
    assert list(dict.fromkeys(done for done, _, _ in told)) == list(range(1, 13))
    assert {total for _, total, _ in told} == {12}
    answers = [comparison for _, _, comparison in told if comparison is not None]
    assert [(answer.runs, answer.finished) for answer in answers] == [(5, False), (6, True)]


def test_no_run_is_left_out_when_they_end_out_of_order() -> None:
    """The baseline's fifth run ends after all others, the sixth ones too: both looks come then, and the last counts."""
    asked, others = experiment(MORE_HANDLERS, runs=6), Event()
    plans = Plans.of(asked)
    answers: list[tuple[int, int]] = []

    def late(option: int, seed: int) -> list[Figure]:
        if (option, seed) == (0, 5):
            assert others.wait(60)
        return plans(option, seed)

    def told(done: int, _total: int, so_far: Comparison | None) -> None:
        if done == 11:
            others.set()
        if so_far is not None:
            answers.append((done, so_far.runs))

    found = conduct(asked, runner=late, told=told, threads=2)
    assert answers == [(12, 5), (12, 6)]
    assert [repr(line) for line in found.lines] == [repr(line) for line in conduct(asked, threads=1).lines]


def test_whoever_is_told_can_end_it() -> None:
    """What is raised comes through."""

    def cancel(done: int, _total: int, _so_far: Comparison | None) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        conduct(experiment(UNCHANGED), told=cancel)


def test_the_same_experiment_gives_the_same_comparison() -> None:
    """To the last bit, on one thread or on three."""
    one, three = (conduct(experiment(STRIPPED), threads=threads) for threads in (1, 3))
    assert [repr(line) for line in one.lines] == [repr(line) for line in three.lines]


def test_an_option_that_cannot_be_run_is_named() -> None:
    """Nobody at the switchboard, ever."""
    with pytest.raises(InputRefused, match="Nobody: "):
        conduct(experiment(UNCHANGED, option("nobody", {"kind": "staff", "group": "handlers", "set": 0})))


@pytest.mark.parametrize("asked", [{"watch": "nothing"}, {"target": Target(output="nothing", at_most=1)}])
def test_an_output_that_is_not_there_is_refused(asked: dict[str, Any]) -> None:
    """With those that are."""
    with pytest.raises(InputRefused, match=f"no output 'nothing': the office's outputs are .*{ANSWERED}"):
        conduct(experiment(UNCHANGED, **asked))
