"""Tombstones: how an erased row is recognised without keeping anything of what it said.

A row's identity is its source's identifier, or, where it has none, all its text. The tombstone is a hash of that
identity with the home's key, so nobody without the home can test a guess.
"""

from __future__ import annotations

from forcesight.records import REGISTRY, Contract, Tombstone
from forcesight.store.query import quote, run
from forcesight.store.writer import Writer


def identity_sql(contract: type[Contract]) -> str:
    """SQL for a row's identity as text."""
    ours = {"source_file", "source_system", "quality_flags", "last_outcome"}
    texts = [c.name for c in contract.columns if c.type.is_text and c.name not in ours]
    quoted = [f'"{name}"' for name in texts]
    whole = f"concat_ws('|', {', '.join(quoted)})"
    return f"coalesce(source_id, {whole})" if contract.has("source_id") else whole


def hash_sql(writer: Writer, table: str) -> str:
    """SQL for a row's tombstone hash."""
    key = quote(f"{writer.home.erasure_key()}|{table}|")
    return f"sha256({key} || {identity_sql(REGISTRY[table])})"


def erased_filter(writer: Writer, table: str) -> str:
    """An SQL condition that holds for rows that were erased; empty where the table has no tombstones."""
    chosen = f"SELECT row_hash FROM {writer.source(Tombstone.table)} WHERE of_table = {quote(table)}"
    if not run(writer.connection, f"{chosen} LIMIT 1"):
        return ""
    return f"{hash_sql(writer, table)} IN ({chosen})"
