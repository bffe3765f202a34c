"""The people whom the force's records know: who they are, where they live, and how often they turn up.

The pool is smaller than the county, because most people never meet the police; its size grows with the volume of
records, so that people recur as often in a small force as in a whole one. People of one home follow one another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forcesight.records.codes import person as codes
from forcesight.records.codes.people import PLACE_KINDS
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.name_stock import (
    FAMILY_NAMES,
    GIVEN_NAMES,
    draw_family_names,
    draw_given_names,
    short_form,
)
from forcesight.synthetic.force.span import Span
from forcesight.synthetic.force.world import People, Places
from forcesight.synthetic.land import Array


# People whom three years of a whole force's records know: ours, of the order of a third of the residents.
POOL, SMALLEST = 420_000, 3000
# Ours: the share of each ethnic group in most districts and in the first, which is a city.
_GROUPS = ("white", "mixed", "asian", "black", "other")
_SHARES = {"city": (0.79, 0.025, 0.12, 0.045, 0.02), "county": (0.925, 0.015, 0.038, 0.012, 0.01)}
# Within a group: self-defined codes with their shares, and the officer-defined code.
_SELF_DEFINED = {
    "white": (("W1", 0.94), ("W2", 0.01), ("W3", 0.002), ("W9", 0.048)),
    "mixed": (("M1", 0.45), ("M2", 0.1), ("M3", 0.25), ("M9", 0.2)),
    "asian": (("A1", 0.3), ("A2", 0.42), ("A3", 0.08), ("A4", 0.06), ("A9", 0.14)),
    "black": (("B1", 0.35), ("B2", 0.5), ("B9", 0.15)),
    "other": (("O2", 0.35), ("O9", 0.65)),
}
_SEEN_AS = {"white": "IC1", "mixed": "IC3", "asian": "IC4", "black": "IC3", "other": "IC6"}
# How often an officer sees another group than the person's own.
_SEEN_OTHERWISE = 0.04
_STOCK = {"asian": 1, "black": 2}
# Ages on the first day of the span: from, share, and how often somebody of that age is a caller, victim and suspect,
# against somebody of 25 to 34. Ours, of the shape that published figures have.
_AGES = (
    (0, 0.06, 0.0, 0.25, 0.0), (10, 0.055, 0.1, 0.6, 0.35), (15, 0.06, 0.4, 0.9, 1.2), (18, 0.14, 0.9, 1.15, 1.5),
    (25, 0.2, 1.0, 1.0, 1.0), (35, 0.17, 1.0, 0.9, 0.8), (45, 0.125, 1.0, 0.8, 0.5), (55, 0.085, 0.9, 0.6, 0.25),
    (65, 0.05, 0.9, 0.5, 0.1), (75, 0.035, 1.1, 0.6, 0.04), (85, 0.02, 1.2, 0.6, 0.02),
)  # fmt: skip
_OLDEST = 99


@dataclass(frozen=True, slots=True)
class Traits:
    """How unequal people are, and how common each trait is. Ours, unless a source stands beside it."""

    caller_tail: float = 1.2
    victim_tail: float = 0.9
    suspect_tail: float = 1.1
    # Who is ever a suspect at all; women are so many times less often.
    suspects: float = 0.18
    women_suspected: float = 0.22
    vulnerable: float = 0.12
    # How much more often the vulnerable call and are victims.
    vulnerable_factor: float = 2.2
    disabled: tuple[float, ...] = (0.82, 0.08, 0.08, 0.02)
    in_care: float = 0.02
    in_childrens_home: float = 0.35
    in_care_home: float = 0.18
    alias: float = 0.06
    email: float = 0.7
    # How often people of one home share an ethnic group and a family name.
    alike: float = 0.95
    same_name: float = 0.7


TRAITS = Traits()


def make_people(span: Span, places: Places, seed: int, scale: float) -> People:
    """The people of a force of this scale."""
    rng = chance(seed, "people")
    count = max(SMALLEST, round(POOL * scale))
    home = _homes(places, count, rng)
    age_band, born = _births(span, count, rng)
    age = np.array([from_ for from_, *_ in _AGES])[age_band]
    sex = np.searchsorted(np.cumsum((0.492, 0.503)), rng.random(count))  # female, male, and a few of neither
    group = _groups(places, home, rng)
    family, given = _named(home, group, sex == 0, born, rng)
    vulnerable = rng.random(count) < TRAITS.vulnerable
    in_care = (age >= 10) & (age < 18) & (rng.random(count) < TRAITS.in_care)
    of_age, strength = (
        np.array([row[2:] for row in _AGES]).T[:, age_band],
        1 + (TRAITS.vulnerable_factor - 1) * vulnerable,
    )
    suspect = (rng.random(count) < TRAITS.suspects) * np.where(sex == 0, TRAITS.women_suspected, 1.0)
    return People(
        sex=sex.astype(np.int8),
        date_of_birth=born,
        self_defined=within_group(group, rng),
        officer_defined=seen_as(group, rng),
        group=group,
        home=_moved(places, home, age, in_care, rng),
        given_name=given,
        family_name=family,
        alias=np.where(rng.random(count) < TRAITS.alias, short_form()[given], -1),
        given_names=GIVEN_NAMES,
        family_names=FAMILY_NAMES,
        phone=rng.permutation(1_000_000)[:count].astype(np.int32),
        has_email=rng.random(count) < TRAITS.email,
        disability=np.searchsorted(np.cumsum(TRAITS.disabled[:-1]), rng.random(count)).astype(np.int8),
        vulnerable=vulnerable,
        in_care=in_care,
        as_caller=rng.lognormal(0, TRAITS.caller_tail, count) * of_age[0] * strength,
        as_victim=rng.lognormal(0, TRAITS.victim_tail, count) * of_age[1] * strength,
        as_suspect=rng.lognormal(0, TRAITS.suspect_tail, count) * of_age[2] * suspect,
    )


def _homes(places: Places, count: int, rng: np.random.Generator) -> Array:
    """A dwelling for each person, in order."""
    dwellings = np.flatnonzero(places.kind == PLACE_KINDS.codes.index("dwelling"))
    found: Array = np.sort(dwellings[rng.integers(len(dwellings), size=count)])
    return found


def _births(span: Span, count: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Each person's band of ages, and date of birth."""
    starts, shares = (np.array([row[column] for row in _AGES], dtype=float) for column in (0, 1))
    band = np.searchsorted(np.cumsum(shares[:-1]), rng.random(count))
    width = np.diff(np.append(starts, _OLDEST + 1))
    age = starts[band] + rng.random(count) * width[band]
    return band, np.datetime64(span.first, "D") - (age * 365.25).astype("timedelta64[D]")


