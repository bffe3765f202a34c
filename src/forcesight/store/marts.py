"""Marts: the pre-aggregated tables that pages read, in one DuckDB file for each snapshot.

A room above describes a mart as a builder. The expensive step, from records to a *part*, is done once for each data
file and kept; joining the parts into the mart is done anew for each snapshot. So a new month costs that month.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from forcesight.records import REGISTRY
from forcesight.store.durable import sync_file, sync_folder
from forcesight.store.faults import reach
from forcesight.store.home import Home
from forcesight.store.query import Session, connect, files_sql, quote, read_files, run, table_files
from forcesight.store.record_views import RecordViews
from forcesight.store.snapshot import Snapshot, read_snapshot


if TYPE_CHECKING:
    import duckdb


class Builder(Protocol):
    """How one family of mart tables is made."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the parts would come out differently (another definition, another version)."""
        ...

    @property
    def reads(self) -> Sequence[str]:
        """The views of records that `build` reads beside its parts, such as `area` or `event_log`."""
        ...

    def part_sql(self, table: str, source: str) -> str | None:
        """SQL that aggregates one data file of `table`, or None where this mart does not read that table."""
        ...

    def build(self, connection: duckdb.DuckDBPyConnection, parts: Mapping[str, str]) -> None:
        """Create tables in the attached database `mart`.

        `parts` gives, for each table of parts that the home holds, SQL for them; `reads` are views of their names.
        """
        ...


Builders = Sequence[Builder]
# Builders, or what makes them: reading the definitions takes a good part of a second.
BuildersToBe = Builders | Callable[[], Builders]


def ready(builders: BuildersToBe, tables: Iterable[str]) -> Builders:
    """The builders, with the definitions over these tables parsed and written in SQL."""
    made = builders() if callable(builders) else builders
    for table in tables:
        for builder in made:
            builder.part_sql(table, table)
    return made


def fingerprint(builders: Builders) -> str:
    """One hash for all builders."""
    return hashlib.blake2b("|".join(b.fingerprint for b in builders).encode(), digest_size=8).hexdigest()


def refresh(home: Home, snapshot: Snapshot, builders: Builders, *, before: Snapshot | None = None) -> Snapshot:
    """Build the marts of `snapshot` and name them in it.

    Those of the snapshot `before` stay where nothing that they read has changed: a note, which no mart reads, is
    published without counting a million crimes again.
    """
    if not builders:
        return replace(snapshot, mart="", mart_fingerprint="")
    if before is not None and _still_right(home, before, snapshot, builders):
        return replace(snapshot, mart=before.mart, mart_fingerprint=before.mart_fingerprint)
    path = home.marts / f"{snapshot.number:06d}.duckdb"
    path.unlink(missing_ok=True)
    connection = connect(home.path)
    try:
        views = RecordViews(connection, home.path, snapshot)
        run(connection, f"ATTACH {quote(path)} AS mart")
        for builder in builders:
            views.make(builder.reads)
            builder.build(connection, _parts(connection, home, snapshot, builder))
        run(connection, "DETACH mart")
    finally:
        connection.close()
    reach("marts.write.after")
    sync_file(path)
    sync_folder(home.marts)
    return replace(snapshot, mart=f"marts/{path.name}", mart_fingerprint=fingerprint(builders))


def _still_right(home: Home, before: Snapshot, snapshot: Snapshot, builders: Builders) -> bool:
    """Whether the marts of `before` are those that the builders would make of `snapshot`."""
    held = before.tables.keys() | snapshot.tables.keys()
    parts = {table for table in held for builder in builders if builder.part_sql(table, table) is not None}
    read = parts.union(*(builder.reads for builder in builders))
    return (
        before.mart_fingerprint == fingerprint(builders)
        and (home.path / before.mart).is_file()
        # A view over many tables is not a table, and may read any of them.
        and read <= REGISTRY.keys()
        and all(before.table(table) == snapshot.table(table) for table in read)
    )


def open_as_at(home: Path, moment: datetime, builders: Builders) -> Session:
    """A session in which every row is as the home held it at `moment`; its marts are made on the spot, in memory.

    Rows that were loaded later are unknown, rows that were replaced later are current. Slower than a page should
    be: it reads the records themselves.
    """
    snapshot = read_snapshot(home)
    connection = connect(home)
    at = f"TIMESTAMPTZ {quote(moment.isoformat())}"
    views = RecordViews(connection, home, snapshot, as_at=at)
    run(connection, "ATTACH ':memory:' AS mart")
    for builder in builders:
        told = {table: builder.part_sql(table, f'"{table}"') for table in snapshot.tables}
        parts = {table: f"({sql})" for table, sql in told.items() if sql is not None}
        views.make([*parts, *builder.reads])
        builder.build(connection, parts)
    return Session(home, snapshot, connection, views)


def _parts(connection: duckdb.DuckDBPyConnection, home: Home, snapshot: Snapshot, builder: Builder) -> dict[str, str]:
    """SQL for the parts of each table that the builder reads; parts that are missing are made."""
    found: dict[str, list[Path]] = {}
    for table, contract in REGISTRY.items():
        for file in table_files(home.path, snapshot, table):
            current = " WHERE superseded_at IS NULL" if contract.has("superseded_at") else ""
            sql = builder.part_sql(table, f"(SELECT * FROM {files_sql([file], contract)}{current})")
            if sql is not None:
                found.setdefault(table, []).append(_part(connection, home, builder, table, file, sql))
    return {table: read_files(paths) for table, paths in found.items()}


def _part(
    connection: duckdb.DuckDBPyConnection, home: Home, builder: Builder, table: str, file: Path, sql: str
) -> Path:
    folder = home.marts / "parts"
    folder.mkdir(exist_ok=True, mode=0o700)
    path = folder / f"{table}-{file.stem}-{builder.fingerprint}.parquet"
    if not path.exists():
        beside = path.with_suffix(".new")
        run(connection, f"COPY ({sql}) TO {quote(beside)} (FORMAT parquet)")
        sync_file(beside)
        reach("marts.part.rename.before")
        beside.replace(path)
    return path


def tidy(home: Home, needed: set[str], snapshot: Snapshot) -> None:
    """Delete marts that no kept snapshot names, and parts of files that the current one does not hold."""
    stems = {f"{name}-{Path(f.path).stem}" for name, state in snapshot.tables.items() for f in state.files}
    for path in home.marts.glob("*.duckdb*"):
        if str(path.relative_to(home.path)) not in needed:
            path.unlink()
    for path in home.marts.glob("parts/*"):
        # The builder's fingerprint, which may have dashes of its own, follows the table's and the file's name.
        if path.suffix != ".parquet" or "-".join(path.stem.split("-")[:3]) not in stems:
            path.unlink()
