"""The journal: what the site and other senders wrote, durable before it is acknowledged, until it is in the tables.

A segment is a file of lines; a line is a CRC and one batch of entries as JSON, and is synced before `append` returns.
Entries have one sequence of numbers across all segments. A process that dies while it writes leaves a torn last
line, which nobody was told is safe: readers stop before it, and the next writer cuts it off.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from forcesight.records import (
    REGISTRY,
    Contract,
    Event,
    JournalEvent,
    Note,
    OfficePrediction,
    Rebase,
    Reject,
    Withdrawal,
)
from forcesight.store.durable import replace_file, sync_folder
from forcesight.store.faults import reach
from forcesight.store.home import Home
from forcesight.store.journal_lines import last_line, last_number, lines_of, read_line, write_line
from forcesight.store.snapshot import read_snapshot


# What people write on the site.
WRITTEN = (Note, Rebase, OfficePrediction)
# The tables that senders may change through the journal.
TABLES = (*(written.table for written in WRITTEN), Event.table, Reject.table)
# The tables that the publisher alone changes while a load is being prepared; to `reject` it only adds.
JOURNALED = frozenset({*(written.table for written in WRITTEN), Event.table, Withdrawal.table, JournalEvent.table})
OPERATIONS = ("put", "withdraw")
# Entries that one line carries at most, and the size from which the next line opens a new segment.
LINE_ENTRIES = 1000
SEGMENT_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One change that a sender made.

    `id` is the sender's own, and an entry that comes twice counts once. `put` gives a whole row of the table's
    contract, `withdraw` at least its key; `at` is when the sender made the change. `sequence` is the journal's.
    """

    id: str
    table: str
    op: str
    row: dict[str, Any]
    at: str
    sequence: int = 0

    @classmethod
    def new(cls, *, id: str, table: str, row: dict[str, Any], op: str = "put", at: datetime | None = None) -> Entry:  # noqa: A002
        """An entry made now, or at `at`; ValueError where the table could not take it. Dates become ISO text."""
        contract = _contract(table, op)
        required = [c.name for c in contract.columns if c.required and not c.derived and c.name != "loaded_at"]
        needed = required if op == "put" else []
        missing = [name for name in dict.fromkeys((*contract.key, *needed)) if row.get(name) is None]
        strange = sorted(set(row) - set(contract.names()))
        if missing or strange:
            raise ValueError(f"A {table} entry cannot lack {missing} and has no columns {strange}.")
        told = {name: _plain(value) for name, value in row.items()}
        return cls(id, table, op, told, (at or datetime.now(UTC)).isoformat())

    def numbered(self, sequence: int) -> Entry:
        """The same entry with its number in the journal."""
        return replace(self, sequence=sequence)


def _contract(table: str, op: str) -> type[Contract]:
    if table not in TABLES or op not in OPERATIONS:
        raise ValueError(f"The journal takes {OPERATIONS} for {TABLES}, not {op!r} for {table!r}.")
    return REGISTRY[table]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def append(home: Home, entries: Sequence[Entry]) -> int:
    """Write the entries, in order, and return the last one's sequence number; on return they are on the disk.

    Several processes may append at once. Entries of one call stay together in batches of `LINE_ENTRIES`.
    """
    with locked(home):
        last = _last_sequence(home)
        for start in range(0, len(entries), LINE_ENTRIES):
            batch = entries[start : start + LINE_ENTRIES]
            _write_line(home, last + 1, batch)
            last += len(batch)
    return last


def read_from(home: Home, after: int) -> Iterator[Entry]:
    """The entries after this sequence number, oldest first; HomeError where an acknowledged line is damaged."""
    segments = _segments(home)
    for place, segment in enumerate(segments):
        following = segments[place + 1] if place + 1 < len(segments) else None
        if following is None or int(following.stem) > after + 1:
            found = _entries(segment, after, last=following is None)
            yield from (entry for entry in found if entry.sequence > after)


