"""Loading published files: plan, read, check, publish.

A load is all or nothing: a fault in one file refuses the command with every fault that was found, and leaves the home
as it was. A newer edition of a force-month replaces the older whole; the same bytes again change nothing.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forcesight.errors import InputRefused
from forcesight.records import SourceFile
from forcesight.records.readers import Discovery, PublishedFile
from forcesight.records.readers.inspect import Inspection, inspect
from forcesight.store.home import Home
from forcesight.store.marts import Builders
from forcesight.store.published_batch import Batch, BatchFile, read_batch
from forcesight.store.query import quote, run
from forcesight.store.writer import Writer


Progress = Callable[[int, int, str], None]


def unseen(_done: int, _total: int, _words: str) -> None:
    """Progress that nobody watches."""


# One Parquet file a batch: large enough to be read fast, small enough that a replaced month is rewritten in a second.
BATCH_BYTES = 256 << 20


@dataclass(slots=True)
class EditionChange:
    """What a newer edition changed in one force-month."""

    source_file: str
    replaced: str
    rows_added: int
    rows_removed: int
    outcomes_changed: int


@dataclass(slots=True)
class LoadReport:
    """What became of a load's rows; `rows_read` is always the sum of the other three counts."""

    files: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0
    rows_already_loaded: int = 0
    snapshot: int = 0
    changes: list[EditionChange] = field(default_factory=list)
    passed_over: tuple[str, ...] = ()

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


def load_published(
    home: Home,
    discovery: Discovery,
    *,
    builders: Builders = (),
    progress: Progress = unseen,
    wait: float = 0.0,
) -> LoadReport:
    """Load published files into the home; InputRefused, and nothing changed, where one of them is at fault."""
    report = LoadReport(files=len(discovery.files), passed_over=discovery.passed_over)
    with Writer.open(home, wait=wait) as writer:
        looked = list(zip(discovery.files, _inspect_all(writer, discovery.files, progress), strict=True))
        _refuse([fault for _, seen in looked for fault in seen.faults])
        for group in _editions(looked):
            _load_group(writer, group, report, builders, progress)
        report.snapshot = writer.snapshot.number
    return report


def _load_group(
    writer: Writer,
    group: list[tuple[PublishedFile, Inspection]],
    report: LoadReport,
    builders: Builders,
    progress: Progress,
) -> None:
    """Load the files of one edition as one snapshot."""
    planned, already = _plan(writer, group)
    report.rows_already_loaded += already
    if not planned:
        return
    loaded = list(_read_all(writer, planned, progress))
    report.rows_loaded += sum(item.rows_loaded for item in loaded)
    report.rows_rejected += sum(len(item.rejects) for item in loaded)
    report.changes += _enter(writer, planned, loaded)
    progress(1, 1, "Publishing")
    writer.publish(f"load police-uk: {len(planned)} files", builders)


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
    done = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        for file, seen in zip(files, pool.map(lambda f: _inspect(writer.home, f), files), strict=True):
            done += file.size
            progress(done, total, "Checking files")
            yield seen


def _inspect(home: Home, file: PublishedFile) -> Inspection:
    with unpacked(home, file, "look") as path:
        return inspect(file, path)


@contextmanager
def unpacked(home: Home, file: PublishedFile, purpose: str) -> Iterator[Path]:
    """Where the file's bytes are: itself, or a copy taken from its archive that goes away afterwards."""
    if not file.member:
        yield file.path
        return
    path = home.staging / f"{purpose}-{file.edition}-{Path(file.member).name}"
    try:
        with zipfile.ZipFile(file.path) as archive, archive.open(file.member) as source, path.open("wb") as out:
            _copy(source, out, file.size)
    except (zipfile.BadZipFile, EOFError, OSError, zipfile.zlib.error) as fault:  # type: ignore[attr-defined]
        raise InputRefused(f"{file.label} cannot be unpacked ({fault}); download the archive again.") from fault
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _copy(source: Any, out: Any, declared: int) -> None:
    """Copy at most what the archive declared: a member that goes on is not what it says."""
    left = declared
    while block := source.read(1 << 20):
        left -= len(block)
        if left < 0:
            raise zipfile.BadZipFile("it holds more than it declares")
        out.write(block)


def _plan(writer: Writer, group: list[tuple[PublishedFile, Inspection]]) -> tuple[list[Planned], int]:
    """Which files are to be loaded, and how many rows of the others are in the home already."""
    current = _current_files(writer)
    planned: dict[tuple[str, str, str], Planned] = {}
    already, faults = 0, []
    for file, seen in group:
        held = current.get(file.slot)
        twin = planned.get(file.slot)
        if held and held["content_hash"] == seen.content_hash:
            already += held["rows_read"]
        elif twin and twin.seen.content_hash == seen.content_hash:
            already += max(seen.lines - 1, 0)
        elif twin:
            faults.append(_two_versions(file, twin.file))
        elif held and held["edition"] >= file.edition:
            faults.append(_not_newer(file, held["edition"]))
        else:
            planned[file.slot] = Planned(file, seen, held["source_file"] if held else "")
    _refuse(faults)
    return list(planned.values()), already


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
    replaced = {item.file.source_file: item.replaces for item in planned if item.replaces}
    changes = [_compare(writer, next(p.file for p in planned if p.file.source_file == new), new, old)
               for new, old in replaced.items()]  # fmt: skip
    if replaced:
        for table in {item.file.layout.contract.table for item in planned if item.replaces}:
            writer.supersede(table, "source_file", list(replaced.values()))
        writer.supersede("reject", "source_file", list(replaced.values()))
        writer.supersede(SourceFile.table, "source_file", list(replaced.values()))
    writer.add_rows("reject", [row for item in loaded for row in item.rejects])
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
        "rows_read": item.rows_loaded + len(item.rejects),
        "rows_loaded": item.rows_loaded,
        "rows_rejected": len(item.rejects),
        "rows_added": change.rows_added if change else None,
        "rows_removed": change.rows_removed if change else None,
        "outcomes_changed": change.outcomes_changed if change else None,
    }


def _compare(writer: Writer, file: PublishedFile, new: str, old: str) -> EditionChange:
    """Count what the newer edition changed: rows are matched by an identifier that is unique in both."""
    contract = file.layout.contract
    outcome = next((c for c in ("last_outcome", "outcome_type", "outcome") if contract.has(c)), "source_id")
    source = writer.source(contract.table)

    def side(name: str) -> str:
        return (
            f"(SELECT source_id AS id, count(*) AS n, min({outcome}) AS outcome FROM {source} "
            f"WHERE source_file = {quote(name)} AND superseded_at IS NULL GROUP BY source_id)"
        )

    (added, removed, changed), = run(writer.connection, (
        "SELECT sum(greatest(coalesce(n.n, 0) - coalesce(o.n, 0), 0)), "
        "sum(greatest(coalesce(o.n, 0) - coalesce(n.n, 0), 0)), "
        "count(*) FILTER (WHERE o.n = 1 AND n.n = 1 AND o.id IS NOT NULL AND o.outcome IS DISTINCT FROM n.outcome) "
        f"FROM {side(old)} o FULL JOIN {side(new)} n ON o.id IS NOT DISTINCT FROM n.id"
    ))  # fmt: skip
    return EditionChange(new, old, int(added or 0), int(removed or 0), int(changed))
