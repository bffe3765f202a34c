"""Codes, names and residents of the invented areas.

Codes begin with X, which no statistical office uses. An LSOA is named as real ones are: its district, a number that
neighbours share, and a letter ("Fellgate 003B").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from forcesight.synthetic.land import Array, County, Land, make_land
from forcesight.synthetic.names import place


VINTAGES = {"force": "2024", "district": "2024", "neighbourhood": "2024", "lsoa": "2021"}
_LETTERS = "ABCDE"
# Residents of an LSOA: those of the peers are larger, so that few of them make a county.
_RESIDENTS = {True: 1700, False: 2600}


@dataclass(frozen=True, slots=True)
class Named:
    """The areas of one county with their codes and names; each tuple is in the order of the areas' numbers."""

    county: County
    force_code: str
    districts: tuple[tuple[str, str], ...]
    neighbourhoods: tuple[tuple[str, str], ...]
    lsoas: tuple[tuple[str, str], ...]
    residents: Array

    def district_of_neighbourhood(self, number: int) -> int:
        """The district that a neighbourhood lies in."""
        return int(self.county.district[self.county.neighbourhood == number][0])


@lru_cache(maxsize=1)
def invent(seed: int) -> tuple[Land, tuple[Named, ...]]:
    """The land of a seed, and its counties with their names; the own county is the first."""
    land = make_land(np.random.default_rng([seed, 0]))
    return land, name_land(land, np.random.default_rng([seed, 1]))


def name_land(land: Land, rng: np.random.Generator) -> tuple[Named, ...]:
    """Give every area of the land its code, name and residents."""
    return tuple(_named(number, county, rng) for number, county in enumerate(land.counties))


def _named(number: int, county: County, rng: np.random.Generator) -> Named:
    typical = _RESIDENTS[number == 0]
    districts = tuple(
        (f"X07{number:02d}{place_:04d}", name) for place_, name in enumerate(county.force.districts, start=1)
    )
    neighbourhoods = tuple((f"X05{number:02d}{n + 1:04d}", place(n)) for n in range(county.neighbourhood.max() + 1))
    names = dict(_lsoa_names(county, [name for _, name in districts]))
    lsoas = tuple((f"X01{number:02d}{n + 1:04d}", names[n]) for n in range(county.lsoas))
    residents = np.round(rng.normal(typical, typical / 7, county.lsoas)).clip(typical * 0.6).astype(int)
    return Named(county, f"X23{number + 1:06d}", districts, neighbourhoods, lsoas, residents)


def _lsoa_names(county: County, districts: list[str]) -> Iterator[tuple[int, str]]:
    """Each LSOA's number and name; those of one neighbourhood follow one another."""
    for number, district in enumerate(districts):
        inside = np.flatnonzero(county.district == number)
        ordered = inside[np.argsort(county.neighbourhood[inside], kind="stable")]
        for rank, lsoa in enumerate(ordered.tolist()):
            yield lsoa, f"{district} {rank // len(_LETTERS) + 1:03d}{_LETTERS[rank % len(_LETTERS)]}"
