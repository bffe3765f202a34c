"""The state of the data: which months are held, what became of their rows, what is odd about them.

Read from `mart.file`, `mart.quality` and `mart.rejected`, which each publication makes anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from forcesight.measures.held import KIND_OF_TABLE
from forcesight.measures.months import month_of
from forcesight.records import REGISTRY
from forcesight.store import Session


PLACES = {
    "unknown_lsoa": "The LSOA is in no file of areas that was loaded, of 2011 or of 2021",
    "outside_force": "The LSOA lies outside the force's own area",
}
"""Findings that compare a row's place with the loaded areas."""


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """One edition of a force-month in force: its rows, and what it changed of the edition before."""

    kind: str
    force: str
    month: date
    edition: str
    inferred: bool
    source_file: str
    rows_read: int
    rows_loaded: int
    rows_rejected: int
    rows_added: int | None
    rows_removed: int | None
    outcomes_changed: int | None


@dataclass(frozen=True, slots=True)
class Finding:
    """How many rows of a table have a flag, month by month; `share` is of all rows of the months counted."""

    table: str
    force: str
    name: str
    meaning: str
    by_month: dict[date, int]
    rows: int

    @property
    def total(self) -> int:
        """All rows with the flag."""
        return sum(self.by_month.values())

    @property
    def share(self) -> float:
        """Their share of all rows, in per cent."""
        return 100 * self.total / self.rows if self.rows else 0.0


@dataclass(frozen=True, slots=True)
class AreaCount:
    """How many areas of a level and vintage are known, how many of them have an outline, and how many residents."""

    level: str
    vintage: str
    areas: int
    with_boundary: int
    with_residents: int


@dataclass(frozen=True, slots=True)
class DataQuality:
    """Everything that the data-quality page tells."""

    files: tuple[LoadedFile, ...]
    findings: tuple[Finding, ...]
    rejected: tuple[tuple[str, str, int], ...]
    areas: tuple[AreaCount, ...]

    def held(self, kind: str) -> dict[str, dict[date, LoadedFile]]:
        """The files of a kind by force and month."""
        found: dict[str, dict[date, LoadedFile]] = {}
        for file in self.files:
            if file.kind == kind:
                found.setdefault(file.force, {})[file.month] = file
        return found

    def kinds(self) -> list[str]:
        """The kinds of file that the home has read, in the order of their tables."""
        known = {file.kind for file in self.files}
        return [kind for kind in KIND_OF_TABLE.values() if kind in known]

    def revised(self) -> list[LoadedFile]:
        """The files that replaced an older edition."""
        return [file for file in self.files if file.rows_added is not None]


def data_quality(session: Session) -> DataQuality:
    """Read the state of the data from a snapshot's marts."""
    files = tuple(_file(row) for row in session.rows(_FILES))
    rejected = tuple((name, reason, int(n)) for name, reason, n in session.rows(_REJECTED))
    return DataQuality(files, tuple(_findings(session.rows(_QUALITY))), rejected, known_areas(session))


def known_areas(session: Session) -> tuple[AreaCount, ...]:
    """The areas that the home knows, by level, widest first, and vintage."""
    return tuple(AreaCount(*row) for row in session.rows(_AREAS))


def _file(row: tuple) -> LoadedFile:  # type: ignore[type-arg]
    kind, force, month, edition, inferred, name, *counts = row
    return LoadedFile(kind, force, month_of(month), edition or "", bool(inferred), name, *counts)


def _findings(rows: Iterable[tuple]) -> Iterable[Finding]:  # type: ignore[type-arg]
    counts: dict[tuple[str, str, str], dict[date, int]] = {}
    for table, force, month, name, n in rows:
        counts.setdefault((table, force, name), {})[month_of(month)] = int(n)
    for (table, force, name), by_month in counts.items():
        if name != "rows":
            rows_of = sum(counts.get((table, force, "rows"), {}).values())
            yield Finding(table, force, name, meaning(table, name), by_month, rows_of)


def meaning(table: str, finding: str) -> str:
    """A flag in plain words."""
    return PLACES.get(finding) or REGISTRY[table].meaning(finding)


_FILES = (
    "SELECT kind, force, month, edition, edition_inferred, source_file, coalesce(rows_read, 0), "
    "coalesce(rows_loaded, 0), coalesce(rows_rejected, 0), rows_added, rows_removed, outcomes_changed FROM mart.file "
    "WHERE month IS NOT NULL AND superseded_at IS NULL ORDER BY kind, force, month"
)
_QUALITY = "SELECT of_table, force, month, finding, n FROM mart.quality ORDER BY of_table, force, finding, month"
_AREAS = """
    SELECT level, vintage, n, outlined, populated FROM (
        SELECT a.level, coalesce(a.vintage, '') AS vintage, count(*) AS n, count(b.code) AS outlined,
            count(p.code) AS populated
        FROM mart.area a LEFT JOIN mart.boundary b ON b.level = a.level AND b.code = a.code
        LEFT JOIN (SELECT DISTINCT level, code FROM mart.population) p ON p.level = a.level AND p.code = a.code
        GROUP BY ALL
    ) ORDER BY list_position(['force', 'district', 'neighbourhood', 'lsoa'], level), vintage
"""
_REJECTED = "SELECT source_file, reason, n FROM mart.rejected ORDER BY n DESC, source_file, reason"
