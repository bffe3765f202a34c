"""Areas as pages read them: one row an area with its parents, its outline and its residents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from forcesight.store.query import run


if TYPE_CHECKING:
    import duckdb


class AreaMart:
    """`mart.area`, `mart.boundary` and `mart.population`, of the newest vintage of each code."""

    name = "areas"
    fingerprint = "area-1"
    needs = ()
    reads = ("area", "area_link", "boundary", "population", "source_file")

    def part_sql(self, table: str, source: str) -> str | None:  # noqa: ARG002 - small tables are read whole
        """Areas need no parts."""
        return None

    def build(self, connection: duckdb.DuckDBPyConnection, parts: Mapping[str, str]) -> None:  # noqa: ARG002
        """Create the three tables from the records."""
        for table, sql in {
            "area_link": _newest("area_link", "child_level, child_code, parent_level"),
            "area": _AREA,
            "boundary": _newest("boundary", "level, code") + " ORDER BY level, code",
            "population": _POPULATION,
        }.items():
            run(connection, f"CREATE TABLE mart.{table} AS {sql}")


def _newest(table: str, key: str) -> str:
    """SQL for the newest vintage of each key."""
    return f"SELECT * FROM {table} QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY vintage DESC) = 1"


def _parent(level: str) -> str:
    """SQL for the code of the area's parent at a level."""
    return (
        f"(SELECT any_value(parent_code) FROM mart.area_link l WHERE l.child_level = a.level "
        f"AND l.child_code = a.code AND l.parent_level = '{level}')"
    )


# A force that has records but no look-up is still an area: its name then comes from the catalogue.
_AREA = f"""
    WITH known AS ({_newest("area", "level, code")}),
    forces AS (
        SELECT DISTINCT 'force' AS level, force AS code FROM source_file WHERE force IS NOT NULL
        EXCEPT SELECT level, code FROM known
    ),
    a AS (
        SELECT level, code, name, statistical_code, vintage FROM known
        UNION ALL BY NAME SELECT level, code, '' AS name, '' AS vintage FROM forces
    )
    SELECT a.*,
        {_parent("neighbourhood")} AS neighbourhood,
        {_parent("district")} AS district,
        {_parent("force")} AS force
    FROM a ORDER BY level, code
"""

# A force's residents are those of its districts, in the years for which every district is known.
_POPULATION = """
    WITH told AS (SELECT level, code, year, population FROM population),
    districts AS (
        SELECT l.parent_code AS code, t.year, sum(t.population) AS population, count(*) AS n
        FROM told t JOIN mart.area_link l ON t.level = 'district' AND l.child_level = 'district'
            AND l.child_code = t.code AND l.parent_level = 'force'
        GROUP BY 1, 2
    ),
    whole AS (SELECT code, max(n) AS n FROM districts GROUP BY 1)
    SELECT * FROM told
    UNION ALL
    SELECT 'force', d.code, d.year, d.population FROM districts d JOIN whole USING (code, n)
    WHERE NOT EXISTS (SELECT 1 FROM told t WHERE t.level = 'force' AND t.code = d.code AND t.year = d.year)
    ORDER BY 1, 2, 3
"""
