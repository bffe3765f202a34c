"""When to stop: replications are added until an interval is as narrow as was asked for.

The half-width of Student's interval is looked at again and again: every five replications, and from fifty on after a
tenth more than there were, so that a thousand of them take some forty looks and not two hundred. For an absolute
precision it must not exceed the wish; for a relative precision g, it must not exceed g / (1 + g) of the estimate, so
that the estimate is then within g of the unknown true value, not of itself.

Of several options each interval is looked at with its part of the error, so that all are to hold together.

Looking again and again is not corrected for. A search stops when the scatter happens to look small, so the interval it
stops with holds less often than its level says while replications are few; Chow and Robbins show that the level is
reached only in the limit, as the wished precision grows ever finer, and Law advises a first stage of ten or more
replications for that reason. Here the first look is after five, and of 95 % intervals that stopped a search 91 to 94 %
hold (measured on normal values). Where the claim must be sure, give a number of runs and no precision.

Sources: Chow and Robbins 1965, "On the asymptotic theory of fixed-width sequential confidence intervals for the mean";
Law, "Simulation modeling and analysis", 5th edition, 9.4.1 (the relative form, and how far sequential intervals fall
short).
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
    """After how many runs to look: at the least, then every few or after a tenth more (the later), then at the most."""
    found, runs = [], least
    while runs < most:
        found.append(runs)
        runs += max(every, runs // 10)
    return [*found, most]
