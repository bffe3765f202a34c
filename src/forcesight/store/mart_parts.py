"""Parts: what a builder makes of one data file, kept for as long as the file is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from forcesight.records import REGISTRY
from forcesight.store.durable import sync_file
from forcesight.store.faults import reach
from forcesight.store.home import Home
from forcesight.store.query import PARQUET, connect, files_sql, quote, read_files, run, table_files
from forcesight.store.snapshot import Snapshot


if TYPE_CHECKING:
    import duckdb

    from forcesight.store.marts import Builder, Builders


def make_parts(home: Home, builders: Builders, files: Mapping[str, Sequence[Path]]) -> None:
    """Make the parts of some data files of each table, ahead of the snapshot that will hold them."""
    connection = connect(home.path)
    try:
        for table, paths in files.items():
            for builder, path in product(builders, paths):
                _part(connection, home, builder, table, path)
    finally:
        connection.close()


def parts_of(connection: duckdb.DuckDBPyConnection, home: Home, snapshot: Snapshot, builder: Builder) -> dict[str, str]:
    """SQL for the parts of each table that the builder reads; parts that are missing are made."""
    found: dict[str, str] = {}
    for table in REGISTRY:
        made = [_part(connection, home, builder, table, file) for file in table_files(home.path, snapshot, table)]
        paths = [path for path in made if path is not None]
        if paths:
            found[table] = read_files(paths)
    return found


def _part(connection: duckdb.DuckDBPyConnection, home: Home, builder: Builder, table: str, file: Path) -> Path | None:
    """The part of one data file, made where it is missing; None where the builder does not read the table."""
    contract = REGISTRY[table]
    current = " WHERE superseded_at IS NULL" if contract.has("superseded_at") else ""
    sql = builder.part_sql(table, f"(SELECT * FROM {files_sql([file], contract)}{current})")
    if sql is None:
        return None
    folder = home.marts / "parts"
    folder.mkdir(exist_ok=True, mode=0o700)
    path = folder / f"{table}-{file.stem}.{builder.fingerprint}.parquet"
    if not path.exists():
        beside = path.with_suffix(".new")
        run(connection, f"COPY ({sql}) TO {quote(beside)} ({PARQUET})")
        sync_file(beside)
        reach("marts.part.rename.before")
        beside.replace(path)
    return path


def tidy_parts(home: Home, snapshot: Snapshot) -> None:
    """Delete the parts of files that the snapshot does not hold, and what a crash has left half-written."""
    stems = {f"{name}-{Path(f.path).stem}" for name, state in snapshot.tables.items() for f in state.files}
    for path in home.marts.glob("parts/*"):
        if path.suffix != ".parquet" or path.name.partition(".")[0] not in stems:
            path.unlink()
