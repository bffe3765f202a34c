"""Excel workbooks: their sheets, and a sheet's cells as text in a Parquet file.

A date is written in ISO 8601, whichever of its two calendars the workbook counts by; a number is written in full, so
one that a spreadsheet rounded shows as 1.23E+15. A formula counts as what it last came to.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from forcesight.errors import InputRefused
from forcesight.records.extracts.form import FileForm
from forcesight.records.extracts.header import header_of, is_footer


SUFFIXES = (".xlsx", ".xlsm")
# A formula that was never worked out: nobody knows what the cell holds.
UNKNOWN_FORMULA = "#FORMULA!"
ROWS_AT_ONCE = 10_000


def is_workbook(path: Path) -> bool:
    """Whether a file's name is that of a workbook."""
    return path.suffix.lower() in SUFFIXES


def visible_sheets(path: Path) -> dict[str, bool]:
    """The sheets of a workbook, and whether each can be seen; InputRefused where it is none."""
    book = _open(path)
    try:
        return {sheet.title: sheet.sheet_state == "visible" for sheet in book.worksheets}
    finally:
        book.close()


def _open(path: Path, *, values: bool = True) -> Any:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(path, read_only=True, data_only=values)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, EOFError) as fault:
        raise InputRefused(
            f"{path} is not a workbook that can be read: it is damaged, protected by a password, or of another "
            "program; open it in a spreadsheet program and save it as .xlsx."
        ) from fault


@dataclass(slots=True)
class SheetRows:
    """What a sheet holds: its header, and the rows that have more cells than that, each with its line and cells."""

    header: tuple[str, ...] = ()
    counts_from_1904: bool = False
    too_wide: list[tuple[int, list[str]]] = field(default_factory=list)


def write_sheet(path: Path, sheet: str, form: FileForm, target: Path) -> SheetRows:
    """Write a sheet's rows to a Parquet file: `line`, then the cells `c0`, `c1`, … as text; blank rows are left out."""
    book = _open(path)
    formulas = _open(path, values=False) if _has_formulas(path) else None
    try:
        rows = _rows(book[sheet], formulas[sheet] if formulas else None)
        head = [cells for _, cells in islice(rows, form.header_rows[-1])]
        found = SheetRows(_without_end(header_of(head, form.header_rows)), book.epoch.year == 1904)
        _write(_counted(rows, form, found), len(found.header), target)
    finally:
        book.close()
        if formulas:
            formulas.close()
    return found


def _without_end(header: tuple[str, ...]) -> tuple[str, ...]:
    """The header without empty cells at its end, which a sheet may have any number of."""
    return header[: max((place for place, name in enumerate(header, 1) if name), default=0)]


def _has_formulas(path: Path) -> bool:
    """Whether any sheet has a formula; only then is it worth asking which cells are formulas."""
    with zipfile.ZipFile(path) as archive:
        return any(_holds_formula(archive, name) for name in archive.namelist() if name.startswith("xl/worksheets/"))


def _holds_formula(archive: zipfile.ZipFile, name: str) -> bool:
    tail = b""
    with archive.open(name) as source:
        while block := source.read(1 << 20):
            if b"<f>" in (seen := tail + block) or b"<f " in seen:
                return True
            tail = block[-2:]
    return False


def _rows(values: Any, formulas: Any) -> Iterator[tuple[int, list[str]]]:
    """Each row's number and cells as text."""
    values.reset_dimensions()
    if formulas is None:
        for number, row in enumerate(values.iter_rows(values_only=True), 1):
            yield number, [_text(value) for value in row]
        return
    formulas.reset_dimensions()
    both = zip(values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=True)
    for number, (row, told) in enumerate(both, 1):
        yield number, [_known(value, formula) for value, formula in zip(row, told, strict=True)]


def _known(value: Any, formula: Any) -> str:
    never = value is None and isinstance(formula, str) and formula.startswith("=")
    return UNKNOWN_FORMULA if never else _text(value)


def _text(value: Any) -> str:
    """A cell as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value).upper()
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        hours, seconds = divmod(round(value.total_seconds()), 3600)
        return f"{hours:02d}:{seconds // 60:02d}:{seconds % 60:02d}"
    return str(value)


def _counted(
    rows: Iterator[tuple[int, list[str]]], form: FileForm, found: SheetRows
) -> Iterator[tuple[int, list[str]]]:
    """The rows that are rows: not blank, not a footer at the end, not wider than the header."""
    width = len(found.header)
    waiting: list[tuple[int, list[str]]] = []
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        waiting.append((number, cells))
        if is_footer(cells, form.footer):
            continue
        for line, told in waiting:
            if any(cell.strip() for cell in told[width:]):
                found.too_wide.append((line, told))
            else:
                yield line, told[:width]
        waiting = []


def _write(rows: Iterator[tuple[int, Sequence[str]]], width: int, target: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = ["line", *(f"c{place}" for place in range(width))]
    schema = pa.schema([(name, pa.int64() if name == "line" else pa.string()) for name in names])
    with pq.ParquetWriter(target, schema) as writer:
        while batch := list(islice(rows, ROWS_AT_ONCE)):
            cells = [[row[place] if place < len(row) else "" for _, row in batch] for place in range(width)]
            writer.write_table(pa.table([[line for line, _ in batch], *cells], schema=schema))
