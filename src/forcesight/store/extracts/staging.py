"""A part of an extract as a Parquet file in the columns of its contract, before anybody knows what its rows change."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forcesight.errors import InputRefused
from forcesight.records import Contract
from forcesight.records.readers.sift import RAW_KEPT_IN_ALL, reject
from forcesight.store.extracts.cells import Cells
from forcesight.store.extracts.rows import RowSql, uncountable
from forcesight.store.faults import reach
from forcesight.store.query import first, quote, run
from forcesight.store.table_changes import TableChanges, copy_parquet


OVERTAKEN = "a later row of the extract says otherwise of the same identifier"


@dataclass(slots=True)
class Staged:
    """One part: its cells, its rows in a file of their own, and what became of them."""

    cells: Cells
    source_file: str
    path: Path
    sql: RowSql
    # Rows in the staged file, some of which may be blank.
    rows: int = 0
    blank: int = 0
    # Whether some row's identifier is not known, so that nobody can say which rows the part lacks.
    unidentified: bool = False
    rejects: list[dict[str, Any]] = field(default_factory=list)
    rows_loaded: int = 0
    # Whether its rows are in their table, and no longer in a file of their own.
    entered: bool = False

    @property
    def file(self) -> Staged:
        """What rejected rows name: the part itself."""
        return self

    @property
    def contract(self) -> type[Contract]:
        """What its rows are."""
        return self.sql.contract

    @property
    def rows_read(self) -> int:
        """The part's rows, which are not blank."""
        return self.rows - self.blank + len(self.cells.misread)

    def source(self) -> str:
        """SQL for the staged rows, each with its `place`: its number among those that the reader could take."""
        rows = f"read_parquet({quote(self.path)}, file_row_number = true)"
        return f"(SELECT file_row_number + 1 AS place, * EXCLUDE (file_row_number) FROM {rows})"


def source_file_of(cells: Cells, force: str, system: str) -> str:
    """The identity of a part: table/force/system@date-hash. What stands before @ covers all editions."""
    part = cells.part
    named = hashlib.blake2b(f"{cells.content_hash}/{part.sheet}".encode(), digest_size=6).hexdigest()
    return f"{part.table.table}/{force}/{system}@{part.extracted.isoformat()}-{named}"


def stage(changes: TableChanges, cells: Cells, source_file: str, system: str, empty: Collection[str]) -> Staged:
    """Write a part's rows; `empty` are the tables of which no row is known, so that references to them lead nowhere."""
    handling = {
        "force": quote(changes.home.force),
        "source_system": quote(system),
        "source_file": quote(source_file),
        "loaded_at": changes.clock(),
        "superseded_at": "NULL",
    }
    contract = cells.part.table.contract
    orphans = frozenset(column.name for column in contract.columns if column.refers_to in empty)
    path = changes.home.staging / f"rows-{source_file.replace('/', '-')}.parquet"
    staged = Staged(cells, source_file, path, RowSql(cells, handling, orphans))
    reach(f"stage.{contract.table}.before")
    copy_parquet(changes.connection, staged.sql.select(), path)
    reach(f"stage.{contract.table}.after")
    bad = uncountable(contract)
    counts = f"SELECT count(*), count(*) FILTER (WHERE {bad}) FROM read_parquet({quote(path)})"
    staged.rows, uncounted = first(changes.connection, counts)
    if cells.rows not in (None, staged.rows):
        raise InputRefused(f"{cells.part.label} cannot be read row by row; export it again.")
    staged.rejects = [reject(staged, item.line, item.reason, item.raw) for item in cells.misread]
    staged.unidentified = bool(cells.misread)
    if uncounted:
        blank = f"SELECT count(*) FROM {cells.relation} WHERE {staged.sql.blank()}"
        (staged.blank,) = first(changes.connection, blank)
        _reject(staged, run(changes.connection, staged.sql.rejected()))
    return staged


def reject_overtaken(changes: TableChanges, staged: Staged, places: str) -> None:
    """Reject the rows whose places the SQL query `places` gives: a later row says otherwise."""
    countable = f"SELECT row FROM ({places}) chosen(row)"
    found = run(changes.connection, staged.sql.rejected(also=countable))
    _reject(staged, [row for row in found if row[2] is None])


def _reject(staged: Staged, found: Iterable[tuple[Any, ...]]) -> None:
    """Put rows aside, each with its line; InputRefused where there are so many that the mapping must be wrong."""
    lines = staged.cells.lines(staged.rows)
    kept = 0
    for place, line, reason, raw in found:
        told = lines[place - 1] if lines else (None if staged.cells.text else line)
        staged.rejects.append(reject(staged, told, reason or OVERTAKEN, raw))
        staged.unidentified |= bool(reason) and "identifier" in reason
        kept += len(raw)
        if kept > RAW_KEPT_IN_ALL:
            raise InputRefused(
                f"{staged.cells.part.label}: more than {RAW_KEPT_IN_ALL >> 20} MiB of its rows cannot be counted (line "
                f"{told}: {reason}); look at the mapping with forcesight mapping check."
            )
