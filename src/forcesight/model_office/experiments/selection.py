"""The best of many options in as few runs as it takes: options that fall behind are dropped on the way.

After a first few replications of all options, each further replication is run only for those still in the race. An
option is dropped when another leads by more than luck could explain. With the stated confidence the option that is left
is the best, whenever the best is better than the next by at least the indifference zone: the least difference that is
worth having.

Source: Kim and Nelson 2001, "A fully sequential procedure for indifference-zone selection in simulation" (procedure KN
with c = 1). It uses the variance of each pair's differences, so it is valid, and quicker, with common random numbers.
Assumption: replications are independent and normal, as means over many jobs nearly are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from forcesight.errors import InputRefused


FIRST: Final = 10
Draw = Callable[[Sequence[int], int], Sequence[float]]
"""The values of some options (by place) in one replication."""


@dataclass(frozen=True, slots=True)
class Selected:
    """Which option is left, or the several that are when the most replications were run; and what it took.

    `dropped` has, for each option that was dropped, after how many replications.
    """

    left: tuple[int, ...]
    replications: int
    runs: int
    dropped: dict[int, int]


def select(
    draw: Draw,
    options: int,
    *,
    indifference: float,
    better: Literal["higher", "lower"],
    level: float = 0.95,
    first: int = FIRST,
    most: int = 1000,
) -> Selected:
    """Run replications of the options still in the race until one is left.

    Raises InputRefused for fewer than two options, an indifference zone that is not above 0, fewer than two first
    replications, fewer at most than the first, or a run without a value.
    """
    if options < 2 or not 0 < indifference < math.inf or first < 2:
        raise InputRefused(
            "A selection needs two or more options, an indifference zone above 0 (the least difference that is worth "
            "having) and 2 first replications."
        )
    if most < first:
        raise InputRefused(
            f"A selection drops no option before its first {first} replications, and {most} at most were asked for: "
            f"give {first} or more."
        )
    race = _Race(options, indifference, level, first)
    sign = 1.0 if better == "higher" else -1.0
    runs = 0
    for replication in range(most):
        values = np.asarray(draw(tuple(race.left), replication), dtype=np.float64)
        if np.isnan(values).any():
            raise InputRefused("A selection needs a value of the output in every run: in one, no such job came.")
        runs += len(race.left)
        race.take(sign * values)
        if len(race.left) == 1:
            break
    return Selected(tuple(race.left), race.taken, runs, race.dropped)


class _Race:
    """The options still in it, their sums, and the variances that the first replications gave."""

    def __init__(self, options: int, indifference: float, level: float, first: int) -> None:
        self.left, self.dropped, self.taken = list(range(options)), dict[int, int](), 0
        self._zone, self._first = indifference, first
        self._spread = ((2 * (1 - level) / (options - 1)) ** (-2 / (first - 1)) - 1) * (first - 1)
        self._sums = np.zeros(options)
        self._early: list[NDArray[np.float64]] = []
        self._variance = np.zeros((options, options))

    def take(self, values: NDArray[np.float64]) -> None:
        """Add one replication of the options that are left, and drop those that have fallen behind."""
        self.taken += 1
        self._sums[self.left] += values
        if self.taken <= self._first:
            self._early.append(values)
        if self.taken == self._first:
            early = np.array(self._early)
            self._variance = (early[:, :, None] - early[:, None, :]).var(axis=0, ddof=1)
        if self.taken >= self._first:
            self._drop()

    def _drop(self) -> None:
        means = self._sums[self.left] / self.taken
        variance = self._variance[np.ix_(self.left, self.left)]
        room = np.maximum(self._spread * variance / (2 * self._zone * self.taken) - self._zone / 2, 0.0)
        behind = (means[:, None] < means[None, :] - room).any(axis=1)
        # All differences are inside the zone by then: whoever leads is as good as the best.
        if self.taken > math.floor(self._spread * float(variance.max()) / self._zone**2):
            behind = np.arange(len(means)) != int(np.argmax(means))
        for place in [p for p, late in zip(self.left, behind, strict=True) if late]:
            self.left.remove(place)
            self.dropped[place] = self.taken
