"""The cheapest option that meets a standard, with one error rate for the whole search.

For each option the claim "it does not meet the standard" is tested by Student's one-sided test; Holm's procedure keeps
the chance of even one false "meets it" at the stated error, whatever the options have in common. The answer is the
cheapest option of those that are shown to meet it; options that are cheaper and not ruled out are named, so that nobody
takes "not shown" for "shown not to". Nothing is shown by fewer than five runs; what never varies in five or more
is taken for exact (see the paired differences).

Sources: Student 1908; Holm 1979. That a feasibility check comes before the comparison, with the error shared among all
options: Andradóttir and Kim 2010, "Fully sequential procedures for comparing constrained systems via simulation".
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.experiments.replication import known
from forcesight.model_office.experiments.several import holm
from forcesight.model_office.experiments.stopping import LEAST


Verdict = Literal["meets it", "does not meet it", "cannot tell", "no such output"]


@dataclass(frozen=True, slots=True)
class LeastCost:
    """The place of the chosen option (None where none is shown to meet the standard), and each option's verdict.

    `cheaper` are options that cost less than the chosen one and may meet the standard too: more runs would tell. They
    would not of an option that has no such output, which neither meets the standard nor misses it.
    """

    chosen: int | None
    verdicts: tuple[Verdict, ...]
    cheaper: tuple[int, ...]


def least_cost(
    values: NDArray[np.float64],
    costs: Sequence[float],
    standard: float,
    sense: Literal["at_least", "at_most"],
    level: float = 0.95,
    *,
    lacking: Collection[int] = (),
) -> LeastCost:
    """Choose among options: `values` has shape (options, runs), `costs` one number for each option;
    `lacking` are the places of options that have no such output.

    Of options with the same cost, the first that is shown to meet the standard is chosen.
    """
    sign = 1.0 if sense == "at_least" else -1.0
    above = [_p_above(sign * row, sign * standard) for row in values]
    below = [_p_above(-sign * row, -sign * standard, strictly=True) for row in values]
    meets, fails = holm(above, level), holm(below, level)
    verdicts = tuple(
        "no such output" if place in lacking else _verdict(yes, no)
        for place, (yes, no) in enumerate(zip(meets, fails, strict=True))
    )
    shown = [place for place, verdict in enumerate(verdicts) if verdict == "meets it"]
    chosen = min(shown, key=lambda place: (costs[place], place), default=None)
    limit = math.inf if chosen is None else costs[chosen]
    open_ones = [p for p, verdict in enumerate(verdicts) if verdict == "cannot tell" and costs[p] < limit]
    return LeastCost(chosen, verdicts, tuple(sorted(open_ones, key=lambda place: costs[place])))


def _verdict(meets: bool, fails: bool) -> Verdict:
    if meets:
        return "meets it"
    return "does not meet it" if fails else "cannot tell"


def _p_above(values: NDArray[np.float64], standard: float, *, strictly: bool = False) -> float:
    """The p-value of "the mean is below the standard" against "it is at or above" (`strictly`: only above).

    NaN from fewer than five runs.
    """
    from scipy.special import stdtr

    given = known(values)
    if len(given) < LEAST:
        return math.nan
    gap, error = float(given.mean()) - standard, float(given.std(ddof=1)) / math.sqrt(len(given))
    if error == 0:
        return 0.0 if gap > 0 or (gap == 0 and not strictly) else 1.0
    return float(stdtr(len(given) - 1, -gap / error))
