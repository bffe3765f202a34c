"""The families of times that an office may have, each as a scale times one shape.

| family | scale | shape | lasts longer than t |
|---|---|---|---|
| exponential | mean | none | exp(-t/scale) |
| lognormal | median | sd of the logarithm | 1 - Φ(ln(t/scale)/shape) |
| gamma | mean/shape | shape | Q(shape, t/scale) |
| weibull | scale | shape | exp(-(t/scale)^shape) |
| loglogistic | median | shape | 1/(1 + (t/scale)^shape) |

Because all of them are a scale times one shape, any mean, median or other quantile is the scale times a number that
depends on the shape only. So intervals can be found for whichever number a planner reads, not only for its own two.

Source: Law, "Simulation modeling and analysis", chapter 6.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import expm1, gamma, inf, log, log1p, pi, sin, sqrt
from typing import Final

import numpy as np

from forcesight.measures.interval import normal_quantile
from forcesight.model_office.calibration.lengths import Floats
from forcesight.model_office.office.description import Duration, Family


@dataclass(frozen=True, slots=True)
class TimeFamily:
    """One family. `beyond` and `within` give the shares longer and not longer than times in units of the scale.

    `mean` and `cv` are those of the shape at a scale of 1 (infinite where there is none); `quantile` is its inverse.
    `free` is how many numbers are fitted.
    """

    name: Family
    free: int
    beyond: Callable[[Floats, float], Floats]
    within: Callable[[Floats, float], Floats]
    mean: Callable[[float], float]
    cv: Callable[[float], float]
    quantile: Callable[[float, float], float]

    def duration(self, scale: float, shape: float) -> Duration:
        """The family as an office describes it."""
        if self.name in ("weibull", "loglogistic"):
            return Duration(family=self.name, scale=scale, shape=shape)
        mean = scale * self.mean(shape)
        return Duration(family=self.name, mean=mean, cv=0.0 if self.name == "exponential" else self.cv(shape))

    def share_within(self, time: Floats, scale: float, shape: float) -> Floats:
        """The share of times that are no longer than these."""
        return self.within(np.maximum(time, 0) / scale, shape)


def _normal(z: Floats, shape: float) -> Floats:
    with np.errstate(divide="ignore"):
        return np.log(z) / shape


def _lognormal_beyond(z: Floats, shape: float) -> Floats:
    from scipy.special import ndtr

    found: Floats = ndtr(-_normal(z, shape))
    return found


def _lognormal_within(z: Floats, shape: float) -> Floats:
    from scipy.special import ndtr

    found: Floats = ndtr(_normal(z, shape))
    return found


def _gamma_beyond(z: Floats, shape: float) -> Floats:
    from scipy.special import gammaincc

    found: Floats = gammaincc(shape, z)
    return found


def _gamma_within(z: Floats, shape: float) -> Floats:
    from scipy.special import gammainc

    found: Floats = gammainc(shape, z)
    return found


def _gamma_quantile(share: float, shape: float) -> float:
    from scipy.special import gammaincinv

    return float(gammaincinv(shape, share))


def _power(z: Floats, shape: float) -> Floats:
    with np.errstate(over="ignore"):
        found: Floats = z**shape
    return found


def _logistic_within(z: Floats, shape: float) -> Floats:
    powered = _power(z, shape)
    with np.errstate(invalid="ignore"):
        return np.where(np.isinf(powered), 1.0, powered / (1 + powered))


def _logistic_moment(shape: float, order: int) -> float:
    turn = order * pi / shape
    return turn / sin(turn) if shape > order else inf


def _spread(first: float, second: float) -> float:
    return inf if second == inf else sqrt(max(second / first**2 - 1, 0.0))


def _normal_at(share: float) -> float:
    """The standard normal quantile."""
    return 0.0 if share == 0.5 else normal_quantile(abs(2 * share - 1)) * (1 if share > 0.5 else -1)


FAMILIES: Final = (
    TimeFamily(
        "exponential", 1,
        lambda z, _: np.exp(-z),
        lambda z, _: -np.expm1(-z),
        lambda _: 1.0,
        lambda _: 1.0,
        lambda share, _: -log1p(-share),
    ),
    TimeFamily(
        "lognormal", 2, _lognormal_beyond, _lognormal_within,
        lambda shape: float(np.exp(min(shape**2 / 2, 700.0))),
        lambda shape: sqrt(expm1(min(shape**2, 700.0))),
        lambda share, shape: float(np.exp(shape * _normal_at(share))),
    ),
    TimeFamily(
        "gamma", 2, _gamma_beyond, _gamma_within,
        lambda shape: shape,
        lambda shape: 1 / sqrt(shape),
        _gamma_quantile,
    ),
    TimeFamily(
        "weibull", 2,
        lambda z, shape: np.exp(-_power(z, shape)),
        lambda z, shape: -np.expm1(-_power(z, shape)),
        lambda shape: _weibull_moment(shape, 1),
        lambda shape: _spread(_weibull_moment(shape, 1), _weibull_moment(shape, 2)),
        lambda share, shape: (-log1p(-share)) ** (1 / shape),
    ),
    TimeFamily(
        "loglogistic", 2,
        lambda z, shape: 1 / (1 + _power(z, shape)),
        _logistic_within,
        lambda shape: _logistic_moment(shape, 1),
        lambda shape: _spread(_logistic_moment(shape, 1), _logistic_moment(shape, 2)),
        lambda share, shape: float(np.exp((log(share) - log1p(-share)) / shape)),
    ),
)  # fmt: skip
BY_NAME: Final = {family.name: family for family in FAMILIES}


def _weibull_moment(shape: float, order: int) -> float:
    return gamma(1 + order / shape) if order / shape < 170 else inf
