"""Incidents: what was opened, where, how it was graded, who went and when, and what it turned out to be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.contacts import NEVER, Contacts
from forcesight.synthetic.force.demand import draw_counts, draw_kinds
from forcesight.synthetic.force.flow import draw_places
from forcesight.synthetic.force.grading import GRADES, Grading
from forcesight.synthetic.force.parameters.contact import OWN
from forcesight.synthetic.force.waiting import choose_each, seconds
from forcesight.synthetic.land import Array


@dataclass(slots=True)
class Incidents:
    """All incidents in order of opening: numbers of category, place and grade, instants, and what each holds.

    `grade` is the first grade, `changed` the grade after a change for a good reason, `last` the grade now. `lowered`
    says which were lowered because the unit would come too late. `crime_inside` says which hold a crime, `recorded`
    which of those are recorded as one. Seconds are from the opening, to the unit's despatch and to its arrival; where
    nobody `pressed` the button the arrival is not on record.
    """

    mix: Array
    cell: Array
    contact: Array
    opened: Array
    category: Array
    place: Array
    rural: Array
    grade: Array
    changed: Array
    changed_at: Array
    last: Array
    lowered: Array
    lowered_at: Array
    attended: Array
    arrived_after: Array
    allocated_after: Array
    pressed: Array
    crime_inside: Array
    recorded: Array

    def __len__(self) -> int:
        return len(self.mix)


def draw_incidents(grading: Grading, contacts: Contacts) -> Incidents:
    """Draw the incidents that contacts opened and those that the force opened itself; number them in the contacts."""
    mix, cell, contact, opened = _open(grading, contacts)
    flow, truth = grading.flow, grading.flow.parameters.response
    count, rng = len(mix), chance(flow.world.seed, "incidents", "kind")
    category = np.empty(count, dtype=np.int16)
    for number, shares in enumerate(flow.mixes):
        chosen = np.flatnonzero(mix == number)
        category[chosen] = draw_kinds(shares, cell[chosen], rng)
    place = draw_places(flow.world, flow.place_kinds, category, chance(flow.world.seed, "incidents", "place"))
    rng = chance(flow.world.seed, "incidents", "grade")
    row = mix.astype(np.int64) * len(flow.names) + category
    grade = choose_each(np.concatenate(grading.first), row, rng).astype(np.int8)
    rng = chance(flow.world.seed, "incidents", "crime")
    every = truth.categories.values()
    inside = rng.random(count) < np.array([c.crime for c in every])[category]
    recorded = inside & (rng.random(count) < np.array([c.recorded for c in every])[category])
    rural = flow.world.places.rural(place).astype(bool)
    return Incidents(
        mix=mix, cell=cell, contact=contact, opened=opened, category=category, place=place, rural=rural, grade=grade,
        crime_inside=inside, recorded=recorded, **_answer(grading, cell, grade, rural, opened),
    )  # fmt: skip


def _open(grading: Grading, contacts: Contacts) -> tuple[Array, Array, Array, Array]:
    """Mix, hour, contact (-1 has none) and instant of each incident, in order of opening."""
    flow = grading.flow
    rng = chance(flow.world.seed, "incidents", "opened")
    from_contact = np.flatnonzero(contacts.opens)
    talk = (contacts.ended[from_contact] - contacts.answered[from_contact]).astype("timedelta64[s]").astype(int)
    opened = contacts.answered[from_contact] + seconds(1 + talk * rng.uniform(0.15, 0.6, len(from_contact)))
    kept = opened <= flow.world.span.end
    from_contact, opened = from_contact[kept], opened[kept]
    own = draw_counts(flow.calendar.expected(flow.parameters.response.own, flow.world.scale), rng)
    own_opened = flow.world.span.instants(own // 24, own % 24 * 3600 + rng.integers(0, 3600, len(own)))
    mix_of = np.array([stream.mix for stream in flow.parameters.contact.streams], dtype=np.int8)
    mix = np.concatenate([mix_of[contacts.stream[from_contact]], np.full(len(own), OWN, dtype=np.int8)])
    cell = np.concatenate([contacts.cell[from_contact], own])
    contact = np.concatenate([from_contact, np.full(len(own), -1)]).astype(np.int32)
    opened = np.concatenate([opened, own_opened])
    order = np.argsort(opened, kind="stable")
    contact = contact[order]
    linked = contact >= 0
    contacts.incident[contact[linked]] = np.flatnonzero(linked)
    return mix[order], cell[order], contact, opened[order]


def _answer(grading: Grading, cell: Array, grade: Array, rural: Array, opened: Array) -> dict[str, Array]:
    """How each incident is re-graded, whether anybody goes, and after how many seconds the first unit comes."""
    flow, truth = grading.flow, grading.flow.parameters.response
    count, regrading = len(cell), truth.regrading
    rng = chance(flow.world.seed, "incidents", "change")
    changed = choose_each(grading.change, grade, rng).astype(np.int8)
    # A change comes after the first grade, which is given within three minutes.
    changed_at = opened + seconds(180 + regrading.after.draw(rng, count))
    rng = chance(flow.world.seed, "incidents", "attendance")
    attended = rng.random(count) < grading.attended[changed]
    after, limit = np.empty(count), np.empty(count)
    for number in range(GRADES):
        one = truth.attendance[number]
        for area, wait in enumerate((one.town, one.country)):
            chosen = np.flatnonzero((changed == number) & (rural == bool(area)))
            after[chosen] = wait.draw(rng, grading.load[cell[chosen]])
            limit[chosen] = one.limit[area]
    rng = chance(flow.world.seed, "incidents", "lowered")
    lowered = attended & (changed < 2) & (after > limit) & (rng.random(count) < regrading.late)
    lowered_at = opened + seconds(np.rint(limit * rng.uniform(regrading.since, 1.0, count)))
    return {
        "changed": changed,
        "changed_at": np.where(changed == grade, NEVER, changed_at),
        "last": (changed + lowered).astype(np.int8),
        "lowered": lowered,
        "lowered_at": np.where(lowered, lowered_at, NEVER),
        "attended": attended,
        "arrived_after": after,
        "allocated_after": np.rint(after * rng.uniform(0.3, 0.65, count)),
        "pressed": attended & (rng.random(count) >= truth.arrival_missing),
    }
