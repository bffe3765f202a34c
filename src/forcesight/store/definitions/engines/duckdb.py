"""DuckDB, in process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from forcesight.records import Contract
from forcesight.store.definitions.aggregate import Aggregate
from forcesight.store.definitions.engines.engine import named
from forcesight.store.definitions.rendering import quoted


if TYPE_CHECKING:
    import duckdb


class DuckDB:
    """An engine on a connection of the caller's, or on a database in memory of its own."""

    name = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection | None = None) -> None:
        import duckdb

        self._own = connection is None
        self._connection = connection or duckdb.connect(":memory:")

    def load(self, contract: type[Contract], rows: Iterable[Mapping[str, Any]]) -> None:
        """Make the contract's table of these rows."""
        import pyarrow as pa

        self._connection.register("loading", pa.Table.from_pylist(list(rows), schema=contract.arrow_schema()))
        table = quoted(contract.table, "duckdb")
        self._connection.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM loading").fetchall()
        self._connection.unregister("loading")

    def aggregate(self, aggregate: Aggregate) -> list[dict[str, Any]]:
        """One dictionary for each group."""
        result = self._connection.execute(aggregate.sql("duckdb", quoted(aggregate.contract.table, "duckdb")))
        return named([column[0] for column in result.description or ()], result.fetchall())

    def close(self) -> None:
        """Close the connection, unless it is the caller's."""
        if self._own:
            self._connection.close()
