"""Fitting a family to lengths by maximum likelihood, and the interval of any number that follows from it.

Each row adds the logarithm of the chance of what the log says of it: that the length lies within the range in which it
was recorded, or that it is longer than the time at which it was cut off; where only lengths beyond `entry` could be
seen, given that it is. Intervals are those of the profile likelihood: the values that the data do not refuse by twice
the loss of logarithmic likelihood against chi-square with one degree of freedom.

Sources: Lawless, "Statistical models and methods for lifetime data", 2003, chapters 2 and 5 (grouped, censored and
truncated times); Venzon and Moolgavkar, Applied Statistics 37 (1988) 87-94 (profile likelihood).
Assumptions: lengths are independent; what cuts one off has nothing to do with how long it would have been.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf, isfinite, log

import numpy as np

from forcesight.measures.interval import Interval, normal_quantile
from forcesight.model_office.calibration.families import TimeFamily
from forcesight.model_office.calibration.lengths import Floats, Lengths
from forcesight.model_office.office.description import Duration


PROFILE = "profile likelihood"
_TINY = 1e-300
# The logarithms of scale and shape are sought within these: exp(±12) of a minute, shapes from 1/400 to 400.
_WIDEST_SCALE, _WIDEST_SHAPE = 25.0, 6.0


@dataclass(frozen=True)
class Fit:
    """One family fitted: its scale and shape, and the logarithm of the likelihood."""

    family: TimeFamily
    scale: float
    shape: float
    log_likelihood: float
    observed: Lengths

    @property
    def aic(self) -> float:
        """Akaike's criterion: less is better."""
        return 2 * self.family.free - 2 * self.log_likelihood

    @property
    def bic(self) -> float:
        """The Bayesian criterion: less is better; it counts the rows that are known to their end."""
        return self.family.free * log(max(self.observed.ended, 1)) - 2 * self.log_likelihood

    @property
    def duration(self) -> Duration:
        """The fit as an office describes it."""
        return self.family.duration(self.scale, self.shape)

    @property
    def mean(self) -> float:
        """The mean in minutes; infinite where the family's tail is too heavy for one."""
        return self.scale * self.family.mean(self.shape)

    def share_within(self, time: Floats) -> Floats:
        """The share of times that are no longer than these."""
        return self.family.share_within(time, self.scale, self.shape)

    def quantile(self, share: float) -> float:
        """The time below which a share lies."""
        return self.scale * self.family.quantile(share, self.shape)

    def mean_interval(self, *, level: float = 0.95) -> Interval:
        """The interval of the mean."""
        return self._interval_of(self.family.mean, level)

    def quantile_interval(self, share: float, *, level: float = 0.95) -> Interval:
        """The interval of a quantile."""
        return self._interval_of(lambda shape: self.family.quantile(share, shape), level)

    def shape_interval(self, *, level: float = 0.95) -> Interval:
        """The interval of the shape."""

        def loss(log_shape: float) -> float:
            return _least(lambda log_scale: -log_likelihood(self.family, self.observed, log_scale, log_shape),
                          log(self.scale))  # fmt: skip

        return self._profile(loss, log(self.shape), self.shape, level)

    def cv_interval(self, *, level: float = 0.95) -> Interval:
        """The interval of the coefficient of variation: it rises or falls with the shape alone."""
        of_shape = self.shape_interval(level=level)
        ends = sorted(self.family.cv(shape) for shape in (of_shape.low, of_shape.high))
        return Interval(self.family.cv(self.shape), ends[0], ends[1], of_shape.n, PROFILE, level)

    def _interval_of(self, of_shape: Callable[[float], float], level: float) -> Interval:
        value = self.scale * of_shape(self.shape)
        if not isfinite(value):
            return Interval(value, 0.0, inf, self.observed.ended, f"{PROFILE}: the family has no such value", level)

        def loss(log_value: float) -> float:
            def at(log_shape: float) -> float:
                number = of_shape(exp(log_shape))
                if not 0 < number < inf:
                    return inf
                return -log_likelihood(self.family, self.observed, log_value - log(number), log_shape)

            return at(0.0) if self.family.free == 1 else _least(at, log(self.shape))

        return self._profile(loss, log(value), value, level)

    def _profile(self, loss: Callable[[float], float], at: float, value: float, level: float) -> Interval:
        allowed = normal_quantile(level) ** 2 / 2
        low, high = (_edge(lambda x: loss(x) + self.log_likelihood - allowed, at, side) for side in (-1.0, 1.0))
        return Interval(value, exp(low), exp(high) if isfinite(high) else inf, self.observed.ended, PROFILE, level)


