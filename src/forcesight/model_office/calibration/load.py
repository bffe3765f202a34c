"""Calls to expect on a date, hour by hour, from earlier days of its kind: with all that a few days leave open.

Days differ beyond chance by a factor of their own, and hours of a day by another: something happened. Both spreads are
found by moments, as what counts vary more than Poisson ones would; the mean of an hour is itself uncertain.

Sources: Gelman et al., "Bayesian data analysis", 2013, chapter 2 (gamma-Poisson); Avramidis, Deslauriers and L'Ecuyer,
"Modeling daily arrivals to a telephone call center", Management Science 50 (2004) 896-908.
Assumption: the factors of days and hours are gamma distributed and independent of each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.calibration.lengths import Floats


Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Load:
    """The mean calls of each hour (24), the number of days that these rest on, and the shares of the classes.

    `day_spread` and `hour_spread` are the coefficients of variation of the factors of days and of hours.
    """

    by_hour: Floats
    days: int
    day_spread: float
    hour_spread: float
    classes: Floats

    def draw(self, rng: np.random.Generator) -> tuple[Floats, Whole]:
        """Minutes since midnight of one day's calls, in order, and the class of each."""
        open_ = self.by_hour > 0
        # Half a call more, as what was seen of a rate is a count, which may have been one too few.
        rate = rng.gamma(self.by_hour * self.days + 0.5) / self.days
        rate = rate * _factor(rng, self.day_spread, 1) * _factor(rng, self.hour_spread, 24)
        count = rng.poisson(np.where(open_, rate, 0.0))
        at = np.sort(np.repeat(np.arange(24) * 60.0, count) + 60 * rng.random(int(count.sum())))
        return at, rng.choice(len(self.classes), size=len(at), p=self.classes).astype(np.int64)


def fit_load(counts: Whole, classes: Floats, *, spreads: tuple[float, float] | None = None) -> Load:
    """Fit to counts by day (row) and hour (24 columns) of days of one kind; `classes` are shares that sum to 1.

    `spreads`, of days and of hours, are given where the days are too few to tell them. Raises ValueError where there is
    one day only and no spreads.
    """
    if spreads is None and len(counts) < 2:
        raise ValueError("One day cannot tell how far days differ: give the spreads of days of another kind.")
    day, hour = spreads or (_day_spread(counts), _hour_spread(counts))
    return Load(counts.mean(axis=0), len(counts), day, hour, classes)


def _day_spread(counts: Whole) -> float:
    totals = counts.sum(axis=1)
    return sqrt(max(float(totals.var(ddof=1) - totals.mean()), 0.0)) / float(totals.mean())


def _hour_spread(counts: Whole) -> float:
    """What counts vary beyond chance, given their day's total and their hour's."""
    expected = counts.sum(axis=0)[None, :] * counts.sum(axis=1)[:, None] / counts.sum()
    hours = int((counts.sum(axis=0) > 0).sum())
    used = expected > 0
    # Fitting the margins takes up some of the variation.
    lost = used.sum() / max((len(counts) - 1) * (hours - 1), 1)
    beyond = float(((counts - expected)[used] ** 2).sum() * lost - expected[used].sum())
    return sqrt(max(beyond, 0.0) / float((expected[used] ** 2).sum()))


def _factor(rng: np.random.Generator, spread: float, size: int) -> Floats:
    """Factors with a mean of 1."""
    if spread == 0:
        return np.ones(size)
    return rng.gamma(1 / spread**2, spread**2, size)
