"""One kind of time of a log, fitted: the duration that an office gets, and every number that it is made of.

The mean is the log's own where no time was cut off and units are fine, and the family's by profile likelihood else.
Shapes are those of the chosen family. A time that a log has too seldom is not fitted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from forcesight.measures.interval import Interval
from forcesight.model_office.calibration.choosing import Choice, choose
from forcesight.model_office.calibration.lengths import Lengths
from forcesight.model_office.calibration.mean_of_log import mean_of_log
from forcesight.model_office.calibration.parameter import Parameter
from forcesight.model_office.office.description import Duration


LEAST: Final = 10
"""Fewer times than this are not fitted."""


@dataclass(frozen=True)
class FittedTime:
    """A time by its name: what was chosen and why, its mean, and its parameters."""

    name: str
    choice: Choice
    mean: Interval
    parameters: tuple[Parameter, ...]

    @property
    def duration(self) -> Duration:
        """The time as an office describes it."""
        return self.choice.duration

    @property
    def n(self) -> int:
        """How many times it rests on."""
        return self.choice.observed.n


def fit_time(name: str, observed: Lengths) -> FittedTime | None:
    """Fit one kind of time; None where fewer than ten are known to their end."""
    if observed.ended < LEAST:
        return None
    choice = choose(observed)
    best = choice.best.fit
    of_log = mean_of_log(observed)
    middle = of_log or best.mean_interval()
    found = [Parameter(f"{name}: mean", "minutes", middle)]
    if choice.is_family:
        found += _of_family(name, choice)
    return FittedTime(name, choice, middle, tuple(found))


def _of_family(name: str, choice: Choice) -> list[Parameter]:
    best = choice.best.fit
    family = best.family.name
    median = Parameter(f"{name}: median ({family})", "minutes", best.quantile_interval(0.5))
    if best.family.free == 1:
        return [median]
    if family in ("lognormal", "gamma"):
        return [median, Parameter(f"{name}: cv ({family})", "", best.cv_interval())]
    return [median, Parameter(f"{name}: shape ({family})", "", best.shape_interval())]
