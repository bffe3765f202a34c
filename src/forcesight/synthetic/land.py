"""An invented land of six counties, somewhere in the North Sea where there is none.

The land is a mesh of small cells (a Voronoi diagram), dense where people live. Cells belong to the county, the
district and the town whose centre is nearest, over bent ground, so that borders wander as real ones do; areas are
unions of cells and fit together without gaps. Figures are in kilometres around the own county's middle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from forcesight.synthetic.names import FORCES, ForceName


Array = np.ndarray[Any, np.dtype[Any]]

# Where kilometre 0, 0 lies, in degrees.
LONGITUDE, LATITUDE = 2.4, 55.1
# The middle of each county, in the order of `FORCES`; the sea begins this far from the nearest.
_MIDDLES = np.array([(0, 0), (66, 20), (22, -64), (-50, -46), (-64, 24), (4, 68)], dtype=float)
_COAST = 44.0
_EDGE = 128.0


@dataclass(frozen=True, slots=True)
class Grain:
    """How finely a county is drawn: width of its mesh, cells in its towns, LSOAs and neighbourhoods."""

    mesh: float
    town_cells: int
    lsoas: int
    neighbourhoods: int


OWN_GRAIN, PEER_GRAIN = Grain(1.15, 5200, 620, 23), Grain(2.8, 300, 28, 0)


@dataclass(frozen=True, slots=True)
class County:
    """One county: its mesh points (kilometres), and for each LSOA what it belongs to.

    `lsoa` gives the LSOA of each point; `district`, `neighbourhood` (-1 where there is none) and `remoteness`
    (kilometres from the district's town) are by LSOA.
    """

    force: ForceName
    grain: Grain
    points: Array
    lsoa: Array
    district: Array
    neighbourhood: Array
    remoteness: Array

    @property
    def lsoas(self) -> int:
        """How many LSOAs it has."""
        return len(self.district)


@dataclass(frozen=True, slots=True)
class Land:
    """All counties, and the points of the sea around them, which bound the cells of the coast."""

    counties: tuple[County, ...]
    sea: Array


def make_land(rng: np.random.Generator) -> Land:
    """Invent the land; the same generator state gives the same land."""
    bend = _Bend(rng)
    counties = [_county(rng, bend, number, force) for number, force in enumerate(FORCES)]
    grid = _grid(rng, PEER_GRAIN.mesh)
    return Land(tuple(counties), grid[bend.county(grid) < 0])


class _Bend:
    """Bent ground: which county a point lies in, when distance is measured over it."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._phases = rng.uniform(0, 2 * np.pi, 4)

    def __call__(self, points: Array) -> Array:
        x, y = points.T
        a, b, c, d = self._phases
        return np.column_stack(
            (
                x + 5 * np.sin(y / 11 + a) + 2.4 * np.sin(y / 4.1 + x / 7 + b),
                y + 5 * np.sin(x / 12 + c) + 2.4 * np.sin(x / 4.7 - y / 6.5 + d),
            )
        )

    def county(self, points: Array) -> Array:
        """The county of each point; -1 is the sea."""
        away = _distances(self(points), _MIDDLES)
        nearest: Array = np.where(away.min(axis=1) > _COAST, -1, away.argmin(axis=1))
        return nearest


def _county(rng: np.random.Generator, bend: _Bend, number: int, force: ForceName) -> County:
    grain = PEER_GRAIN if number else OWN_GRAIN
    country = _grid(rng, grain.mesh)
    country = country[bend.county(country) == number]
    _, towns = clusters(rng, country, len(force.districts))
    towns = towns[np.argsort(np.hypot(*(towns - _MIDDLES[number]).T))]
    people = _town_points(rng, towns, grain.town_cells)
    points = np.vstack((country, people[bend.county(people) == number]))
    of_point = _distances(bend(points), bend(towns)).argmin(axis=1)
    lsoa, middles = _parts(rng, points, of_point, grain.lsoas)
    district = _distances(bend(middles), bend(towns)).argmin(axis=1)
    district[lsoa] = of_point
    neighbourhood = np.full(len(middles), -1)
    if grain.neighbourhoods:
        neighbourhood, _ = _parts(rng, middles, district, grain.neighbourhoods)
    remoteness = np.hypot(*(middles - towns[district]).T)
    return County(force, grain, points, lsoa, district, neighbourhood, remoteness)


def _grid(rng: np.random.Generator, mesh: float) -> Array:
    """A grid of staggered rows, shaken until it no longer looks like one."""
    line = np.arange(-_EDGE, _EDGE, mesh)
    points = np.stack(np.meshgrid(line, line), axis=-1)
    points[::2, :, 0] += mesh / 2
    return points.reshape(-1, 2) + rng.uniform(-0.5, 0.5, (line.size**2, 2)) * mesh


def _town_points(rng: np.random.Generator, towns: Array, count: int) -> Array:
    """Where people live closer together: around each town, and most of all around the first."""
    share = np.array([0.34, *[0.66 / (len(towns) - 1)] * (len(towns) - 1)])
    spread = np.where(np.arange(len(towns)) == 0, 3.0, 1.7)
    sizes = np.round(share * count).astype(int)
    away: Array = rng.normal(size=(sizes.sum(), 2)) * np.repeat(spread, sizes)[:, None]
    return np.repeat(towns, sizes, axis=0) + away


def _parts(rng: np.random.Generator, points: Array, group: Array, count: int) -> tuple[Array, Array]:
    """Divide the points of each group into compact parts, `count` in all; part of each point, and middles."""
    part, middles, first = np.empty(len(points), dtype=int), [], 0
    for number, wanted in enumerate(shared(count, np.bincount(group))):
        inside = group == number
        part[inside], found = clusters(rng, points[inside], wanted)
        part[inside] += first
        first += len(found)
        middles.append(found)
    return part, np.vstack(middles)


def shared(count: int, sizes: Array) -> list[int]:
    """`count` divided in proportion to the sizes: at least 1 each, what rounding leaves to the largest remainders."""
    exact = sizes * count / sizes.sum()
    whole = np.maximum(np.floor(exact), 1)
    behind = np.argsort(whole - exact, kind="stable")
    whole[behind[: int(count - whole.sum())]] += 1
    return [int(number) for number in whole]


def clusters(rng: np.random.Generator, points: Array, count: int, rounds: int = 8) -> tuple[Array, Array]:
    """Lloyd's algorithm: the cluster of each point, and the clusters' middles."""
    middles = points[rng.choice(len(points), min(count, len(points)), replace=False)]
    for _ in range(rounds):
        nearest = _distances(points, middles).argmin(axis=1)
        _, nearest = np.unique(nearest, return_inverse=True)
        sizes = np.bincount(nearest)
        middles = np.column_stack([np.bincount(nearest, weights=points[:, axis]) / sizes for axis in (0, 1)])
    return nearest, middles


def _distances(points: Array, middles: Array) -> Array:
    """Distances between every point and every middle."""
    away: Array = np.hypot(points[:, None, 0] - middles[None, :, 0], points[:, None, 1] - middles[None, :, 1])
    return away


def degrees(points: Array) -> Array:
    """Kilometres to longitude and latitude."""
    shrink = np.cos(np.radians(LATITUDE))
    return np.column_stack((LONGITUDE + points[:, 0] / (111.32 * shrink), LATITUDE + points[:, 1] / 110.57))


def outlines(land: Land) -> Iterator[Sequence[Any]]:
    """County by county, the Shapely polygon of each LSOA, in degrees."""
    import shapely

    every = np.vstack([*(county.points for county in land.counties), land.sea])
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(degrees(every)), ordered=True))
    first = 0
    for county in land.counties:
        own = cells[first : first + len(county.points)]
        first += len(county.points)
        yield [shapely.coverage_union_all(own[county.lsoa == number]) for number in range(county.lsoas)]
