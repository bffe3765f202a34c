"""The county as the force's own systems know it: its areas, and a gazetteer of places where things happen.

A road is a point of the land's mesh; its buildings stand around it, nearer than half the way to the next road, so
they lie in the road's own cell and therefore in its LSOA. Postcodes begin with XN and property references with 999,
which nobody uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from forcesight.records.codes.people import PLACE_KINDS
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.world import Areas, Places
from forcesight.synthetic.force.writing import coded
from forcesight.synthetic.gazetteer import Named
from forcesight.synthetic.land import Array, degrees
from forcesight.synthetic.names import building, road


if TYPE_CHECKING:
    import pyarrow as pa

# Beyond so many kilometres from its town's middle an LSOA is rural: about a quarter of them.
RURAL_FROM = 8.4
_LETTERS = np.array(list("ABDEFGHJLNPQRSTUWXYZ"))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of place: how many a whole force's gazetteer knows of it, and the share of what happens there.

    `town` is how many times more of them a town's middle has; `tail` is how unequal they are (the standard deviation
    of a place's logarithm); with `scaled` there are fewer in a smaller force.
    """

    count: int
    share: float
    town: float = 1.0
    tail: float = 0.8
    scaled: bool = True


# The numbers of places are ours, of the size that a county of a million people has; so are the shares.
KINDS = {
    "dwelling": Kind(220_000, 0.52, tail=1.1),
    "care home": Kind(260, 0.010),
    "children's home": Kind(90, 0.013),
    "hospital": Kind(9, 0.022, town=6, tail=0.5, scaled=False),
    "school": Kind(420, 0.020),
    "shop": Kind(3000, 0.085, town=9, tail=1.3),
    "licensed premises": Kind(1200, 0.060, town=12, tail=1.2),
    "police station": Kind(23, 0.010, scaled=False),
    "prison": Kind(3, 0.004, tail=0.3, scaled=False),
    "street": Kind(8400, 0.200, town=3, tail=1.0),
    "open space": Kind(300, 0.026, town=2),
    "other": Kind(2000, 0.030, town=4),
}


def make_areas(named: Named) -> Areas:
    """The own county's areas as arrays."""
    county = named.county
    count = len(named.neighbourhoods)
    return Areas(
        lsoa_codes=_codes(named.lsoas),
        neighbourhood_codes=_codes(named.neighbourhoods),
        neighbourhood_names=tuple(name for _, name in named.neighbourhoods),
        district_codes=_codes(named.districts),
        district_names=tuple(name for _, name in named.districts),
        neighbourhood=county.neighbourhood,
        district=county.district,
        rural=county.remoteness > RURAL_FROM,
        residents=named.residents,
        district_of_neighbourhood=np.array([named.district_of_neighbourhood(number) for number in range(count)]),
    )


