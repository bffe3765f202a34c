"""What a mapping makes of a folder, without loading anything: what would be refused, rejected, flagged, left unused."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from forcesight.errors import InputRefused
from forcesight.records.extracts import ExtractMapping, find_parts
from forcesight.records.extracts.header import plain
from forcesight.records.readers.sift import LONDON
from forcesight.store.extracts.cells import Cells, open_cells
from forcesight.store.extracts.rows import RowSql
from forcesight.store.extracts.values import Made, ident
from forcesight.store.query import connect, first, quote, run


if TYPE_CHECKING:
    import duckdb

# So many cells of a column, and codes, are shown.
EXAMPLES, CODES = 3, 10
# Forms of dates to try on cells that none of the mapping's can read.
_DAYS = ("%d/%m/%Y", "%m/%d/%Y", "%d/%m/%y", "%d-%b-%Y", "%d-%b-%y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d")
_TIMES = ("", " %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p")
LIKELY_DATES = (*(day + time for day in _DAYS for time in _TIMES), "%Y%m%d", "%Y%m%d%H%M%S")


@dataclass(frozen=True, slots=True)
class ColumnCheck:
    """One column: how many rows have a cell for it, how many cells cannot be read, and which codes are unknown."""

    name: str
    sources: tuple[str, ...]
    filled: int
    unreadable: int
    examples: tuple[str, ...] = ()
    # Codes that the mapping lacks, the most frequent first, each with its number of rows.
    unknown: dict[str, int] = field(default_factory=dict)
    unknown_rows: int = 0
    # A form of dates that would read cells that cannot be read, and how many of them.
    readable_as: str = ""
    readable: int = 0

    @property
    def share(self) -> float:
        """The share of its cells that can be read, in per cent; 100 where there are none."""
        return 100 * (self.filled - self.unreadable) / self.filled if self.filled else 100.0


@dataclass(frozen=True, slots=True)
class PartCheck:
    """One part: its rows, those that cannot be counted with some of the reasons, and its columns."""

    table: str
    label: str
    rows: int
    rejected: int
    reasons: tuple[str, ...]
    # Rows whose identifier another row of the part has too.
    repeated: int
    columns: tuple[ColumnCheck, ...]
    unused: tuple[str, ...]


@dataclass(slots=True)
class ExtractCheck:
    """What a check found; `problems` are what a load would be refused for, or could make nothing of."""

    problems: list[str] = field(default_factory=list)
    parts: list[PartCheck] = field(default_factory=list)
    without_files: tuple[str, ...] = ()


def check_extract(folder: Path, mapping: ExtractMapping, *, extracted: date | None = None) -> ExtractCheck:
    """Look at every part of an extract; InputRefused where the folder holds none."""
    found = find_parts(folder, mapping, today=datetime.now(LONDON).date(), extracted=extracted)
    check = ExtractCheck(without_files=found.without_files)
    with tempfile.TemporaryDirectory() as scratch:
        (staging := Path(scratch) / "staging").mkdir()
        connection = connect(Path(scratch))
        try:
            for part in found.parts:
                try:
                    cells = open_cells(connection, part, staging)
                except InputRefused as fault:
                    check.problems += fault.sentences
                    continue
                told = _part_check(connection, cells)
                check.parts.append(told)
                if told.rows and told.rows == told.rejected:
                    check.problems.append(
                        f"{told.label}: none of its {told.rows:,} rows can be counted for {told.table}."
                    )
        finally:
            connection.close()
    return check


def _part_check(connection: duckdb.DuckDBPyConnection, cells: Cells) -> PartCheck:
    handling = dict.fromkeys(("force", "source_system", "source_file", "loaded_at", "superseded_at"), "NULL")
    sql = RowSql(cells, handling)
    # Everything is asked of one copy of what the mapping makes of the rows.
    blank = ident("", "blank")
    run(
        connection,
        f"CREATE OR REPLACE TEMP TABLE looked AS FROM ({sql.values({blank: sql.blank()})}) WHERE NOT {blank}",
    )
    key = ident("source_id")
    uncounted = f"count(*) FILTER (WHERE {sql.uncountable()})"
    counts = f"SELECT count(*), {uncounted}, count({key}) - count(DISTINCT {key}) FROM looked"
    rows, rejected, repeated = first(connection, counts)
    wide = len(cells.misread)
    reasons = [f"line {item.line}: {item.reason}" for item in cells.misread[:EXAMPLES]]
    if rejected:
        told = run(connection, f"SELECT DISTINCT reason FROM ({sql.rejected()}) x(a, b, reason, c) LIMIT {EXAMPLES}")
        reasons += sorted(reason for (reason,) in told)
    used = {plain(name) for name in cells.part.table.sources}
    return PartCheck(
        cells.part.table.table,
        cells.part.label,
        rows + wide,
        rejected + wide,
        tuple(reasons[:EXAMPLES]),
        repeated,
        tuple(_columns(connection, sql)),
        tuple(name for name in cells.names if name and plain(name) not in used),
    )


def _columns(connection: duckdb.DuckDBPyConnection, sql: RowSql) -> Iterator[ColumnCheck]:
    for name, made in sql.columns.items():
        told = f"coalesce({', '.join(f'CAST({cell} AS VARCHAR)' for cell in made.cells)})"
        bad = f"{told} IS NOT NULL AND ({made.faults[f'bad_{name}']})"
        odd = made.faults.get(f"unknown_{name}", "false")
        asked = f"SELECT count({told}), count(*) FILTER (WHERE {bad}), count(*) FILTER (WHERE {odd}) FROM looked"
        filled, unreadable, unknown = first(connection, asked)
        examples = _most(connection, told, bad, EXAMPLES) if unreadable else {}
        pattern, readable = _readable_as(connection, made, told, bad) if unreadable and made.locals else ("", 0)
        yield ColumnCheck(
            name,
            sql.cells.part.table.columns[name].sources,
            filled,
            unreadable,
            tuple(examples),
            _most(connection, told, odd, CODES) if unknown else {},
            unknown,
            pattern,
            readable,
        )


def _most(connection: duckdb.DuckDBPyConnection, told: str, condition: str, most: int) -> dict[str, int]:
    """The most frequent texts of a column under a condition, with their rows."""
    sql = f"SELECT {told} AS said, count(*) AS n FROM looked WHERE {condition} GROUP BY 1 ORDER BY n DESC, said"
    return dict(run(connection, f"{sql} LIMIT {most}"))


def _readable_as(connection: duckdb.DuckDBPyConnection, made: Made, told: str, bad: str) -> tuple[str, int]:
    """The form of dates that reads most of the cells that cannot be read, and how many."""
    if len(made.cells) > 1:
        return "", 0
    counts = ", ".join(f"count(try_strptime({told}, {quote(pattern)}))" for pattern in LIKELY_DATES)
    found = first(connection, f"SELECT {counts} FROM looked WHERE {bad}")
    best = max(range(len(found)), key=lambda place: found[place])
    return (LIKELY_DATES[best], found[best]) if found[best] else ("", 0)
