"""Mentions: what a source wrote of each person in each role of a case, and who the person truly is.

Each family of cases gives a block of mentions. Their numbers are those of the cases, so a case names its mention
without looking for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forcesight.records.codes import person as codes
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.world import World
from forcesight.synthetic.force.writing import Columns, coded, masked, numbered
from forcesight.synthetic.force.written import written
from forcesight.synthetic.land import Array


# Ours: mentions whose address the source did not place.
_NO_ADDRESS = 0.25


@dataclass(frozen=True, slots=True)
class Block:
    """The mentions of one role in one kind of case: case numbers, people and moments.

    `prefix` begins a mention's identifier and `case_prefix` its case's; both go on with the case's number.
    `no_ethnicity` is the share whose ethnicity nobody recorded, and `no_statement` the share that were asked and did
    not say.
    """

    role: str
    prefix: str
    case_kind: str
    case_prefix: str
    number: Array
    person: Array
    at: Array
    no_ethnicity: float = 0.35
    no_statement: float = 0.06
    organisation: Array | None = None


def mention_tables(world: World, block: Block) -> Iterator[tuple[str, Columns]]:
    """The rows of `mention` of one block, and the truth about who they are."""
    rng = chance(world.seed, "mentions", block.prefix)
    people, count = world.people, len(block.number)
    is_person = np.ones(count, dtype=bool) if block.organisation is None else ~block.organisation
    person = np.where(is_person, block.person, -1)
    identifier = numbered(block.prefix, block.number)
    yield (
        "mention",
        {
            "source_id": identifier,
            "case_kind": block.case_kind,
            "case_id": numbered(block.case_prefix, block.number),
            "role": block.role,
            "mentioned_at": block.at,
            "is_organisation": ~is_person,
            **written(world, person, rng),
            **described(world, person, block.at, rng, block.no_ethnicity, block.no_statement),
            "repeat_marked": masked(rng.random(count) < 0.08, is_person),
            **world.places.located(np.where((person < 0) | (rng.random(count) < _NO_ADDRESS), -1, people.home[person])),
        },
    )
    known = np.flatnonzero(person >= 0)
    yield (
        "truth/mention_person",
        {
            "mention_id": identifier.take(known),
            "person": person[known],
            "home": people.home[person[known]],
        },
    )


def described(
    world: World, person: Array, at: Array, rng: np.random.Generator, no_ethnicity: float, no_statement: float
) -> Columns:
    """Sex, age and ethnicity of these people as a record has them; nobody (-1) is empty."""
    people, count = world.people, len(person)
    known = person >= 0
    missing = ~known | (rng.random(count) < no_ethnicity)
    silent = rng.random(count) < no_statement
    not_stated = codes.SELF_DEFINED_ETHNICITY.codes.index("NS")
    self_defined = np.where(missing, -1, np.where(silent, not_stated, people.self_defined[person]))
    unseen = ~known | (rng.random(count) < no_ethnicity / 2)
    return {
        "sex": coded(np.where(known & (rng.random(count) >= 0.01), people.sex[person], -1), codes.SEXES.codes),
        "age": masked(people.age(person, at).clip(0, 120), known & (rng.random(count) >= 0.04)),
        "self_defined_ethnicity": coded(self_defined, codes.SELF_DEFINED_ETHNICITY.codes),
        "officer_defined_ethnicity": coded(
            np.where(unseen, -1, people.officer_defined[person]), codes.OFFICER_DEFINED_ETHNICITY.codes
        ),
    }
