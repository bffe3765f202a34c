"""Who is of an age: children and grown-up people among those whom the records know, in each year of the span."""

from __future__ import annotations

import numpy as np

from forcesight.synthetic.force.world import World
from forcesight.synthetic.land import Array


ADULT = 18
_OLDEST = 150


def draw_of_age(
    world: World, weight: Array, at: Array, rng: np.random.Generator, *, least: int = 0, below: int = _OLDEST
) -> Array:
    """A person for each instant, as often as the weight says, who is of this age throughout that year.

    Where nobody is, as in a very small force, it is anybody of that weight, or anybody at all.
    """
    people = world.people
    everyone = np.arange(len(people))
    year = at.astype("datetime64[Y]")
    found = np.empty(len(at), dtype=np.int64)
    for one in np.unique(year):
        chosen = np.flatnonzero(year == one)
        first, last = one.astype("datetime64[D]"), (one + 1).astype("datetime64[D]") - 1
        fits = (people.age(everyone, first) >= least) & (people.age(everyone, last) < below)
        for likely in (weight * fits, weight, np.ones(len(people))):
            if likely.sum() > 0:
                found[chosen] = people.draw(likely, len(chosen), rng)
                break
    return found.clip(max=len(people) - 1)
