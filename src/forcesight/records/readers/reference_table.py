"""CSV tables of reference data: their header under our own column names, then their rows, each with its line.

Publishers name the same column differently, so a reader says which headings it knows; case, spaces and dashes make
no difference. A row of the wrong width is rejected here, before anybody asks what it means.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forcesight.errors import InputRefused
from forcesight.records.readers.reference_file import NotOurs, Reading, ReferenceFile


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of good width: its first line, its cells by column name, and the text that it was."""

    line: int
    cells: Mapping[str, str]
    raw: str


class Table:
    """A CSV file's header and rows."""

    def __init__(self, file: ReferenceFile) -> None:
        """Read the header; InputRefused where the file is no CSV or has no row below its header."""
        self.file = file
        self._lines = [line + "\n" for line in file.text.split("\n")]
        self._reader = csv.reader(self._lines, strict=True)
        self.header = [plain(name) for name in self._next()]
        if not any(line.strip() for line in self._lines[self._reader.line_num :]):
            raise InputRefused(f"{file.label} has no rows below its header; check which file it is.")

    def column(self, names: Sequence[str]) -> str:
        """The first of these columns that the file has; empty where it has none."""
        return next((name for name in names if name in self.header), "")

    def require(self, **columns: str) -> None:
        """NotOurs where the file has no column for one of our names."""
        missing = [name for name, found in columns.items() if not found]
        if missing:
            found = ", ".join(repr(name[:40]) for name in self.header[:12])
            raise NotOurs(
                f"{self.file.label}, line 1: this is not the header of a {self.file.kind} file "
                f"(missing: {', '.join(missing)}; found: {found}); check which file it is.",
                f"it has no column for {', '.join(missing)}",
            )

    def rows(self, reading: Reading) -> Iterator[TableRow]:
        """The rows of good width; the others are rejected. Blank lines are no rows."""
        while (start := self._reader.line_num + 1) <= len(self._lines):
            cells = self._next()
            if not any(cells):
                continue
            reading.rows_read += 1
            raw = "".join(self._lines[start - 1 : self._reader.line_num])
            if len(cells) == len(self.header):
                yield TableRow(start, dict(zip(self.header, map(str.strip, cells), strict=True)), raw)
                continue
            self._refuse_cut(cells)
            reading.reject(start, f"the row has {len(cells)} cells instead of {len(self.header)}", raw)

    def _refuse_cut(self, cells: Sequence[str]) -> None:
        """A last line without an end and without all its cells means that the file was cut short."""
        if len(cells) < len(self.header) and self._reader.line_num == len(self._lines):
            raise InputRefused(
                f"{self.file.label}, line {len(self._lines)}: the file ends in the middle of a row; download it again."
            )

    def _next(self) -> list[str]:
        line = self._reader.line_num + 1
        try:
            return next(self._reader, [])
        except csv.Error as fault:
            raise InputRefused(
                f"{self.file.label}, line {line}: a cell is damaged or never ends ({fault}); download the file again."
            ) from None


def plain(heading: str) -> str:
    """A heading in our own spelling: "Area Code" gives "area_code"."""
    return re.sub(r"[\s_-]+", "_", heading.strip().lower())
