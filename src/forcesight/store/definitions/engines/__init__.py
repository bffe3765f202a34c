"""Where definitions run: DuckDB in process, PostgreSQL and Spark for records that are kept there, and the oracle.

The store aggregates its own files in DuckDB with `Aggregate.sql`. These engines are the seam for everything else, and
for the proof that a definition has one answer. Each client library is imported when its engine is opened.
"""

from __future__ import annotations

from forcesight.store.definitions.engines.duckdb import DuckDB
from forcesight.store.definitions.engines.engine import Engine, EngineUnavailable
from forcesight.store.definitions.engines.postgresql import PostgreSQL
from forcesight.store.definitions.engines.spark import Spark
from forcesight.store.definitions.oracle import Oracle


__all__ = ["DuckDB", "Engine", "EngineUnavailable", "Oracle", "PostgreSQL", "Spark"]
