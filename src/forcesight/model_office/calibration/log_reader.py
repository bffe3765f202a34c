"""Reading a home's tables for calibration: counts by day and hour, and lengths by class, grouped in SQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.calibration.arrivals import Arrivals, fit_arrivals
from forcesight.model_office.calibration.lengths import SECOND, Lengths, lengths
from forcesight.store import Session
from forcesight.store.query import quote


T = TypeVar("T")


def by_name(rows: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """What belongs to each name, by name, in the order of the rows."""
    found: dict[str, list[T]] = {}
    for name, its in rows:
        found.setdefault(name, []).append(its)
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class LogReader:
    """A session, and the first and the last local date of the period."""

    session: Session
    since: date
    until: date

    @property
    def within(self) -> str:
        """The condition that a row's own local date lies within the period."""
        return f"local_date BETWEEN DATE {quote(self.since)} AND DATE {quote(self.until)}"

    def counts(self, of: str, source: str, where: str = "true") -> dict[str, NDArray[np.int64]]:
        """Rows of a table by day and local hour, shape (days, 24), for each value of the SQL expression `of`."""
        rows = self.session.rows(
            f"SELECT {of}, local_date - DATE {quote(self.since)}, hour, count(*) FROM {source} "
            f"WHERE {self.within} AND {where} AND {of} IS NOT NULL GROUP BY ALL"
        )
        days = (self.until - self.since).days + 1
        found: dict[str, NDArray[np.int64]] = {}
        for name, day, hour, count in rows:
            found.setdefault(str(name), np.zeros((days, 24), dtype=np.int64))[day, hour] += count
        return dict(sorted(found.items()))

    def arrivals(self, of: str, source: str, where: str = "true") -> dict[str, Arrivals]:
        """Arrivals by each value of `of` that came at all, where a week of them is known."""
        counts = self.counts(of, source, where)
        return {name: fit_arrivals(its, self.since) for name, its in counts.items() if its.sum() and len(its) >= 7}

    def lengths(
        self, of: str, minutes: str, source: str, where: str = "true", *, unit: float = SECOND, cut: str = "false"
    ) -> dict[str, Lengths]:
        """Lengths by each value of `of`; `minutes` and `cut` are SQL too."""
        rows = self.session.rows(
            f"SELECT {of}, {minutes}, {cut}, count(*) FROM {source} "
            f"WHERE {where} AND {of} IS NOT NULL AND {minutes} >= 0 GROUP BY ALL"
        )
        told = ((str(name), (float(value), bool(is_cut), int(count))) for name, value, is_cut, count in rows)
        return {name: _lengths(its, unit) for name, its in by_name(told).items()}

    def tally(self, of: str, way: str, source: str, where: str = "true") -> dict[str, dict[str, int]]:
        """How many rows of each value of `of` go each `way`."""
        rows = self.session.rows(
            f"SELECT {of}, {way}, count(*) FROM {source} WHERE {where} AND {of} IS NOT NULL AND {way} IS NOT NULL "
            "GROUP BY ALL ORDER BY ALL"
        )
        found: dict[str, dict[str, int]] = {}
        for name, taken, count in rows:
            found.setdefault(str(name), {})[str(taken)] = int(count)
        return found


def _lengths(rows: list[tuple[float, bool, int]], unit: float) -> Lengths:
    minutes, cut, count = zip(*rows, strict=True)
    return lengths(minutes, unit=unit, cut=cut, count=count)
