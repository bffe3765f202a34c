"""When to stop: replications are added until an interval is as narrow as was asked for.

The half-width of Student's interval is looked at every few replications. For an absolute precision it must not exceed
the wish; for a relative precision g, it must not exceed g / (1 + g) of the estimate, so that the estimate is then
within g of the unknown true value, not of itself.

Sources: Chow and Robbins 1965, "On the asymptotic theory of fixed-width sequential confidence intervals for the mean";
Law, "Simulation modeling and analysis", 5th edition, 9.4.1 (the relative form).
Assumption: looking often costs a little coverage while replications are few; hence the least, and looks every few.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.replication import Values, mean_interval


LEAST: Final = 5
EVERY: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """How exactly something is to be known: give `absolute`, in its own unit, or `relative`, a share (0.02 is 2 %)."""

    absolute: float | None = None
    relative: float | None = None
    level: float = 0.95

    def __post_init__(self) -> None:
        given = [each for each in (self.absolute, self.relative) if each is not None]
        if len(given) != 1 or not 0 < given[0] < math.inf:
            raise InputRefused(
                "A precision is one number above 0: give absolute (in its unit) or relative (0.02 is 2 %)."
            )


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found: whether the precision is reached, from how many runs, the half-width and the wanted one.

    `runs` counts those that have a value.
    """

    reached: bool
    runs: int
    half_width: float
    wanted: float


def look(values: Values, precision: Precision, *, least: int = LEAST) -> Look:
    """Whether the mean of these runs is known as exactly as was asked for; never from fewer than `least` runs."""
    interval = mean_interval(values, precision.level)
    wanted = precision.absolute or 0.0
    if precision.relative is not None:
        wanted = precision.relative / (1 + precision.relative) * abs(interval.estimate)
    runs, half_width = int(interval.n), interval.half_width
    return Look(runs >= max(least, 2) and half_width <= wanted, runs, half_width, wanted)


def looks(least: int, most: int, every: int = EVERY) -> list[int]:
    """After how many runs to look: at the least, then every few, then at the most."""
    return sorted({*range(least, most, every), most} - set(range(least)))
