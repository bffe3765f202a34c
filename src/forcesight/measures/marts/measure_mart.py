"""The sums behind every measure, by area and month.

`mart.month_<table>` has one row for each level, area, force and month, and for each measure of that table the sums
`n_<id>` (numerator) and `d_<id>` (denominator, where it is an expression). A weighted measure also has `e_<id>`, the
rows that carried a weight, and `v_<id>`, the sum of squared weights, from which its interval is made; a mean has
`v_<id>` for the same end. All are sums, so areas and months add up, and a ratio is only ever taken at the end.

A table that the home does not hold has no such table in the mart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from forcesight.measures.marts.written_mart import SOURCE, WrittenMart
from forcesight.records import contract
from forcesight.store.query import quote


if TYPE_CHECKING:
    import duckdb

    from forcesight.catalogue import Catalogue, Measure
    from forcesight.store.definitions import Aggregate, Expression


# The columns that may say where a row lies, smallest place first.
_PLACES = ("lsoa_code", "neighbourhood_code", "district_code")


def place_columns(table: str) -> tuple[str, ...]:
    """The columns of a table that say where its rows lie; none where they are known by force only."""
    of = contract(table)
    return tuple(name for name in _PLACES if of.has(name)) if of.has("lsoa_code") else ()


@dataclass(frozen=True)
class MeasureMart:
    """The mart of a catalogue's measures, as they are defined today or were on an earlier day.

    Places inside a force are kept for the home's own `force`; its peers are compared as whole forces, and keeping
    their LSOAs would cost most of a national archive's load.
    """

    catalogue: Catalogue
    force: str
    on: date | None = None
    name = "measures"
    needs = ("areas",)
    reads = ()

    @cached_property
    def measures(self) -> dict[str, list[Measure]]:
        """The measures of each table."""
        found: dict[str, list[Measure]] = {}
        for measure in self.catalogue.measures(self.on):
            found.setdefault(measure.table, []).append(measure)
        return found

    @cached_property
    def fingerprint(self) -> str:
        """Changes with any definition, weight or contract. Told by their texts: nothing need be parsed for it."""
        told = [f"{m.id} {m.kind} {m.numerator} {m.denominator}" for of in self.measures.values() for m in of]
        told += [f"{table} {contract(table).version}" for table in self.measures]
        schemes = sorted({scheme for of in self.measures.values() for m in of for scheme in m.weights_used})
        told += [f"{scheme} {sorted(self._weights(scheme).items())}" for scheme in schemes]
        return "m" + hashlib.blake2b("|".join([self.force, "3", *sorted(told)]).encode(), digest_size=8).hexdigest()

    def sums(self, table: str) -> dict[str, Expression]:
        """The mart columns of a table and the row expressions that they sum; parsed when first asked for."""
        if table not in self._expressions:
            told = (self._of(measure) for measure in self.measures[table])
            self._expressions[table] = {name: e for of in told for name, e in of.items()}
        return self._expressions[table]

    @cached_property
    def _expressions(self) -> dict[str, dict[str, Expression]]:
        return {}

    def _weights(self, scheme: str) -> Mapping[str, float]:
        return self.catalogue.weights(scheme, self.on).weights

    def _of(self, measure: Measure) -> dict[str, Expression]:
        columns = {f"n_{measure.id}": measure.numerator}
        if measure.denominator and not measure.over_population:
            columns[f"d_{measure.id}"] = measure.denominator
        if measure.kind == "weighted":
            columns[f"e_{measure.id}"] = f"({measure.numerator}) IS NOT NULL"
        if measure.kind in ("weighted", "mean"):
            columns[f"v_{measure.id}"] = f"({measure.numerator}) * ({measure.numerator})"
        from forcesight.store.definitions import Expression

        weights = {scheme: self._weights(scheme) for scheme in measure.weights_used}
        of = contract(measure.table)
        return {name: Expression.parse(text, of, weights=weights) for name, text in columns.items()}

    def part_sql(self, table: str, source: str) -> str | None:
        """The sums of one data file by force, month and, in the home's own force, place."""
        from forcesight.store.definitions import Aggregate

        if table not in self.measures:
            return None
        places = place_columns(table)
        if places:
            own = ", ".join(f"CASE WHEN force = {quote(self.force)} THEN {name} END AS {name}" for name in places)
            source = f"(SELECT * REPLACE ({own}) FROM {source})"
        aggregate = Aggregate(contract(table), ("force", "month", *places), None, self.sums(table))
        return self._of_distinct(aggregate, source) or aggregate.sql("duckdb", source)

    def _of_distinct(self, aggregate: Aggregate, source: str) -> str | None:
        """The same sums from the distinct combinations of what they read, each with its number of rows.

        Crimes have few types and outcomes, so the conditions are asked of far fewer rows than there are crimes. None
        where a definition reads a column that may differ from row to row.
        """
        if any(aggregate.contract.column(name).type.name not in ("code", "period") for name in self._read(aggregate)):
            return None
        columns = ", ".join(aggregate.columns)
        distinct = f"(SELECT {columns}, count(*) AS times FROM {source} GROUP BY ALL)"
        sums = ", ".join(f'{_times(e)} AS "{name}"' for name, e in aggregate.sums.items())
        groups = ", ".join(aggregate.group_by)
        return f'SELECT {groups}, CAST(sum(times) AS BIGINT) AS "rows", {sums} FROM {distinct} GROUP BY {groups}'

    @staticmethod
    def _read(aggregate: Aggregate) -> set[str]:
        return {name for expression in aggregate.sums.values() for name in expression.columns}

    def build(self, connection: duckdb.DuckDBPyConnection, parts: Mapping[str, str]) -> None:
        """Create `mart.month_<table>` for every table that has measures and that the home holds."""
        self.written(tables=parts).build(connection, parts)

    def written(self, tables: Container[str] | None = None) -> WrittenMart:
        """The mart in SQL, of some tables or of all that have measures."""
        chosen = [table for table in self.measures if tables is None or table in tables]
        parts = {table: sql for table in chosen if (sql := self.part_sql(table, SOURCE))}
        return WrittenMart(self.fingerprint, parts, {table: self._table_sql(table, SOURCE) for table in chosen})

    def _table_sql(self, table: str, source: str) -> str:
        """SQL that makes the table of the parts of one records table."""
        sums, places = self._sums(table), place_columns(table)
        level, area, placed, groups = _LEVELS if places else _FORCE_ONLY
        named = {
            name: f"p.{name}_code" if f"{name}_code" in places else "NULL" for name in ("neighbourhood", "district")
        }
        select = f"""
            SELECT {level} AS level, {area} AS area, force, month, {sums} FROM ({placed.format(source=source, **named)})
            GROUP BY {groups}
        """
        # A row of no known place counts in its force alone.
        known = f"SELECT * FROM ({select}) WHERE area IS NOT NULL"
        return f"CREATE TABLE mart.month_{table} AS {known} ORDER BY level, area, force, month"

    def _sums(self, table: str) -> str:
        """SQL that adds the parts' columns up, in 64-bit integers where they count (DuckDB would take 128)."""
        counts = {f"n_{measure.id}" for measure in self.measures[table] if measure.kind == "count"}
        kinds = {"rows": "BIGINT"} | {
            name: "BIGINT" if e.kind == "boolean" or name in counts else "DOUBLE"
            for name, e in self.sums(table).items()
        }
        return ", ".join(f'CAST(sum("{name}") AS {kind}) AS "{name}"' for name, kind in kinds.items())


