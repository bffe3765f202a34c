"""The rows of a text file that a strict reader cannot take, and why; or why the file as a whole is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from forcesight.errors import InputRefused
from forcesight.records.extracts import FileForm
from forcesight.records.extracts.text_file import TextFile, with_plain_ends
from forcesight.records.readers.sift import LONGEST_ROW
from forcesight.store.query import first, quote, run


if TYPE_CHECKING:
    import duckdb

# What a row without anything in its cells is made of, beside what stands between them.
SPACES, QUOTE = " \t\r\n\u00a0", '"'
FOUND = re.compile(r"Found: (\d+)")


@dataclass(frozen=True, slots=True)
class Misread:
    """A row that has no cells to speak of: its line, why, and the row as it stood in the file."""

    line: int
    reason: str
    raw: str


@dataclass(frozen=True, slots=True)
class _Fault:
    """What the reader noted of one row."""

    offset: int
    kinds: frozenset[str]
    messages: tuple[str, ...]
    raw: str


# What the reader is to do with rows that it cannot take: note them. To ignore them makes it lose others too.
NOTED = "store_rejects = true, rejects_table = 'misread', rejects_scan = 'misread_scan', "


def text_relation(text: TextFile, form: FileForm, noted: str) -> str:
    """SQL for the rows of a text file as cells; unless `noted`, a row that cannot be read ends the statement."""
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(text.header)))
    return (
        f"read_csv({quote(text.path)}, auto_detect = false, header = {str(not text.cut).lower()}, "
        f"delim = {quote(form.delimiter)}, quote = '\"', escape = '\"', nullstr = '\x01', strict_mode = true, "
        f"max_line_size = {LONGEST_ROW}, {noted}columns = {{{columns}}})"
    )


@dataclass(frozen=True, slots=True)
class StrictReading:
    """A file, or a copy with plain ends of lines: SQL for its rows, how many they are, and those not to be read."""

    text: TextFile
    relation: str
    rows: int
    misread: list[Misread]


def read_strictly(
    connection: duckdb.DuckDBPyConnection, text: TextFile, form: FileForm, staging: Path
) -> StrictReading:
    """Read a file through; InputRefused where it ends in the middle of a row, or a quoted cell never ends."""
    import duckdb

    try:
        return _read(connection, text, form)
    except duckdb.InvalidInputException:
        # Lines that end in different ways: the reader goes by the first.
        text = replace(text, path=with_plain_ends(text.path, staging))
    try:
        return _read(connection, text, form)
    except duckdb.InvalidInputException as fault:
        raise InputRefused(f"{text.label} cannot be read row by row; export it again.") from fault


def _read(connection: duckdb.DuckDBPyConnection, text: TextFile, form: FileForm) -> StrictReading:
    """Read a file, and make of what was noted what can be said of its rows."""
    (rows,) = first(connection, f"SELECT count(*) FROM {text_relation(text, form, NOTED)}")
    (notes,) = first(connection, "SELECT count(*) FROM misread")
    found = run(
        connection,
        "SELECT line_byte_position, list(CAST(error_type AS VARCHAR)), list(error_message), any_value(csv_line) "
        f"FROM misread WHERE trim(csv_line, {quote(SPACES + form.delimiter + QUOTE)}) <> '' GROUP BY 1 ORDER BY 1",
    )
    run(connection, "DROP TABLE misread")
    run(connection, "DROP TABLE misread_scan")
    faults = [_Fault(offset - 1, frozenset(kinds), tuple(messages), raw) for offset, kinds, messages, raw in found]
    relation = text_relation(text, form, NOTED if notes else "")
    return StrictReading(text, relation, rows, list(_misread(text, faults)))


def _misread(text: TextFile, faults: list[_Fault]) -> Iterator[Misread]:
    lines = _lines_at(text.path, [fault.offset for fault in faults])
    for fault, start in zip(faults, lines, strict=True):
        raw = fault.raw.lstrip("\r\n")
        blank = fault.raw[: len(fault.raw) - len(raw)].count("\n")
        line = text.cut + start + blank
        _refuse_unended(text, fault, line)
        yield Misread(line, _reason(fault, len(text.header)), raw)


def _refuse_unended(text: TextFile, fault: _Fault, line: int) -> None:
    at_end = fault.offset + len(fault.raw.encode()) >= text.path.stat().st_size
    if "UNQUOTED VALUE" in fault.kinds and ("\n" in fault.raw.strip() or (at_end and not text.ended)):
        raise InputRefused(f"{text.label}, line {line}: a quoted cell is damaged or never ends; export the file again.")
    if "MISSING COLUMNS" in fault.kinds and at_end and not text.ended:
        raise InputRefused(f"{text.label}, line {line}: the file ends in the middle of a row; export it again.")


def _reason(fault: _Fault, width: int) -> str:
    counts = [int(found[1]) for message in fault.messages if (found := FOUND.search(message))]
    if "LINE SIZE OVER MAXIMUM" in fault.kinds:
        return f"the row is longer than {LONGEST_ROW >> 20} MiB"
    if "UNQUOTED VALUE" in fault.kinds or not counts:
        return "a quoted cell is damaged"
    # A note is made of each cell that is missing or too many.
    return too_many_or_few(max(counts) if max(counts) > width else min(counts), width)


def too_many_or_few(cells: int, width: int) -> str:
    """Why a row of another width than the header's cannot be counted."""
    return f"the row has {cells} cell{'' if cells == 1 else 's'} instead of {width}"


def _lines_at(path: Path, offsets: Iterable[int]) -> Iterator[int]:
    """The line of each of these places in a file, which come in order."""
    line, done = 1, 0
    with path.open("rb") as source:
        for offset in offsets:
            while done < offset:
                block = source.read(min(1 << 20, offset - done))
                line += block.count(b"\n")
                done += len(block)
            yield line
