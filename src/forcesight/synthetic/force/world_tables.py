"""The tables of the world itself: places, the organisation tree, teams, posts and officers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from forcesight.records.codes import people as codes
from forcesight.records.codes.person import ETHNIC_GROUPS, OFFICER_DEFINED_ETHNICITY, SELF_DEFINED_ETHNICITY, SEXES
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.name_stock import FAMILY_NAMES, GIVEN_NAMES, draw_family_names, draw_given_names
from forcesight.synthetic.force.people import seen_as, within_group
from forcesight.synthetic.force.world import World, identifiers
from forcesight.synthetic.force.writing import Columns, coded, numbered
from forcesight.synthetic.land import Array


# Ours, of the order of the police workforce statistics: the force's own people by ethnic group, and the shares
# of women, of those born since 1978 and of those who work part time.
_GROUPS = (("white", 0.955), ("mixed", 0.012), ("asian", 0.02), ("black", 0.008), ("other", 0.005))
_WOMEN, _YOUNGER, _PART_TIME = 0.36, 0.6, 0.12
_LEAVING = ("retired", "resigned", "transferred", "dismissed", "ill health")
_LEAVING_SHARES = (0.45, 0.38, 0.1, 0.03, 0.04)
# The part of the force that another command takes over on the first of April of the second year.
_MOVED, _TO = "Offender management", "Local policing"


def place_rows(world: World) -> Columns:
    """The `place` table."""
    places, number = world.places, np.arange(len(world.places))
    located = dict(places.located(number))
    del located["place_id"], located["location"]
    return {
        "source_system": "gazetteer",
        "source_id": identifiers("place", number),
        "name": places.name,
        "place_kind": coded(places.kind, codes.PLACE_KINDS.codes),
        "address": places.address,
        "postcode": places.postcode,
        "property_reference": numbered("", places.property_reference, 12),
        "rural": places.rural(number),
        **located,
    }


def unit_rows(world: World) -> Columns:
    """The `organisation_unit` table; a unit that moved has a row for the time before and one for the time after."""
    units = world.staff.units
    april = np.datetime64(f"{world.span.first.year + 1}-04-01")
    names = [unit.name for unit in units]
    moved = [names.index(_MOVED)] if april <= np.datetime64(world.span.last) else []
    number = np.array([*range(len(units)), *moved])
    again = np.arange(len(number)) >= len(units)
    parent = np.array([units[place].parent for place in number.tolist()])
    parent[again] = names.index(_TO)
    never = np.datetime64("NaT", "D")
    return {
        **_employed("organisation_unit", number),
        "valid_from": np.where(again, april, never),
        "valid_to": np.where(np.isin(number, moved) & ~again, april - 1, never),
        "name": coded(number, names),
        "unit_kind": coded(number, [unit.kind for unit in units]),
        "parent_id": identifiers("organisation_unit", parent),
    }


def team_rows(world: World) -> Columns:
    """The `team` table."""
    staff, areas = world.staff, world.areas
    number = np.arange(len(staff.teams))
    return {
        **_employed("team", number),
        "name": coded(number, [team.name for team in staff.teams]),
        "team_kind": coded(staff.team_kind, codes.TEAM_KINDS.codes),
        "organisation_unit_id": identifiers("organisation_unit", np.array([team.unit for team in staff.teams])),
        "neighbourhood_code": coded(staff.team_neighbourhood, areas.neighbourhood_codes),
        "district_code": coded(staff.team_district, areas.district_codes),
        "ring_fenced": staff.team_kind == codes.TEAM_KINDS.codes.index("neighbourhood"),
    }


def post_rows(world: World) -> Columns:
    """The `post` table."""
    staff, number = world.staff, np.arange(len(world.staff.post_team))
    return {
        **_employed("post", number),
        "name": coded(staff.post_team, [f"Post in {team.name}" for team in staff.teams]),
        "team_id": identifiers("team", staff.post_team),
        "function": coded(staff.post_function, codes.FUNCTIONS.codes),
        "employment": coded(staff.post_employment, codes.EMPLOYMENTS.codes),
        "rank": coded(staff.post_rank, codes.RANKS.codes),
        "full_time_equivalent": 1.0,
        "established": True,
    }


def officer_rows(world: World) -> Columns:
    """The `officer` table: one row a person, who keeps one post as long as they serve."""
    staff, span = world.staff, world.span
    rng = chance(world.seed, "officers")
    number = np.arange(len(staff.officer_post))
    post, first = staff.officer_post, np.datetime64(span.first)
    joined, left = first + staff.officer_from, first + staff.officer_until
    gone = staff.officer_until < span.days
    left = np.where(gone, left, np.datetime64("NaT"))
    reason = np.searchsorted(np.cumsum(_LEAVING_SHARES[:-1]), rng.random(len(number)))
    supervisor = staff.holder(staff.supervisor(post), np.minimum(staff.officer_until, span.days - 1))
    return {
        **_employed("officer", number),
        **_persons(len(number), rng),
        "valid_from": joined,
        "valid_to": left,
        "officer_number": numbered("", 1000 + number, 4),
        "employment": coded(staff.post_employment[post], codes.EMPLOYMENTS.codes),
        "rank": coded(staff.post_rank[post], codes.RANKS.codes),
        "post_id": identifiers("post", post),
        "team_id": identifiers("team", staff.post_team[post]),
        "supervisor_id": identifiers("officer", np.where(supervisor == number, -1, supervisor)),
        "full_time_equivalent": np.where(rng.random(len(number)) < _PART_TIME, 0.6, 1.0),
        "joined_on": joined,
        "left_on": left,
        "leaving_reason": coded(np.where(gone, reason, -1), _LEAVING),
    }


def _persons(count: int, rng: np.random.Generator) -> Columns:
    """Who the force's people are."""
    steps = np.cumsum([share for _, share in _GROUPS])[:-1]
    group = np.array([ETHNIC_GROUPS.codes.index(name) for name, _ in _GROUPS])[
        np.searchsorted(steps, rng.random(count))
    ]
    female = rng.random(count) < _WOMEN
    stock = np.zeros(count, dtype=np.int8)
    return {
        "family_name": coded(draw_family_names(stock, rng), FAMILY_NAMES),
        "given_name": coded(draw_given_names(stock, female, rng.random(count) < _YOUNGER, rng), GIVEN_NAMES),
        "sex": coded(np.where(female, SEXES.codes.index("female"), SEXES.codes.index("male")), SEXES.codes),
        "self_defined_ethnicity": coded(within_group(group, rng), SELF_DEFINED_ETHNICITY.codes),
        "officer_defined_ethnicity": coded(seen_as(group, rng), OFFICER_DEFINED_ETHNICITY.codes),
    }


def _employed(table: str, number: Array) -> Columns:
    return {"source_system": "human resources", "source_id": identifiers(table, number)}


def world_tables(world: World) -> Iterator[tuple[str, Columns]]:
    """Every table of the world but duties, with its name."""
    yield "place", place_rows(world)
    yield "organisation_unit", unit_rows(world)
    yield "team", team_rows(world)
    yield "post", post_rows(world)
    yield "officer", officer_rows(world)