def waiting(home: Home) -> int:
    """How many entries are not in the published tables, as nearly as can be told without keeping anybody waiting."""
    published = read_snapshot(home.path).journal
    segments = _segments(home)
    return max(0, last_number(segments[-1], int(segments[-1].stem) - 1) - published) if segments else 0


def drop_published(home: Home) -> None:
    """Delete the segments whose entries are all in the published tables."""
    with locked(home):
        published = read_snapshot(home.path).journal
        if _segments(home) and _last_sequence(home) <= published:
            _open_segment(home, published + 1)
        segments = _segments(home)
        for segment, following in pairwise(segments):
            if int(following.stem) <= published + 1:
                segment.unlink()
        sync_folder(home.journal)


def blank(home: Home, holds: Callable[[str], bool]) -> int:
    """Empty the entries in which `holds` recognises a text, keeping their numbers; how many there were."""
    blanked = 0
    with locked(home):
        _last_sequence(home)
        for left_over in home.journal.glob(".*.new"):
            left_over.unlink()
        for segment in _segments(home):
            entries = list(_entries(segment, 0, last=False))
            kept = [_blanked(entry) if _says(entry, holds) else entry for entry in entries]
            if kept != entries:
                blanked += sum(old != new for old, new in zip(entries, kept, strict=True))
                starts = range(0, len(kept), LINE_ENTRIES)
                batches = (kept[n : n + LINE_ENTRIES] for n in starts)
                lines = (write_line(batch[0].sequence, [_told(entry) for entry in batch]) for batch in batches)
                replace_file(segment, b"".join(lines))
    return blanked


def _says(entry: Entry, holds: Callable[[str], bool]) -> bool:
    return any(holds(value) for value in entry.row.values() if isinstance(value, str))


def _blanked(entry: Entry) -> Entry:
    return replace(entry, row={})


@contextmanager
def locked(home: Home) -> Iterator[None]:
    """Hold the journal: nobody appends to it or drops from it meanwhile."""
    descriptor = os.open(home.journal / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _segments(home: Home) -> list[Path]:
    """The segments, oldest first; each is named by the sequence number of its first entry."""
    return sorted(home.journal.glob("*.log"))


def _open_segment(home: Home, first: int) -> Path:
    path = home.journal / f"{first:020d}.log"
    path.touch(mode=0o600)
    sync_folder(home.journal)
    return path


def _last_sequence(home: Home) -> int:
    """The last entry's number; cuts off what a process that died has left half-written."""
    segments = _segments(home)
    if not segments:
        return read_snapshot(home.path).journal
    told = read_line(last_line(segments[-1]))
    return _last_of(told) if told else _cut(segments[-1])


def _last_of(told: dict[str, Any]) -> int:
    return int(told["first"]) + len(told["entries"]) - 1


def _cut(segment: Path) -> int:
    last, whole, size = int(segment.stem) - 1, 0, segment.stat().st_size
    for told, end in lines_of(segment, last=True):
        last, whole = _last_of(told), end
    if whole < size:
        os.truncate(segment, whole)
    return last


def _write_line(home: Home, first: int, batch: Sequence[Entry]) -> None:
    segments = _segments(home)
    full = not segments or segments[-1].stat().st_size >= SEGMENT_BYTES
    segment = _open_segment(home, first) if full else segments[-1]
    reach("journal.write.before")
    with segment.open("ab") as out:
        out.write(write_line(first, [_told(entry) for entry in batch]))
        out.flush()
        reach("journal.write.after")
        os.fsync(out.fileno())
    reach("journal.fsync.after")


def _entries(segment: Path, after: int, *, last: bool) -> Iterator[Entry]:
    try:
        for told, _ in lines_of(segment, after, last=last):
            for place, entry in enumerate(told["entries"]):
                yield Entry(**entry, sequence=told["first"] + place)
    except FileNotFoundError:
        # Published and dropped since its name was read.
        return


def _told(entry: Entry) -> dict[str, Any]:
    return {"id": entry.id, "table": entry.table, "op": entry.op, "row": entry.row, "at": entry.at}
