"""What an experiment found: every output of every option beside the baseline's, side effects first.

A word is claimed for a change only if it stands when all changes of the table are asked together (Holm), because a
table of two hundred lines would otherwise show ten that chance alone made. A change whose whole interval is within the
margin is "broadly unchanged"; what is neither is "cannot tell".
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from forcesight.measures.interval import Interval
from forcesight.model_office.experiments.experiment import BASELINE, Experiment
from forcesight.model_office.experiments.least_cost import LeastCost, least_cost
from forcesight.model_office.experiments.pairing import Paired, paired
from forcesight.model_office.experiments.replication import mean_interval
from forcesight.model_office.experiments.several import holm
from forcesight.model_office.results.output import Output


Word = Literal["better", "worse", "higher", "lower", "broadly unchanged", "cannot tell", "no data"]
MARGIN: Final = 0.02
"""A change of less than this share of the baseline's value does not matter, unless the caller has a margin."""


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
        order = {
            "worse": 0,
            "better": 1,
            "higher": 2,
            "lower": 2,
            "broadly unchanged": 3,
            "cannot tell": 4,
            "no data": 5,
        }
        return sorted(pairs, key=lambda pair: (not pair[1].side_effect, order[pair[1].word], pair[0].output.function))

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
    margin: float = MARGIN,
) -> Comparison:
    """Lay the runs of all options beside the baseline's. All arrays have the same runs, in the order of the seeds."""
    options = [option.id for option in experiment.options]
    before = values[BASELINE]
    pairs = {(o, i): paired(before[i], values[o][i], experiment.level) for o in options for i in range(len(outputs))}
    stands = dict(zip(pairs, holm([pair.p_value for pair in pairs.values()], experiment.level), strict=True))
    lines = []
    for i, output in enumerate(outputs):
        base = mean_interval(before[i], experiment.level)
        effects = []
        for o in options:
            word = _word(pairs[o, i], base, output, margin, stands[o, i])
            side = word == "worse" and output.function not in experiment.aims
            mean = mean_interval(values[o][i], experiment.level)
            effects.append(Effect(o, mean, pairs[o, i], word, side, tuple(values[o][i].tolist())))
        lines.append(Line(output, base, tuple(before[i].tolist()), tuple(effects)))
    choice = _choice(experiment, outputs, values, costs)
    return Comparison(tuple(lines), tuple(options), before.shape[1], finished, precision_reached, choice, tuple(costs))


def _word(pair: Paired, base: Interval, output: Output, margin: float, stands: bool) -> Word:
    interval = pair.interval
    if interval.n < 2 or math.isnan(interval.low):
        return "no data"
    small = margin * abs(base.estimate)
    if -small <= interval.low and interval.high <= small:
        return "broadly unchanged"
    if not stands or interval.low <= 0 <= interval.high:
        return "cannot tell"
    higher = interval.estimate > 0
    if output.better == "neutral":
        return "higher" if higher else "lower"
    return "better" if higher == (output.better == "higher") else "worse"


def _choice(
    experiment: Experiment, outputs: Sequence[Output], values: Values, costs: Sequence[float]
) -> LeastCost | None:
    """Which option meets the target at least cost; the baseline takes part."""
    target = experiment.target
    if target is None:
        return None
    place = [output.id for output in outputs].index(target.output)
    rows = np.array([values[name][place] for name in (BASELINE, *(o.id for o in experiment.options))])
    if target.at_least is not None:
        return least_cost(rows, costs, target.at_least, "at_least", experiment.level)
    return least_cost(rows, costs, float(target.at_most or 0.0), "at_most", experiment.level)
