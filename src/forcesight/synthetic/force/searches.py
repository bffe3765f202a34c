"""Stop and search: who is searched where, what is found, and what the record lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from forcesight.records.codes import force as codes
from forcesight.records.codes import person as person_codes
from forcesight.records.codes.people import PLACE_KINDS, TEAM_KINDS
from forcesight.records.stop_search import SEARCH_TYPES
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.contacts import NEVER, known_by
from forcesight.synthetic.force.demand import draw_counts
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.mentions import Block, described, mention_tables
from forcesight.synthetic.force.near import Near, next_at
from forcesight.synthetic.force.waiting import choose, choose_each, seconds
from forcesight.synthetic.force.world import identifiers
from forcesight.synthetic.force.writing import Columns, coded, masked, numbered
from forcesight.synthetic.land import Array


GROUPS = person_codes.ETHNIC_GROUPS.codes
_YOUNGEST = 10


@dataclass(frozen=True)
class SearchShares:
    """Where searches happen and whom they fall on, as shares."""

    flow: Flow

    @cached_property
    def lsoas(self) -> Array:
        """The share of each LSOA in the searches: its residents, and more of them in the city."""
        areas = self.flow.world.areas
        found = areas.residents * np.where(areas.district == 0, self.flow.parameters.stops.search.city, 1.0)
        shares: Array = found / found.sum()
        return shares

    @cached_property
    def districts(self) -> Array:
        """The share of each district."""
        return np.bincount(
            self.flow.world.areas.district, self.lsoas, minlength=len(self.flow.world.areas.district_codes)
        )

    @cached_property
    def residents(self) -> Array:
        """The share of each ethnic group among the people of each district who are old enough."""
        world = self.flow.world
        district = world.places.district(world.people.home)
        old = world.people.age(np.arange(len(world.people)), world.span.dates[0]) >= _YOUNGEST
        cell = (district * len(GROUPS) + world.people.group)[old]
        found = np.bincount(cell, minlength=len(world.areas.district_codes) * len(GROUPS)).reshape(-1, len(GROUPS))
        shares: Array = found / found.sum(axis=1, keepdims=True)
        return shares

    @cached_property
    def groups(self) -> Array:
        """The share of each ethnic group in the searches of each district."""
        factor = self.flow.parameters.stops.search.factor
        found = self.residents * np.array([factor.get(code, 0.0) for code in GROUPS])
        shares: Array = found / found.sum(axis=1, keepdims=True)
        return shares

    @cached_property
    def found(self) -> Array:
        """How often the object is found, by ethnic group."""
        return np.array([self.flow.parameters.stops.search.found.get(code, 0.0) for code in GROUPS])

    @cached_property
    def ethnicity_missing(self) -> Array:
        """How often the self-defined ethnicity was not written down, by district."""
        told = self.flow.parameters.stops.search.ethnicity_missing
        return np.array([told[min(number, len(told) - 1)] for number in range(len(self.districts))])


def people_of_groups(flow: Flow, district: Array, group: Array, rng: np.random.Generator) -> Array:
    """Somebody of each ethnic group who lives in each district; suspects oftener than others."""
    people, world = flow.world.people, flow.world
    home, count = world.places.district(people.home), len(world.areas.district_codes)
    age = people.age(np.arange(len(people)), world.span.dates[0])
    weight = (people.as_suspect + 0.05) * (age >= _YOUNGEST)
    near = Near.of(np.arange(len(people)), people.group.astype(int) * count + home, weight, count * len(GROUPS))
    return near.draw(group * count + district, 1.0, rng)


def draw_searches(flow: Flow, arrests: tuple[Array, Array]) -> Iterator[tuple[str, Columns]]:
    """The rows of `force_stop_search` and their mentions; `arrests` are the custody records' instants and numbers."""
    world, truth, shares = flow.world, flow.parameters.stops.search, SearchShares(flow)
    rng = chance(world.seed, "searches")
    cell = draw_counts(flow.calendar.expected(truth.demand, world.scale), rng)
    count = len(cell)
    at = world.span.instants(cell // 24, cell % 24 * 3600 + rng.integers(0, 3600, count))
    order = np.argsort(at, kind="stable")
    at = at[order]
    lsoa = choose(shares.lsoas, rng, count)
    place = _streets(flow).draw(lsoa, 1.0, rng)
    district = world.areas.district[lsoa]
    group = choose_each(shares.groups, district, rng)
    person = people_of_groups(flow, district, group, rng)
    found = rng.random(count) < shares.found[group]
    post = world.staff.draw_posts(TEAM_KINDS.codes.index("response"), rng, district=district)
    officer, day = world.staff.holder(post, cell[order] // 24), cell[order] // 24
    outcome = np.where(rng.random(count) < truth.arrested, 0, _settled(flow, count, rng))
    custody = _custody(arrests, at, outcome)
    objects = [codes.SEARCH_OBJECTS.codes.index(name) for name in truth.powers]
    looked = choose(np.array([share for _, share in truth.powers.values()]), rng, count)
    powers = np.array([codes.SEARCH_POWERS.codes.index(power) for power, _ in truth.powers.values()])
    number = np.arange(count)
    yield (
        "force_stop_search",
        {
            "source_id": numbered("SS", number),
            "stopped_at": at,
            "search_type": coded(choose(np.array((0.72, 0.22, 0.06)), rng, count), SEARCH_TYPES),
            "power": coded(powers[looked], codes.SEARCH_POWERS.codes),
            "object_of_search": coded(np.array(objects)[looked], codes.SEARCH_OBJECTS.codes),
            "grounds": coded(rng.integers(0, len(_GROUNDS), count), _GROUNDS),
            "mention_id": numbered("MF", number),
            "officer_id": identifiers("officer", officer),
            "team_id": identifiers("team", world.staff.team_of(post)),
            "custody_id": numbered("CU", custody),
            "operation": coded(np.where(rng.random(count) < 0.05, rng.integers(0, 3, count), -1), _OPERATIONS),
            "self_initiated": rng.random(count) < 0.66,
            "outcome": coded(outcome, codes.SEARCH_OUTCOMES.codes),
            "outcome_linked": found & (rng.random(count) < 0.85),
            "object_found": found,
            "clothing_removed": rng.random(count) < 0.03,
            "body_worn_video": rng.random(count) < truth.body_worn_video,
            "record_offered": rng.random(count) < 0.8,
            **_checks(flow, at, post, day, rng),
            **_told_of_person(flow, person, district, at, rng),
            **world.places.located(place),
        },
    )
    yield _disparity(shares)
    yield from mention_tables(world, Block("searched", "MF", "stop", "SS", number, person, at, no_ethnicity=0.12))


def _disparity(shares: SearchShares) -> tuple[str, Columns]:
    """How many times as often as a white resident each group is searched: in the force, and in the same district."""
    told = [place for place, code in enumerate(GROUPS) if code in shares.flow.parameters.stops.search.factor]
    areas = shares.flow.world.areas
    residents = np.bincount(areas.district, areas.residents, minlength=len(shares.districts)) @ shares.residents
    rate = np.divide(shares.districts @ shares.groups, residents, out=np.zeros(len(GROUPS)), where=residents > 0)
    factor = shares.flow.parameters.stops.search.factor
    return "truth/search_disparity", {
        "ethnic_group": coded(np.array(told), GROUPS),
        "in_the_force": rate[told] / rate[GROUPS.index("white")],
        "in_the_same_district": np.array([factor[GROUPS[place]] for place in told]) / factor["white"],
        "found": shares.found[told],
    }


def _streets(flow: Flow) -> Near:
    """The streets of each LSOA."""
    places = flow.world.places
    street = np.flatnonzero(places.kind == PLACE_KINDS.codes.index("street"))
    return Near.of(street, places.lsoa[street], places.weight[street], len(flow.world.areas.lsoa_codes))


def _settled(flow: Flow, count: int, rng: np.random.Generator) -> Array:
    """The outcome of searches that lead to no arrest."""
    settled = flow.parameters.stops.search.settled
    numbers = np.array([codes.SEARCH_OUTCOMES.codes.index(name) for name in settled])
    return numbers[choose(np.array(tuple(settled.values())), rng, count)]


def _custody(arrests: tuple[Array, Array], at: Array, outcome: Array) -> Array:
    """The custody record of each arrest, where one comes soon after."""
    instants, numbers = arrests
    told = np.full(len(at), -1)
    arrested = np.flatnonzero(outcome == 0)
    found = next_at(instants, at[arrested], 7200)
    told[arrested[found >= 0]] = numbers[found[found >= 0]]
    return told


def _checks(flow: Flow, at: Array, post: Array, day: Array, rng: np.random.Generator) -> Columns:
    """Supervisors' checks, their feedback, and verdicts on a sample of the grounds."""
    truth, staff, count = flow.parameters.stops.search, flow.world.staff, len(at)
    checked = np.where(rng.random(count) < truth.checked, at + seconds(truth.checked_after.draw(rng, count)), NEVER)
    checked = known_by(flow.world.span.end, checked)
    known = ~np.isnat(checked)
    verdict = np.where(rng.random(count) < truth.reasonable, 0, rng.integers(1, 3, count))
    sampled = rng.random(count) < truth.sampled
    return {
        "checked_at": checked,
        "supervisor_id": identifiers("officer", np.where(known, staff.holder(staff.supervisor(post), day), -1)),
        "feedback_given": masked(rng.random(count) < truth.feedback, known),
        "grounds_verdict": coded(np.where(sampled, verdict, -1), codes.GROUNDS_VERDICTS.codes),
    }


def _told_of_person(flow: Flow, person: Array, district: Array, at: Array, rng: np.random.Generator) -> Columns:
    """What the record says of the person: the self-defined ethnicity is missing more often in some districts."""
    missing = rng.random(len(person)) < SearchShares(flow).ethnicity_missing[district]
    told = described(flow.world, person, at, rng, 0.0, 0.0)
    not_stated = person_codes.SELF_DEFINED_ETHNICITY.codes.index("NS")
    silent = rng.random(len(person)) < flow.parameters.stops.search.not_stated
    said = np.where(missing, -1, np.where(silent, not_stated, flow.world.people.self_defined[person]))
    return {**told, "self_defined_ethnicity": coded(said, person_codes.SELF_DEFINED_ETHNICITY.codes)}


_OPERATIONS = ("Operation Alder", "Operation Lantern", "Operation Quince")
_GROUNDS = (
    "Seen to pass a small package through a car window and to walk off when the patrol stopped.",
    "Matches the description of a person who left the shop with goods minutes before.",
    "Smell of cannabis from the car, and rolled paper on the seat.",
    "Named by a caller as carrying a knife; seen to adjust the waistband.",
    "In the area at night.",
    "Known to officers.",
    "Trying the handles of parked cars, seen on camera by the control room.",
    "Ran from a stopped car in which tools for burglary lay in view.",
)