def _groups(places: Places, home: Array, rng: np.random.Generator) -> Array:
    """The ethnic group of each person, mostly that of the home."""
    city = places.district(home) == 0
    steps = np.cumsum(np.where(city[:, None], _SHARES["city"], _SHARES["county"]), axis=1)[:, :-1]
    own = (rng.random(len(home))[:, None] > steps).sum(axis=1)
    first = np.searchsorted(home, home)
    numbers = np.array([codes.ETHNIC_GROUPS.codes.index(name) for name in _GROUPS], dtype=np.int8)
    found: Array = numbers[np.where(rng.random(len(home)) < TRAITS.alike, own[first], own)]
    return found


def within_group(group: Array, rng: np.random.Generator) -> Array:
    """The self-defined code of each person."""
    found = np.empty(len(group), dtype=np.int8)
    for name, options in _SELF_DEFINED.items():
        inside = np.flatnonzero(group == codes.ETHNIC_GROUPS.codes.index(name))
        numbers = np.array([codes.SELF_DEFINED_ETHNICITY.codes.index(code) for code, _ in options])
        steps = np.cumsum([share for _, share in options])
        found[inside] = numbers[np.searchsorted(steps[:-1], rng.random(len(inside)))]
    return found


def seen_as(group: Array, rng: np.random.Generator) -> Array:
    """The code that an officer would give each person."""
    seen = codes.OFFICER_DEFINED_ETHNICITY.codes
    usual = np.full(len(codes.ETHNIC_GROUPS.codes), seen.index("IC9"))
    for name, code in _SEEN_AS.items():
        usual[codes.ETHNIC_GROUPS.codes.index(name)] = seen.index(code)
    other = rng.integers(len(seen) - 1, size=len(group))
    found: Array = np.where(rng.random(len(group)) < _SEEN_OTHERWISE, other, usual[group]).astype(np.int8)
    return found


def _named(home: Array, group: Array, female: Array, born: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """The family and given name of each person; people of one home often share a family name."""
    of_group = np.zeros(len(codes.ETHNIC_GROUPS.codes), dtype=np.int8)
    for name, number in _STOCK.items():
        of_group[codes.ETHNIC_GROUPS.codes.index(name)] = number
    stock = of_group[group]
    family = draw_family_names(stock, rng)
    first = np.searchsorted(home, home)
    family = np.where((rng.random(len(home)) < TRAITS.same_name) & (group[first] == group), family[first], family)
    return family, draw_given_names(stock, female, born >= np.datetime64("1978-01-01"), rng)


def _moved(places: Places, home: Array, age: Array, in_care: Array, rng: np.random.Generator) -> Array:
    """The home of each person, for some in care and some of the old a home of another kind."""
    home = home.copy()
    chance_ = rng.random(len(home))
    for kind, who in (
        ("children's home", in_care & (chance_ < TRAITS.in_childrens_home)),
        ("care home", (age >= 75) & (chance_ < TRAITS.in_care_home)),
    ):
        home[who] = places.draw_of_kind(PLACE_KINDS.codes.index(kind), int(who.sum()), rng)
    return home
