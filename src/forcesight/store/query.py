"""Reading a home: one DuckDB connection over the files that one snapshot names.

`recorded_crime` and its like are views of current rows; `recorded_crime_history` also holds the rows that a newer
edition has replaced, which is what "as at" reads. The tables of the snapshot's marts are in the schema `mart`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forcesight.records import REGISTRY, Contract
from forcesight.store.snapshot import InUse, Snapshot, use_snapshot


if TYPE_CHECKING:
    import duckdb

    from forcesight.store.record_views import RecordViews


# Enough for a load of any size, which works in batches; what does not fit goes to the staging folder.
MEMORY_LIMIT = "640MB"
# How our Parquet files are written. Without DuckDB's Bloom filters, which cost an eighth of the work: nobody asks these
# files for single values of the columns that would have one.
PARQUET = "FORMAT parquet, WRITE_BLOOM_FILTER false"


def quote(value: object) -> str:
    """A value as an SQL text literal."""
    return "'" + str(value).replace("'", "''") + "'"


def run(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    """Execute one statement and read its whole result, so that the connection is free again (DuckDB 2 insists)."""
    return connection.execute(sql).fetchall()


def first(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    """The first row that a query gives."""
    return run(connection, sql)[0]


def connect(home: Path, *, memory: str = MEMORY_LIMIT) -> duckdb.DuckDBPyConnection:
    """An in-process DuckDB connection with this home's settings; it never reaches for the network."""
    import duckdb

    connection = duckdb.connect(":memory:")
    run(connection, f"SET memory_limit = {quote(memory)}")
    run(connection, f"SET temp_directory = {quote(home / 'staging')}")
    run(connection, "SET TimeZone = 'UTC'")
    run(connection, "SET autoinstall_known_extensions = false")
    run(connection, "SET enable_progress_bar = false")
    threads = os.environ.get("FORCESIGHT_THREADS")
    if threads:
        run(connection, f"SET threads = {int(threads)}")
    return connection


def files_sql(files: Sequence[Path | str], contract: type[Contract]) -> str:
    """SQL that reads these Parquet files, or an empty table of the same shape where there are none."""
    if not files:
        return f"({contract.empty_select()})"
    return read_files(files)


def read_files(files: Sequence[Path | str]) -> str:
    """SQL that reads these Parquet files, of which there is at least one."""
    return f"read_parquet([{', '.join(quote(file) for file in files)}])"


@dataclass(frozen=True, slots=True)
class Session:
    """An open snapshot: its description, and a connection that sees just that."""

    home: Path
    snapshot: Snapshot
    connection: duckdb.DuckDBPyConnection
    views: RecordViews
    # Keeps the snapshot's files; let go when the session is closed, or when nobody refers to it any more.
    claim: InUse | None = None

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows that a query gives; safe to call from several threads."""
        return self._execute(sql, parameters).fetchall()

    def dicts(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """All rows that a query gives, each as a dictionary by column name."""
        cursor = self._execute(sql, parameters)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def one(self, sql: str, parameters: Sequence[object] = ()) -> tuple[Any, ...]:
        """The only row that a query gives."""
        (row,) = self.rows(sql, parameters)
        return row

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()
        if self.claim:
            self.claim.let_go()

    def _execute(self, sql: str, parameters: Sequence[object]) -> duckdb.DuckDBPyConnection:
        """Run a query; where it names a view that nobody has asked for yet, make that first."""
        import duckdb

        try:
            return self.connection.cursor().execute(sql, list(parameters))
        except duckdb.CatalogException:
            if not self.views.make_for(sql):
                raise
        return self.connection.cursor().execute(sql, list(parameters))


def open_session(home: Path) -> Session:
    """Open the home's current snapshot for reading."""
    from forcesight.store.mart_views import attach_marts  # both stand on this module
    from forcesight.store.record_views import RecordViews

    snapshot, claim = use_snapshot(home)
    connection = connect(home)
    attach_marts(connection, [home / mart for mart in snapshot.marts.values()])
    return Session(home, snapshot, connection, RecordViews(connection, home, snapshot), claim)


@contextmanager
def reading(home: Path) -> Iterator[Session]:
    """A session for a `with` block."""
    session = open_session(home)
    try:
        yield session
    finally:
        session.close()


def table_files(home: Path, snapshot: Snapshot, table: str) -> list[Path]:
    """The files of a table in a snapshot."""
    state = snapshot.table(table)
    return [home / "records" / table / file.path for file in state.files] if state else []


def content_hash(session: Session, table: str) -> str:
    """A hash of a table's rows, whatever their order and files; clock times are left out, "replaced" is not."""
    contract = REGISTRY[table]
    parts = [f'"{c.name}"' for c in contract.columns if not c.volatile]
    if contract.has("superseded_at"):
        parts.append("superseded_at IS NULL")
    cells = ", ".join(f"coalesce(CAST({part} AS VARCHAR), chr(0))" for part in parts)
    rows = f"SELECT hash(concat_ws('|', {cells})) AS h FROM \"{table}_history\""
    mixed, total, count = session.one(f"SELECT bit_xor(h), sum(h & 4294967295), count(*) FROM ({rows})")
    return f"{count}:{mixed or 0:016x}:{int(total or 0):x}"
