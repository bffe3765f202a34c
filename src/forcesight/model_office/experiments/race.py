"""A race of an experiment's options: which is the best by one output, in as few runs as it takes.

All options see the same callers, as in every experiment; one that falls behind is not run any more. So a hundred
options need few more runs than the handful of them that is worth a closer look.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.conduct import Plans, Runner
from forcesight.model_office.experiments.experiment import Experiment
from forcesight.model_office.experiments.selection import Selected, select
from forcesight.model_office.results import Figure, Output, named
from forcesight.model_office.results.outputs_of import outputs_of


MOST: Final = 200
Told = Callable[[int, int], None]
"""Called before each replication: how many there were, and how many options are left."""


@dataclass(frozen=True, slots=True)
class Race:
    """By which output the options were raced, and what was found: places are those of `experiment.changed`."""

    output: Output
    selected: Selected


def race(
    experiment: Experiment,
    output: str,
    worth: float,
    *,
    most: int = MOST,
    told: Told = lambda _replications, _left: None,
    runner: Runner | None = None,
) -> Race:
    """Race the options, the baseline among them. A lead of less than `worth`, in the output's unit, is worth nothing.

    At most `most` replications are run; options that are not apart by then are all left. Raises InputRefused where
    an office cannot be run, there is no such output or neither way of it is better, or a run has no value of it.
    """
    runner = runner or Plans.of(experiment)
    what = named(output, outputs_of(experiment.office))
    if what.better == "neutral":
        raise InputRefused(f"{what.words}: neither way is better, so there is no best; choose another output.")
    better, options = what.better, len(experiment.changed)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:

        def draw(left: Sequence[int], replication: int) -> list[float]:
            told(replication, len(left))
            seeds = [experiment.seed + replication] * len(left)
            return [_value(its, output) for its in pool.map(runner, left, seeds)]

        return Race(what, select(draw, options, indifference=worth, better=better, level=experiment.level, most=most))


def _value(its: list[Figure], output: str) -> float:
    return next((figure.value for figure in its if figure.output.id == output), math.nan)
