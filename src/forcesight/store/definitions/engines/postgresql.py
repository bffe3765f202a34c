"""PostgreSQL, through psycopg."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from forcesight.errors import InputRefused
from forcesight.records import Contract
from forcesight.store.definitions.aggregate import Aggregate
from forcesight.store.definitions.engines.engine import client, column_types, named
from forcesight.store.definitions.rendering import quoted


class PostgreSQL:
    """An engine on one connection; what it loads are temporary tables of that connection.

    PostgreSQL text cannot hold the character NUL: rows that do are refused.
    """

    name = "postgres"

    def __init__(self, address: str) -> None:
        self._connection = client("psycopg", "PostgreSQL", "postgres").connect(address, autocommit=True)

    def load(self, contract: type[Contract], rows: Iterable[Mapping[str, Any]]) -> None:
        """Make the contract's table of these rows; InputRefused where a text holds the character NUL."""
        table = quoted(contract.table, "postgres")
        self._connection.execute(f"DROP TABLE IF EXISTS {table}")
        self._connection.execute(f"CREATE TEMPORARY TABLE {table} ({column_types(contract, 'postgres')})")
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row([_storable(name, row.get(name)) for name in contract.names()])

    def aggregate(self, aggregate: Aggregate) -> list[dict[str, Any]]:
        """One dictionary for each group."""
        result = self._connection.execute(aggregate.sql("postgres", quoted(aggregate.contract.table, "postgres")))
        return named([column.name for column in result.description], result.fetchall())

    def close(self) -> None:
        """Close the connection; its tables go with it."""
        self._connection.close()


def _storable(name: str, cell: Any) -> Any:
    if isinstance(cell, str) and "\0" in cell:
        raise InputRefused(f"PostgreSQL cannot hold the character NUL, which a row has in {name}: remove it first.")
    return cell
