"""Durations: each with the numbers that its family needs, none of them impossible."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields
from typing import Final

from forcesight.model_office.office.description import Duration
from forcesight.model_office.office.means import mean_of
from forcesight.toml_tables import Fault, Place


NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "constant": ("mean",),
    "exponential": ("mean",),
    "lognormal": ("mean", "cv"),
    "gamma": ("mean", "cv"),
    "hyperexponential": ("mean", "cv"),
    "uniform": ("low", "high"),
    "weibull": ("scale", "shape"),
    "loglogistic": ("scale", "shape"),
    "observed": ("quantiles",),
    "never": (),
}
# A time of 2,000 years, or a spread that no distribution of the family can be drawn with, is a slip of the pen.
_MOST: Final = {"mean": 1e9, "low": 1e9, "high": 1e9, "scale": 1e9, "cv": 100.0, "shape": 1e3}
_LEAST_SHAPE = 0.05
_NUMBERS = tuple(each.name for each in fields(Duration) if each.name not in ("family", "quantiles"))


def faults_of_time(duration: Duration, place: Place, *, zero: bool, never: bool) -> Iterator[Fault]:
    """What is wrong with a duration that may (or may not) be zero, and may (or may not) never end."""
    wrong = list(_impossible(duration, place))
    yield from wrong
    name = str(place[-1])
    if wrong:
        return
    if duration.family == "never" and not never:
        yield Fault(place, f'{name} is "never": only patience may be')
    elif not never and not math.isfinite(mean_of(duration)):
        yield Fault((*place, "shape"), f"shape is {duration.shape:g}, so the mean is infinite: write more than 1")
    elif math.isfinite(mean_of(duration)) and mean_of(duration) > _MOST["mean"]:
        problem = f"its mean is {mean_of(duration):.3g} minutes: write numbers that give {_MOST['mean']:g} at most"
        yield Fault(place, problem)
    elif not zero and mean_of(duration) == 0:
        yield Fault(place, f"{name} is 0: it must take more than no time")


def _impossible(duration: Duration, place: Place) -> Iterator[Fault]:
    family, needs = duration.family, NEEDS[duration.family]
    for name in _NUMBERS:
        value = getattr(duration, name)
        if name in needs and not (math.isfinite(value) and value >= 0):
            yield Fault((*place, name), f"{name} is {value:g}: times are 0 or more, and not infinite")
        elif name in needs and value > _MOST[name]:
            yield Fault((*place, name), f"{name} is {value:g}: write {_MOST[name]:g} at most")
        elif name == "shape" and name in needs and 0 < value < _LEAST_SHAPE:
            yield Fault((*place, name), f"{name} is {value:g}: write {_LEAST_SHAPE:g} or more")
        elif name not in needs and value != 0:
            yield Fault((*place, name), f"{name} says nothing for {family!r}, which {_takes(family)}: leave it out")
    if duration.quantiles and "quantiles" not in needs:
        problem = f"quantiles say nothing for {family!r}, which {_takes(family)}: leave them out"
        yield Fault((*place, "quantiles"), problem)
    yield from _OWN_RULES.get(family, _no_rule)(duration, place)


def _takes(family: str) -> str:
    return f"takes {' and '.join(NEEDS[family])}" if NEEDS[family] else "takes no numbers"


def _no_rule(_duration: Duration, _place: Place) -> Iterator[Fault]:
    yield from ()


def _above_zero(duration: Duration, place: Place) -> Iterator[Fault]:
    for name in NEEDS[duration.family]:
        if getattr(duration, name) == 0:
            yield Fault((*place, name), f"{name} is 0 or missing: {duration.family!r} needs a number above 0")


def _mean_above_zero(duration: Duration, place: Place) -> Iterator[Fault]:
    if duration.mean == 0:
        yield Fault((*place, "mean"), f"mean is 0 or missing: {duration.family!r} needs a number above 0")


def _balanced(duration: Duration, place: Place) -> Iterator[Fault]:
    yield from _mean_above_zero(duration, place)
    if 0 <= duration.cv < 1:
        yield Fault((*place, "cv"), f"cv is {duration.cv:g}: a hyperexponential time has one of 1 or more")


def _low_and_high(duration: Duration, place: Place) -> Iterator[Fault]:
    if duration.low > duration.high:
        yield Fault((*place, "low"), f"low ({duration.low:g}) is above high ({duration.high:g}): swap or correct them")


def _rising(duration: Duration, place: Place) -> Iterator[Fault]:
    place = (*place, "quantiles")
    if not duration.quantiles:
        yield Fault(place, "quantiles are missing: list times from the least to the greatest")
    if any(not 0 <= time <= _MOST["mean"] for time in duration.quantiles):
        yield Fault(place, "quantiles hold a time that is negative or not finite: times are 0 or more")
    elif list(duration.quantiles) != sorted(duration.quantiles):
        yield Fault(place, "quantiles do not rise: list times from the least to the greatest")


_OWN_RULES = {
    "exponential": _mean_above_zero,
    "lognormal": _mean_above_zero,
    "gamma": _mean_above_zero,
    "hyperexponential": _balanced,
    "uniform": _low_and_high,
    "weibull": _above_zero,
    "loglogistic": _above_zero,
    "observed": _rising,
}