def log_likelihood(family: TimeFamily, observed: Lengths, log_scale: float, log_shape: float) -> float:
    """The logarithm of the likelihood of some lengths."""
    if abs(log_scale) > _WIDEST_SCALE or abs(log_shape) > _WIDEST_SHAPE:
        return -inf
    scale, shape = exp(log_scale), exp(log_shape)
    edges, low, high = observed.edges
    beyond, within = family.beyond(edges / scale, shape), family.within(edges / scale, shape)
    # Of the two ways to take the difference, the one that loses fewer digits.
    chance = np.where(within[low] < 0.5, within[high] - within[low], beyond[low] - beyond[high])
    found = float(observed.count @ np.log(np.maximum(chance, _TINY)))
    if observed.entry.any():
        seen = np.maximum(family.beyond(observed.entry / scale, shape), _TINY)
        found -= float(observed.count @ np.log(seen))
    return found


def fit(family: TimeFamily, observed: Lengths) -> Fit:
    """Fit one family. Raises ValueError where no length is known to its end."""
    from scipy.optimize import minimize

    if not observed.ended:
        raise ValueError(f"All {observed.n} times were cut off: no family can be fitted, only a least length is known.")
    start = _start(observed)
    if family.free == 1:
        log_scale = _argument(lambda x: -log_likelihood(family, observed, x, 0.0), start)
        return Fit(family, exp(log_scale), 1.0, log_likelihood(family, observed, log_scale, 0.0), observed)
    found = minimize(
        lambda x: -log_likelihood(family, observed, x[0], x[1]) / observed.n,
        (start, 0.2),
        method="Nelder-Mead",
        options={"xatol": 1e-5, "fatol": 1e-9, "maxfev": 600},
    )
    log_scale, log_shape = map(float, found.x)
    likelihood = log_likelihood(family, observed, log_scale, log_shape)
    return Fit(family, exp(log_scale), exp(log_shape), likelihood, observed)


def _start(observed: Lengths) -> float:
    """The logarithm of the time looked at for each that ended: the exponential family's own estimate."""
    return log(max(observed.total / observed.ended, observed.unit / 2))


def _argument(loss: Callable[[float], float], near: float) -> float:
    from scipy.optimize import minimize_scalar

    return float(minimize_scalar(loss, bracket=(near - 0.1, near + 0.1), tol=1e-10).x)


def _least(loss: Callable[[float], float], near: float) -> float:
    from scipy.optimize import minimize_scalar

    # Where a loss is infinite, the search's own parabola is none: it takes another step.
    with np.errstate(invalid="ignore"):
        return float(minimize_scalar(loss, bracket=(near - 0.05, near + 0.05), tol=1e-6).fun)


def _edge(excess: Callable[[float], float], at: float, side: float) -> float:
    """Where the loss reaches what is allowed, on one side of the best value; infinite where it never does."""
    from scipy.optimize import brentq

    step, inside = 0.02, at
    for _ in range(14):
        outside = at + side * step
        if excess(outside) > 0:
            return float(brentq(excess, inside, outside, xtol=1e-6))
        inside, step = outside, step * 2
    return side * inf
