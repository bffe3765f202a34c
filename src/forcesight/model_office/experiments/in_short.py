"""An experiment in a few sentences: what gets worse elsewhere, what gets better, and what cannot be told apart.

The words are computed from the comparison, never chosen by hand, and say no more than it does: each change with its
interval, and only those that stand when all are asked together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forcesight.measures.formats import decimals_for, listing, number, per_cent, plural
from forcesight.measures.interval import Interval
from forcesight.model_office.experiments.comparison import Comparison, Effect, Line, Word
from forcesight.model_office.experiments.experiment import Target
from forcesight.model_office.experiments.least_cost import LeastCost
from forcesight.model_office.results.output import Output


Pair = tuple[Line, Effect]


@dataclass(frozen=True, slots=True)
class InShort:
    """What one option does, each a sentence a function: side effects, what gets worse and better where it is aimed at.

    `rest` counts the outputs of which less can be said.
    """

    side_effects: tuple[str, ...]
    worse: tuple[str, ...]
    better: tuple[str, ...]
    rest: str


def in_short(comparison: Comparison, option: str) -> InShort:
    """What an option does, in sentences, function after function."""
    pairs = comparison.ordered(option)
    worse = [pair for pair in pairs if pair[1].word == "worse"]
    return InShort(
        side_effects=tuple(_by_function(pairs, [pair for pair in worse if pair[1].side_effect])),
        worse=tuple(_by_function(pairs, [pair for pair in worse if not pair[1].side_effect])),
        better=tuple(_by_function(pairs, [pair for pair in pairs if pair[1].word == "better"])),
        rest=_rest(pairs),
    )


def function_words(function: str) -> str:
    """A function as a heading has it: `Call handling`."""
    words = function.replace("_", " ").strip()
    return words[:1].upper() + words[1:] or "Other work"


def effect_words(line: Line, effect: Effect) -> str:
    """One effect: `Desk: wait, mean: 31.2 seconds rather than 25.0 (6.2 higher, 95% interval 5.0 to 7.4, n = 20)`."""
    return f"{line.output.words}: {change_words(line, effect)}"


def change_words(line: Line, effect: Effect) -> str:
    """The same without its output: `31.2 seconds rather than 25.0 seconds (6.2 higher, …)`."""
    unit = line.output.unit
    option, before = (quantity(each.estimate, unit) for each in (effect.mean, line.baseline))
    return f"{option} rather than {before} ({gap_words(effect.difference.interval, unit)})"


def gap_words(gap: Interval, unit: str = "") -> str:
    """A difference with its evidence: `6.2 higher, 95% interval 5.0 to 7.4, n = 20`."""
    if gap.low == gap.high == 0:
        return f"no difference in any of {plural(int(gap.n), 'pair')}"
    higher, places = gap.estimate >= 0, decimals_for(gap.estimate)
    ends = (gap.low, gap.high) if higher else (-gap.high, -gap.low)
    low, high = (number(end, places) for end in ends)
    points = f" {gap_unit(unit)}" if unit == "%" else ""
    said = f"{number(abs(gap.estimate), places)}{points} {'higher' if higher else 'lower'}"
    return f"{said}, {per_cent(100 * gap.level, 0)} interval {low} to {high}, n = {number(gap.n)}"


def quantity(value: float, unit: str) -> str:
    """A value with its unit: `82.1%`, `31.2 seconds`, `4.0 a week`."""
    if math.isnan(value):
        return "no data"
    return _with_unit(number(value), unit)


def as_asked(value: float, unit: str) -> str:
    """A value that somebody gave, with its unit and to its last digit: 99.95% is not 100.0%."""
    return _with_unit(f"{value:,.10g}", unit)


def _with_unit(told: str, unit: str) -> str:
    return f"{told}%" if unit == "%" else f"{told} {unit.removeprefix('count ')}"


def gap_unit(unit: str) -> str:
    """The unit of a difference between two values: that of shares is percentage points."""
    return "percentage points" if unit == "%" else unit


def target_words(target: Target, output: Output) -> str:
    """The target of an output: `999 calls: answered within 10 seconds, at least 90%`."""
    way, value = ("at least", target.at_least) if target.at_least is not None else ("at most", target.at_most or 0.0)
    return f"{output.words}, {way} {as_asked(value, output.unit)}"


def choice_words(choice: LeastCost, names: Sequence[str]) -> list[str]:
    """Which option meets the target at least cost; `names` are the options', the baseline's first."""
    lacking = [name for name, verdict in zip(names, choice.verdicts, strict=True) if verdict == "no such output"]
    told = ["No option is shown to meet it." if choice.chosen is None else f"At least cost: {names[choice.chosen]}."]
    if choice.cheaper and choice.chosen is not None:
        told.append(f"Cheaper, and not ruled out: {listing([names[place] for place in choice.cheaper])}; run more.")
    if lacking:
        they = "it is" if len(lacking) == 1 else "they are"
        told.append(f"{listing(lacking)}: no such output, however often {they} run.")
    return told


def best_words(comparison: Comparison, output: str, names: Sequence[str]) -> list[str]:
    """Which options may be the best by an output, with one error rate for all; nothing where that cannot be said."""
    found = comparison.best(output)
    may = [each for each in found if each.may_be_best]
    if not may:
        return []
    line = comparison.line(output)
    level = per_cent(100 * line.baseline.level, 0)
    told = f"{line.output.words}: with {level} confidence the best is"
    if len(may) > 1:
        return [f"{told} among {listing([names[each.place] for each in may])}."]
    ahead = number(abs(may[0].interval.estimate))
    return [f"{told} {names[may[0].place]}, ahead of the next by about {ahead} {gap_unit(line.output.unit)}."]


def _by_function(every: Sequence[Pair], chosen: Sequence[Pair]) -> Iterator[str]:
    for function in dict.fromkeys(line.output.function for line, _ in chosen):
        its = [pair for pair in chosen if pair[0].output.function == function]
        of = sum(line.output.function == function for line, _ in every)
        most = max(its, key=_share)
        counted = f"{len(its)} of {plural(of, 'output')} {'gets' if len(its) == 1 else 'get'} {its[0][1].word}"
        most_of_all = "" if len(its) == 1 else ", this one most of all"
        yield f"{function_words(function)}: {counted}{most_of_all}. {effect_words(*most)}."


def _share(pair: Pair) -> float:
    """How great a change is beside what there was."""
    base = abs(pair[0].baseline.estimate)
    return abs(pair[1].difference.interval.estimate) / base if base else math.inf


def _rest(pairs: Sequence[Pair]) -> str:
    """How many outputs there are, and of how many little can be said."""

    def counted(*words: Word) -> int:
        return sum(effect.word in words for _, effect in pairs)

    told = [
        (counted("higher", "lower"), "higher or lower, which is neither good nor bad in itself"),
        (counted("broadly unchanged"), "broadly unchanged"),
        (counted("cannot tell"), "cannot be told apart from as it is"),
        (counted("no data"), "without data"),
    ]
    said = listing([f"{number(n)} {words}" for n, words in told if n])
    return f"Of {plural(len(pairs), 'output')}: {said}." if said else ""
