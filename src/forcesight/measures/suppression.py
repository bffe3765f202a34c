"""Which figures of a release are suppressed: small numbers, and what would give them away.

A figure is suppressed where one of the counts that it is made of is hidden (`disclosure` says which are). So is a small
rest: of 52 cases with 50 solved, 2 are not. A sum that is no count, such as severity points, is shown only where it can
be added up from counts shown beside it, so that it never tells more than they do. A sum of times or other quantities
tells no count: it is shown with the number of rows behind it, and hidden with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from scipy import sparse

from forcesight.measures.areas import Area
from forcesight.measures.disclosure import Linked, Mask, Numbers, Whole, hide
from forcesight.measures.figures import Figures
from forcesight.measures.marts import MeasureMart
from forcesight.measures.marts.measure_mart import place_columns
from forcesight.measures.observed import sum_columns
from forcesight.measures.row_groups import RowGroups, row_groups
from forcesight.store.definitions import Expression


Figure = tuple[str, str, str, date]
"""A measure's id, an area's level and code, and a month."""
Told = Mapping[tuple[str, str, str, date], frozenset[float | None]]
"""By sum (its expression's fingerprint), area and month: the values that were shown, None where it was suppressed."""
WHOLE_FORCE = 100.0
"""How many districts' figures a force's is worth, when one of them has to be hidden."""


@dataclass(frozen=True)
class Earlier:
    """What the releases that are still public tell, and the expressions of the sums they tell it of, by table."""

    told: Told = field(default_factory=dict)
    sums: Mapping[str, Mapping[str, Expression]] = field(default_factory=dict)


def suppressed(figures: Figures, force: Area, districts: Sequence[Area], earlier: Earlier) -> Iterator[set[Figure]]:
    """The suppressed figures of a force and its districts, one month of one table after another.

    Rows that lie in none of the districts are taken to be known to a reader.
    """
    mart = MeasureMart(figures.catalogue, figures.force, figures.on)
    for table in dict.fromkeys(measure.table for measure in figures.measures):
        expressions = {name: each for name, each in mart.sums(table).items() if not _is_quantity(each)}
        parts = {
            m.id: tuple(expressions[name].fingerprint for name in sum_columns(m) if name in expressions)
            for m in figures.measures
            if m.table == table
        }
        sums = {**earlier.sums.get(table, {}), **{each.fingerprint: each for each in expressions.values()}}
        places = list(districts) if place_columns(table) else []
        months = row_groups(figures.session, table, force.code, sums, [area.code for area in places])
        for month, groups in months.items():
            yield _Month(month, groups, tuple(sums), parts, (*places, force), earlier.told).suppressed()


def _is_quantity(expression: Expression) -> bool:
    """Whether each row adds an amount of its own, such as the seconds that a caller waited."""
    read = map(expression.contract.column, expression.columns)
    return expression.kind == "number" and any(column.type.name == "number" for column in read)


@dataclass(frozen=True)
class _Month:
    """One month of one table. Sums go by fingerprint; `parts` are those of each measure; the last area is the force.

    The linked figures are, area by area, every count in the order of `_counts`, then every rest.
    """

    month: date
    groups: RowGroups
    sums: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]
    areas: tuple[Area, ...]
    told: Told

    def suppressed(self) -> set[Figure]:
        """The figures to leave out: every one, where no choice among them keeps the small numbers safe."""
        values = self._values
        told = [self._told(area, name) for area in self.areas for name in self._names]
        known = np.array([value in before for value, before in zip(values, told, strict=True)])
        linked = Linked(self._sums, self.groups.rows.ravel(), values, self._published, known, self._cost)
        hidden = hide(linked, hidden_before=[i for i, before in enumerate(told) if None in before])
        return {
            (measure, *area.key, self.month)
            for number, area in enumerate(self.areas)
            for measure in self.parts
            if hidden is None or not self._is_shown(measure, number, hidden)
        }

    def _is_shown(self, measure: str, area: int, hidden: frozenset[int]) -> bool:
        first = area * len(self._names)
        shown = [name for i, name in enumerate(self._counts) if first + i not in hidden]
        counts = [part for part in self.parts[measure] if part in self._counts]
        others = [part for part in self.parts[measure] if part not in self._counts]
        return set(counts) <= set(shown) and self._add_up(others, shown)

    def _add_up(self, sums: Sequence[str], counts: Sequence[str]) -> bool:
        """Whether the sums are combinations of the counts, whatever the number of rows in each group."""
        if not sums:
            return True
        basis = np.column_stack([np.zeros(self._adds.shape[1]), *(self._adds_of(name) for name in counts)])
        wanted = np.column_stack([self._adds_of(name) for name in sums])
        return np.allclose(basis @ np.linalg.lstsq(basis, wanted, rcond=None)[0], wanted)

    @cached_property
    def _adds(self) -> Numbers:
        adds: Numbers = np.nan_to_num(self.groups.adds)
        return adds

    def _adds_of(self, name: str) -> Numbers:
        adds: Numbers = self._adds[self.sums.index(name)]
        return adds

    @cached_property
    def _counts(self) -> tuple[str, ...]:
        """The sums to which each row adds 0 or 1."""
        return tuple(name for name, adds in zip(self.sums, self._adds, strict=True) if np.isin(adds, (0, 1)).all())

    @cached_property
    def _rests(self) -> tuple[tuple[str, str], ...]:
        """Whole and part of each proportion."""
        pairs = (part[::-1] for part in self.parts.values() if len(part) == 2)
        return tuple(dict.fromkeys((whole, part) for whole, part in pairs if {whole, part} <= set(self._counts)))

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return (*self._counts, *(f"{whole}-{part}" for whole, part in self._rests))

    @cached_property
    def _vectors(self) -> Numbers:
        """What a row of each group adds to each count and rest."""
        rests = [self._adds_of(whole) - self._adds_of(part) for whole, part in self._rests]
        return np.array([*(self._adds_of(name) for name in self._counts), *rests])

    @cached_property
    def _holds(self) -> Whole:
        """Areas x places: which places an area is made of."""
        places = np.eye(len(self.groups.rows), dtype=np.int64)
        return places if len(places) == len(self.areas) else np.vstack([places, np.ones_like(places[0])])

    @cached_property
    def _sums(self) -> sparse.csr_array:
        return sparse.csr_array(np.kron(self._holds, self._vectors))

    @cached_property
    def _values(self) -> Whole:
        rows = self._holds @ self.groups.rows
        rows[-1] += self.groups.elsewhere
        return np.rint(rows @ self._vectors.T).astype(np.int64).ravel()

    @cached_property
    def _uses(self) -> Numbers:
        """How many of today's measures each count is part of; a rest is part of none."""
        uses = Counter(part for parts in self.parts.values() for part in parts)
        return np.array([uses[name] for name in self._names], dtype=np.float64)

    @property
    def _published(self) -> Mask:
        return np.tile(self._uses > 0, len(self.areas))

    @property
    def _cost(self) -> Numbers:
        """Dearer the more measures use it and the larger it is, and much dearer for a whole force."""
        worth = np.repeat([1.0] * (len(self.areas) - 1) + [WHOLE_FORCE], len(self._names))
        cost: Numbers = np.tile(self._uses, len(self.areas)) * worth * (1 + np.log10(np.maximum(self._values, 1)))
        return cost

    def _told(self, area: Area, name: str) -> frozenset[float | None]:
        return self.told.get((name, *area.key, self.month), frozenset())
