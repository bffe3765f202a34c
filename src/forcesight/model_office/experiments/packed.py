"""A comparison as plain tables: every effect, every run, every option. A page, a file and a program read the same."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal, NamedTuple

from forcesight.model_office.experiments.choice import AgainstBest
from forcesight.model_office.experiments.comparison import Comparison, Effect, Line
from forcesight.model_office.experiments.experiment import BASELINE, Experiment
from forcesight.model_office.experiments.manifest import Manifest
from forcesight.model_office.experiments.margins import reach


Cell = str | int | float | bool | None


class Column(NamedTuple):
    """A column: its name, its type, what it says, and whether every row has a value."""

    name: str
    datatype: Literal["string", "integer", "number", "boolean"]
    description: str
    required: bool = False


class Table(NamedTuple):
    """A table. A number that is not finite (a mean of no runs) is None."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: tuple[str, ...]

    def as_dicts(self) -> list[dict[str, Cell]]:
        """The rows with the names of their columns."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


EFFECTS = (
    Column("option", "string", "The option's id", True),
    Column("output", "string", "The output's id: station, kind of job, what is measured", True),
    Column("words", "string", "The output in words", True),
    Column("unit", "string", "Unit of its values", True),
    Column("station", "string", "The station whose work it is of", True),
    Column("function", "string", "The part of the force whose work it is"),
    Column("job", "string", "The kind of job; empty for a station or a function as a whole"),
    Column("better", "string", "Which way is better: lower, higher or neutral", True),
    Column("standard", "number", "The standard that the office file gives, in the unit"),
    Column("side_effect", "boolean", "It got worse in a function that the experiment does not aim at", True),
    Column("word", "string", "What may be claimed when all lines are asked together (Holm)", True),
    Column("baseline", "number", "Mean of the baseline's runs"),
    Column("baseline_low", "number", "Lower end of its interval"),
    Column("baseline_high", "number", "Upper end of its interval"),
    Column("mean", "number", "Mean of the option's runs"),
    Column("mean_low", "number", "Lower end of its interval"),
    Column("mean_high", "number", "Upper end of its interval"),
    Column("difference", "number", "Mean of the paired differences, option less baseline"),
    Column("difference_low", "number", "Lower end of its interval"),
    Column("difference_high", "number", "Upper end of its interval"),
    Column("p_value", "number", "Of no difference, two-sided, before Holm's correction"),
    Column("correlation", "number", "Between the two runs of a pair"),
    Column("variance_reduction", "number", "How many times as many independent runs the interval would have taken"),
    Column("pairs", "integer", "Pairs of runs in which both have a value", True),
    Column("level", "number", "Level of the intervals", True),
    Column("margin", "number", "The largest change that is none worth the name, in the unit"),
)
RUNS = (
    Column("option", "string", "The option's id; baseline for the office as it is", True),
    Column("output", "string", "The output's id", True),
    Column("seed", "integer", "The seed of the run: runs of one seed are pairs", True),
    Column("value", "number", "The output's value in the run"),
)
OPTIONS = (
    Column("option", "string", "The option's id; baseline for the office as it is", True),
    Column("name", "string", "Its name", True),
    Column("levers", "string", "What was changed, in words"),
    Column("notes", "string", "What had to be rounded or left out"),
    Column("staff_hours", "number", "Staff hours that its office rosters in a week: its cost", True),
    Column("verdict", "string", "Whether it meets the experiment's target, where there is one"),
    Column("chosen", "boolean", "It is the cheapest that is shown to meet the target"),
    Column("may_be_best", "boolean", "It may be the best of all by the output that is asked about"),
    Column("to_best", "number", "Its mean of that output less the best mean of the others"),
    Column("to_best_low", "number", "Lower end of its interval, which holds for all options together"),
    Column("to_best_high", "number", "Upper end of it"),
    Column("fingerprint", "string", "Stands for exactly the office that was run", True),
)


def tables(comparison: Comparison, experiment: Experiment, manifest: Manifest) -> tuple[Table, Table, Table]:
    """The comparison as tables: effects (side effects first), runs, options."""
    return (
        Table("effects", "Effects", "What each option does to each output, side effects first.", EFFECTS,
              tuple(_effects(comparison, experiment, manifest)), ("option", "output")),
        Table("runs", "Runs", "The value of each output in each run.", RUNS,
              tuple(_runs(comparison, experiment)), ("option", "output", "seed")),
        Table("options", "Options", "What was compared.", OPTIONS,
              tuple(_options(comparison, experiment, manifest)), ("option",)),
    )  # fmt: skip


def finite(value: float) -> float | None:
    """The number; None where there is none."""
    return float(value) if math.isfinite(value) else None


def _effects(comparison: Comparison, experiment: Experiment, manifest: Manifest) -> Iterator[tuple[Cell, ...]]:
    for option in comparison.options:
        for line, effect in comparison.ordered(option):
            yield _effect(line, effect, experiment.level, manifest)


def _effect(line: Line, effect: Effect, level: float, manifest: Manifest) -> tuple[Cell, ...]:
    output, pair = line.output, effect.difference
    intervals = (line.baseline, effect.mean, pair.interval)
    ends = [finite(end) for each in intervals for end in (each.estimate, each.low, each.high)]
    return (
        effect.option, output.id, output.words, output.unit, output.station, output.function, output.job,
        output.better, output.standard, effect.side_effect, effect.word, *ends, finite(pair.p_value),
        finite(pair.correlation), finite(pair.variance_reduction), int(pair.interval.n), level,
        _margin(line, manifest),
    )  # fmt: skip


def _margin(line: Line, manifest: Manifest) -> float | None:
    told = manifest.margins.get(line.output.unit)
    return finite(reach(told["value"], told["scale"], line.baseline.estimate)) if told else None


def _runs(comparison: Comparison, experiment: Experiment) -> Iterator[tuple[Cell, ...]]:
    for line in comparison.lines:
        of_options = {BASELINE: line.values, **{effect.option: effect.values for effect in line.effects}}
        for option, values in of_options.items():
            for number, value in enumerate(values):
                yield option, line.output.id, experiment.seed + number, finite(value)


def _options(comparison: Comparison, experiment: Experiment, manifest: Manifest) -> Iterator[tuple[Cell, ...]]:
    choice, best = comparison.choice, comparison.best(experiment.asked_about) if experiment.asked_about else ()
    for place, (option, cost) in enumerate(zip(manifest.options, comparison.costs, strict=True)):
        verdict = None if choice is None else choice.verdicts[place]
        chosen = None if choice is None else choice.chosen == place
        levers, notes = "; ".join(option.levers), " ".join(option.notes)
        cells = option.id, option.name, levers, notes, float(cost), verdict, chosen
        yield *cells, *(_to_best(best[place]) if best else (None,) * 4), option.fingerprint


def _to_best(its: AgainstBest) -> tuple[Cell, ...]:
    gap = its.interval
    return its.may_be_best, finite(gap.estimate), finite(gap.low), finite(gap.high)
