"""The sums of a data file are the same, whether every row is asked or every distinct combination once."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest

from forcesight.catalogue import Catalogue
from forcesight.measures.marts import MeasureMart
from forcesight.records import RecordedCrime, contract
from forcesight.store.definitions import Aggregate, Expression


ROWS = """
    SELECT CASE WHEN i % 3 = 0 THEN 'alphashire' ELSE 'betashire' END AS force, '2024-0' || (1 + i % 4) AS month,
        CASE WHEN i % 5 > 0 THEN 'E0100000' || (i % 6) END AS lsoa_code,
        ['Burglary', 'Robbery', 'Anti-social behaviour', 'Drugs', NULL][1 + i % 5] AS crime_type,
        ['Under investigation', 'Local resolution', 'Status update unavailable', NULL][1 + i % 4] AS last_outcome,
        CASE WHEN i % 7 > 0 THEN 'id' || i END AS source_id
    FROM range(2000) t(i)
"""


@pytest.fixture
def mart() -> MeasureMart:
    return MeasureMart(Catalogue.load(), "alphashire")


def answers(sql: str) -> list[tuple[object, ...]]:
    """Rows in a fixed order, numbers rounded where only the order of adding differs."""
    found = duckdb.connect().execute(f"WITH crimes AS ({ROWS}) {sql}").fetchall()
    rounded = [tuple(round(cell, 6) if isinstance(cell, float) else cell for cell in row) for row in found]
    return sorted(rounded, key=str)


def test_both_ways_give_the_same_sums(mart):
    placed = "(SELECT * REPLACE (CASE WHEN force = 'alphashire' THEN lsoa_code END AS lsoa_code) FROM crimes)"
    row_by_row = Aggregate(
        contract("recorded_crime"), ("force", "month", "lsoa_code"), None, mart.sums("recorded_crime")
    )
    part = mart.part_sql("recorded_crime", "crimes")
    assert part is not None and "times" in part
    assert answers(part) == answers(row_by_row.sql("duckdb", placed))


def test_a_definition_over_a_column_of_many_values_is_asked_of_every_row(mart):
    known = Expression.parse("source_id is not null", RecordedCrime)
    part = replace(mart)
    part.__dict__["_expressions"] = {"recorded_crime": {"n_identified": known}}
    sql = part.part_sql("recorded_crime", "crimes")
    assert sql is not None and "times" not in sql
    assert sum(row[-1] for row in answers(sql)) == sum(i % 7 > 0 for i in range(2000))
