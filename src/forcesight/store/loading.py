"""Loading published files: plan, read, check, publish.

A load is all or nothing: a fault in one file refuses the command with every fault that was found, and leaves the home
as it was. A newer edition of a force-month replaces the older whole; the same bytes again change nothing, but that
a newer edition which still says the same is remembered as the one that was seen.
"""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forcesight.errors import InputRefused
from forcesight.records import REGISTRY, RecordedCrime, Reject, SourceFile
from forcesight.records.readers import Discovery, PassedOver, PublishedFile
from forcesight.records.readers.inspect import Inspection, LineCount, inspect, line_count
from forcesight.store.derived_areas import derive_areas
from forcesight.store.editions import EditionChange, compare_editions
from forcesight.store.erased_rows import add_rejects
from forcesight.store.home import Home
from forcesight.store.mart_parts import make_parts
from forcesight.store.marts import Builders, BuildersToBe, ready
from forcesight.store.published_batch import Batch, BatchFile, read_batch
from forcesight.store.query import quote, run
from forcesight.store.writer import Writer


Progress = Callable[[int, int, str], None]


def unseen(_done: int, _total: int, _words: str) -> None:
    """Progress that nobody watches."""


# One Parquet file a batch: large enough to be read fast, small enough that a replaced month is rewritten in a second.
BATCH_BYTES = 256 << 20


@dataclass(slots=True)
class LoadReport:
    """What became of a load's rows; `rows_read` is always the sum of the other three counts."""

    files: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0
    rows_already_loaded: int = 0
    snapshot: int = 0
    changes: list[EditionChange] = field(default_factory=list)
    passed_over: tuple[PassedOver, ...] = ()
    # Whose files they were; empty for reference data.
    forces: frozenset[str] = frozenset()

    @property
    def rows_read(self) -> int:
        """Data rows in the files."""
        return self.rows_loaded + self.rows_rejected + self.rows_already_loaded


@dataclass(frozen=True, slots=True)
class Planned:
    """One file that is to be loaded, with what the quick look found and the edition that it replaces."""

    file: PublishedFile
    seen: Inspection
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """One file whose bytes the home has already: under which identity and edition, and how many rows."""

    file: PublishedFile
    source_file: str
    edition: str
    rows: int


def load_published(
    home: Home,
    discovery: Discovery,
    *,
    builders: BuildersToBe = (),
    progress: Progress = unseen,
    wait: float = 0.0,
) -> LoadReport:
    """Load published files into the home; InputRefused, and nothing changed, where one of them is at fault.

    A thread of its own makes the builders ready while DuckDB reads the files, and the new files' parts thereafter.
    """
    forces = frozenset(file.force for file in discovery.files)
    tables = {file.layout.contract.table for file in discovery.files}
    report = LoadReport(files=len(discovery.files), passed_over=discovery.passed_over, forces=forces)
    with Writer.prepare(home, wait=wait) as writer, ThreadPoolExecutor(max_workers=1) as beside:
        looked = list(zip(discovery.files, _inspect_all(writer, discovery.files, progress), strict=True))
        faults = [fault for _, seen in looked for fault in seen.faults]
        _refuse(faults + [_before_its_month(file) for file, _ in looked if file.edition < file.month])
        made = beside.submit(_prepare, builders, tables)
        entered = sum(_load_group(writer, group, report, progress) for group in _editions(looked))
        if entered:
            new = {table: writer.new_paths(table) for table in sorted(tables)}
            parts = beside.submit(lambda: make_parts(home, made.result(), new))
            derive_areas(writer, new.get(RecordedCrime.table, []))
            progress(1, 1, "Publishing")
            parts.result()
            writer.publish(f"load police-uk: {entered} files", made.result())
        report.snapshot = writer.snapshot.number
    return report


def _prepare(builders: BuildersToBe, tables: set[str]) -> Builders:
    """What publishing will ask of Python: the builders with their definitions, and the library of the Delta log."""
    import deltalake.transaction  # noqa: F401

    return ready(builders, tables)


