"""What a writer changes: the tables as they will be, each a list of Parquet files that DuckDB has written."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forcesight.records import REGISTRY
from forcesight.store.data_files import files_of, too_many
from forcesight.store.faults import reach
from forcesight.store.home import Home
from forcesight.store.query import PARQUET, files_sql, first, quote, run
from forcesight.store.snapshot import DataFile, Snapshot


if TYPE_CHECKING:
    import duckdb


@dataclass(slots=True)
class TableChanges:
    """The tables of a home with a pending change, on top of the snapshot that it started from."""

    home: Home
    snapshot: Snapshot
    connection: duckdb.DuckDBPyConnection
    now: datetime
    pending: dict[str, list[DataFile]] = field(default_factory=dict)
    # The names of the files that this change has written, and a mark in them that no other change has.
    _written: list[str] = field(default_factory=list)
    _mark: str = field(default_factory=lambda: secrets.token_hex(4))

    @property
    def number(self) -> int:
        """The number that the new snapshot will have."""
        return self.snapshot.number + 1

    def clock(self) -> str:
        """The moment of this change, as an SQL literal."""
        return f"TIMESTAMPTZ {quote(self.now.isoformat())}"

    def files(self, table: str) -> list[DataFile]:
        """The files that the table will have."""
        if table not in self.pending:
            self.pending[table] = files_of(self.snapshot, table)
        return self.pending[table]

    def paths(self, table: str) -> list[Path]:
        """Where those files are."""
        return [self.home.records / table / file.path for file in self.files(table)]

    def new_paths(self, table: str) -> list[Path]:
        """Where the files are that this change has written."""
        return [path for path in self.paths(table) if path.name in self._written]

    def source(self, table: str) -> str:
        """SQL that reads the table as it will be, replaced rows included."""
        return files_sql(self.paths(table), REGISTRY[table])

    def new_path(self, table: str) -> Path:
        """A name for the table's next file, which no other change gives to a file."""
        folder = self.home.records / table
        folder.mkdir(mode=0o700, exist_ok=True)
        self._written.append(f"{self.number:06d}-{self._mark}-{len(self._written) + 1:04d}.parquet")
        return folder / self._written[-1]

    def write(self, table: str, select: str) -> DataFile:
        """Write what `select` gives as a new Parquet file of the table, without adding it yet."""
        path = self.new_path(table)
        reach(f"write.{table}.before")
        copy_parquet(self.connection, select, path)
        reach(f"write.{table}.after")
        return self.measure(table, path)

    def measure(self, table: str, path: Path) -> DataFile:
        """Describe a written file: its rows, current rows and bytes."""
        current = "count(*) FILTER (WHERE superseded_at IS NULL)"
        counted = current if REGISTRY[table].has("superseded_at") else "count(*)"
        rows, live = first(self.connection, f"SELECT count(*), {counted} FROM read_parquet({quote(path)})")
        return DataFile(path.name, rows, live, path.stat().st_size)

    def add(self, table: str, select: str) -> DataFile | None:
        """Add the rows that `select` gives; None, and no file, where there are none."""
        file = self.write(table, select)
        if not file.rows:
            (self.home.records / table / file.path).unlink()
            return None
        self.files(table).append(file)
        return file

    def add_rows(self, table: str, rows: list[dict[str, Any]]) -> None:
        """Add rows given as dictionaries; derived columns are made, others that a row lacks are empty."""
        if rows:
            with self.registered(table, rows) as name:
                self.add(table, REGISTRY[table].completed_select(name))

    def upsert(self, table: str, rows: list[dict[str, Any]]) -> int:
        """Put rows in place of those with the same key; returns how many differ from what was there."""
        contract = REGISTRY[table]
        if not rows:
            return 0
        with self.registered(table, rows) as name:
            same = " AND ".join(f'o."{k}" IS NOT DISTINCT FROM n."{k}"' for k in contract.key)
            compared = [c.name for c in contract.columns if not c.volatile]
            equal = " AND ".join(f'o."{c}" IS NOT DISTINCT FROM n."{c}"' for c in compared)
            fresh = f"SELECT * FROM {name} n WHERE NOT EXISTS (SELECT 1 FROM {self.source(table)} o WHERE {equal})"
            run(self.connection, f"CREATE OR REPLACE TEMP TABLE fresh AS {fresh}")
            (changed,) = first(self.connection, "SELECT count(*) FROM fresh")
            if changed:
                kept = f"SELECT * FROM {self.source(table)} o WHERE NOT EXISTS (SELECT 1 FROM fresh n WHERE {same})"
                self.rewrite(table, f"{kept} UNION ALL BY NAME SELECT * FROM fresh")
        return int(changed)

    def rewrite(self, table: str, select: str) -> None:
        """Put what `select` gives in place of the whole table."""
        file = self.write(table, select)
        self.pending[table] = [file]

    def supersede(self, table: str, column: str, values: list[str]) -> None:
        """Mark the current rows whose `column` is one of `values` as replaced, from this change on."""
        self.end(table, f'"{column}" IN ({", ".join(quote(value) for value in values)})')

    def end(self, table: str, condition: str) -> None:
        """Mark the current rows for which an SQL condition holds as replaced, from this change on."""
        chosen = f"superseded_at IS NULL AND ({condition})"
        stamped = f"SELECT * REPLACE (CASE WHEN {chosen} THEN {self.clock()} ELSE superseded_at END AS superseded_at)"
        for file, source in [(file, self.file_source(table, file)) for file in self.files(table)]:
            if run(self.connection, f"SELECT 1 FROM {source} WHERE {chosen} LIMIT 1"):
                self.rewrite_file(table, file, f"{stamped} FROM {source}")

    def file_source(self, table: str, file: DataFile) -> str:
        """SQL that reads one file of the table."""
        return files_sql([self.home.records / table / file.path], REGISTRY[table])

    def rewrite_file(self, table: str, file: DataFile, select: str) -> None:
        """Put what `select` gives in place of one file of the table."""
        place = self.files(table).index(file)
        self.pending[table][place] = self.write(table, select)

    @contextmanager
    def registered(self, table: str, rows: list[dict[str, Any]]) -> Iterator[str]:
        """The rows as a relation that SQL can name, in the contract's types; the clock is this change's."""
        name = f"incoming_{table}"
        columns = REGISTRY[table].columns
        clock = {"loaded_at": self.now} if REGISTRY[table].has("loaded_at") else {}
        lists = [[{**clock, **row}.get(column.name) for row in rows] for column in columns]
        cells = ", ".join(f'unnest(CAST(? AS {c.type.duckdb}[])) AS "{c.name}"' for c in columns)
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {cells}", lists).fetchall()
        try:
            yield name
        finally:
            run(self.connection, f"DROP TABLE {name}")

    def join_small_files(self, table: str) -> None:
        """Join files of about one size once there are several, so that a table never has many small ones."""
        while joined := too_many(self.files(table)):
            paths = [self.home.records / table / file.path for file in joined]
            self.files(table).append(self.write(table, f"SELECT * FROM {files_sql(paths, REGISTRY[table])}"))
            self.pending[table] = [file for file in self.files(table) if file not in joined]


def copy_parquet(connection: duckdb.DuckDBPyConnection, select: str, path: Path) -> None:
    """Write what `select` gives as a Parquet file."""
    run(connection, f"COPY ({select}) TO {quote(path)} ({PARQUET})")
