"""Where an invented crime is shown: anonymous points, as published ones are, and the oddities among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from forcesight.synthetic.gazetteer import Named
from forcesight.synthetic.land import Array, degrees
from forcesight.synthetic.names import street


Cell = str | None
_HEADINGS = ("Longitude", "Latitude", "Location", "LSOA code", "LSOA name")


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one county; `texts` gives, by heading, what a file shows of each. The last ones are odd.

    `first` and `count` give the points of each LSOA; `nowhere`, `zero`, `unknown` and `abroad` number the odd ones.
    """

    texts: Mapping[str, Sequence[Cell]]
    first: Array
    count: Array
    nowhere: int
    zero: int
    unknown: int
    abroad: Array

    def draw(self, lsoa: Array, rng: np.random.Generator) -> Array:
        """A point for each crime in its LSOA: some points see far more than others."""
        chance = rng.random(len(lsoa)) ** 2
        drawn: Array = self.first[lsoa] + (chance * self.count[lsoa]).astype(int)
        return drawn


def make_points(named: Named, neighbour: Named) -> Points:
    """The points of a county; some crimes lie in a neighbouring county's first LSOA, as the records of forces do."""
    order = np.argsort(named.county.lsoa, kind="stable")
    own = _rows(named, order, 0)
    foreign = np.flatnonzero(neighbour.county.lsoa == 0)[:6]
    beyond = _rows(neighbour, foreign, len(own))
    district = named.districts[0][1]
    odd = [
        (None, None, "No Location", None, None),
        ("0", "0", "On or near Parking Area", None, None),
        (*own[0][:3], named.lsoas[0][0][:-4] + "9999", f"{district} 099Z"),
    ]
    columns = zip(*own, *beyond, *odd, strict=True)
    count = np.bincount(named.county.lsoa)
    last = len(own) + len(beyond)
    return Points(
        texts=dict(zip(_HEADINGS, columns, strict=True)),
        first=np.concatenate(([0], np.cumsum(count)[:-1])),
        count=count,
        nowhere=last,
        zero=last + 1,
        unknown=last + 2,
        abroad=np.arange(len(own), last),
    )


def _rows(named: Named, order: Array, offset: int) -> list[tuple[Cell, ...]]:
    """For each mesh point its longitude, latitude, description, and the code and name of its LSOA."""
    spots = degrees(named.county.points[order])
    lsoas = [named.lsoas[number] for number in named.county.lsoa[order].tolist()]
    return [
        (f"{x:.6f}", f"{y:.6f}", street(offset + number), *lsoa)
        for number, ((x, y), lsoa) in enumerate(zip(spots.tolist(), lsoas, strict=True))
    ]
