"""What is expected to reach the force in every hour: contacts by stream, incidents by category, and where they lie.

Draws and truth both read this, so a figure's expected value is a sum over the same grid that chance was drawn from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from forcesight.records.codes.people import PLACE_KINDS
from forcesight.synthetic.force.demand import Calendar
from forcesight.synthetic.force.parameters import Parameters
from forcesight.synthetic.force.parameters.contact import EMERGENCY, OWN, PUBLIC, Stream
from forcesight.synthetic.force.parameters.shapes import EVENTS
from forcesight.synthetic.force.waiting import choose_each
from forcesight.synthetic.force.world import World
from forcesight.synthetic.land import Array


MIXES = (EMERGENCY, PUBLIC, OWN)


@dataclass(frozen=True)
class Flow:
    """Expected numbers by hour of the grid, for one world and one truth."""

    world: World
    parameters: Parameters

    @cached_property
    def calendar(self) -> Calendar:
        """The days of the span."""
        return Calendar(self.world.span, EVENTS)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The categories of incidents, as they are numbered."""
        return tuple(self.parameters.response.categories)

    @cached_property
    def contacts(self) -> tuple[Array, ...]:
        """The contacts of each stream."""
        return tuple(self.calendar.expected(s.demand, self.world.scale) for s in self.parameters.contact.streams)

    def lost_at_switchboard(self, stream: Stream, expected: Array) -> Array:
        """The share of a stream's contacts that are lost on the first leg, in each hour."""
        return stream.switchboard.lost.shares(expected) if stream.switchboard else np.zeros(len(expected))

    @cached_property
    def answered(self) -> tuple[Array, ...]:
        """The answered contacts of each stream."""
        return tuple(
            expected * (1 - self.lost_at_switchboard(stream, expected)) * (1 - stream.lost.shares(expected))
            for stream, expected in zip(self.parameters.contact.streams, self.contacts, strict=True)
        )

    @cached_property
    def opened(self) -> tuple[Array, ...]:
        """The incidents that contacts of each mix open, and those that the force opens on its own."""
        found = [np.zeros(len(self.calendar.day_of_cell)) for _ in MIXES]
        for stream, answered in zip(self.parameters.contact.streams, self.answered, strict=True):
            found[stream.mix] += answered * stream.opens
        found[OWN] += self.calendar.expected(self.parameters.response.own, self.world.scale)
        return tuple(found)

    @cached_property
    def mixes(self) -> tuple[Array, ...]:
        """The share of each category among the incidents of each mix, by hour and category."""
        every = self.parameters.response.categories.values()
        relative = np.stack([self.calendar.relative(c.shape, c.drift).ravel() for c in every], axis=1)
        relative /= relative[: 365 * 24].mean(axis=0)
        shares = [relative * np.array([c.weights[mix] for c in every]) for mix in MIXES]
        return tuple(share / share.sum(axis=1, keepdims=True) for share in shares)

    @cached_property
    def incidents(self) -> tuple[Array, ...]:
        """The incidents of each mix, by hour and category."""
        return tuple(opened[:, None] * mix for opened, mix in zip(self.opened, self.mixes, strict=True))

    @cached_property
    def every_incident(self) -> Array:
        """All incidents, by hour and category."""
        found: Array = sum(self.incidents, np.zeros_like(self.incidents[0]))
        return found

    @cached_property
    def first_year(self) -> Array:
        """The incidents of the first year at full scale, by category; a shorter span stands for a year."""
        days = min(365, self.world.span.days)
        found: Array = self.every_incident[: days * 24].sum(axis=0) * (365 / days / self.world.scale)
        return found

    def places(self, kinds: Mapping[str, float]) -> Array:
        """How probable each kind of place is, in the order of PLACE_KINDS; a kind that the county lacks has none."""
        there = np.bincount(self.world.places.kind, self.world.places.weight, minlength=len(PLACE_KINDS.codes)) > 0
        found = np.array([kinds.get(code, 0.0) for code in PLACE_KINDS.codes]) * there
        shares: Array = found / found.sum()
        return shares

    @cached_property
    def place_kinds(self) -> Array:
        """How probable each kind of place is, by category."""
        return np.stack([self.places(c.places) for c in self.parameters.response.categories.values()])

    @cached_property
    def _rural_of_kind(self) -> Array:
        places = self.world.places
        every = np.bincount(places.kind, places.weight, minlength=len(PLACE_KINDS.codes))
        rural = np.bincount(places.kind, places.weight * places.areas.rural[places.lsoa], minlength=len(every))
        found: Array = np.divide(rural, every, out=np.zeros_like(rural), where=every > 0)
        return found

    @cached_property
    def _district_of_kind(self) -> Array:
        places, count = self.world.places, len(self.world.areas.district_codes)
        cell = places.kind.astype(int) * count + places.areas.district[places.lsoa]
        found = np.bincount(cell, places.weight, minlength=len(PLACE_KINDS.codes) * count).reshape(-1, count)
        total = found.sum(axis=1, keepdims=True)
        shares: Array = np.divide(found, total, out=np.zeros_like(found), where=total > 0)
        return shares

    def rural(self, kinds: Array) -> Array:
        """The share in the country of what lies at kinds of places as probable as this (any shape, kinds last)."""
        found: Array = kinds @ self._rural_of_kind
        return found

    def districts(self, kinds: Array) -> Array:
        """The share of each district of what lies at kinds of places as probable as this."""
        found: Array = kinds @ self._district_of_kind
        return found


def draw_places(world: World, kinds: Array, row: Array, rng: np.random.Generator) -> Array:
    """A place for each row, of a kind that is as probable as the row of `kinds` says."""
    kind = choose_each(kinds, row, rng)
    place = np.empty(len(row), dtype=np.int32)
    for one in np.unique(kind):
        chosen = np.flatnonzero(kind == one)
        place[chosen] = world.places.draw_of_kind(int(one), len(chosen), rng)
    return place
