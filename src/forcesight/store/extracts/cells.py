"""The cells of a part of an extract as text, under one roof for delimited files, workbooks and Parquet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from xxhash import xxh3_128

from forcesight.errors import InputRefused
from forcesight.records.extracts import Part
from forcesight.records.extracts.header import plain
from forcesight.records.extracts.text_file import TextFile, open_text, record_lines
from forcesight.records.extracts.workbook import is_workbook, write_sheet
from forcesight.store.extracts.misread import Misread, read_strictly, too_many_or_few
from forcesight.store.query import quote, run


if TYPE_CHECKING:
    import duckdb

# Other characters between cells, looked for where a header is not what the mapping says.
DELIMITERS = ",;\t|"


@dataclass(slots=True)
class Cells:
    """What a part holds: `relation` is SQL for its rows in order, with the cells `c0`, `c1`, … as text.

    `misread` are the rows of the wrong width, which the relation does not have.
    """

    part: Part
    names: tuple[str, ...]
    relation: str
    content_hash: str
    misread: list[Misread] = field(default_factory=list)
    counts_from_1904: bool = False
    text: TextFile | None = None
    # How many rows a first reading found; unknown of what is not a text file.
    rows: int | None = None

    def place(self, name: str) -> str:
        """The cell of a source's column."""
        return f"c{[plain(known) for known in self.names].index(plain(name))}"

    @property
    def line(self) -> str:
        """SQL for the line on which a row begins, counted over the relation; of a text file, the row's own number."""
        return "line" if is_workbook(self.part.path) else "row_number() OVER ()"

    def lines(self, rows: int) -> list[int] | None:
        """Where each row of a text file begins; None where its lines do not tell its rows apart."""
        if self.text is None:
            return None
        found = list(record_lines(self.text.path))
        aside = {item.line - self.text.cut for item in self.misread}
        starts = [self.text.cut + line for line in found[0 if self.text.cut else 1 :] if line not in aside]
        return starts if len(starts) == rows else None


def open_cells(connection: duckdb.DuckDBPyConnection, part: Part, staging: Path) -> Cells:
    """The part's cells; InputRefused where it is no such file, or lacks a column that the mapping names."""
    suffix = part.path.suffix.lower()
    if is_workbook(part.path):
        cells = _workbook(part, staging)
    elif suffix == ".parquet":
        cells = _parquet(connection, part)
    elif suffix in (".csv", ".txt", ".tsv"):
        cells = _text(connection, part, staging)
    else:
        raise InputRefused(f"{part.path} is neither CSV, .xlsx nor Parquet; save it as one of these.")
    return cells


def _text(connection: duckdb.DuckDBPyConnection, part: Part, staging: Path) -> Cells:
    text = open_text(part.path, part.table, staging, part.label)
    _check_header(part, text.header)
    read = read_strictly(connection, text, part.table, staging)
    return Cells(part, text.header, read.relation, text.content_hash, read.misread, text=read.text, rows=read.rows)


def _workbook(part: Part, staging: Path) -> Cells:
    target = staging / f"sheet-{len(list(staging.iterdir()))}.parquet"
    rows = write_sheet(part.path, part.sheet, part.table, target)
    _check_header(part, rows.header)
    width = len(rows.header)
    wide = [Misread(line, too_many_or_few(len(row), width), ",".join(row)) for line, row in rows.too_wide]
    relation = f"read_parquet({quote(target)})"
    return Cells(part, rows.header, relation, _hash(part), wide, counts_from_1904=rows.counts_from_1904)


def _parquet(connection: duckdb.DuckDBPyConnection, part: Part) -> Cells:
    import duckdb

    source = f"read_parquet({quote(part.path)})"
    try:
        names = tuple(name for name, *_ in run(connection, f"DESCRIBE SELECT * FROM {source}"))
    except duckdb.Error as fault:
        raise InputRefused(f"{part.label} is not a whole Parquet file; export it again.") from fault
    _check_header(part, names)
    doubled = [name.replace('"', '""') for name in names]
    cells = ", ".join(f'CAST("{name}" AS VARCHAR) AS c{place}' for place, name in enumerate(doubled))
    return Cells(part, names, f"(SELECT {cells} FROM {source})", _hash(part))


def _hash(part: Part) -> str:
    """A hash of the file's bytes, and of the sheet's name where it is one of several."""
    digest = xxh3_128()
    with part.path.open("rb") as source:
        for block in iter(lambda: source.read(1 << 20), b""):
            digest.update(block)
    digest.update(part.sheet.encode())
    return digest.hexdigest()


def _check_header(part: Part, names: tuple[str, ...]) -> None:
    """InputRefused where the mapping's columns are not all there once."""
    known = Counter(plain(name) for name in names)
    missing = [name for name in part.table.sources if not known[plain(name)]]
    if missing:
        told = ", ".join(repr(name[:40]) for name in names[:30])
        raise InputRefused(
            f"{part.label}, row {part.table.header_rows[-1]}: this header lacks {', '.join(map(repr, missing))}, which "
            f"the mapping names for {part.table.table}; it has {told}.{_hint(part, names)}"
        )
    twice = [name for name in part.table.sources if known[plain(name)] > 1]
    if twice:
        raise InputRefused(
            f"{part.label}: the header has {', '.join(map(repr, twice))} more than once, so nobody can tell which is "
            "meant; rename the others in the extract."
        )


def _hint(part: Part, names: tuple[str, ...]) -> str:
    """What may be wrong where there is but one name: another character stands between the cells."""
    others = [c for c in DELIMITERS if c != part.table.delimiter and len(names) == 1 and c in names[0]]
    return f" Its cells seem to be separated by {others[0]!r}: say delimiter in the mapping." if others else ""
