"""All cases of a small world as tables of one DuckDB connection, with their contracts' derived columns."""

from __future__ import annotations

from functools import cache

import duckdb
from tests.unit.synthetic.small_world import small_world

from forcesight.synthetic.force import cases
from forcesight.synthetic.force.parameters import Parameters
from forcesight.synthetic.force.world import World
from forcesight.synthetic.force.writing import arrow_table, relation


HANDLING = {"force": "'northmarch'", "source_system": "'synthetic'", "source_file": "'f'",
            "loaded_at": "TIMESTAMPTZ '2026-01-01'", "quality_flags": "''"}  # fmt: skip


@cache
def drawn() -> duckdb.DuckDBPyConnection:
    """The small world's cases; tables of the truth are called truth_…"""
    return draw_into(duckdb.connect(), small_world(), 7)


def draw_into(connection: duckdb.DuckDBPyConnection, world: World, seed: int) -> duckdb.DuckDBPyConnection:
    """Draw the cases of a world into a connection."""
    connection.execute("SET TimeZone = 'UTC'").fetchall()
    known: set[str] = set()
    for name, columns in cases.draw(world, Parameters(), seed):
        table = name.replace("/", "_")
        put = f"INSERT INTO {table} BY NAME" if table in known else f"CREATE TABLE {table} AS"
        known.add(table)
        if name.startswith("truth/"):
            connection.register("part", arrow_table(columns))
            connection.execute(f"{put} SELECT * FROM part").fetchall()
            connection.unregister("part")
        else:
            with relation(connection, name, columns, HANDLING) as select:
                connection.execute(f"{put} {select}").fetchall()
    return connection


def count(condition: str, table: str) -> int:
    """How many rows of a table are so."""
    found = drawn().execute(f"SELECT count(*) FROM {table} WHERE {condition}").fetchone()
    assert found
    return int(found[0])
