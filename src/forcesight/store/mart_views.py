"""The marts of a snapshot on a connection: every builder's tables under one name, `mart`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from forcesight.store.query import quote, run


if TYPE_CHECKING:
    import duckdb

SCHEMA = "mart"


def attach_marts(connection: duckdb.DuckDBPyConnection, files: Iterable[Path]) -> None:
    """Attach the files of a snapshot's marts, read-only, and show their tables."""
    for number, file in enumerate(files):
        run(connection, f"ATTACH {quote(file)} AS mart{number} (READ_ONLY)")
    show_marts(connection)


def show_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `mart.<table>` of the tables in the attached databases; where several have one, all their rows together."""
    held = f"SELECT table_name, database_name FROM duckdb_tables() WHERE schema_name = {quote(SCHEMA)} ORDER BY ALL"
    sources: dict[str, list[str]] = {}
    for table, database in run(connection, held):
        sources.setdefault(table, []).append(f'SELECT * FROM "{database}".{SCHEMA}."{table}"')
    if sources:
        run(connection, f"CREATE SCHEMA {SCHEMA}")
    for table, selects in sources.items():
        run(connection, f'CREATE VIEW {SCHEMA}."{table}" AS {" UNION ALL BY NAME ".join(selects)}')
