"""The publisher: journal entries in batches become rows of their tables, and one new snapshot.

The snapshot says how far the journal is published, so a crash in between leaves neither loss nor doubling. An entry
that was sent twice is known by its id and counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from forcesight.records import REGISTRY, Contract, JournalEvent
from forcesight.store import journal
from forcesight.store.home import Home
from forcesight.store.journal import Entry
from forcesight.store.marts import Builders
from forcesight.store.query import quote, run
from forcesight.store.snapshot import read_snapshot
from forcesight.store.tombstones import erased_hashes, identity_hash, identity_of
from forcesight.store.writer import Writer


# Entries that one snapshot takes in at most.
MOST = 20_000
# Small files of published ids that may gather before they are joined into one.
FILES_OF_IDS = 16

Key = tuple[Any, ...]


def publish_journal(home: Home, builders: Builders = (), *, wait: float = 0.0) -> int:
    """Publish what waits in the journal as one snapshot; how many entries that were.

    HomeBusy where another writer holds the home for longer than `wait` seconds; with nothing to publish it returns
    0 without asking for the home. Call it again until it returns 0 to publish a long journal.
    """
    if not _waiting(home, read_snapshot(home.path).journal, 1):
        return 0
    with Writer.open(home, wait=wait) as writer:
        entries = _waiting(home, writer.snapshot.journal, MOST)
        if entries:
            take_in(writer, entries)
            writer.publish(f"journal: {len(entries)} entries", builders)
    journal.drop_published(home)
    return len(entries)


def _waiting(home: Home, after: int, most: int) -> list[Entry]:
    return list(islice(journal.read_from(home, after), most))


def take_in(writer: Writer, entries: Sequence[Entry]) -> None:
    """Put the entries into the tables of a pending change."""
    fresh = _fresh(writer, entries)
    for table in sorted({entry.table for entry in fresh}):
        _apply(writer, REGISTRY[table], [entry for entry in fresh if entry.table == table])
    _remember(writer, fresh)
    writer.journal = entries[-1].sequence


def _fresh(writer: Writer, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that were not published before, each once."""
    by_id = {entry.id: entry for entry in reversed(entries)}
    ids = ", ".join(quote(name) for name in by_id)
    source = writer.source(JournalEvent.table)
    seen = {name for (name,) in run(writer.connection, f"SELECT event_id FROM {source} WHERE event_id IN ({ids})")}
    return [entry for entry in entries if entry.id not in seen and by_id[entry.id] is entry]


def _remember(writer: Writer, entries: Iterable[Entry]) -> None:
    table = JournalEvent.table
    told = [{"event_id": e.id, "of_table": e.table, "op": e.op, "at": _instant(e.at)} for e in entries]
    writer.add_rows(table, told)
    if len(writer.files(table)) > FILES_OF_IDS:
        writer.rewrite(table, f"SELECT * FROM {writer.source(table)}")


@dataclass(slots=True)
class _Rows:
    """The rows in force by key, and what the entries change: rows that end, and rows that are new."""

    contract: type[Contract]
    current: dict[Key, dict[str, Any]]
    ended: dict[Key, datetime] = field(default_factory=dict)
    added: list[dict[str, Any]] = field(default_factory=list)

    def put(self, key: Key, row: dict[str, Any], at: datetime) -> None:
        """A row in force from now on; the one that it differs from ends, and stays with its end."""
        held = self.current.get(key)
        said = [c.name for c in self.contract.columns if not c.volatile]
        if held is None or any(held.get(name) != row.get(name) for name in said):
            self.end(key, at)
            self.current[key] = {**row, "superseded_at": None}
            self.added.append(self.current[key])
        if row.get("superseded_at"):
            self.end(key, row["superseded_at"])

    def end(self, key: Key, at: datetime) -> None:
        """No row of this key is in force any more."""
        held = self.current.pop(key, None)
        if held is None:
            return
        if "loaded_at" in held:
            self.ended[key] = at
        else:
            # It was put by an earlier entry of the same batch.
            held["superseded_at"] = at


def _apply(writer: Writer, contract: type[Contract], entries: Sequence[Entry]) -> None:
    keyed = [(_key(contract, entry), entry) for entry in entries if entry.row]
    erased = erased_hashes(writer, contract.table)
    rows = _Rows(contract, _in_force(writer, contract, {key for key, _ in keyed}))
    for key, entry in keyed:
        if erased and identity_hash(writer.home, contract.table, identity_of(contract, entry.row)) in erased:
            continue
        if entry.op == "put":
            rows.put(key, _typed(contract, entry.row), _instant(entry.at))
        else:
            rows.end(key, _instant(entry.at))
    _write(writer, rows)


def _key(contract: type[Contract], entry: Entry) -> Key:
    return tuple(entry.row[name] for name in contract.key)


def _in_force(writer: Writer, contract: type[Contract], keys: set[Key]) -> dict[Key, dict[str, Any]]:
    """The current rows of these keys."""
    names = contract.names()
    firsts = ", ".join(quote(key[0]) for key in keys)
    chosen = f'superseded_at IS NULL AND "{contract.key[0]}" IN ({firsts})' if keys else "false"
    columns = ", ".join(f'"{name}"' for name in names)
    found = run(writer.connection, f"SELECT {columns} FROM {writer.source(contract.table)} WHERE {chosen}")
    rows = [dict(zip(names, row, strict=True)) for row in found]
    return {tuple(row[name] for name in contract.key): row for row in rows}


def _write(writer: Writer, rows: _Rows) -> None:
    table, key = rows.contract.table, rows.contract.key
    if rows.ended:
        names = ", ".join(f'"{name}"' for name in key)
        same = " AND ".join(f'o."{name}" = e."{name}"' for name in key)
        values = ", ".join(
            f"({', '.join(quote(part) for part in keys)}, TIMESTAMPTZ {quote(at.isoformat())})"
            for keys, at in rows.ended.items()
        )
        writer.rewrite(
            table,
            "SELECT o.* REPLACE (coalesce(o.superseded_at, e.until) AS superseded_at) "
            f"FROM {writer.source(table)} o LEFT JOIN (VALUES {values}) e({names}, until) ON {same}",
        )
    writer.add_rows(table, rows.added)


def _typed(contract: type[Contract], row: dict[str, Any]) -> dict[str, Any]:
    """A JSON row in the contract's types."""
    read = {"instant": _instant, "date": date.fromisoformat}
    kinds = {name: contract.column(name).type.name for name in row}
    return {
        name: read[kinds[name]](value) if value is not None and kinds[name] in read else value
        for name, value in row.items()
    }


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
