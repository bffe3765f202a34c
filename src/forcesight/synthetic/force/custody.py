"""Custody: who came in, how long they stayed, and what was done for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forcesight.records.codes import force as codes
from forcesight.records.codes.people import TEAM_KINDS
from forcesight.synthetic.force.ages import ADULT, draw_of_age
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.contacts import NEVER, known_by
from forcesight.synthetic.force.crimes import Crimes
from forcesight.synthetic.force.demand import draw_counts
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.mentions import Block, described, mention_tables
from forcesight.synthetic.force.waiting import choose, seconds
from forcesight.synthetic.force.world import identifiers
from forcesight.synthetic.force.writing import Columns, coded, masked, numbered
from forcesight.synthetic.land import Array


# Held overnight is whoever is there at this hour, in seconds since midnight on the wall's clock.
NIGHT = 4 * 3600


@dataclass(slots=True)
class Custody:
    """The custody records in order of arrival."""

    cell: Array
    arrested: Array
    arrived: Array
    released: Array
    person: Array
    child: Array
    disposal: Array
    crime: Array
    post: Array
    overnight: Array

    def __len__(self) -> int:
        return len(self.cell)


def draw_custody(flow: Flow, drawn: Crimes) -> Custody:
    """Draw who came into custody, when, and how it ended."""
    world, truth = flow.world, flow.parameters.stops.custody
    rng = chance(world.seed, "custody")
    cell = draw_counts(flow.calendar.expected(truth.demand, world.scale), rng)
    count = len(cell)
    clock = cell % 24 * 3600 + rng.integers(0, 3600, count)
    order = np.lexsort((clock, cell // 24))
    cell, clock = cell[order], clock[order]
    arrived = world.span.instants(cell // 24, clock)
    child = rng.random(count) < truth.children
    length = truth.detained.draw(rng, count).clip(max=truth.most)
    young = draw_of_age(world, world.people.as_suspect + 1e-3, arrived, rng, least=10, below=ADULT)
    grown = draw_of_age(world, world.people.as_suspect, arrived, rng, least=ADULT)
    disposal = choose(np.array(tuple(truth.disposals.values())), rng, count)
    # The crime for which somebody was arrested is one recorded shortly before.
    crime = np.searchsorted(drawn.recorded, arrived) - 1 - rng.integers(0, 20, count)
    crime = np.where((crime >= 0) & (rng.random(count) < 0.9), crime, -1)
    return Custody(
        cell=cell,
        arrested=arrived - seconds(600 + rng.exponential(2400, count)),
        arrived=arrived,
        released=arrived + seconds(length),
        person=np.where(child, young, grown),
        child=child,
        disposal=disposal,
        crime=crime,
        post=world.staff.draw_posts(TEAM_KINDS.codes.index("response"), rng, count=count),
        overnight=(clock + length - NIGHT) // 86_400 > (clock - NIGHT) // 86_400,
    )


def custody_tables(flow: Flow, custody: Custody) -> Iterator[tuple[str, Columns]]:
    """The rows of `custody_record`, and who the people were."""
    world, truth, count = flow.world, flow.parameters.stops.custody, len(custody)
    rng = chance(world.seed, "custody", "table")
    end, number = world.span.end, np.arange(len(custody))
    officer = world.staff.holder(custody.post, custody.cell // 24)
    names = [codes.CUSTODY_DISPOSALS.codes.index(name) for name in truth.disposals]
    released = known_by(end, custody.released)
    disposal = np.where(np.isnat(released), -1, np.array(names)[custody.disposal])
    with_adult = np.where(custody.child, truth.appropriate_adult, truth.vulnerable_adult)
    adult = custody.arrived + seconds(truth.appropriate_adult_after.draw_up_to(rng, count, truth.most))
    told = described(world, custody.person, custody.arrived, rng, 0.05, 0.06)
    yield (
        "custody_record",
        {
            "source_id": numbered("CU", number),
            "arrested_at": custody.arrested,
            "arrived_at": custody.arrived,
            "authorised_at": known_by(end, custody.arrived + seconds(600 + rng.exponential(900, count))),
            "refused": rng.random(count) < truth.refused,
            "released_at": released,
            "suite": coded(rng.integers(0, len(_SUITES), count), _SUITES),
            "mention_id": numbered("MA", number),
            "crime_id": numbered("CR", custody.crime),
            "officer_id": identifiers("officer", officer),
            "team_id": identifiers("team", world.staff.team_of(custody.post)),
            "disposal": coded(disposal, codes.CUSTODY_DISPOSALS.codes),
            "is_child": custody.child,
            "overnight": masked(custody.overnight, ~np.isnat(released)),
            "appropriate_adult_at": known_by(end, np.where(rng.random(count) < with_adult, adult, NEVER)),
            "strip_searched": rng.random(count) < truth.strip_searched,
            "mental_health": rng.random(count) < truth.mental_health,
            **told,
        },
    )
    block = Block("arrested", "MA", "custody", "CU", number, custody.person, custody.arrived, no_ethnicity=0.05)
    yield from mention_tables(world, block)


_SUITES = ("Marchester North", "Fellgate", "Corvendale")
