"""Tombstones: how an erased row, or an erased text, is recognised without keeping anything of what it said.

A row's identity is its source's identifier, or its key; where it has neither, all its text. A tombstone is a hash of
that identity with the home's key, so nobody without the home can test a guess. Holds know their rows in the same way.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forcesight.records import REGISTRY, Contract, Tombstone
from forcesight.store.home import Home
from forcesight.store.query import quote, run
from forcesight.store.writer import Writer


if TYPE_CHECKING:
    import duckdb


# Columns that we made, and the outcome, which every edition revises: a row is the same without them.
_NOT_IDENTITY = {"source_file", "source_system", "quality_flags", "last_outcome"}


def identity_sql(contract: type[Contract]) -> str:
    """SQL for a row's identity as text."""
    texts = [c.name for c in contract.columns if c.type.is_text and c.name not in _NOT_IDENTITY]
    quoted = [f'"{name}"' for name in contract.key or texts]
    whole = f"concat_ws('|', {', '.join(quoted)})"
    return f"coalesce(source_id, {whole})" if contract.has("source_id") else whole


def identity_of(contract: type[Contract], row: Mapping[str, Any]) -> str:
    """A row's identity as text, where the contract has a key: what `identity_sql` gives for it."""
    return str(row["source_id"]) if row.get("source_id") else "|".join(row[name] for name in contract.key)


def row_hash_sql(home: Home, table: str) -> str:
    """SQL for the keyed hash of a row's identity."""
    return f"sha256({quote(_row_prefix(home, table))} || {identity_sql(REGISTRY[table])})"


def identity_hash(home: Home, table: str, identity: str) -> str:
    """The keyed hash of the rows with this identity, whether there are any or not."""
    return hashlib.sha256((_row_prefix(home, table) + identity).encode()).hexdigest()


def _row_prefix(home: Home, table: str) -> str:
    return f"{home.erasure_key()}|{table}|"


def erased_hashes(connection: duckdb.DuckDBPyConnection, tombstones: str, table: str) -> set[str]:
    """The keyed hashes of the table's erased identities; `tombstones` is SQL for the table of that name."""
    chosen = f"SELECT row_hash FROM {tombstones} WHERE of_table = {quote(table)}"
    return {row_hash for (row_hash,) in run(connection, chosen)}


def erased_filter(writer: Writer, table: str) -> str:
    """An SQL condition that holds for rows that were erased; empty where the table has no tombstones."""
    chosen = f"SELECT row_hash FROM {writer.source(Tombstone.table)} WHERE of_table = {quote(table)}"
    if not run(writer.connection, f"{chosen} LIMIT 1"):
        return ""
    return f"{row_hash_sql(writer.home, table)} IN ({chosen})"


def slot_of(source_file: str) -> str:
    """What a file covers whatever its edition: street/staffordshire/2024-06."""
    return source_file.partition("@")[0]


def folded(text: str) -> str:
    """A text as it is compared: composed, in lower case."""
    return unicodedata.normalize("NFC", text).lower()


def text_hash(home: Home, slot: str, text: str) -> str:
    """The keyed hash of an erased text in the files of one slot; `text` is folded."""
    return hashlib.sha256(f"{home.erasure_key()}|text|{slot}|{text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class TextGuard:
    """The erased texts that the files of one slot must not bring back."""

    home: Home
    slot: str
    hashes: frozenset[str]
    lengths: frozenset[int]

    def stops(self, cell: str | None) -> bool:
        """Whether the cell holds one of the texts."""
        told = folded(cell or "")
        return any(
            text_hash(self.home, self.slot, told[start : start + length]) in self.hashes
            for length in self.lengths
            for start in range(len(told) - length + 1)
        )


def text_guards(writer: Writer, source_files: Iterable[str]) -> dict[str, TextGuard]:
    """The guards that stand for these files, by slot; nearly always none."""
    slots = ", ".join(quote(slot) for slot in sorted({slot_of(name) for name in source_files}))
    if not slots:
        return {}
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    sql = f"SELECT slot, row_hash, text_length FROM {writer.source(Tombstone.table)} WHERE slot IN ({slots})"
    for slot, row_hash, length in run(writer.connection, sql):
        found[slot].append((row_hash, length))
    return {
        slot: TextGuard(writer.home, slot, frozenset(h for h, _ in told), frozenset(n for _, n in told))
        for slot, told in found.items()
    }
