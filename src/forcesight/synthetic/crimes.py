"""The crimes of an invented county: what is expected in each LSOA and month, and what chance makes of it.

Levels and seasons are of the size that published records show; three changes are planted, so that the pages have
something to find and a test knows what it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forcesight.synthetic.gazetteer import Named
from forcesight.synthetic.land import Array


@dataclass(frozen=True, slots=True)
class Pattern:
    """One crime type: a month's crimes for 1,000 residents, its season, and how it gathers in towns.

    `swing` is the share by which the month `peak` (1 to 12) stands above the mean; `town` is how many times the
    typical level a town's middle has.
    """

    rate: float
    swing: float
    peak: int
    town: float


PATTERNS = {
    "Anti-social behaviour": Pattern(1.12, 0.21, 7, 2.0),
    "Bicycle theft": Pattern(0.05, 0.30, 8, 3.0),
    "Burglary": Pattern(0.26, 0.04, 12, 1.2),
    "Criminal damage and arson": Pattern(0.53, 0.07, 6, 1.3),
    "Drugs": Pattern(0.22, 0.02, 5, 2.0),
    "Other crime": Pattern(0.17, 0.03, 6, 1.2),
    "Other theft": Pattern(0.42, 0.03, 8, 2.0),
    "Possession of weapons": Pattern(0.086, 0.03, 7, 2.0),
    "Public order": Pattern(0.62, 0.15, 7, 2.5),
    "Robbery": Pattern(0.077, 0.0, 1, 3.0),
    "Shoplifting": Pattern(0.51, 0.03, 11, 9.0),
    "Theft from the person": Pattern(0.017, 0.08, 12, 9.0),
    "Vehicle crime": Pattern(0.34, 0.03, 11, 1.1),
    "Violence and sexual offences": Pattern(3.0, 0.07, 7, 1.6),
}
TYPES = tuple(PATTERNS)
ANTI_SOCIAL = TYPES.index("Anti-social behaviour")


@dataclass(frozen=True, slots=True)
class Planted:
    """A change that is truly there, in the own county: months are counted from the end, -1 is the last."""

    crime_type: str
    # The district's number, or None for the whole county.
    district: int | None
    since: int
    factor: float


PLANTED = (
    Planted("Shoplifting", 0, -14, 1.5),
    Planted("Vehicle crime", None, -10, 0.62),
    Planted("Burglary", 3, -1, 2.6),
)


@dataclass(frozen=True, slots=True)
class Crimes:
    """The crimes of one county as arrays, month by month: month, LSOA and type are numbers."""

    month: Array
    lsoa: Array
    type: Array

    def __len__(self) -> int:
        return len(self.month)


def draw_crimes(named: Named, calendar: Array, level: float, planted: bool, rng: np.random.Generator) -> Crimes:
    """Draw the crimes of a county in the months whose numbers (1 to 12) `calendar` gives."""
    expected = _expected(named, calendar, level, rng)
    if planted:
        _plant(expected, named)
    counts = rng.poisson(expected)
    month, lsoa, kind = (np.repeat(axis.ravel(), counts.ravel()) for axis in np.indices(counts.shape))
    return Crimes(month, lsoa, kind)


def _expected(named: Named, calendar: Array, level: float, rng: np.random.Generator) -> Array:
    """Expected crimes by month, LSOA and type."""
    rate = np.array([p.rate for p in PATTERNS.values()]) / 1000 * level
    swing = np.array([p.swing for p in PATTERNS.values()])
    peak = np.array([p.peak for p in PATTERNS.values()])
    season = 1 + swing * np.cos(2 * np.pi * (calendar[:, None] - peak) / 12)
    place = _places(named, rng)
    months = len(calendar)
    # What all areas of a month share, beyond chance: weather, events, how the month falls.
    shared = rng.normal(1, 0.012, (months, 1, len(TYPES)))
    local = rng.normal(1, 0.03, (months, len(named.districts), len(TYPES)))[:, named.county.district]
    expected: Array = season[:, None, :] * rate * place * shared * local
    return expected.clip(min=0)


def _places(named: Named, rng: np.random.Generator) -> Array:
    """What each LSOA weighs for each type: its residents, its luck, and how near to its town's middle it is."""
    town = np.array([p.town for p in PATTERNS.values()])
    near = np.exp(-named.county.remoteness / 1.6)[:, None]
    luck = rng.lognormal(0, 0.28, (len(near), 1)) * rng.lognormal(0, 0.2, (len(near), len(TYPES)))
    weight = (1 + (town - 1) * near) * luck
    people: Array = named.residents[:, None] * weight
    people *= named.residents.sum() / people.sum(axis=0)
    return people


def _plant(expected: Array, named: Named) -> None:
    for change in PLANTED:
        inside = np.ones(named.county.lsoas, dtype=bool)
        if change.district is not None:
            inside = named.county.district == change.district
        expected[change.since :, inside, TYPES.index(change.crime_type)] *= change.factor
