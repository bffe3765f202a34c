"""How one output spreads over the runs: each option's values, and the differences between runs of one seed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString
from numpy.typing import NDArray

from forcesight.charts import Column, Line, LineChart, Table, line_chart
from forcesight.charts.lines import MOST
from forcesight.charts.scale import value_scale
from forcesight.measures.formats import number, plural
from forcesight.model_office.experiments.comparison import Comparison
from forcesight.model_office.experiments.comparison import Line as OutputLine
from forcesight.model_office.experiments.in_short import best_words, change_words, gap_unit
from forcesight.model_office.experiments.replication import known, mean_interval, spread
from forcesight.web.core.tables import as_html
from forcesight.web.offices.results import ends_words
from forcesight.web.performance.drawn import Drawn, drawn


QUANTILES = ((0.1, "1 run in 10 is below"), (0.25, "1 in 4 is below"), (0.5, "Half are below"),
             (0.75, "3 in 4 are below"), (0.9, "9 in 10 are below"))  # fmt: skip
LEVEL = 0.95
Runs = Mapping[str, NDArray[np.float64]]
"""By the name of an option, the values of the runs that have one."""


@dataclass(frozen=True)
class Spread:
    """An output over the runs, as a page prints it; a chart is None where no run has a value."""

    output: OutputLine
    sentences: list[str]
    values: Drawn | None
    quantiles: SafeString
    differences: Drawn | None
    difference_quantiles: SafeString


def spread_of(comparison: Comparison, output: str, names: Sequence[str], shown: Sequence[str]) -> Spread:
    """An output with the baseline and the options whose ids are shown; `names` are all options', the baseline's first.

    KeyError where there is no such output.
    """
    line = comparison.line(output)
    chosen = [(name, effect) for name, effect in zip(names[1:], line.effects, strict=True) if effect.option in shown]
    before = np.asarray(line.values)
    values = {names[0]: known(before), **{name: known(effect.values) for name, effect in chosen}}
    gaps = {name: known(np.asarray(effect.values) - before) for name, effect in chosen}
    unit, words = line.output.unit, line.output.words
    points = gap_unit(unit)
    return Spread(
        output=line,
        sentences=[*(_said(line, name, effect.option, gaps[name]) for name, effect in chosen),
                   *best_words(comparison, output, names)],
        values=_drawn("values", f"{words}, in each run", f"Value in a run ({unit})", values),
        quantiles=as_html(_quantiles(f"Quantiles of the runs ({unit}), with 95% intervals", values)),
        differences=_drawn("differences", f"{words}: what the option changes, in each pair of runs",
                           f"Option less as it is ({points})", gaps),
        difference_quantiles=as_html(_quantiles(f"Quantiles of the differences ({points}), with 95% intervals", gaps)),
    )  # fmt: skip


def most_shown(options: Sequence[str], chosen: str) -> list[str]:
    """The options that stand in one picture: all of a few, or the chosen one of many."""
    return list(options) if len(options) < MOST else [chosen]


def _said(line: OutputLine, name: str, option: str, gaps: NDArray[np.float64]) -> str:
    effect = next(each for each in line.effects if each.option == option)
    if not len(gaps):
        return f"{name}: no pair of runs has a value."
    higher = int((gaps > 0).sum())
    counted = f" In {higher} of {plural(len(gaps), 'pair')} it was higher." if gaps.any() else ""
    return f"{name}: {change_words(line, effect)}.{counted}"


def _drawn(identity: str, title: str, label: str, runs: Runs) -> Drawn | None:
    """The share of runs at or below each value, a line for each option."""
    every = np.unique(np.concatenate(list(runs.values()))) if runs else np.empty(0)
    if not len(every):
        return None
    room = float(every[-1] - every[0]) / 20 or max(abs(float(every[0])), 1.0) / 20
    at = (float(every[0]) - room, *map(float, every), float(every[-1]) + room)
    lines = tuple(Line(name=name, values=tuple(_share(values, at))) for name, values in runs.items() if len(values))
    axis = value_scale(at, 0, 1, from_zero=False, count=6)
    ticks = tuple((tick, number(tick, axis.decimals)) for tick in axis.ticks if at[0] <= tick <= at[-1])
    return drawn(
        line_chart(
            LineChart(
                id=identity,
                title=title,
                subtitle="The share of runs at or below each value: the steeper, the less runs differ",
                unit="%",
                source="the runs of this experiment",
                at=at,
                labels=tuple(number(place) for place in at),
                ticks=ticks,
                lines=lines,
                scale_label=label,
                value_label="Runs at or below",
                steps=True,
            )
        )
    )


def _share(values: NDArray[np.float64], at: Iterable[float]) -> Iterable[float]:
    ordered = np.sort(values)
    return (100.0 * float(np.searchsorted(ordered, place, side="right")) / len(ordered) for place in at)


def _quantiles(caption: str, runs: Runs) -> Table:
    """Mean, ends and quantiles, a column for each option, with 95 % intervals where so few runs allow one."""
    columns = (Column("what", "Of the runs"), *(Column(f"option_{n}", name) for n, name in enumerate(runs)))
    every = list(runs.values())
    rows = [
        ("Runs with a value", *(number(len(values)) for values in every)),
        ("Mean", *(ends_words(mean_interval(values)) for values in every)),
        ("Least", *(_edge(values, 0) for values in every)),
        *((words, *(_quantile(values, share) for values in every))
          for share, words in QUANTILES),
        ("Most", *(_edge(values, -1) for values in every)),
    ]  # fmt: skip
    return Table(caption, columns, tuple(rows))


def _quantile(values: NDArray[np.float64], share: float) -> str:
    """A quantile, with its interval between two runs; without one where no two runs are far enough apart for 95 %."""
    found = spread(values, share)
    if found.n and found.level < LEVEL:
        return number(found.estimate)
    return ends_words(found)


def _edge(values: NDArray[np.float64], place: int) -> str:
    return number(float(np.sort(values)[place])) if len(values) else "no data"
