"""Which of many options may be the best: every option against the best of the others, with one error rate for all.

For each option the interval of its mean less the best of the other means is found. An option whose interval lies wholly
below 0 is not the best; the others cannot be ruled out, and with the stated confidence the best one is among them. So
five options do not give five chances of a lucky winner.

The intervals rest on Student's intervals of paired differences with Bonferroni's correction over the k - 1 comparisons
with the (unknown) best one. That is what common random numbers ask for: each pair has a variance of its own, and no
common correlation is assumed.

Sources: Hsu 1984, "Constrained simultaneous confidence intervals for multiple comparisons with the best"; Chang and Hsu
1992, "Optimal designs for multiple comparisons with the best"; Nelson and Matejcik 1995, "Using common random numbers
for indifference-zone selection and multiple comparisons in simulation" (the intervals here are their theorem with
Bonferroni widths).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from forcesight.errors import InputRefused
from forcesight.measures.interval import Interval
from forcesight.model_office.experiments.replication import t_quantile
from forcesight.model_office.experiments.several import shared


METHOD: Final = "comparison with the best (Bonferroni, paired)"


@dataclass(frozen=True, slots=True)
class AgainstBest:
    """One option against the best of the others, in the output's own unit: below 0 is lower than the best of them.

    `may_be_best` says that it cannot be ruled out.
    """

    place: int
    interval: Interval
    may_be_best: bool


def against_the_best(
    values: NDArray[np.float64], better: Literal["higher", "lower"], level: float = 0.95
) -> tuple[AgainstBest, ...]:
    """Compare every option with the best of the others.

    `values` has a row for each option and a column for each replication, shape (options, runs); replications in which
    any option has no value are left out. Raises InputRefused for fewer than two options or two whole replications.
    """
    sign = 1.0 if better == "higher" else -1.0
    whole = sign * values[:, ~np.isnan(values).any(axis=0)]
    options, runs = whole.shape
    if options < 2 or runs < 2:
        raise InputRefused(
            f"A choice needs at least two options and two replications in which all have a value; there are {options} "
            f"options and {runs} such replications."
        )
    gap, reach = _gaps(whole, level)
    ends = [_least(gap[i] + reach[i], i) for i in range(options)]
    # Options that are exactly alike are 0 apart without any reach: none of them rules the others out.
    may = [end >= 0 for end in ends]
    found = []
    for i in range(options):
        rivals = [j for j in range(options) if j != i and may[j]]
        low = min(0.0, min(gap[i, j] - reach[i, j] for j in rivals)) if rivals else 0.0
        estimate = _least(gap[i], i)
        interval = Interval(estimate, low, max(0.0, ends[i]), runs, METHOD, level)
        found.append(AgainstBest(i, interval if sign > 0 else _turned(interval), may[i]))
    return tuple(found)


def _turned(interval: Interval) -> Interval:
    """The same where lower is better. Taken from 0, no end becomes -0."""
    estimate, low, high = (0.0 - end for end in (interval.estimate, interval.high, interval.low))
    return Interval(estimate, low, high, interval.n, interval.method, interval.level)


def _gaps(whole: NDArray[np.float64], level: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean differences of all pairs, and how far each interval reaches; shape (options, options)."""
    options, runs = whole.shape
    differences = whole[:, None, :] - whole[None, :, :]
    one_sided = t_quantile(runs - 1, shared(level, options - 1), sides=1)
    return differences.mean(axis=2), one_sided * differences.std(axis=2, ddof=1) / math.sqrt(runs)


def _least(row: NDArray[np.float64], own: int) -> float:
    return float(np.delete(row, own).min())