def _load_group(
    writer: Writer, group: list[tuple[PublishedFile, Inspection]], report: LoadReport, progress: Progress
) -> int:
    """Enter the files of one edition; how many of them the home did not have, or had of an older edition."""
    planned, held, twins = _plan(writer, group)
    report.rows_already_loaded += sum(item.rows for item in held)
    newer = {item.source_file: item.file for item in held if item.edition < item.file.edition}
    _advance(writer, newer)
    loaded = list(_read_all(writer, planned, progress))
    report.rows_already_loaded += sum(twins[item.file.slot] * item.rows_read for item in loaded)
    report.rows_loaded += sum(item.rows_loaded for item in loaded)
    report.rows_rejected += sum(len(item.rejects) for item in loaded)
    report.changes += _enter(writer, planned, loaded)
    return len(loaded) + len(newer)


def _advance(writer: Writer, newer: Mapping[str, PublishedFile]) -> None:
    """Remember the newer edition that holds the same bytes; the identity that rows carry stays as it is."""
    if not newer:
        return
    told = ", ".join(f"({quote(k)}, {quote(f.edition)}, {f.edition_inferred})" for k, f in sorted(newer.items()))
    writer.rewrite(
        SourceFile.table,
        "SELECT held.* REPLACE (coalesce(seen.edition, held.edition) AS edition, "
        "coalesce(seen.inferred, held.edition_inferred) AS edition_inferred) "
        f"FROM {writer.source(SourceFile.table)} held LEFT JOIN (VALUES {told}) seen(file, edition, inferred) "
        "ON held.source_file = seen.file AND held.superseded_at IS NULL",
    )


def _refuse(faults: Sequence[str]) -> None:
    if faults:
        raise InputRefused(*faults)


def _editions(
    looked: Iterable[tuple[PublishedFile, Inspection]],
) -> Iterator[list[tuple[PublishedFile, Inspection]]]:
    """The files edition by edition, oldest first, so that a newer one given in the same command replaces it."""
    groups: dict[str, list[tuple[PublishedFile, Inspection]]] = {}
    for file, seen in looked:
        groups.setdefault(file.edition, []).append((file, seen))
    for edition in sorted(groups):
        yield groups[edition]


def _inspect_all(writer: Writer, files: Sequence[PublishedFile], progress: Progress) -> Iterator[Inspection]:
    """The quick look at every file, two at a time: hashing leaves Python's lock."""
    total = sum(file.size for file in files) or 1
    done, count = 0, line_count(total)
    with ThreadPoolExecutor(max_workers=2) as pool:
        for file, seen in zip(files, pool.map(lambda f: _inspect(writer.home, f, count), files), strict=True):
            done += file.size
            progress(done, total, "Checking files")
            yield seen


def _inspect(home: Home, file: PublishedFile, count: LineCount) -> Inspection:
    with unpacked(home, file, "look") as path:
        return inspect(file, path, count)


@contextmanager
def unpacked(home: Home, file: PublishedFile, purpose: str) -> Iterator[Path]:
    """Where the file's bytes are: itself, or a copy taken from its archive that goes away afterwards."""
    if not file.member:
        yield file.path
        return
    with tempfile.TemporaryDirectory(dir=home.staging, prefix=f"{purpose}-") as folder:
        path = Path(folder) / Path(file.member).name
        _unpack(file, path)
        yield path


# What a damaged, encrypted or strangely packed member makes Python's zipfile say.
UNPACKABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, KeyError)


def _unpack(file: PublishedFile, path: Path) -> None:
    try:
        with zipfile.ZipFile(file.path) as archive, archive.open(file.member) as source, path.open("wb") as out:
            _copy(source, out, file.size)
    except UNPACKABLE as fault:
        raise InputRefused(f"{file.label} cannot be unpacked ({fault}); download the archive again.") from fault


def _copy(source: Any, out: Any, declared: int) -> None:
    """Copy at most what the archive declared: a member that goes on is not what it says."""
    left = declared
    while block := source.read(1 << 20):
        left -= len(block)
        if left < 0:
            raise zipfile.BadZipFile("it holds more than it declares")
        out.write(block)


def _plan(
    writer: Writer, group: list[tuple[PublishedFile, Inspection]]
) -> tuple[list[Planned], list[Held], Counter[tuple[str, str, str]]]:
    """Which files are to be loaded; which others the home has already; which were named twice."""
    current = _current_files(writer)
    planned: dict[tuple[str, str, str], Planned] = {}
    twins: Counter[tuple[str, str, str]] = Counter()
    already: list[Held] = []
    faults: list[str] = []
    for file, seen in group:
        held = current.get(file.slot)
        twin = planned.get(file.slot)
        if held and held["content_hash"] == seen.content_hash:
            already.append(Held(file, held["source_file"], held["edition"], held["rows_read"]))
        elif twin and twin.seen.content_hash == seen.content_hash:
            twins[file.slot] += 1
        elif twin:
            faults.append(_two_versions(file, twin.file))
        elif held and held["edition"] >= file.edition:
            faults.append(_not_newer(file, held["edition"]))
        else:
            planned[file.slot] = Planned(file, seen, held["source_file"] if held else "")
    _refuse(faults)
    return list(planned.values()), already, twins


