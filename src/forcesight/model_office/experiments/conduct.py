"""Running an experiment: the same seeds for every option, on all cores, with a first answer after five of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from forcesight.errors import InputRefused
from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.experiments.comparison import Comparison, compare
from forcesight.model_office.experiments.cost import staff_hours
from forcesight.model_office.experiments.experiment import Experiment
from forcesight.model_office.experiments.several import shared
from forcesight.model_office.experiments.stopping import EVERY, LEAST, look, looks
from forcesight.model_office.office.checks import check_office
from forcesight.model_office.office.description import Office
from forcesight.model_office.results import Figure, Output, figures, named


Runner = Callable[[int, int], list[Figure]]
"""The figures of one option (by its place, 0 the baseline) for one seed."""
Told = Callable[[int, int, Comparison | None], None]
"""Called as runs end: how many are done, how many there will be at most, and the comparison where there is a new one.

What it raises ends the experiment: that is how a person cancels one.
"""


@dataclass(frozen=True, slots=True)
class Plans:
    """Every option of an experiment made ready to run, the baseline first."""

    offices: tuple[OfficePlan, ...]

    @classmethod
    def of(cls, experiment: Experiment) -> Plans:
        """Check and plan every office. Raises OfficeRefused (InputRefused) naming the option that cannot be run."""
        return cls(tuple(OfficePlan(office).ready() for office in checked(experiment)))

    def __call__(self, option: int, seed: int) -> list[Figure]:
        """Run one option for one seed."""
        return figures(run(self.offices[option], seed))


def checked(experiment: Experiment) -> tuple[Office, ...]:
    """Every option's office, the baseline's first. Raises InputRefused naming the option that cannot be run."""
    for changed in experiment.changed:
        try:
            check_office(changed.office)
        except InputRefused as refused:
            raise InputRefused(*(f"{changed.name}: {sentence}" for sentence in refused.sentences)) from None
    return tuple(changed.office for changed in experiment.changed)


def nobody(_done: int, _total: int, _so_far: Comparison | None) -> None:
    """Nobody asked to be told."""


def conduct(
    experiment: Experiment,
    *,
    told: Told = nobody,
    threads: int | None = None,
    runner: Runner | None = None,
) -> Comparison:
    """Run all options for the same seeds and compare them. The same experiment gives the same comparison.

    `runner` runs one option for one seed; by default on this machine. Raises InputRefused where an office cannot be
    run, or an output that is asked about does not exist.
    """
    runner = runner or Plans.of(experiment)
    options = range(len(experiment.changed))
    costs = [staff_hours(changed.office) for changed in experiment.changed]
    found = _Found(experiment, costs)
    total = experiment.runs * len(options)
    stops = looks(LEAST, experiment.runs, EVERY)
    jobs = ((option, experiment.seed + number) for number in range(experiment.runs) for option in options)
    for option, seed, its in _in_parallel(runner, jobs, threads or os.cpu_count() or 1):
        found.add(option, seed, its)
        if found.complete < stops[0]:
            told(found.done, total, None)
        # Runs end in any order, so one that was waited for may bring several looks at once.
        while found.complete >= stops[0]:
            comparison = found.compared(stops.pop(0))
            told(found.done, total, comparison)
            if comparison.finished:
                return comparison
    raise AssertionError("the last look is after all runs, and finishes")


def _in_parallel(
    runner: Runner, jobs: Iterator[tuple[int, int]], threads: int
) -> Iterator[tuple[int, int, list[Figure]]]:
    """Run jobs on threads, a few ahead, and give each as it ends; what is not needed any more is not begun."""
    waiting: dict[Future[list[Figure]], tuple[int, int]] = {}
    with ThreadPoolExecutor(threads) as pool:
        try:
            while True:
                while len(waiting) < 2 * threads and (job := next(jobs, None)) is not None:
                    waiting[pool.submit(runner, *job)] = job
                if not waiting:
                    return
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    option, seed = waiting.pop(future)
                    yield option, seed, future.result()
        finally:
            for future in waiting:
                future.cancel()


class _Found:
    """The values of all runs so far, by option and seed; an option has the same outputs in each of its runs.

    `complete` is how many seeds, from the first on, have been run for every option.
    """

    def __init__(self, experiment: Experiment, costs: Sequence[float]) -> None:
        self.experiment, self.costs, self.done, self.complete = experiment, costs, 0, 0
        self._by_seed: list[dict[int, NDArray[np.float64]]] = [{} for _ in experiment.changed]
        self._outputs_of: list[list[Output]] = [[] for _ in experiment.changed]

    def add(self, option: int, seed: int, its: list[Figure]) -> None:
        self._by_seed[option][seed - self.experiment.seed] = np.array(
            [figure.value for figure in its], dtype=np.float64
        )
        self._outputs_of[option] = [figure.output for figure in its]
        self.done += 1
        while all(self.complete in found for found in self._by_seed):
            self.complete += 1

    def compared(self, runs: int) -> Comparison:
        """The comparison of the first so many seeds."""
        experiment, outputs = self.experiment, self._outputs()
        values = {changed.id: self._values(place, outputs, runs) for place, changed in enumerate(experiment.changed)}
        reached = self._precise(outputs, values)
        finished = runs == experiment.runs or bool(reached)
        return compare(
            experiment, outputs, values, self.costs,
            finished=finished, precision_reached=reached, lacking=self._lacking(),
        )  # fmt: skip

    def _lacking(self) -> list[int]:
        """The options that have no such output as the target's: no run of theirs will ever have a value of it."""
        target = self.experiment.target
        if target is None:
            return []
        return [place for place, its in enumerate(self._outputs_of) if target.output not in {each.id for each in its}]

    def _outputs(self) -> list[Output]:
        """Every output of any option, in the order of the baseline, then those that only options have."""
        outputs = {output.id: output for its in self._outputs_of for output in its}
        asked = [self.experiment.watch] if self.experiment.watch else []
        asked += [self.experiment.target.output] if self.experiment.target else []
        for name in asked:
            named(name, outputs.values())
        return list(outputs.values())

    def _values(self, option: int, outputs: Sequence[Output], runs: int) -> NDArray[np.float64]:
        values = np.full((len(outputs), runs), np.nan)
        place = {output.id: row for row, output in enumerate(outputs)}
        rows = [place[output.id] for output in self._outputs_of[option]]
        values[rows] = np.column_stack([self._by_seed[option][number] for number in range(runs)])
        return values

    def _precise(self, outputs: Sequence[Output], values: dict[str, NDArray[np.float64]]) -> bool | None:
        """Whether the watched difference is known exactly enough for every option; None where nobody asked."""
        experiment = self.experiment
        if experiment.precision is None:
            return None
        row = [output.id for output in outputs].index(experiment.watch)
        baseline, *others = (values[changed.id][row] for changed in experiment.changed)
        each = replace(experiment.precision, level=shared(experiment.precision.level, len(others)))
        return all(look(other - baseline, each).reached for other in others)
