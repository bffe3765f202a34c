"""Loading reference data: population, areas with their look-ups, and boundaries.

A load is all or nothing: a fault in one file refuses the command with every fault that was found, and leaves the home
as it was. Rows replace those of the same key (`Contract.key`), so the last file that says something of an area is
believed, and the same file again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from forcesight.errors import InputRefused
from forcesight.records import Reject, SourceFile
from forcesight.records.readers import PassedOver
from forcesight.records.readers.areas import read_areas
from forcesight.records.readers.boundaries import read_boundaries
from forcesight.records.readers.population import read_population
from forcesight.records.readers.reference_file import (
    MAPS,
    TABLES,
    LevelNotUsed,
    NotOurs,
    Reading,
    ReferenceFile,
    Row,
    find,
    read_text,
)
from forcesight.store.derived_areas import DERIVED
from forcesight.store.derived_links import derive_links
from forcesight.store.erased_rows import add_rejects
from forcesight.store.home import Home
from forcesight.store.loading import LoadReport, Progress, unseen
from forcesight.store.marts import Builders
from forcesight.store.query import quote, run
from forcesight.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of reference data: how its files are named and read."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[ReferenceFile], Reading]


# What tells one area, or one look-up, from another, apart from the year of the geography.
_WITHOUT_VINTAGE = {"area": ("level", "code"), "area_link": ("child_level", "child_code", "parent_level")}

POPULATION = Kind("population", TABLES, read_population)
AREAS = Kind("areas", TABLES + MAPS, read_areas)
BOUNDARIES = Kind("boundaries", MAPS, read_boundaries)


def load_population(
    home: Home, paths: Sequence[Path], *, builders: Builders = (), progress: Progress = unseen, wait: float = 0.0
) -> LoadReport:
    """Load residents by area and year from CSV; InputRefused, and nothing changed, where a file is at fault."""
    return _load(POPULATION, home, paths, builders, progress, wait)


def load_areas(
    home: Home, paths: Sequence[Path], *, builders: Builders = (), progress: Progress = unseen, wait: float = 0.0
) -> LoadReport:
    """Load areas and look-ups from CSV or GeoJSON; InputRefused, and nothing changed, where a file is at fault."""
    return _load(AREAS, home, paths, builders, progress, wait)


def load_boundaries(
    home: Home, paths: Sequence[Path], *, builders: Builders = (), progress: Progress = unseen, wait: float = 0.0
) -> LoadReport:
    """Load outlines from GeoJSON, and the areas that the home lacks; InputRefused where a file is at fault."""
    return _load(BOUNDARIES, home, paths, builders, progress, wait)


def _load(
    kind: Kind, home: Home, paths: Sequence[Path], builders: Builders, progress: Progress, wait: float
) -> LoadReport:
    report = LoadReport()
    with Writer.open(home, wait=wait) as writer:
        readings = _read_all(kind, paths, report, progress)
        changed = [_enter(writer, kind, reading, report) for reading in readings]
        if kind is not POPULATION:
            changed.append(derive_links(writer) > 0)
        if any(changed):
            progress(1, 1, "Publishing")
            writer.publish(f"load {kind.name}: {len(readings)} files", builders)
        report.snapshot = writer.snapshot.number
    return report


def _read_all(kind: Kind, paths: Sequence[Path], report: LoadReport, progress: Progress) -> list[Reading]:
    """Every file read; InputRefused with every fault. Files that are none of ours are passed over.

    A file of another kind that somebody named is a fault; a map of a level that is not used is none.
    """
    found = find(paths, kind.name, kind.suffixes)
    readings: list[Reading] = []
    faults: list[str] = []
    unused: list[str] = []
    passed_over: list[PassedOver] = []
    for number, item in enumerate(found):
        progress(number, len(found), f"Reading {kind.name}")
        try:
            readings.append(kind.read(read_text(item.path, kind.name)))
        except NotOurs as fault:
            if item.named and not isinstance(fault, LevelNotUsed):
                faults.append(str(fault))
            else:
                passed_over.append(PassedOver(str(item.path), fault.reason))
                unused += [str(fault)] if item.named else []
        except InputRefused as fault:
            faults += fault.sentences
    if not readings and not faults:
        faults = unused or [
            f"None of the files in {', '.join(map(str, paths))} is a {kind.name} file; check the folder."
        ]
    if faults:
        raise InputRefused(*faults)
    report.files, report.passed_over = len(readings), tuple(passed_over)
    return readings


def _enter(writer: Writer, kind: Kind, reading: Reading, report: LoadReport) -> bool:
    """Put one file into the tables; whether anything changed."""
    rows = reading.rows if kind is not BOUNDARIES else _only_missing_areas(writer, reading.rows)
    # A row of the file may give an area and several look-ups: it counts as loaded when any of them is new.
    changed = max([writer.upsert(table, told) for table, told in rows.items()], default=0)
    loaded = min(changed, reading.rows_kept)
    report.rows_loaded += loaded
    report.rows_rejected += len(reading.rejects)
    report.rows_already_loaded += reading.rows_kept - loaded
    if not changed and _known(writer, SourceFile.table, reading.file.source_file):
        return False
    if not _known(writer, Reject.table, reading.file.source_file):
        add_rejects(writer, reading.rejects)
    writer.upsert(SourceFile.table, [_source_row(reading, loaded)])
    return True


def _known(writer: Writer, table: str, source_file: str) -> bool:
    """Whether a table has a row of this file."""
    chosen = f"SELECT 1 FROM {writer.source(table)} WHERE source_file = {quote(source_file)} LIMIT 1"
    return bool(run(writer.connection, chosen))


def _only_missing_areas(writer: Writer, rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The rows without the areas and look-ups that the home has already, of whatever vintage.

    A map is loaded for its outlines; what a look-up file has said of an area stands.
    """
    return {table: _missing(writer, table, told) for table, told in rows.items()}


def _missing(writer: Writer, table: str, rows: list[Row]) -> list[Row]:
    if table not in _WITHOUT_VINTAGE:
        return rows
    key = _WITHOUT_VINTAGE[table]
    sql = f"SELECT {', '.join(key)} FROM {writer.source(table)} WHERE vintage <> {quote(DERIVED)}"
    held = set(run(writer.connection, sql))
    return [row for row in rows if tuple(row[name] for name in key) not in held]


def _source_row(reading: Reading, loaded: int) -> Row:
    return {
        "source_file": reading.file.source_file,
        "source_system": "reference data",
        "kind": reading.file.kind,
        "file_name": reading.file.path.name,
        "content_hash": reading.file.content_hash,
        "rows_read": reading.rows_read,
        "rows_loaded": loaded,
        "rows_rejected": len(reading.rejects),
    }