def _codes(areas: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(code for code, _ in areas)


def make_places(named: Named, areas: Areas, seed: int, scale: float) -> Places:
    """The gazetteer of a force of this scale, in the order of LSOAs; each LSOA has a street and a dwelling at least."""
    rng = chance(seed, "places")
    town = np.exp(-named.county.remoteness / 1.6)
    luck = rng.lognormal(0, 0.35, len(town))
    parts = [
        _of_kind(number, KINDS[name], areas, town, luck, scale, rng) for number, name in enumerate(PLACE_KINDS.codes)
    ]
    kind, lsoa, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(lsoa, kind="stable")
    kind, lsoa, weight = kind[order], lsoa[order], weight[order]
    roads = _Roads(named)
    point = roads.draw(lsoa, rng)
    spots = degrees(roads.around(point, rng))
    number = np.arange(len(kind))
    return Places(
        areas=areas,
        kind=kind,
        lsoa=lsoa,
        longitude=spots[:, 0].round(6),
        latitude=spots[:, 1].round(6),
        weight=weight,
        address=_addresses(roads, areas, kind, lsoa, point, rng),
        postcode=roads.postcodes(areas).take(_whole(point)),
        property_reference=999_000_000_000 + number,
        name=_names(kind, number),
        first=np.concatenate(([0], np.cumsum(np.bincount(lsoa, minlength=len(areas.lsoa_codes))))),
        _cumulative=np.concatenate(([0.0], np.cumsum(weight))),
    )


def _of_kind(
    number: int, kind: Kind, areas: Areas, town: Array, luck: Array, scale: float, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """The kind, LSOA and weight of each place of a kind."""
    lsoas = len(areas.residents)
    count = round(kind.count * scale) if kind.scaled else kind.count
    pull = areas.residents * luck * (1 + (kind.town - 1) * town)
    lsoa = rng.choice(lsoas, max(count, 1), p=pull / pull.sum())
    if PLACE_KINDS.codes[number] in ("dwelling", "street"):
        lsoa = np.concatenate((np.arange(lsoas), lsoa))
    tail = rng.lognormal(0, kind.tail, len(lsoa)) * (luck[lsoa] if kind.count > lsoas else 1.0)
    return np.full(len(lsoa), number, dtype=np.int8), lsoa, kind.share * tail / tail.sum()


class _Roads:
    """The roads of the county: the points of its mesh, in the order of their LSOAs."""

    def __init__(self, named: Named) -> None:
        from scipy.spatial import cKDTree

        county = named.county
        order = np.argsort(county.lsoa, kind="stable")
        self.points, self.lsoa = county.points[order], county.lsoa[order]
        self.count = np.bincount(self.lsoa, minlength=county.lsoas)
        self.first = np.cumsum(self.count) - self.count
        self.reach = cKDTree(self.points).query(self.points, k=2)[0][:, 1] / 2

    def draw(self, lsoa: Array, rng: np.random.Generator) -> Array:
        """A road in each of these LSOAs."""
        found: Array = self.first[lsoa] + (rng.random(len(lsoa)) * self.count[lsoa]).astype(int)
        return found

    def around(self, point: Array, rng: np.random.Generator) -> Array:
        """A spot (kilometres) near each of these roads, in its own cell."""
        away = self.reach[point] * np.sqrt(rng.random(len(point))) * 0.98
        turn = rng.random(len(point)) * 2 * np.pi
        spot: Array = self.points[point] + np.column_stack((np.cos(turn), np.sin(turn))) * away[:, None]
        return spot

    def postcodes(self, areas: Areas) -> pa.Array:
        """The postcode of each road: its outward half is the district's."""
        import pyarrow as pa

        rank = np.arange(len(self.points))
        district = areas.district[self.lsoa]
        for number in range(len(areas.district_codes)):
            rank[district == number] = np.arange((district == number).sum())
        sector, unit = np.divmod(rank, len(_LETTERS) ** 2)
        first, second = np.divmod(unit, len(_LETTERS))
        letters = zip((district + 1).tolist(), sector.tolist(), _LETTERS[first], _LETTERS[second], strict=True)
        return pa.array([f"XN{outward} {inward}{a}{b}" for outward, inward, a, b in letters])


def _addresses(
    roads: _Roads, areas: Areas, kind: Array, lsoa: Array, point: Array, rng: np.random.Generator
) -> pa.Array:
    """House number, road and town; a street itself has no house number."""
    import pyarrow as pa
    from pyarrow import compute

    house = pa.array(rng.integers(1, 180, len(kind)), mask=np.isin(kind, [PLACE_KINDS.codes.index("street")]))
    ways = pa.array([road(number) for number in range(len(roads.points))]).take(_whole(point))
    towns = coded(areas.district[lsoa], areas.district_names).cast(pa.string())
    told = compute.binary_join_element_wise(house.cast(pa.string()), ways, " ", null_handling="skip")
    return compute.binary_join_element_wise(told, towns, ", ")


def _names(kind: Array, number: Array) -> pa.Array:
    """What a place is called; dwellings and streets have no name of their own."""
    import pyarrow as pa

    found = np.flatnonzero(~np.isin(kind, [PLACE_KINDS.codes.index(name) for name in ("dwelling", "street")]))
    texts = [
        building(place, PLACE_KINDS.codes[of]) for place, of in zip(found.tolist(), kind[found].tolist(), strict=True)
    ]
    index = np.full(len(number), -1)
    index[found] = np.arange(len(found))
    return coded(index, texts or [None]).cast(pa.string())


def _whole(numbers: Array) -> Any:
    import pyarrow as pa

    return pa.array(numbers.astype(np.int32))
