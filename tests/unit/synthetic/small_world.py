"""A small world for tests, made once: two years of a force of a hundredth of the usual volume."""

from __future__ import annotations

from datetime import date
from functools import cache

from forcesight.synthetic.force.generate import Wish, make_world
from forcesight.synthetic.force.world import World


BANK_HOLIDAYS = (date(2024, 1, 1), date(2024, 12, 25), date(2025, 12, 25), date(2026, 1, 1))
WISH = Wish(years=2, seed=7, scale=0.01)


@cache
def small_world() -> World:
    """The world of `WISH`."""
    return make_world(WISH, BANK_HOLIDAYS)
