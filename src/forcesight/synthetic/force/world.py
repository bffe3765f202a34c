"""The world in which a whole force's records happen: its days, areas, places, people and staff, as arrays.

Everything is numbered from 0: the number of a place, person, team, post or officer is its position in every array of
its class, and -1 means none. Codes and words are kept as numbers too, beside the texts that they number, so that a
million rows are drawn without a million texts (`writing.coded` puts the two together).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forcesight.synthetic.force.span import Span
from forcesight.synthetic.force.staff import Staff
from forcesight.synthetic.force.writing import Columns, coded, numbered
from forcesight.synthetic.land import Array


if TYPE_CHECKING:
    import pyarrow as pa


# How the identifiers of the world's own tables begin; the rest of an identifier is its number.
PREFIXES = {"place": "PL", "officer": "OF", "post": "PO", "team": "TM", "organisation_unit": "OU"}


def identifiers(table: str, number: Array) -> pa.Array:
    """References to rows of one of the world's tables, or their own `source_id`; -1 is empty."""
    number = np.asarray(number)
    return coded(number, numbered(PREFIXES[table], np.arange(number.max(initial=0) + 1)))


@dataclass(frozen=True, slots=True)
class Areas:
    """The county's areas. Codes are by area; the other arrays are by LSOA, unless their name says otherwise.

    The neighbourhoods are the force's local policing units.
    """

    lsoa_codes: tuple[str, ...]
    neighbourhood_codes: tuple[str, ...]
    neighbourhood_names: tuple[str, ...]
    district_codes: tuple[str, ...]
    district_names: tuple[str, ...]
    neighbourhood: Array
    district: Array
    rural: Array
    residents: Array
    district_of_neighbourhood: Array


@dataclass(frozen=True, slots=True)
class Places:
    """The places of the force's gazetteer, in the order of their LSOAs.

    `kind` numbers `records.codes.people.PLACE_KINDS`; `weight` says how often something happens there, heavy-tailed;
    `first` gives the first place of each LSOA, and one more than the last place at its end. Dwellings come last in
    no particular way: ask `kind`.
    """

    areas: Areas
    kind: Array
    lsoa: Array
    longitude: Array
    latitude: Array
    weight: Array
    address: pa.Array
    postcode: pa.Array
    property_reference: Array
    name: pa.Array
    first: Array
    _cumulative: Array

    def __len__(self) -> int:
        return len(self.kind)

    def draw(self, count: int, rng: np.random.Generator) -> Array:
        """So many places of the whole county, each as often as its weight says."""
        found: Array = np.searchsorted(self._cumulative, rng.random(count) * self._cumulative[-1], side="right") - 1
        return found

    def draw_within(self, lsoa: Array, rng: np.random.Generator) -> Array:
        """A place in each of these LSOAs, by weight."""
        low = self._cumulative[self.first[lsoa]]
        high = self._cumulative[self.first[np.asarray(lsoa) + 1]]
        chosen = low + rng.random(len(low)) * (high - low)
        found: Array = np.searchsorted(self._cumulative, chosen, side="right") - 1
        return found

    def draw_of_kind(self, kind: int, count: int, rng: np.random.Generator) -> Array:
        """So many places of one kind in the whole county, by weight."""
        of_kind = np.flatnonzero(self.kind == kind)
        steps = np.cumsum(self.weight[of_kind])
        found: Array = of_kind[np.searchsorted(steps, rng.random(count) * steps[-1], side="right")]
        return found

    def located(self, place: Array) -> Columns:
        """The columns of a `Located` contract for these places; all are empty where the place is -1."""
        known = np.asarray(place) >= 0
        lsoa = np.where(known, self.lsoa[place], -1)
        areas = self.areas
        return {
            "place_id": identifiers("place", place),
            "location": coded(place, self.address),
            "longitude": np.where(known, self.longitude[place], np.nan),
            "latitude": np.where(known, self.latitude[place], np.nan),
            "lsoa_code": coded(lsoa, areas.lsoa_codes),
            "neighbourhood_code": coded(np.where(known, areas.neighbourhood[lsoa], -1), areas.neighbourhood_codes),
            "district_code": coded(np.where(known, areas.district[lsoa], -1), areas.district_codes),
        }

    def district(self, place: Array) -> Array:
        """The district of each place."""
        found: Array = self.areas.district[self.lsoa[place]]
        return found

    def neighbourhood(self, place: Array) -> Array:
        """The neighbourhood, which is the local policing unit, of each place."""
        found: Array = self.areas.neighbourhood[self.lsoa[place]]
        return found

    def rural(self, place: Array) -> Array:
        """Whether each place is rural."""
        found: Array = self.areas.rural[self.lsoa[place]]
        return found


@dataclass(frozen=True, slots=True)
class People:
    """The people whom the force's records know, some of them again and again.

    `sex`, `self_defined`, `officer_defined` and `group` number the codes of `records.codes.person` (SEXES,
    SELF_DEFINED_ETHNICITY, OFFICER_DEFINED_ETHNICITY, ETHNIC_GROUPS). These are what is true; what a record lacks or
    gets wrong is drawn with the record. `home` is a place; `given_name` and `family_name` number the texts beside
    them, as does `alias`, another given name that the person goes by (-1 has none). `as_caller`, `as_victim` and
    `as_suspect` say how often somebody turns up in each role, heavy-tailed.
    """

    sex: Array
    date_of_birth: Array
    self_defined: Array
    officer_defined: Array
    group: Array
    home: Array
    given_name: Array
    family_name: Array
    alias: Array
    given_names: tuple[str, ...]
    family_names: tuple[str, ...]
    phone: Array
    has_email: Array
    disability: Array
    vulnerable: Array
    in_care: Array
    as_caller: Array
    as_victim: Array
    as_suspect: Array

    def __len__(self) -> int:
        return len(self.sex)

    def draw(self, weight: Array, count: int, rng: np.random.Generator) -> Array:
        """So many people, each as often as the weight says: `people.draw(people.as_victim, 1000, rng)`.

        A weight may be narrowed: `people.as_victim * people.vulnerable`.
        """
        steps = np.cumsum(weight)
        found: Array = np.searchsorted(steps, rng.random(count) * steps[-1], side="right")
        return found

    def age(self, person: Array, at: Array) -> Array:
        """Whole years of age of each person at an instant or date."""
        born = self.date_of_birth[person]
        day = np.asarray(at).astype("datetime64[D]")
        years = day.astype("datetime64[Y]").astype(int) - born.astype("datetime64[Y]").astype(int)
        found: Array = years - (_day_of_year(day) < _day_of_year(born))
        return found


def _day_of_year(day: Array) -> Array:
    """Month and day as one number that grows through the year."""
    month = day.astype("datetime64[M]")
    found: Array = month.astype(int) % 12 * 32 + (day - month).astype(int)
    return found


@dataclass(frozen=True, slots=True)
class World:
    """Everything that stands before a case happens; `scale` is the share of a whole force's volume that is drawn."""

    seed: int
    scale: float
    force: str
    span: Span
    areas: Areas
    places: Places
    people: People
    staff: Staff
