"""What an experiment found: every output of every option beside the baseline's, side effects first.

A word is claimed for a change only if it stands when all changes of the table are asked together (Holm), because a
table of two hundred lines would otherwise show ten that chance alone made. "Broadly unchanged" is a claim too: the
whole interval is within the catalogue's margin, and it would be if all lines were asked at once (Holm again, so each
sort of claim has its own error rate). What is neither is "cannot tell".

Source of the second: Schuirmann 1987, "A comparison of the two one-sided tests procedure and the power approach".
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from forcesight.errors import InputRefused
from forcesight.measures.interval import Interval
from forcesight.model_office.experiments.choice import AgainstBest, against_the_best
from forcesight.model_office.experiments.experiment import BASELINE, Experiment
from forcesight.model_office.experiments.least_cost import LeastCost, least_cost
from forcesight.model_office.experiments.pairing import Paired, p_outside, paired
from forcesight.model_office.experiments.replication import mean_interval
from forcesight.model_office.experiments.several import holm
from forcesight.model_office.results.output import Output


Word = Literal["better", "worse", "higher", "lower", "broadly unchanged", "cannot tell", "no data"]
ORDER: Final[dict[Word, int]] = {
    "worse": 0,
    "better": 1,
    "higher": 2,
    "lower": 2,
    "broadly unchanged": 3,
    "cannot tell": 4,
    "no data": 5,
}
"""What a reader must see first."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What one option does to one output.

    `values` are those of its runs, in the order of the seeds; `side_effect` says that it made something worse in a
    function that the experiment does not aim at.
    """

    option: str
    mean: Interval
    difference: Paired
    word: Word
    side_effect: bool
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One output: the baseline's value, and each option's effect on it in the order of the options."""

    output: Output
    baseline: Interval
    values: tuple[float, ...]
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole table after some runs. `lines` are in the order of the office; `ordered` puts side effects first.

    `runs` is how many seeds all options have been run for; `finished` says whether that is all that will be.
    """

    lines: tuple[Line, ...]
    options: tuple[str, ...]
    runs: int
    finished: bool
    precision_reached: bool | None
    choice: LeastCost | None
    costs: tuple[float, ...]

    def ordered(self, option: str) -> list[tuple[Line, Effect]]:
        """Every line with its effect for one option: side effects first, by function; then the rest as it stands."""
        place = self.options.index(option)
        pairs = [(line, line.effects[place]) for line in self.lines]
        return sorted(pairs, key=lambda pair: (not pair[1].side_effect, ORDER[pair[1].word], pair[0].output.function))

    def best(self, output: str) -> tuple[AgainstBest, ...]:
        """Each option against the best of the others by one output, the baseline first, with one error rate for all.

        Empty where neither way is better, or where fewer than two runs have a value for every option. KeyError where
        there is no such output.
        """
        line = self.line(output)
        if line.output.better == "neutral":
            return ()
        values = np.array([line.values, *(effect.values for effect in line.effects)])
        try:
            return against_the_best(values, line.output.better, line.baseline.level)
        except InputRefused:
            return ()

    def line(self, output: str) -> Line:
        """The line of an output; KeyError where there is none."""
        for line in self.lines:
            if line.output.id == output:
                return line
        raise KeyError(output)


Values = Mapping[str, NDArray[np.float64]]
"""By option id: values of shape (outputs, runs); outputs that an option does not have are NaN."""


def compare(
    experiment: Experiment,
    outputs: Sequence[Output],
    values: Values,
    costs: Sequence[float],
    *,
    finished: bool = False,
    precision_reached: bool | None = None,
    lacking: Collection[int] = (),
) -> Comparison:
    """Lay the runs of all options beside the baseline's. All arrays have the same runs, in the order of the seeds.

    `lacking` are the places (0 the baseline) of those that have no such output as the target's.
    """
    options = [option.id for option in experiment.options]
    before = values[BASELINE]
    baseline = [mean_interval(row, experiment.level) for row in before]
    small = [experiment.margins.reach(o.unit, base.estimate) for o, base in zip(outputs, baseline, strict=True)]
    pairs = {(o, i): paired(before[i], values[o][i], experiment.level) for o in options for i in range(len(outputs))}
    changed = _stand(pairs, [pair.p_value for pair in pairs.values()], experiment.level)
    alike = _stand(pairs, [p_outside(pair, small[i]) for (_, i), pair in pairs.items()], experiment.level)
    lines = []
    for i, (output, base) in enumerate(zip(outputs, baseline, strict=True)):
        effects = []
        for o in options:
            word = _word(pairs[o, i], output, changed=(o, i) in changed, alike=(o, i) in alike)
            side = word == "worse" and output.function not in experiment.aims
            mean = mean_interval(values[o][i], experiment.level)
            effects.append(Effect(o, mean, pairs[o, i], word, side, tuple(values[o][i].tolist())))
        lines.append(Line(output, base, tuple(before[i].tolist()), tuple(effects)))
    choice = _choice(experiment, outputs, values, costs, lacking)
    return Comparison(tuple(lines), tuple(options), before.shape[1], finished, precision_reached, choice, tuple(costs))


Pairs = Mapping[tuple[str, int], Paired]


def _stand(pairs: Pairs, p_values: Sequence[float], level: float) -> set[tuple[str, int]]:
    """The pairs of which something can be claimed when all are asked together."""
    return {key for key, stands in zip(pairs, holm(p_values, level), strict=True) if stands}


def _word(pair: Paired, output: Output, *, changed: bool, alike: bool) -> Word:
    if math.isnan(pair.interval.low):
        return "no data"
    if alike:
        return "broadly unchanged"
    if not changed:
        return "cannot tell"
    higher = pair.interval.estimate > 0
    if output.better == "neutral":
        return "higher" if higher else "lower"
    return "better" if higher == (output.better == "higher") else "worse"


def _choice(
    experiment: Experiment, outputs: Sequence[Output], values: Values, costs: Sequence[float], lacking: Collection[int]
) -> LeastCost | None:
    """Which option meets the target at least cost; the baseline takes part."""
    target = experiment.target
    if target is None:
        return None
    place = [output.id for output in outputs].index(target.output)
    rows = np.array([values[name][place] for name in (BASELINE, *(o.id for o in experiment.options))])
    if target.at_least is not None:
        return least_cost(rows, costs, target.at_least, "at_least", experiment.level, lacking=lacking)
    return least_cost(rows, costs, float(target.at_most or 0.0), "at_most", experiment.level, lacking=lacking)
