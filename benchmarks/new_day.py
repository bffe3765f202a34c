"""One more day of the synthetic force: the rows of its last day once more, a day later, and their publication."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.common import result, say
from forcesight.operations import Platform
from forcesight.records import REGISTRY, Contract
from forcesight.records.types import DATE, INSTANT
from forcesight.store.query import first
from forcesight.store.writer import Writer


SECONDS = 5.0


def publication(home: Path, what: str) -> list[dict[str, Any]]:
    """Write a new day's rows of every table that has days, and time their snapshot with its marts."""
    platform = Platform.open(home)
    began = time.perf_counter()
    with Writer.open(platform.home) as writer:
        rows = {contract.table: _add_day(writer, contract) for contract in _dated(writer)}
        written = time.perf_counter()
        writer.publish("one more day", platform.builders)
        published = time.perf_counter()
    told = f"{sum(rows.values()):,} rows of {len(rows)} tables"
    say(f"one more day: {told}, {published - began:.2f} s in all")
    return [
        result(f"{what}: publication of one more day", published - written, "s", target=SECONDS, note=told),
        result(f"{what}: writing that day's rows", written - began, "s", note=told),
    ]


def _dated(writer: Writer) -> Iterator[type[Contract]]:
    """The tables of the force's own records whose rows have a day, as far as the home holds them."""
    for table, contract in sorted(REGISTRY.items()):
        if contract.has("local_date") and writer.snapshot.table(table):
            yield contract


def _add_day(writer: Writer, contract: type[Contract]) -> int:
    """Add the rows of the last day again, with every time a day later; how many they are."""
    source = writer.source(contract.table)
    (last,) = first(writer.connection, f"SELECT max(local_date) FROM {source} WHERE superseded_at IS NULL")
    later = [
        f'CAST("{c.name}" + INTERVAL 1 DAY AS {c.type.duckdb}) AS "{c.name}"'
        for c in contract.columns
        if c.type in (INSTANT, DATE) and not c.derived
    ]
    replaced = ", ".join([*later, "source_id || '+' AS source_id"])
    day = f"(SELECT * REPLACE ({replaced}) FROM {source} WHERE local_date = DATE '{last}')"
    file = writer.add(contract.table, contract.completed_select(day))
    return file.rows if file else 0