def _times(expression: Expression) -> str:
    """SQL for the sum of an expression over rows that stand for several equal ones."""
    sql = expression.sql("duckdb")
    if expression.kind == "boolean":
        return f"CAST(coalesce(sum(CASE WHEN {sql} THEN times END), 0) AS BIGINT)"
    return f"sum(({sql}) * times)"


# What a table whose rows are known by force only has: the level, the area, its rows, and how they are grouped.
_FORCE_ONLY = ("'force'", "force", "SELECT * FROM {source}", "force, month")
# The same for rows that have places: each row with the areas that its LSOA lies in, or else those that it names
# itself; one pass groups by each level in turn. `grouping_id` has a bit for each column that is not grouped by.
_LEVELS = (
    "CASE grouping_id(district, neighbourhood, lsoa_code) "
    "WHEN 7 THEN 'force' WHEN 3 THEN 'district' WHEN 5 THEN 'neighbourhood' ELSE 'lsoa' END",
    "CASE grouping_id(district, neighbourhood, lsoa_code) "
    "WHEN 7 THEN force WHEN 3 THEN district WHEN 5 THEN neighbourhood ELSE lsoa_code END",
    """
        SELECT p.*, coalesce(d.parent_code, {district}) AS district, coalesce(n.parent_code, {neighbourhood})
            AS neighbourhood
        FROM {source} p
        LEFT JOIN mart.area_link d ON d.child_level = 'lsoa' AND d.child_code = p.lsoa_code
            AND d.parent_level = 'district'
        LEFT JOIN mart.area_link n ON n.child_level = 'lsoa' AND n.child_code = p.lsoa_code
            AND n.parent_level = 'neighbourhood'
    """,
    "force, month, GROUPING SETS ((), (district), (neighbourhood), (lsoa_code))",
)
