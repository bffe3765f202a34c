"""How long things take, and how often they are lost: chance whose shares and means can be worked out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from forcesight.synthetic.land import Array


@dataclass(frozen=True, slots=True)
class Wait:
    """A time of lognormal length: its median, the spread of its logarithm, and how it grows with the load.

    The load of an hour is its demand over the mean of all hours; the median is multiplied by load to the power `load`.
    Times are drawn in whole units, rounded, and the shares take that into account.
    """

    median: float
    spread: float
    load: float = 0.0

    def draw(self, rng: np.random.Generator, load: Array | int) -> Array:
        """One time for each load, or so many times under the mean load."""
        count, factor = (load, 1.0) if isinstance(load, int) else (len(load), load**self.load if self.load else 1.0)
        found: Array = np.rint(np.exp(rng.normal(np.log(self.median), self.spread, count)) * factor)
        return found

    def within(self, limit: Array | float, load: Array | float = 1.0) -> Array:
        """The share of times that are no longer than whole limits."""
        longest = np.log((np.maximum(limit, 0) + 0.5) / self.median) - self.load * np.log(load)
        found: Array = np.where(np.asarray(limit) < 0, 0.0, ndtr(longest / self.spread))
        return found

    def draw_up_to(self, rng: np.random.Generator, count: int, most: float) -> Array:
        """So many times of which none is longer than `most`."""
        place = ndtri(rng.random(count) * self.within(most))
        found: Array = np.rint(np.exp(np.log(self.median) + self.spread * place)).clip(max=most)
        return found

    def within_up_to(self, limit: Array | float, most: float) -> Array:
        """The share of times that are no longer than whole limits, where none is longer than `most`."""
        found: Array = (self.within(limit) / self.within(most)).clip(max=1.0)
        return found

    def mean(self, load: Array | float = 1.0) -> Array:
        """The mean time."""
        found: Array = self.median * np.asarray(load, dtype=float) ** self.load * np.exp(self.spread**2 / 2)
        return found

    def mean_up_to(self, most: float) -> float:
        """The mean of times of which none is longer than `most`."""
        place = np.log(most / self.median) / self.spread
        return float(self.mean() * ndtr(place - self.spread) + most * ndtr(-place))


@dataclass(frozen=True, slots=True)
class Loss:
    """How often something is lost: the mean share over all demand, and how it grows with the load."""

    share: float
    load: float = 0.0

    def shares(self, expected: Array) -> Array:
        """The share in each hour of the grid; over all of what is expected its mean is `share`."""
        grown = load_of(expected) ** self.load
        found: Array = self.share * grown / np.average(grown, weights=expected)
        return found.clip(max=0.9)


def load_of(expected: Array) -> Array:
    """The load of each hour: what is expected in it over the mean of all hours."""
    found: Array = expected / expected.mean()
    return found


def seconds(lengths: Array) -> Array:
    """Whole seconds as lengths of time."""
    return np.asarray(lengths).astype("timedelta64[s]")


def choose(shares: Array, rng: np.random.Generator, count: int) -> Array:
    """So many numbers of the shares, each as often as its share says."""
    steps = np.cumsum(shares)
    return np.searchsorted(steps / steps[-1], rng.random(count), side="right").clip(max=len(steps) - 1)


def choose_each(shares: Array, row: Array, rng: np.random.Generator) -> Array:
    """One number for each row: `shares` is a table with a row for each kind, `row` says which kind each one is."""
    steps = np.cumsum(shares, axis=1)
    steps = steps / np.maximum(steps[:, -1:], np.finfo(float).tiny)
    rising = (steps + np.arange(len(steps))[:, None]).ravel()
    kinds = np.int64(shares.shape[1])
    found = np.searchsorted(rising, row + rng.random(len(row)), side="right") - np.asarray(row) * kinds
    return found.clip(0, kinds - 1)


def delayed(expected: Array, shares: Array) -> Array:
    """What is expected on each day, after a delay in days; what falls beyond the last day is cut off."""
    found: Array = np.convolve(expected, shares / np.sum(shares))[: len(expected)]
    return found
