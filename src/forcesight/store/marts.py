"""Marts: the pre-aggregated tables that pages read, in one DuckDB file for each builder.

A room above describes a family of mart tables as a builder. The expensive step, from records to a *part*, is done once
for each data file and kept; a builder's file is made from parts, and is called after all that it was made from. So a
new month costs that month, and a snapshot that changed nothing of what a builder reads has the same file again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from forcesight.records import REGISTRY
from forcesight.store.durable import sync_file, sync_folder
from forcesight.store.event_log import EVENT_TABLES
from forcesight.store.faults import reach
from forcesight.store.home import Home
from forcesight.store.mart_parts import parts_of, tidy_parts
from forcesight.store.mart_views import SCHEMA, show_marts
from forcesight.store.query import Session, connect, quote, run
from forcesight.store.record_views import RecordViews
from forcesight.store.snapshot import Snapshot, use_snapshot


if TYPE_CHECKING:
    import duckdb


class Builder(Protocol):
    """How one family of mart tables is made."""

    @property
    def name(self) -> str:
        """A word that tells it from other builders."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the tables would come out differently (another definition, another version)."""
        ...

    @property
    def needs(self) -> Sequence[str]:
        """The names of builders before this one whose tables `build` reads."""
        ...

    @property
    def reads(self) -> Sequence[str]:
        """The views of records that `build` reads beside its parts, such as `area` or `event_log`."""
        ...

    def part_sql(self, table: str, source: str) -> str | None:
        """SQL that aggregates one data file of `table`, or None where this mart does not read that table."""
        ...

    def build(self, connection: duckdb.DuckDBPyConnection, parts: Mapping[str, str]) -> None:
        """Create tables in the schema `mart`. A table that several builders make is read as one.

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
    return _hashed(builder.fingerprint for builder in builders)


def refresh(home: Home, snapshot: Snapshot, builders: Builders) -> Snapshot:
    """The snapshot with the marts that the builders make of it; those that are there already are not made again."""
    made: dict[str, Path] = {}
    missing: list[Builder] = []
    for builder in builders:
        needed = [made[name].name for name in builder.needs]
        path = home.marts / f"{builder.name}-{_hashed(_made_from(snapshot, builder, needed))}.duckdb"
        made[builder.name] = path
        if not path.exists():
            missing.append(builder)
    _make_all(home, snapshot, missing, made)
    told = {name: str(path.relative_to(home.path)) for name, path in made.items()}
    return replace(snapshot, marts=told, mart_fingerprint=fingerprint(builders) if builders else "")


def _made_from(snapshot: Snapshot, builder: Builder, needed: Sequence[str]) -> Iterator[str]:
    """All that a builder's file depends on. An erasure leaves no file from before it, so `oldest` is part of that."""
    yield from (builder.fingerprint, str(snapshot.oldest), *needed)
    parts = {table for table in snapshot.tables if builder.part_sql(table, table) is not None}
    read = {table for name in builder.reads for table in ([name] if name in REGISTRY else EVENT_TABLES)}
    for table in sorted(parts | read):
        state = snapshot.table(table)
        yield from (table, *(f"{file.path} {file.current}" for file in (state.files if state else ())))


def _hashed(words: Iterable[str]) -> str:
    return hashlib.blake2b("|".join(words).encode(), digest_size=8).hexdigest()


def _make_all(home: Home, snapshot: Snapshot, builders: Builders, files: Mapping[str, Path]) -> None:
    """Make the builders' files with one DuckDB: to start another costs as much as to make a small file."""
    if not builders:
        return
    connection = connect(home.path)
    try:
        views = RecordViews(connection, home.path, snapshot)
        for builder in builders:
            parts = parts_of(connection, home, snapshot, builder)
            with _attached(connection, files[builder.name], [files[name] for name in builder.needs]):
                views.make(builder.reads)
                builder.build(connection, parts)
    finally:
        connection.close()


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, path: Path, needed: Sequence[Path]) -> Iterator[None]:
    """Let a builder's tables be made in this file, beside those that it needs; the file is there only when whole."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    sources = {f"needed{number}": file for number, file in enumerate(needed)}
    for name, file in sources.items():
        run(connection, f"ATTACH {quote(file)} AS {name} (READ_ONLY)")
    run(connection, f"ATTACH {quote(beside)} AS made")
    with _building(connection, ["made", *sources]):
        yield
    for name in ("made", *sources):
        run(connection, f"DETACH {name}")
    reach("marts.write.after")
    sync_file(beside)
    beside.replace(path)
    sync_folder(path.parent)


@contextmanager
def _building(connection: duckdb.DuckDBPyConnection, databases: Sequence[str]) -> Iterator[None]:
    """Let `mart` mean the schema of the first database where tables are made, and of any where they are read."""
    run(connection, f"CREATE SCHEMA {databases[0]}.{SCHEMA}")
    path = ",".join(["memory.main", *(f"{database}.{SCHEMA}" for database in databases)])
    run(connection, f"SET search_path = {quote(path)}")
    yield
    run(connection, "SET search_path = 'memory.main'")


def open_as_at(home: Path, moment: datetime, builders: Builders) -> Session:
    """A session in which every row is as the home held it at `moment`; its marts are made on the spot, in memory.

    Rows that were loaded later are unknown, rows that were replaced later are current. Slower than a page should
    be: it reads the records themselves.
    """
    snapshot, claim = use_snapshot(home)
    connection = connect(home)
    at = f"TIMESTAMPTZ {quote(moment.isoformat())}"
    views = RecordViews(connection, home, snapshot, as_at=at)
    for builder in builders:
        told = {table: builder.part_sql(table, f'"{table}"') for table in snapshot.tables}
        parts = {table: f"({sql})" for table, sql in told.items() if sql is not None}
        views.make([*parts, *builder.reads])
        run(connection, f"ATTACH ':memory:' AS {builder.name}")
        with _building(connection, [builder.name, *builder.needs]):
            builder.build(connection, parts)
    show_marts(connection)
    return Session(home, snapshot, connection, views, claim)


def tidy(home: Home, needed: set[str], snapshot: Snapshot) -> None:
    """Delete marts that no kept snapshot names, and parts of files that the current one does not hold."""
    for path in home.marts.glob("*.*"):
        if str(path.relative_to(home.path)) not in needed:
            path.unlink()
    tidy_parts(home, snapshot)
