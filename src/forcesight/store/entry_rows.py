"""Journal entries become rows of their tables.

What was sent twice counts once: what a source dates itself is known by its content, a note by its entry's id, a refused
line by its hash. What this costs depends on what is new and on the files that it corrects, not on how long the tables
have grown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forcesight.records import Contract, Event, JournalEvent, Reject, Tombstone, Withdrawal
from forcesight.store.erased_rows import BLANK, add_rejects
from forcesight.store.journal import WRITTEN, Entry
from forcesight.store.key_index import Key, KeyIndexes
from forcesight.store.query import quote
from forcesight.store.tombstones import erased_hashes, identity_hash, identity_of
from forcesight.store.versions import Row, Versions
from forcesight.store.writer import Writer


if TYPE_CHECKING:
    import duckdb


# What tells one rejected line from another.
REJECT_KEY = ("source_file", "raw_hash")


def take_in(writer: Writer, entries: Sequence[Entry], indexes: KeyIndexes | None = None) -> None:
    """Put the entries into the tables of a pending change."""
    known = indexes or KeyIndexes()
    by_table: dict[str, list[Entry]] = {}
    for entry in entries:
        by_table.setdefault(entry.table, []).append(entry)
    _reject(writer, [entry.row for entry in by_table.get(Reject.table, ()) if entry.row], known)
    _apply(writer, Event, by_table.get(Event.table, []), known)
    written = _fresh(writer, [e for e in entries if e.table in {each.table for each in WRITTEN}], known)
    for contract in WRITTEN:
        _apply(writer, contract, [entry for entry in written if entry.table == contract.table], known)
    told = [{"event_id": e.id, "of_table": e.table, "op": e.op, "at": instant(e.at)} for e in written]
    writer.add_rows(JournalEvent.table, told)
    writer.journal = entries[-1].sequence


def _fresh(writer: Writer, entries: Sequence[Entry], indexes: KeyIndexes) -> list[Entry]:
    """The entries whose ids were not published before, each once."""
    by_id = {entry.id: entry for entry in reversed(entries)}
    index = indexes.of(JournalEvent.table, JournalEvent.key)
    ids = [(name,) for name in by_id]
    held = index.rows(writer.connection, writer.paths(JournalEvent.table), ids, JournalEvent.key) if ids else []
    seen = {row["event_id"] for _, row in held}
    return [entry for entry in entries if entry.id not in seen and by_id[entry.id] is entry]


def _reject(writer: Writer, rows: Iterable[Row], indexes: KeyIndexes) -> None:
    """Keep refused lines, each once."""
    by_key = {tuple(row[name] for name in REJECT_KEY): row for row in rows}
    index = indexes.of(Reject.table, REJECT_KEY)
    held = index.rows(writer.connection, writer.paths(Reject.table), by_key, REJECT_KEY) if by_key else []
    for _, row in held:
        by_key.pop(tuple(row[name] for name in REJECT_KEY), None)
    add_rejects(writer, list(by_key.values()))


def _apply(writer: Writer, contract: type[Contract], entries: Sequence[Entry], indexes: KeyIndexes) -> None:
    """Bring puts and withdrawals into the table of their contract."""
    keyed = [(key_of(contract, entry.row), entry) for entry in entries if entry.row]
    if not keyed:
        return
    files = {table: writer.paths(table) for table in (contract.table, Withdrawal.table)}
    versions = versions_of(writer.connection, files, contract, {key for key, _ in keyed}, indexes)
    erased = erased_hashes(writer.connection, writer.source(Tombstone.table), contract.table)
    barred: list[Row] = []
    for key, entry in keyed:
        row = typed(contract, entry.row)
        at = writer.now if contract.has("known_at") else instant(entry.at)
        if erased and identity_hash(writer.home, contract.table, identity_of(contract, entry.row)) in erased:
            barred.append({"source_file": row.get("source_file"), **BLANK})
        elif entry.op == "put":
            versions.put(key, row, at)
        else:
            versions.withdraw(key, row.get("known_at"), at)
    _write(writer, versions)
    _reject(writer, [row for row in barred if row["source_file"]], indexes)


def versions_of(
    connection: duckdb.DuckDBPyConnection,
    files: Mapping[str, Sequence[Path]],
    contract: type[Contract],
    keys: set[Key],
    indexes: KeyIndexes,
) -> Versions:
    """All that the tables hold of these keys; `files` are those of the contract's table and of `withdrawal`."""
    rows = indexes.of(contract.table, contract.key).rows(connection, files[contract.table], keys, contract.names())
    withdrawn: list[tuple[Path, Row]] = []
    if contract.has("known_at"):
        index = indexes.of(Withdrawal.table, Withdrawal.key[:3])
        named = {(contract.table, *key) for key in keys}
        withdrawn = index.rows(connection, files[Withdrawal.table], named, Withdrawal.names())
    versions = Versions(contract)
    versions.hold(rows, ((key_of(contract, row), row["known_at"]) for _, row in withdrawn))
    return versions


def key_of(contract: type[Contract], row: Row) -> Key:
    """The row's key in its table."""
    return tuple(row[name] for name in contract.key)


def _write(writer: Writer, versions: Versions) -> None:
    """Write new rows as a file of their own, and the files of rows that ended again, with their ends."""
    contract = versions.contract
    same = " AND ".join(f'o."{name}" = e."{name}"' for name in contract.key)
    names = ", ".join(f'"{name}"' for name in contract.key)
    files = {file.path: file for file in writer.files(contract.table)}
    for path, ends in versions.ended.items():
        file = files[path.name]
        source = writer.file_source(contract.table, file)
        values = ", ".join(
            f"({', '.join(quote(part) for part in key)}, TIMESTAMPTZ {quote(at.isoformat())})"
            for key, at in ends.items()
        )
        writer.rewrite_file(
            contract.table,
            file,
            f"SELECT o.* REPLACE (coalesce(o.superseded_at, e.until) AS superseded_at) FROM {source} o "
            f"LEFT JOIN (VALUES {values}) e({names}, until) ON {same}",
        )
    writer.add_rows(contract.table, versions.added)
    taken = [{**dict(zip(contract.key, key, strict=True)), "known_at": at} for key, at in versions.withdrawn]
    writer.add_rows(Withdrawal.table, [{"of_table": contract.table, **row} for row in taken])


def typed(contract: type[Contract], row: Row) -> Row:
    """A JSON row in the contract's types."""
    read: dict[str, Any] = {"instant": instant, "date": date.fromisoformat}
    kinds = {name: contract.column(name).type.name for name in row}
    return {
        name: read[kinds[name]](value) if value is not None and kinds[name] in read else value
        for name, value in row.items()
    }


def instant(text: str) -> datetime:
    """A moment as the journal writes it; one without an offset is in UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
