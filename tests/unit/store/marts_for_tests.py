"""A mart so small that a test can see through it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forcesight.store.query import run


class CountMart:
    """`mart.count_of_crimes`: how many crimes there are; `mart.place`: where they are, which is text to erase."""

    name = "counts"
    fingerprint = "count-1"
    needs = ()
    reads = ()

    def part_sql(self, table: str, source: str) -> str | None:
        """Crimes by location in one data file."""
        return f"SELECT location, count(*) AS n FROM {source} GROUP BY 1" if table == "recorded_crime" else None

    def build(self, connection: Any, parts: Mapping[str, str]) -> None:
        """Both tables from the parts."""
        source = parts.get("recorded_crime", "(SELECT '' AS location, 0 AS n WHERE false)")
        run(connection, f"CREATE TABLE mart.count_of_crimes AS SELECT coalesce(sum(n), 0)::BIGINT AS n FROM {source}")
        run(connection, f"CREATE TABLE mart.place AS SELECT location, sum(n) AS n FROM {source} GROUP BY 1")
