"""Keeping erased rows out of what a load brings: the same row, or the same text in a newer edition of its file.

Such a row is not passed over in silence. It is counted as rejected, with the reason and nothing of what it said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from forcesight.records import REGISTRY, Reject
from forcesight.records.readers.sift import Identified
from forcesight.store.query import quote, run
from forcesight.store.snapshot import DataFile
from forcesight.store.sought import searched_columns
from forcesight.store.tombstones import TextGuard, erased_filter, slot_of, text_guards
from forcesight.store.writer import Writer


ERASED = "the row was erased earlier"
# What the reject table keeps of such a row.
BLANK = {"reason": ERASED, "raw": "", "raw_hash": ""}


class Loading(Protocol):
    """A file that is being loaded, and its rejected rows so far."""

    @property
    def file(self) -> Identified:
        """The file's identity."""
        ...

    rejects: list[dict[str, Any]]


def without_erased(writer: Writer, table: str, path: Path, loading: Sequence[Loading]) -> DataFile:
    """The written file without rows that were erased before, which become rejects of their file."""
    conditions = [erased_filter(writer, table), *_guarded(writer, table, path, loading)]
    chosen = " OR ".join(f"({condition})" for condition in conditions if condition)
    counted = f"SELECT source_file, count(*) FROM read_parquet({quote(path)}) WHERE {chosen} GROUP BY 1"
    gone = dict(run(writer.connection, counted)) if chosen else {}
    if not gone:
        return writer.measure(table, path)
    file = writer.write(table, f"SELECT * FROM read_parquet({quote(path)}) WHERE NOT coalesce({chosen}, false)")
    path.unlink()
    for item in loading:
        name = item.file.source_file
        item.rejects += [{"source_file": name, **BLANK} for _ in range(gone.get(name, 0))]
    return file


def _guarded(writer: Writer, table: str, path: Path, loading: Sequence[Loading]) -> list[str]:
    """Conditions for the rows of these files that hold an erased text."""
    guards = text_guards(writer, [item.file.source_file for item in loading])
    guarded = [item.file.source_file for item in loading if slot_of(item.file.source_file) in guards]
    return [
        condition
        for source_file in guarded
        for column in searched_columns(REGISTRY[table])
        if (condition := _holding(writer, path, source_file, column, guards[slot_of(source_file)]))
    ]


def _holding(writer: Writer, path: Path, source_file: str, column: str, guard: TextGuard) -> str:
    of_file = f"source_file = {quote(source_file)}"
    cells = run(writer.connection, f'SELECT DISTINCT "{column}" FROM read_parquet({quote(path)}) WHERE {of_file}')
    stopped = ", ".join(quote(cell) for (cell,) in cells if guard.stops(cell))
    return f'{of_file} AND "{column}" IN ({stopped})' if stopped else ""


def add_rejects(writer: Writer, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows to the reject table; of a row that holds an erased text, only that it was there."""
    writer.add_rows(Reject.table, _without_texts(writer, rows))


def put_rejects(writer: Writer, source_file: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Put a file's rejected rows in place of those that the home has of it; whether they differ."""
    fresh = _without_texts(writer, rows)
    named = f"superseded_at IS NULL AND source_file = {quote(source_file)}"
    held = run(writer.connection, f"SELECT line, reason, raw_hash FROM {writer.source(Reject.table)} WHERE {named}")
    if Counter(held) == Counter((row.get("line"), row["reason"], row["raw_hash"]) for row in fresh):
        return False
    if held:
        writer.supersede(Reject.table, "source_file", [source_file])
    writer.add_rows(Reject.table, fresh)
    return True


def _without_texts(writer: Writer, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    guards = text_guards(writer, {row["source_file"] for row in rows})
    return [_without_text(row, guards) for row in rows]


def _without_text(row: Mapping[str, Any], guards: Mapping[str, TextGuard]) -> dict[str, Any]:
    guard = guards.get(slot_of(row["source_file"]))
    if guard and (guard.stops(row["raw"]) or guard.stops(row["reason"])):
        return {**row, **BLANK}
    return dict(row)
