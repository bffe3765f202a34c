"""The built-in sample: a fictional force and five fictional peers, as files that the ordinary loaders read.

Nothing in Forcesight knows that these records are invented: a demonstration is data. The same seed writes the same
bytes. What is planted in it (`crimes.PLANTED`, and the faults below) is what real files have and pages must show:

- a missing month of one peer, a peer that publishes no times, and one that links no outcome to a search;
- crimes without a place, at latitude 0, in another county, in an LSOA that no geography knows, in the figures of
  another force, and with an identifier that repeats;
- a second edition, which brings the last month and revises the month before; one row of the wrong width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from forcesight.synthetic.crimes import ANTI_SOCIAL, Crimes, draw_crimes
from forcesight.synthetic.gazetteer import Named, invent
from forcesight.synthetic.geography_files import write_areas, write_boundaries, write_population
from forcesight.synthetic.histories import draw_histories
from forcesight.synthetic.land import Array
from forcesight.synthetic.names import FORCES, OWN
from forcesight.synthetic.places import Points, make_points
from forcesight.synthetic.published_files import Records, crime_ids, outcome_rows, search_rows, street_rows, write_month
from forcesight.synthetic.sample_catalogue import CATALOGUE
from forcesight.synthetic.searches import Habit, draw_searches


LAST_MONTH = date(2025, 12, 1)
# Months before the first that is published: the outcomes of their crimes fall into those that are.
_BEFORE = 8
# In the order of FORCES: the level of crime, and how the force publishes its searches.
_LEVELS = (1.0, 0.86, 0.97, 1.12, 1.04, 0.93)
_HABITS = (Habit(160), Habit(60), Habit(55), Habit(70), Habit(50, links=False), Habit(65, hours=False))
_SMALLEST = 0.1
# The peer that left a month out, and how many months before the end.
_MISSING = ("saltmere", 18)
# Crimes of a month that only its next edition has.
_LATE = 6
# Shares of crimes without a place and in a neighbouring county; how many of the own force's are otherwise odd.
_NOWHERE, _ABROAD, _REPEATED = 0.03, 0.005, 0.001
_ZERO, _UNKNOWN, _ELSEWHERE = 3, 30, 4


@dataclass(frozen=True, slots=True)
class Edition:
    """One archive: the month that published it, and the folder of its files."""

    month: str
    folder: Path


@dataclass(frozen=True, slots=True)
class SampleFiles:
    """What was written, in the order in which it is to be loaded; `catalogue` goes into the home's own folder."""

    force: str
    force_name: str
    areas: tuple[Path, ...]
    boundaries: tuple[Path, ...]
    population: tuple[Path, ...]
    police_uk: tuple[Edition, ...]
    catalogue: tuple[Path, ...]


