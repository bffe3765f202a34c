"""The records of one snapshot as views, each made when a query first asks for it.

`incident` and its like are the current rows of a table; `incident_history` also holds the rows that were replaced or
withdrawn. `event_log`, `event_log_history` and `case_log` put the events of all tables together. There are so many
tables, and a view costs so much of a page's time, that none is made before it is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from forcesight.records import REGISTRY, Contract
from forcesight.store.event_log import CASE_LOG, EVENT_LOG, EVENT_TABLES, case_log_sql, event_log_sql
from forcesight.store.query import files_sql, run, table_files
from forcesight.store.snapshot import Snapshot


if TYPE_CHECKING:
    import duckdb

HISTORY = "_history"
WORD = re.compile(r"[a-z_]+")


@dataclass(slots=True)
class RecordViews:
    """The views over one snapshot on one connection; `as_at`, an SQL instant, makes "current" mean current then."""

    connection: duckdb.DuckDBPyConnection
    home: Path
    snapshot: Snapshot
    as_at: str | None = None
    _made: set[str] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    def make_for(self, sql: str) -> bool:
        """Make the views that a query may mean; whether there is any, even if another thread has just made it.

        Every word of the query counts: a view too many costs little, and DuckDB names the tables of a query only
        while none of them is a view over files.
        """
        with self._lock:
            return self._make(WORD.findall(sql.lower()))

    def make(self, names: Iterable[str]) -> None:
        """Make these views, those of them that are missing."""
        with self._lock:
            self._make(names)

    def _make(self, names: Iterable[str]) -> bool:
        wanted = set(names)
        for name in sorted(wanted):
            sql = "" if name in self._made else self._log_sql(name) or self._table_sql(name)
            if sql:
                run(self.connection.cursor(), f'CREATE VIEW "{name}" AS {sql}')
                self._made.add(name)
        return not self._made.isdisjoint(wanted)

    def _table_sql(self, name: str) -> str:
        table = name.removesuffix(HISTORY)
        if table not in REGISTRY:
            return ""
        source = f"SELECT * FROM {files_sql(table_files(self.home, self.snapshot, table), REGISTRY[table])}"
        return source if name.endswith(HISTORY) else f"{source} WHERE {current(REGISTRY[table], self.as_at)}"

    def _log_sql(self, name: str) -> str:
        """Events come from the tables that the snapshot holds; the others have none."""
        if name == CASE_LOG:
            self._make([EVENT_LOG])
            return case_log_sql()
        if name not in (EVENT_LOG, EVENT_LOG + HISTORY):
            return ""
        suffix = name.removeprefix(EVENT_LOG)
        held = [table for table in EVENT_TABLES if self.snapshot.table(table)]
        self._make(f"{table}{suffix}" for table in held)
        return event_log_sql({table: f'"{table}{suffix}"' for table in held})


def current(contract: type[Contract], as_at: str | None = None) -> str:
    """The condition under which a row counts.

    Areas, look-ups, boundaries and populations are put in place of older ones and keep no history, so a past moment
    is read with the geography of today.
    """
    if not contract.has("superseded_at"):
        return "true"
    if as_at is None:
        return "superseded_at IS NULL"
    return f"loaded_at <= {as_at} AND (superseded_at IS NULL OR superseded_at > {as_at})"
