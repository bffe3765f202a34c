"""People as a source writes them down: with typing errors, other names, swapped days and numbers of its own.

What is written of the same person differs from mention to mention, which is why who is who must be worked out. The
rates are ours, of the order that studies of linkage find in administrative records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forcesight.records.codes.person import DISABILITIES
from forcesight.synthetic.force.world import World
from forcesight.synthetic.force.writing import Columns, coded, masked, numbered
from forcesight.synthetic.land import Array


if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Hand:
    """How often a source writes something wrongly, or not at all: shares of mentions."""

    family_slip: float = 0.03
    given_slip: float = 0.02
    # The alias in place of the given name; or beside it, in its own column.
    alias_instead: float = 0.25
    alias_beside: float = 0.3
    birth_missing: float = 0.15
    birth_year_only: float = 0.03
    # Day and month the wrong way round; a wrong day of the right month.
    birth_swapped: float = 0.01
    birth_wrong: float = 0.015
    address_missing: float = 0.2
    address_old: float = 0.05
    postcode_run_together: float = 0.1
    phone_missing: float = 0.35
    phone_wrong: float = 0.01
    email_missing: float = 0.85
    # The source's own number: missing, a second or third one of the same person, that of a stranger.
    person_missing: float = 0.2
    person_split: float = 0.15
    person_joined: float = 0.003
    disability_missing: float = 0.4
    vulnerable_seen: float = 0.6
    vulnerable_mistaken: float = 0.02


HAND = Hand()
# Numbers that a source may give to one person.
_NUMBERS = 4


def written(world: World, person: Array, rng: np.random.Generator) -> Columns:
    """What a source writes of these people: the columns of `mention` that say who it is. Nobody (-1) is empty."""
    pen = _Pen(world, np.asarray(person), rng)
    return {**pen.names(), **pen.birth(), **pen.address(), **pen.numbers(), **pen.condition()}


class _Pen:
    """Writes the mentions of some people; `happens` draws which of them something befalls."""

    def __init__(self, world: World, person: Array, rng: np.random.Generator) -> None:
        self.world, self.people, self.rng = world, world.people, rng
        self.known = person >= 0
        self.person = np.where(self.known, person, 0)

    def happens(self, share: float) -> Array:
        found: Array = self.rng.random(len(self.person)) < share
        return found

    def names(self) -> Columns:
        people, person = self.people, self.person
        alias = people.alias[person]
        instead = (alias >= 0) & self.happens(HAND.alias_instead)
        beside = (alias >= 0) & ~instead & self.happens(HAND.alias_beside)
        given = np.where(instead, alias, people.given_name[person])
        return {
            "family_name": self._slipped(people.family_names, people.family_name[person], HAND.family_slip),
            "given_name": self._slipped(people.given_names, given, HAND.given_slip),
            "alias": coded(np.where(beside & self.known, alias, -1), people.given_names),
        }

    def _slipped(self, names: Sequence[str], number: Array, share: float) -> pa.Array:
        forms = [form for name in names for form in _forms(name)]
        slips = len(forms) // len(names)
        form = np.where(self.happens(share), 1 + self.rng.integers(slips - 1, size=len(number)), 0)
        return coded(np.where(self.known, number * slips + form, -1), forms)

    def birth(self) -> Columns:
        born = self.people.date_of_birth[self.person]
        told = np.where(self.happens(HAND.birth_swapped), _swapped(born), born)
        told = np.where(self.happens(HAND.birth_wrong), _another_day(born, self.rng), told)
        missing = self.happens(HAND.birth_missing) | ~self.known
        year_only = ~missing & self.happens(HAND.birth_year_only)
        year = born.astype("datetime64[Y]").astype(int) + 1970
        return {
            "date_of_birth": np.where(missing | year_only, np.datetime64("NaT", "D"), told),
            "year_of_birth": masked(year, year_only),
        }

    def address(self) -> Columns:
        """Where the person lives, or lived: the home of somebody else of the pool stands for an old one."""
        import pyarrow as pa

        people, places = self.people, self.world.places
        other = (self.person + len(people) // 3) % len(people)
        home = people.home[np.where(self.happens(HAND.address_old), other, self.person)]
        home = np.where(self.known & ~self.happens(HAND.address_missing), home, -1)
        together = pa.chunked_array([places.postcode, _run_together(places.postcode)]).combine_chunks()
        shifted = np.where((home >= 0) & self.happens(HAND.postcode_run_together), home + len(places), home)
        reference = places.property_reference[home]
        return {
            "postcode": coded(shifted, together),
            "property_reference": numbered("", np.where(home < 0, -1, reference), 12),
        }

    def numbers(self) -> Columns:
        people, person = self.people, self.person
        phone = np.where(self.happens(HAND.phone_wrong), (people.phone[person] + 10) % 1_000_000, people.phone[person])
        phone = np.where(self.known & ~self.happens(HAND.phone_missing), phone, -1)
        split = np.where(self.happens(HAND.person_split), self.rng.integers(1, _NUMBERS, len(person)), 0)
        whose = np.where(self.happens(HAND.person_joined), (person + 1) % len(people), person)
        source = np.where(self.known & ~self.happens(HAND.person_missing), whose * _NUMBERS + split, -1)
        return {
            "phone": numbered("01632", phone, 6),
            "email": self._emails(self.known & people.has_email[person] & ~self.happens(HAND.email_missing)),
            "source_person": numbered("NP", source),
        }

    def _emails(self, chosen: Array) -> pa.Array:
        """Addresses of a domain that is kept for examples."""
        import pyarrow as pa
        from pyarrow import compute

        people, person = self.people, self.person[chosen]
        names = [
            coded(people.given_name[person], people.given_names),
            coded(people.family_name[person], people.family_names),
        ]
        parts = [compute.utf8_lower(name.cast(pa.string())) for name in names]
        told = compute.binary_join_element_wise(*parts, pa.array(person).cast(pa.string()), ".")
        told = compute.binary_join_element_wise(told, pa.scalar("example.org"), "@")
        place = np.cumsum(chosen) - 1
        return told.take(pa.array(place, mask=~chosen))

    def condition(self) -> Columns:
        people, person = self.people, self.person
        unknown = np.where(
            self.happens(HAND.disability_missing), DISABILITIES.codes.index("unknown"), people.disability[person]
        )
        marked = np.where(
            people.vulnerable[person], self.happens(HAND.vulnerable_seen), self.happens(HAND.vulnerable_mistaken)
        )
        return {
            "disability": coded(np.where(self.known, unknown, -1), DISABILITIES.codes),
            "vulnerable": masked(marked, self.known),
        }


def _forms(name: str) -> tuple[str, ...]:
    """A name, and how it comes out when a letter is left out, doubled or changed places with the next."""
    middle = len(name) // 2
    left, letter, right = name[:middle], name[middle], name[middle + 1 :]
    return name, left + right, left + letter * 2 + right, left + right[:1] + letter + right[1:]


def _swapped(born: Array) -> Array:
    """Dates with day and month the wrong way round, where that is a date."""
    year, month = born.astype("datetime64[Y]"), born.astype("datetime64[M]")
    of_month, of_year = (born - month).astype(int), (month - year).astype(int)
    other = (year.astype("datetime64[M]") + np.minimum(of_month, 11)).astype("datetime64[D]") + of_year
    found: Array = np.where(of_month < 12, other, born)
    return found


def _another_day(born: Array, rng: np.random.Generator) -> Array:
    """Dates with another day of the same month."""
    found: Array = born.astype("datetime64[M]").astype("datetime64[D]") + rng.integers(28, size=len(born))
    return found


def _run_together(postcodes: pa.Array) -> pa.Array:
    from pyarrow import compute

    return compute.replace_substring(postcodes, " ", "")