def write_sample(folder: Path, *, seed: int = 1, months: int = 36, scale: float = 1.0) -> SampleFiles:
    """Write the sample of `months` months up to December 2025 under `folder`; the same seed writes the same bytes.

    `scale` is the share of the usual crimes that is drawn, of every force alike; a tenth at least, for no published
    month is without crimes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    land, named = invent(seed)
    names = month_names(LAST_MONTH, months + _BEFORE)
    editions = [Edition(month, folder / "police-uk" / month) for month in names[-2:]]
    for number in range(len(FORCES)):
        _write_force(editions, _records(named, number, names, seed, max(scale, _SMALLEST)))
    _spoil(editions[-1].folder / f"{names[-1]}-{OWN.slug}-stop-and-search.csv")
    catalogue = folder / "catalogue" / "sample.toml"
    catalogue.parent.mkdir(exist_ok=True)
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    return SampleFiles(
        OWN.slug,
        OWN.name,
        areas=(write_areas(folder / "areas.csv", named),),
        boundaries=tuple(write_boundaries(folder / "boundaries", land, named)),
        population=(write_population(folder / "population.csv", named, LAST_MONTH.year - 1),),
        police_uk=tuple(editions),
        catalogue=(catalogue,),
    )


def month_names(last: date, count: int) -> list[str]:
    """The `count` months up to `last`, written 2025-12."""
    end = last.year * 12 + last.month - 1
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(end - count + 1, end + 1)]


def _chance(seed: int, *stream: int) -> np.random.Generator:
    """A generator of its own for each purpose, so that one more draw here changes nothing there."""
    return np.random.default_rng([seed, *stream])


def _records(named: Sequence[Named], number: int, months: Sequence[str], seed: int, scale: float) -> Records:
    """All that one force has recorded."""
    own, neighbour = named[number], named[(number + 1) % len(named)]
    rng = _chance(seed, 2, number)
    days = [date.fromisoformat(f"{month}-01") for month in months]
    crimes = draw_crimes(own, np.array([day.month for day in days]), _LEVELS[number] * scale, number == 0, rng)
    points = make_points(own, neighbour)
    odd = _Odd(rng, crimes, points, own=number == 0)
    return Records(
        force=own.county.force,
        months=months,
        crimes=crimes,
        ids=crime_ids(len(crimes), rng).take(odd.repeats()),
        point=odd.places(points.draw(crimes.lsoa, rng)),
        elsewhere=odd.some(_ELSEWHERE),
        histories=draw_histories(crimes, rng),
        points=points,
        searches=draw_searches(days, _HABITS[number], points.first[-1], rng),
        neighbour=neighbour.county.force,
    )


class _Odd:
    """Which crimes are odd, as some always are in published files."""

    def __init__(self, rng: np.random.Generator, crimes: Crimes, points: Points, *, own: bool) -> None:
        self._rng, self._crimes, self._points, self._own = rng, crimes, points, own

    def some(self, count: int) -> Array:
        """A mask of so many crimes of the own force; of none of another."""
        mask = np.zeros(len(self._crimes), dtype=bool)
        if self._own:
            mask[self._rng.choice(len(mask), count, replace=False)] = True
        return mask

    def places(self, point: Array) -> Array:
        """The points of crimes, some put nowhere, into a neighbouring county, to latitude 0 or to an unknown LSOA."""
        chance = self._rng.random(len(point))
        abroad = self._rng.choice(self._points.abroad, len(point))
        point = np.where(chance < _NOWHERE, self._points.nowhere, point)
        point = np.where(chance > 1 - _ABROAD, abroad, point)
        point = np.where(self.some(_ZERO), self._points.zero, point)
        return np.where(self.some(_UNKNOWN), self._points.unknown, point)

    def repeats(self) -> Array:
        """Whose identifier each crime has: its own, or now and then that of the crime before it."""
        crimes = self._crimes
        place = np.arange(len(crimes), dtype=np.int32)
        chosen = np.flatnonzero(self._rng.random(len(crimes)) < _REPEATED)
        chosen = chosen[chosen > 0]
        alike = (crimes.month[chosen] == crimes.month[chosen - 1]) & (crimes.type[chosen - 1] != ANTI_SOCIAL)
        chosen = chosen[alike & (crimes.type[chosen] != ANTI_SOCIAL)]
        place[chosen] = chosen - 1
        return place


def _write_force(editions: Sequence[Edition], records: Records) -> None:
    """Write the files of both editions: all months but the last, then the last and the one before it again."""
    last = len(records.months) - 1
    outcomes, searches = outcome_rows(records), search_rows(records)
    for edition, as_at, months in zip(
        editions, (last - 1, last), (range(_BEFORE, last), range(last - 1, last + 1)), strict=True
    ):
        edition.folder.mkdir(parents=True, exist_ok=True)
        street = street_rows(records, as_at)
        for month in months:
            if (records.force.slug, last - month) == _MISSING:
                continue
            late = _LATE if month == as_at == last - 1 else 0
            write_month(edition.folder, records, "street", month, street, late=late)
            write_month(edition.folder, records, "outcomes", month, outcomes)
            write_month(edition.folder, records, "stop-and-search", month, searches)


def _spoil(path: Path) -> None:
    """Add a row with a cell too many: somebody typed a comma."""
    *_, last = path.read_text(encoding="utf-8").splitlines()
    cells = last.split(",")
    with path.open("a", encoding="utf-8") as out:
        out.write(",".join([*cells[:11], "Controlled drugs", *cells[11:]]) + "\n")
