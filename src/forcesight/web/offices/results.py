"""What an experiment found as its pages print it: in short, which option to take, and every output by function."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from forcesight.charts import Column, Table
from forcesight.measures.formats import number, plural
from forcesight.measures.interval import Interval
from forcesight.model_office.experiments.comparison import Comparison, Effect, Line
from forcesight.model_office.experiments.experiment import Target
from forcesight.model_office.experiments.in_short import (
    InShort,
    best_words,
    choice_words,
    function_words,
    in_short,
    quantity,
    target_words,
)
from forcesight.web.core.tables import as_html
from forcesight.web.offices.kept import comparison_of
from forcesight.web.offices.models import Experiment


@dataclass(frozen=True)
class FoundOption:
    """One option: what was changed and rounded, what it does in short, and its side effects by function."""

    id: str
    name: str
    levers: list[str]
    notes: list[str]
    cost: float
    short: InShort
    side_effects: list[SafeString]


@dataclass(frozen=True)
class Found:
    """What an experiment found, finished or not."""

    comparison: Comparison
    names: list[str]
    options: list[FoundOption]
    costs: SafeString
    choice: list[str]

    @property
    def level(self) -> str:
        """The level of the intervals: `95%`."""
        return f"{100 * self.comparison.lines[0].baseline.level:g}%"


def found(kept: Experiment) -> Found | None:
    """What is known of an experiment so far; None before five runs of each option are done."""
    if not kept.result:
        return None
    comparison, told = comparison_of(kept.result), kept.result["options"]
    names = [each["name"] for each in told]
    options = [
        FoundOption(
            id=each["id"],
            name=each["name"],
            levers=each["levers"],
            notes=each["notes"],
            cost=each["cost"],
            short=in_short(comparison, each["id"]),
            side_effects=_tables(kept, each["name"], _side_effects(comparison, each["id"]), marked=False),
        )
        for each in told[1:]
    ]
    target = kept.definition.get("target")
    choice = _choice(Target(**target), comparison, names) if target else _best(kept, comparison, names)
    return Found(comparison, names, options, as_html(_costs(kept, comparison, names)), choice)


def every_output(kept: Experiment, option: str, name: str) -> list[SafeString]:
    """Every output of an option in tables, one a function; functions with side effects first."""
    return _tables(kept, name, comparison_of(kept.result).ordered(option))


def _side_effects(comparison: Comparison, option: str) -> list[tuple[Line, Effect]]:
    return [pair for pair in comparison.ordered(option) if pair[1].side_effect]


def _tables(
    kept: Experiment, name: str, pairs: Iterable[tuple[Line, Effect]], *, marked: bool = True
) -> list[SafeString]:
    """A table a function; side effects are marked as such where they stand among others."""
    by_function: dict[str, list[tuple[Line, Effect]]] = {}
    for line, effect in pairs:
        by_function.setdefault(line.output.function, []).append((line, effect))
    return [
        as_html(effects_table(kept, f"{function_words(function)}: {name}", its, marked=marked))
        for function, its in by_function.items()
    ]


def effects_table(kept: Experiment, caption: str, pairs: list[tuple[Line, Effect]], *, marked: bool) -> Table:
    """Outputs and what an option does to them, each with the evidence."""
    level = pairs[0][0].baseline.level
    columns = (
        Column("output", "Output"),
        Column("word", "It is"),
        Column("baseline", "As it is"),
        Column("option", "With the option"),
        Column("difference", f"Difference ({100 * level:g}% interval)"),
        Column("correlation", "Correlation of the pairs", numeric=True, decimals=2, missing="none"),
        Column("pairs", "Pairs of runs", numeric=True),
    )
    rows = tuple(_row(line, effect, marked=marked) for line, effect in pairs)
    links = tuple(reverse("offices:output", args=[kept.pk, line.output.id]) for line, _ in pairs)
    return Table(caption, columns, rows, links)


def _row(line: Line, effect: Effect, *, marked: bool) -> tuple[object, ...]:
    output, pair = line.output, effect.difference
    word = f"{effect.word}: a side effect" if effect.side_effect and marked else effect.word
    means = (quantity(line.baseline.estimate, output.unit), quantity(effect.mean.estimate, output.unit))
    correlation = None if math.isnan(pair.correlation) else pair.correlation
    return output.words, word, *means, ends_words(pair.interval), correlation, int(pair.interval.n)


def ends_words(interval: Interval) -> str:
    """An interval in a table: `−8.2 (−9.0 to −7.4)`."""
    if math.isnan(interval.estimate):
        return "no data"
    if math.isnan(interval.low):
        return number(interval.estimate)
    return f"{number(interval.estimate)} ({number(interval.low)} to {number(interval.high)})"


def _costs(kept: Experiment, comparison: Comparison, names: list[str]) -> Table:
    """What each option takes, and whether it meets the target."""
    columns = [Column("option", "Option"), Column("cost", "Staff hours a week that are rostered", numeric=True),
               Column("more", "More than as it is", numeric=True)]  # fmt: skip
    rows: list[tuple[object, ...]] = [
        (name, cost, cost - comparison.costs[0]) for name, cost in zip(names, comparison.costs, strict=True)
    ]
    told, target = comparison.choice, kept.definition.get("target")
    if told and target:
        line = comparison.line(target["output"])
        columns += [Column("value", f"{line.output.words} ({line.output.unit})"), Column("verdict", "The target")]
        means = [line.baseline, *(effect.mean for effect in line.effects)]
        rows = [
            (*row, ends_words(mean), verdict) for row, mean, verdict in zip(rows, means, told.verdicts, strict=True)
        ]
    return Table("What each option takes", tuple(columns), tuple(rows))


def _choice(target: Target, comparison: Comparison, names: list[str]) -> list[str]:
    if comparison.choice is None:
        return []
    told = f"Target: {target_words(target, comparison.line(target.output).output)}."
    return [
        told,
        *choice_words(comparison.choice, names),
        f"Told from {plural(comparison.runs, 'run')} of each option.",
    ]


def _best(kept: Experiment, comparison: Comparison, names: list[str]) -> list[str]:
    watched = kept.definition.get("watch")
    return best_words(comparison, watched, names) if watched else []
