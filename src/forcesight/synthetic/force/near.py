"""Who and what is near: things in the order of the LSOAs that they lie in, drawn by weight within one of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forcesight.synthetic.force.world import World
from forcesight.synthetic.land import Array


@dataclass(frozen=True, slots=True)
class Near:
    """Things of one kind with their weights, by LSOA; `first` is where each LSOA begins in `thing`."""

    thing: Array
    first: Array
    steps: Array

    @classmethod
    def of(cls, thing: Array, lsoa: Array, weight: Array, lsoas: int) -> Near:
        """The things of these LSOAs."""
        order = np.argsort(lsoa, kind="stable")
        first = np.searchsorted(lsoa[order], np.arange(lsoas + 1))
        return cls(thing[order], first, np.concatenate([[0.0], np.cumsum(weight[order])]))

    @classmethod
    def people(cls, world: World, weight: Array) -> Near:
        """The people of a world, where they live."""
        lsoa = world.places.lsoa[world.people.home]
        return cls.of(np.arange(len(world.people)), lsoa, weight, len(world.areas.lsoa_codes))

    def draw(self, lsoa: Array, near: float, rng: np.random.Generator) -> Array:
        """A thing for each LSOA, by weight: of that LSOA in a share of `near`, where it has any; else of anywhere."""
        low, high = self.steps[self.first[lsoa]], self.steps[self.first[lsoa + 1]]
        anywhere = (rng.random(len(lsoa)) >= near) | (low >= high)
        low, high = np.where(anywhere, 0.0, low), np.where(anywhere, self.steps[-1], high)
        found = np.searchsorted(self.steps, low + rng.random(len(low)) * (high - low), side="right") - 1
        drawn: Array = self.thing[found.clip(0, len(self.thing) - 1)].astype(np.int32)
        return drawn


def next_at(times: Array, wanted: Array, window: int) -> Array:
    """The first of some rising times at or after each wanted one, if it comes within so many seconds; -1 if not.

    Each is found once at most, by the first that wants it.
    """
    found = np.searchsorted(times, wanted)
    there = np.flatnonzero(found < len(times))
    there = there[times[found[there]] - wanted[there] <= np.timedelta64(window, "s")]
    told = np.full(len(wanted), -1, dtype=np.int64)
    place, taken = np.unique(found[there], return_index=True)
    told[there[taken]] = place
    return told
