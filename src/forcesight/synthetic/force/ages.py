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
    born = people.date_of_birth.astype("datetime64[Y]")
    year = at.astype("datetime64[Y]")
    found = np.empty(len(at), dtype=np.int64)
    for one in np.unique(year):
        chosen = np.flatnonzero(year == one)
        # Everybody has had their birthday on the last day of a year, and hardly anybody on the first.
        at_the_end = (one - born).astype(int)
        fits = (at_the_end > least) & (at_the_end < below)
        for likely in (weight * fits, weight, np.ones(len(people))):
            if likely.sum() > 0:
                found[chosen] = people.draw(likely, len(chosen), rng)
                break
    return found.clip(max=len(people) - 1)