def _before_its_month(file: PublishedFile) -> str:
    return (
        f"{file.label} cannot be of edition {file.edition}: no archive of that month holds {file.month}. "
        "Say --edition YYYY-MM with the archive's own month, or check the archive's name."
    )


def _two_versions(file: PublishedFile, twin: PublishedFile) -> str:
    return (
        f"{file.label} and {twin.label} are two versions of the same force and month; "
        "load them one after the other, each with --edition YYYY-MM."
    )


def _not_newer(file: PublishedFile, held: str) -> str:
    told = "was taken to be of" if file.edition_inferred else "is of"
    return (
        f"{file.label} {told} edition {file.edition}, and edition {held} of the same force and month is loaded; "
        "an older or equal edition never replaces it. Say --edition YYYY-MM if it is from a newer archive."
    )


def _current_files(writer: Writer) -> dict[tuple[str, str, str], dict[str, Any]]:
    """The current edition of each (kind, force, month)."""
    names = ("kind", "force", "month", "edition", "content_hash", "rows_read", "source_file")
    source = writer.source(SourceFile.table)
    found = run(writer.connection, f"SELECT {', '.join(names)} FROM {source} WHERE superseded_at IS NULL")
    rows = [dict(zip(names, row, strict=True)) for row in found]
    return {(row["kind"], row["force"], row["month"]): row for row in rows}


def _read_all(writer: Writer, planned: list[Planned], progress: Progress) -> Iterator[BatchFile]:
    """Read the planned files batch by batch; each batch becomes one Parquet file."""
    total = sum(item.file.size for item in planned) or 1
    done = 0
    for batch in _batches(planned):
        progress(done, total, "Loading")
        with Batch.staged(writer, [(p.file, p.seen) for p in batch], unpacked) as staged:
            yield from read_batch(staged)
        done += sum(item.file.size for item in batch)
    progress(total, total, "Loading")


def _batches(planned: list[Planned]) -> Iterator[list[Planned]]:
    """Files of one kind, up to `BATCH_BYTES` together."""
    batch: list[Planned] = []
    size = 0
    for item in sorted(planned, key=lambda p: p.file.kind):
        if batch and (item.file.kind != batch[0].file.kind or size + item.file.size > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += item.file.size
    if batch:
        yield batch


def _enter(writer: Writer, planned: list[Planned], loaded: list[BatchFile]) -> list[EditionChange]:
    """Put the files, their rejects and what they replace into the tables."""
    changes: list[EditionChange] = []
    for table in sorted({item.file.layout.contract.table for item in planned}):
        files = [item for item in planned if item.file.layout.contract.table == table and item.replaces]
        replaced = {item.file.source_file: item.replaces for item in files}
        changes += compare_editions(writer, REGISTRY[table], replaced)
        for holder in (table, Reject.table, SourceFile.table) if replaced else ():
            writer.supersede(holder, "source_file", list(replaced.values()))
    add_rejects(writer, [row for item in loaded for row in item.rejects])
    told = {change.source_file: change for change in changes}
    writer.add_rows(SourceFile.table, [_source_row(item, told.get(item.file.source_file)) for item in loaded])
    return changes


def _source_row(item: BatchFile, change: EditionChange | None) -> dict[str, Any]:
    return {
        "source_file": item.file.source_file,
        "source_system": "data.police.uk",
        "kind": item.file.kind,
        "force": item.file.force,
        "month": item.file.month,
        "edition": item.file.edition,
        "edition_inferred": item.file.edition_inferred,
        "file_name": Path(item.file.member or item.file.path).name,
        "content_hash": item.seen.content_hash,
        "rows_read": item.rows_read,
        "rows_loaded": item.rows_loaded,
        "rows_rejected": len(item.rejects),
        "rows_added": change.rows_added if change else None,
        "rows_removed": change.rows_removed if change else None,
        "outcomes_changed": change.outcomes_changed if change else None,
    }
