"""What the home has read: its files, and how many rows of each were rejected for which reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from forcesight.store.query import run


if TYPE_CHECKING:
    import duckdb


class FileMart:
    """`mart.file`: the files that the home has read; `mart.rejected`: rows by file and reason, with the last's time."""

    name = "files"
    fingerprint = "file-1"
    needs = ()
    reads = ("reject", "source_file")

    def part_sql(self, table: str, source: str) -> str | None:  # noqa: ARG002 - small tables are read whole
        """Files need no parts."""
        return None

    def build(self, connection: duckdb.DuckDBPyConnection, parts: Mapping[str, str]) -> None:  # noqa: ARG002
        """Create the two tables from the records."""
        run(
            connection,
            "CREATE TABLE mart.file AS SELECT * EXCLUDE (loaded_at), loaded_at FROM source_file ORDER BY ALL",
        )
        run(
            connection,
            "CREATE TABLE mart.rejected AS SELECT source_file, reason, count(*) AS n, max(loaded_at) AS last_loaded_at "
            "FROM reject GROUP BY ALL",
        )
