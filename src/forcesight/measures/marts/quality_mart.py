"""The state of the data: flags, places and repeats, as the data-quality page reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forcesight.records import REGISTRY, Event
from forcesight.store.derived_areas import DERIVED
from forcesight.store.query import quote, run


if TYPE_CHECKING:
    import duckdb


# The tables that change every second, where they do.
_LIVE = frozenset({Event.table})


@dataclass(frozen=True)
class QualityMart:
    """The state of the data, from the parts of all tables.

    `mart.quality`: rows by table, force, month and finding.
    `mart.held`: by table, force and month of the force's own records, the days that have a row, day n as the bit n - 1.

    Whether a row lies outside its force is asked of the home's own `force` only. One builder makes these of the `live`
    tables and another of the rest, so that what comes every second does not make everything anew.
    """

    force: str
    live: bool = False
    needs = ("areas",)
    reads = ()

    @property
    def name(self) -> str:
        """Which of the two it is."""
        return "live_quality" if self.live else "quality"

    @property
    def fingerprint(self) -> str:
        """Changes with the force, whose rows alone are placed."""
        return f"quality-5{self.force}".replace("-", "")

    def part_sql(self, table: str, source: str) -> str | None:
        """Rows of one data file by force, month, flags and LSOA; the month of a row without one is that of its load."""
        contract = REGISTRY[table]
        if not contract.has("quality_flags") or (table in _LIVE) != self.live:
            return None
        month = "month" if contract.has("month") else "strftime(loaded_at, '%Y-%m')"
        lsoa = f"CASE WHEN force = {quote(self.force)} THEN lsoa_code END" if contract.has("lsoa_code") else "NULL"
        days = _DAYS if contract.has("local_date") else ""
        told = f"force, {month} AS month, quality_flags, {lsoa} AS lsoa, count(*) AS n{days}"
        return f"SELECT {told} FROM {source} GROUP BY ALL"

    def build(self, connection: duckdb.DuckDBPyConnection, parts: Mapping[str, str]) -> None:
        """Create the tables from the parts."""
        run(connection, f"CREATE TABLE mart.quality AS {_quality(parts)} ORDER BY ALL")
        run(connection, f"CREATE TABLE mart.held AS {_held(parts)} ORDER BY ALL")


def _quality(parts: Mapping[str, str]) -> str:
    """SQL for all findings of all tables."""
    selects = [_findings(table, source) for table, source in sorted(parts.items())]
    return " UNION ALL ".join(selects) or (
        "SELECT '' AS of_table, '' AS force, '' AS month, '' AS finding, 0 AS n WHERE false"
    )


def _held(parts: Mapping[str, str]) -> str:
    """SQL for the days of each month that have a row, of the tables whose rows have a day."""
    dated = sorted(table for table in parts if REGISTRY[table].has("local_date"))
    selects = [_HELD.format(table=table, source=parts[table]) for table in dated]
    return " UNION ALL ".join(selects) or f"SELECT * FROM ({_HELD.format(table='', source=_NOTHING)}) WHERE false"


_DAYS = ", bit_or(CAST(1 AS BIGINT) << (day(local_date) - 1)) AS days"
_HELD = """
    SELECT '{table}' AS of_table, force, month, bit_or(days) AS days FROM {source} WHERE days IS NOT NULL GROUP BY ALL
"""
_NOTHING = "(SELECT '' AS force, '' AS month, CAST(0 AS BIGINT) AS days)"


def _findings(table: str, source: str) -> str:
    """Each flag; an LSOA outside the force's area; one of the force's own that no file of areas names; all rows."""
    return f"""
        SELECT '{table}' AS of_table, force, month, finding, sum(n) AS n FROM (
            SELECT force, month, unnest(string_split(quality_flags, ',')) AS finding, n
            FROM {source} WHERE quality_flags <> ''
            UNION ALL
            SELECT force, month, 'rows', n FROM {source}
            UNION ALL
            SELECT p.force, p.month, CASE WHEN l.force = p.force THEN 'unknown_lsoa' ELSE 'outside_force' END, p.n
            FROM {source} p LEFT JOIN {_LSOAS} l ON l.code = p.lsoa
            WHERE p.lsoa IS NOT NULL AND EXISTS ({_LOADED})
                AND (l.force IS DISTINCT FROM p.force OR (NOT l.loaded AND p.force IN ({_LOADED})))
        ) GROUP BY ALL
    """


# Each known LSOA with the force of its district, and whether a file gave it or only the published rows did.
_LSOAS = f"""(
    SELECT a.code, coalesce(a.force, d.force) AS force, a.vintage <> {quote(DERIVED)} AS loaded
    FROM mart.area a LEFT JOIN mart.area d ON d.level = 'district' AND d.code = a.district
    WHERE a.level = 'lsoa'
)"""
# The forces whose LSOAs came from a file.
_LOADED = f"SELECT force FROM {_LSOAS} WHERE loaded"
