"""The one writer: everything that changes a home's tables goes through it, and becomes one new snapshot.

    with Writer.open(home) as writer:
        writer.add("recorded_crime", sql)      # DuckDB writes a Parquet file
        writer.publish("load", marts)          # Delta log, marts, then the snapshot, in one rename

Until `publish`, nothing that a reader sees has changed. A process that dies at any moment leaves files that no
snapshot names; the next writer takes them back before it starts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forcesight.records import REGISTRY
from forcesight.store import delta, marts
from forcesight.store.durable import sync_file, sync_folder
from forcesight.store.faults import reach
from forcesight.store.home import Home
from forcesight.store.lock import write_lock
from forcesight.store.query import connect, files_sql, first, quote, run
from forcesight.store.snapshot import (
    DataFile,
    Snapshot,
    forget_snapshots,
    kept_snapshots,
    read_snapshot,
    write_snapshot,
)


if TYPE_CHECKING:
    import duckdb


@dataclass(slots=True)
class Writer:
    """The pending change of a home's tables, on top of the snapshot that it started from."""

    home: Home
    snapshot: Snapshot
    connection: duckdb.DuckDBPyConnection
    now: datetime
    pending: dict[str, list[DataFile]] = field(default_factory=dict)
    journal: int = 0
    _written: int = 0

    @classmethod
    @contextmanager
    def open(cls, home: Home, *, wait: float = 0.0) -> Iterator[Writer]:
        """Take the home's lock, clear what a crash left, and start a change."""
        with write_lock(home.path, wait=wait):
            snapshot = read_snapshot(home.path)
            recover(home, snapshot)
            connection = connect(home.path)
            try:
                now = datetime.now(UTC).replace(microsecond=0)
                yield cls(home, snapshot, connection, now, journal=snapshot.journal)
            finally:
                connection.close()
                _empty(home.staging)

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
            state = self.snapshot.table(table)
            self.pending[table] = list(state.files) if state else []
        return self.pending[table]

    def paths(self, table: str) -> list[Path]:
        """Where those files are."""
        return [self.home.records / table / file.path for file in self.files(table)]

    def new_paths(self, table: str) -> list[Path]:
        """Where the files are that this change has written."""
        return [path for path in self.paths(table) if path.name.startswith(f"{self.number:06d}-")]

    def source(self, table: str) -> str:
        """SQL that reads the table as it will be, replaced rows included."""
        return files_sql(self.paths(table), REGISTRY[table])

    def new_path(self, table: str) -> Path:
        """A name for the table's next file; the same change always gives the same names."""
        folder = self.home.records / table
        folder.mkdir(mode=0o700, exist_ok=True)
        self._written += 1
        return folder / f"{self.number:06d}-{self._written:04d}.parquet"

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
        """Add rows given as dictionaries; columns that a row lacks are empty, the clock is this change's."""
        if rows:
            with self.registered(table, rows) as name:
                self.add(table, f"SELECT * FROM {name}")

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
        chosen = f'"{column}" IN ({", ".join(quote(value) for value in values)}) AND superseded_at IS NULL'
        stamped = f"SELECT * REPLACE (CASE WHEN {chosen} THEN {self.clock()} ELSE superseded_at END AS superseded_at)"
        for file in list(self.files(table)):
            source = files_sql([self.home.records / table / file.path], REGISTRY[table])
            if run(self.connection, f"SELECT 1 FROM {source} WHERE {chosen} LIMIT 1"):
                fresh = self.write(table, f"{stamped} FROM {source}")
                self.pending[table][self.files(table).index(file)] = fresh

    @contextmanager
    def registered(self, table: str, rows: list[dict[str, Any]]) -> Iterator[str]:
        """The rows as a relation that SQL can name, in the contract's types."""
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

    def publish(self, reason: str, builders: marts.Builders = (), *, forget: bool = False) -> Snapshot:
        """Make the change visible: Delta log, marts, then the snapshot by one rename.

        With `forget` nothing from before this change is kept: no snapshot, no data file, no log.
        """
        held = self.snapshot.tables
        states = {t: self._commit(t) for t, files in sorted(self.pending.items()) if files or t in held}
        draft = replace(
            self.snapshot.with_tables(states),
            number=self.number,
            published_at=self.now.isoformat(),
            reason=reason,
            journal=self.journal,
            oldest=self.number if forget else self.snapshot.oldest,
        )
        reach("marts.before")
        # What is to be forgotten may lie anywhere in the old marts' file, so they are not kept.
        draft = marts.refresh(self.home, draft, builders, before=None if forget else self.snapshot)
        reach("marts.after")
        write_snapshot(self.home.path, draft)
        self.snapshot, self.pending, self._written = draft, {}, 0
        tidy(self.home, draft)
        for state in draft.tables.values():
            if forget or (state.name in states and delta.is_due(state)):
                delta.forget_history(self.home.records / state.name, state)
        return draft

    def _commit(self, table: str) -> Any:
        folder = self.home.records / table
        for file in self.files(table):
            if file.path.startswith(f"{self.number:06d}-"):
                sync_file(folder / file.path)
        sync_folder(folder)
        return delta.commit(folder, REGISTRY[table], self.snapshot.table(table), tuple(self.files(table)))


def copy_parquet(connection: duckdb.DuckDBPyConnection, select: str, path: Path) -> None:
    """Write what `select` gives as a Parquet file."""
    run(connection, f"COPY ({select}) TO {quote(path)} (FORMAT parquet)")


def recover(home: Home, snapshot: Snapshot) -> None:
    """Take back whatever a crash left that the published snapshot does not know."""
    for folder in sorted(path for path in home.records.iterdir() if path.is_dir()):
        delta.roll_back(folder, snapshot.table(folder.name))
    _empty(home.staging)
    tidy(home, snapshot)


def tidy(home: Home, snapshot: Snapshot) -> None:
    """Delete files that no kept snapshot needs."""
    forget_snapshots(home.path, snapshot)
    needed = set().union(snapshot.paths(), *(kept.paths() for kept in kept_snapshots(home.path)))
    reach("tidy.before")
    for file in home.records.glob("*/*.parquet"):
        if str(file.relative_to(home.path)) not in needed:
            file.unlink()
    marts.tidy(home, needed, snapshot)
    reach("tidy.after")


def _empty(folder: Path) -> None:
    import shutil

    for entry in folder.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
