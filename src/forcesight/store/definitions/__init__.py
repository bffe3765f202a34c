"""Definitions: expressions over the columns of a contract that mean the same on every engine.

    late = Expression.parse("hour >= 22 or hour < 6", StopSearch)
    Aggregate(StopSearch, ("force", "month"), None, {"late": late}).sql("duckdb", "stop_search")

An expression is a small part of SQL. It is parsed, checked against an allow-list and the contract's columns, and
written anew for DuckDB, PostgreSQL or Spark; `engines` runs it there, and the oracle answers it in plain Python.
"""

from __future__ import annotations

from forcesight.store.definitions.aggregate import ROWS, Aggregate
from forcesight.store.definitions.checking import Weights
from forcesight.store.definitions.errors import DefinitionError
from forcesight.store.definitions.expression import Expression
from forcesight.store.definitions.rendering import DIALECTS, Dialect


__all__ = ["DIALECTS", "ROWS", "Aggregate", "DefinitionError", "Dialect", "Expression", "Weights"]
