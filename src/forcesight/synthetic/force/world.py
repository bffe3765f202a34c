"""The world in which a whole force's records happen: its days, areas, places, people and staff, as arrays.

Everything is numbered from 0: the number of a place, person, team, post or officer is its position in every array of
its class, and -1 means none. Codes and words are kept as numbers too, beside the texts that they number, so that a
million rows are drawn without a million texts (`writing.coded` puts the two together).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from forcesight.synthetic.force.writing import Columns, coded, numbered
from forcesight.synthetic.land import Array


if TYPE_CHECKING:
    import pyarrow as pa

_HOUR = np.timedelta64(3600, "s")


@dataclass(frozen=True, slots=True)
class Span:
    """The days that the records cover, both included, and the bank holidays among them."""

    first: date
    last: date
    bank_holidays: tuple[date, ...] = ()

    @classmethod
    def of_years(cls, years: int, last: date, bank_holidays: Sequence[date] = ()) -> Span:
        """The so many whole years up to and including `last`."""
        first = date.fromordinal(last.replace(year=last.year - years).toordinal() + 1)
        return cls(first, last, tuple(day for day in bank_holidays if first <= day <= last))

    @property
    def days(self) -> int:
        """How many days there are; they are numbered from 0."""
        return (self.last - self.first).days + 1

    @property
    def dates(self) -> Array:
        """The date of each day, as `datetime64[D]`."""
        return np.datetime64(self.first, "D") + np.arange(self.days)

    @property
    def holiday(self) -> Array:
        """Whether each day is a bank holiday."""
        return np.isin(self.dates, np.array(self.bank_holidays, dtype="datetime64[D]"))

    @property
    def end(self) -> np.datetime64:
        """The local midnight after the last day, as an instant in UTC: what comes later is not yet on record."""
        (found,) = self.instants(np.array([self.days]), np.array([0]))
        return np.datetime64(found)

    def instants(self, day: Array, seconds: Array) -> Array:
        """Local times as instants (`datetime64[us]`, UTC): a day's number, and seconds on its clock since midnight.

        Seconds may run over into the next days. A time that the clocks skip in spring is told as an hour later, one
        that they tell twice in autumn is the first of the two.
        """
        local = np.datetime64(self.first, "s") + np.asarray(day).astype("timedelta64[D]")
        local = local + np.asarray(np.floor(seconds)).astype("timedelta64[s]")
        found: Array = (local - np.where(self._summer(local - _HOUR), _HOUR, 0 * _HOUR)).astype("datetime64[us]")
        return found

    def local(self, instants: Array) -> tuple[Array, Array]:
        """The number of the local day, and the seconds on its clock since midnight, of instants in UTC (no NaT)."""
        told = np.asarray(instants).astype("datetime64[s]")
        clock = told + np.where(self._summer(told), _HOUR, 0 * _HOUR)
        days = clock.astype("datetime64[D]")
        return (days - np.datetime64(self.first, "D")).astype(int), (clock - days).astype(int)

    def _summer(self, instants: Array) -> Array:
        """Whether summer time is in force at instants in UTC."""
        starts, ends = _summers(self.first.year - 1, self.last.year + 2)
        year = np.searchsorted(starts, instants, side="right") - 1
        found: Array = instants < ends[year]
        return found


@lru_cache
def _summers(first: int, last: int) -> tuple[Array, Array]:
    """The instants at which summer time begins and ends in each year: 01:00 UTC on the last Sundays of two months."""
    starts, ends = (
        np.array([np.datetime64(_last_sunday(year, month), "s") + _HOUR for year in range(first, last + 1)])
        for month in (3, 10)
    )
    return starts, ends


def _last_sunday(year: int, month: int) -> date:
    end = date(year, month, 31)
    return end - timedelta(days=(end.weekday() + 1) % 7)


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
            "place_id": numbered("PL", place),
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
class Staff:
    """The force's people and where they work.

    By team: `team_kind` numbers `records.codes.people.TEAM_KINDS`; `team_district` and `team_neighbourhood` are what
    it serves (-1 is the whole force); `team_shift` is its place in the shift pattern (0 to 4), -1 where it works days.
    By post: `post_team` and `post_rank` (numbers RANKS). A post has one holder at a time, `officer`, until the last
    day in `until` (a day's number; beyond the span for the last holder); -1 is a vacant post.
    By officer: `officer_post`, `officer_from` and `officer_until` (days' numbers; before 0 and beyond the span where
    employment is longer than the span).
    """

    team_kind: Array
    team_district: Array
    team_neighbourhood: Array
    team_shift: Array
    team_names: tuple[str, ...]
    post_team: Array
    post_rank: Array
    officer: Array
    until: Array
    officer_post: Array
    officer_from: Array
    officer_until: Array

    def posts_in(self, team: Array | int) -> Array:
        """The posts of these teams."""
        return np.flatnonzero(np.isin(self.post_team, team))

    def teams(self, kind: int, *, district: int = -1, neighbourhood: int = -1) -> Array:
        """The teams of a kind, of all areas or of one."""
        chosen = self.team_kind == kind
        chosen &= (district < 0) | (self.team_district == district)
        chosen &= (neighbourhood < 0) | (self.team_neighbourhood == neighbourhood)
        return np.flatnonzero(chosen)

    def draw_posts(
        self, kind: int, rng: np.random.Generator, *, count: int = 0, district: Array | None = None
    ) -> Array:
        """A post of teams of this kind for each district, or `count` of the whole force; never a supervisor's.

        Teams that serve no district of their own serve all of them.
        """
        posts = np.flatnonzero((self.team_kind[self.post_team] == kind) & (self.post_rank != SERGEANT))
        if district is None:
            return posts[rng.integers(len(posts), size=count)]
        home = self.team_district[self.post_team[posts]]
        order = np.argsort(home, kind="stable")
        posts, home = posts[order], home[order]
        low, high = np.searchsorted(home, district, "left"), np.searchsorted(home, district, "right")
        low, high = np.where(low == high, 0, low), np.where(low == high, len(posts), high)
        found: Array = posts[low + (rng.random(len(low)) * (high - low)).astype(int)]
        return found

    def holder(self, post: Array, day: Array) -> Array:
        """Which officer holds each post on a day; -1 where it is vacant."""
        turn = (self.until[post] < np.asarray(day)[:, None]).sum(axis=1)
        return np.where(np.asarray(post) < 0, -1, self.officer[post, np.minimum(turn, self.officer.shape[1] - 1)])

    def team_of(self, post: Array) -> Array:
        """The team of each post; -1 for none."""
        return np.where(np.asarray(post) < 0, -1, self.post_team[post])

    def supervisor(self, post: Array) -> Array:
        """The post that supervises each post: its team's sergeant (or the first post of the team)."""
        return np.where(np.asarray(post) < 0, -1, self._sergeants()[self.post_team[post]])

    def _sergeants(self) -> Array:
        order = np.lexsort((np.arange(len(self.post_team)), self.post_rank != SERGEANT, self.post_team))
        teams, first = np.unique(self.post_team[order], return_index=True)
        found = np.full(len(self.team_kind), -1)
        found[teams] = order[first]
        return found


SERGEANT = 1


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


# How the identifiers of the world's own tables begin; the rest of an identifier is its number.
PREFIXES = {"place": "PL", "officer": "OF", "post": "PO", "team": "TM", "organisation_unit": "OU", "duty": "DU"}


def identifiers(table: str, number: Array) -> Any:
    """The `source_id` of each row of one of the world's tables, or a reference to it; -1 is empty."""
    return numbered(PREFIXES[table], number)
