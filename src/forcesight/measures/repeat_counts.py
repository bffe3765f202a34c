"""Identifiers that repeat, counted by the worker and kept for the pages.

A row may repeat one of any month and any file, so the count needs every identifier at once: 1.5 s for seven million
rows, and 4 to 8 % of a load. So nothing in a load waits for it, and no mart holds it: once the records are published
the worker counts them, and what it counted is kept in `marts/counted`, under the files that it was counted of.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from forcesight.records import RecordedCrime
from forcesight.store import Session, Snapshot, read_snapshot, reading
from forcesight.store.durable import replace_file
from forcesight.store.repeats import DIFFERENCES, repeated_ids_sql


@dataclass(frozen=True, slots=True)
class Repeats:
    """Identifiers of a force that several rows share: how many, in how many rows, and in what those rows differ."""

    force: str
    identifiers: int
    rows: int
    by_place: int
    by_outcome: int
    by_type: int
    alike: int


def counted(home: Path, snapshot: Snapshot) -> tuple[Repeats, ...] | None:
    """The crimes' identifiers that repeat, by force; None until the worker has counted those of these records."""
    try:
        told = json.loads(_path(home, snapshot).read_text())
    except FileNotFoundError:
        return () if snapshot.table(RecordedCrime.table) is None else None
    return tuple(Repeats(**each) for each in told)


def count_repeats(home: Path) -> bool:
    """Count those of the current records and keep them; False where there was nothing to count."""
    if counted(home, read_snapshot(home)) is not None:
        return False
    with reading(home) as session:
        path, found = _path(home, session.snapshot), _count(session)
    path.parent.mkdir(exist_ok=True, mode=0o700)
    replace_file(path, json.dumps([asdict(each) for each in found]).encode())
    for older in set(path.parent.glob("*.json")) - {path}:
        older.unlink(missing_ok=True)
    return True


def _count(session: Session) -> list[Repeats]:
    return [Repeats(*row) for row in session.rows(_COUNTS)]


def _path(home: Path, snapshot: Snapshot) -> Path:
    state = snapshot.table(RecordedCrime.table)
    files = "|".join(f"{file.path} {file.current}" for file in (state.files if state else ()))
    return home / "marts" / "counted" / f"repeats-{hashlib.blake2b(files.encode(), digest_size=8).hexdigest()}.json"


_COUNTS = f"""
    SELECT force, count(DISTINCT source_id), count(*),
        {", ".join(f"count(DISTINCT source_id) FILTER (WHERE differs_in LIKE '%{word}%')" for word in DIFFERENCES)},
        count(DISTINCT source_id) FILTER (WHERE differs_in = 'none')
    FROM ({repeated_ids_sql(RecordedCrime.table)}) GROUP BY force ORDER BY force
"""
