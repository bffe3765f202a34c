"""Delimited text files: looked at, and where need be copied, so that a strict reader finds a header and rows.

Each byte is read once, for the hash, the encoding and bytes that no text has. A file that is UTF-8 and begins with its
header is read as it is. Of any other a copy is made: in UTF-8, from the first row to the last that is no total.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xxhash import xxh3_128

from forcesight.errors import InputRefused
from forcesight.records.extracts.form import FileForm
from forcesight.records.extracts.header import header_of, is_footer


BLOCK = 1 << 20
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Totals stand in the last lines of a file; so much of its end is looked at.
TAIL = 1 << 16


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file to be read strictly: in UTF-8, with its header in the first line or (`cut`) without it."""

    label: str
    path: Path
    header: tuple[str, ...]
    content_hash: str
    # Lines of the original above the first line of `path`.
    cut: int = 0
    # Whether the last line has its end.
    ended: bool = True


def open_text(path: Path, form: FileForm, staging: Path, label: str = "") -> TextFile:
    """The file, or a copy in `staging` that can be read strictly; InputRefused where the whole file is at fault."""
    label = label or str(path)
    seen = _look(path, form, label)
    current = path
    if form.encoding.lower().replace("-", "").replace("_", "") not in ("utf8", "utf8sig"):
        current = _in_utf8(path, form, staging, label)
    if seen.only_returns:
        current = with_plain_ends(current, staging)
    rows, lines = _head(current, form, label)
    header = header_of(rows, form.header_rows)
    if not any(header):
        raise InputRefused(f"{label} has no names of columns in row {form.header_rows[-1]}; check header_row.")
    cut = lines if form.header_rows != (1,) else 0
    if cut or form.footer:
        current = _without_ends(current, form, cut, staging)
    return TextFile(label, current, header, seen.content_hash, cut, _is_ended(current))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the quick look found."""

    content_hash: str
    # Whether lines end as on an old Macintosh.
    only_returns: bool


def _look(path: Path, form: FileForm, label: str) -> _Seen:
    digest, decoder = xxh3_128(), codecs.getincrementaldecoder("utf-8")()
    plain = codecs.lookup(form.encoding).name in ("utf-8", "utf-8-sig")
    returns = lines = 0
    head = b""
    with path.open("rb") as source:
        for block in iter(lambda: source.read(BLOCK), b""):
            head = head or _checked_head(block, label)
            digest.update(block)
            if plain:
                _check_text(block, decoder, head, label, lines)
            lines += block.count(b"\n")
            returns += block.count(b"\r")
    if not head:
        raise InputRefused(f"{label} is empty; export it again.")
    if plain and decoder.getstate()[0]:
        raise InputRefused(f"{label} ends in the middle of a letter: it was cut short; export it again.")
    return _Seen(digest.hexdigest(), plain and bool(returns) and not lines)


def _checked_head(head: bytes, label: str) -> bytes:
    """The beginning of a file; InputRefused where it is that of a workbook or of a page."""
    if head.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0")) or head.lstrip()[:1] == b"<":
        raise InputRefused(f"{label} is not a text file, but a workbook or a page: export it as CSV, or name it .xlsx.")
    return head


def _check_text(block: bytes, decoder: codecs.IncrementalDecoder, head: bytes, label: str, lines: int) -> None:
    if head.startswith(UTF_16) or head[1:4:2] == b"\0\0":
        raise InputRefused(f'{label} is UTF-16; write encoding = "utf-16" in the mapping.')
    if (nul := block.find(b"\0")) >= 0:
        line = lines + block.count(b"\n", 0, nul) + 1
        raise InputRefused(f"{label}, line {line}: there is a NUL byte, so the file is damaged; export it again.")
    try:
        decoder.decode(block)
    except UnicodeDecodeError as fault:
        line = lines + block.count(b"\n", 0, fault.start) + 1
        raise InputRefused(
            f"{label}, line {line}: this is not UTF-8; write its encoding in the mapping "
            '(such as encoding = "cp1252"), or export it as UTF-8.'
        ) from fault


def _in_utf8(path: Path, form: FileForm, staging: Path, label: str) -> Path:
    """A copy in UTF-8."""
    copy = _beside(path, staging)
    try:
        with (
            path.open(encoding=form.encoding, newline="") as source,
            copy.open("w", encoding="utf-8", newline="") as out,
        ):
            for block in iter(lambda: source.read(BLOCK), ""):
                out.write(block)
    except UnicodeError as fault:
        raise InputRefused(f"{label} is not {form.encoding}, as the mapping says; check its encoding.") from fault
    return copy


def with_plain_ends(path: Path, staging: Path) -> Path:
    """A copy in which every line ends in the same way, also within a quoted cell."""
    copy = _beside(path, staging)
    with path.open(encoding="utf-8", newline=None) as source, copy.open("w", encoding="utf-8", newline="\n") as out:
        for block in iter(lambda: source.read(BLOCK), ""):
            out.write(block)
    return copy


def _head(path: Path, form: FileForm, label: str) -> tuple[list[list[str]], int]:
    """The rows down to the last of the header, and how many lines they take."""
    with path.open("rb") as source:
        head = source.read(BLOCK).decode("utf-8-sig", errors="ignore")
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=form.delimiter, strict=True)
    try:
        return list(itertools.islice(reader, form.header_rows[-1])), reader.line_num
    except csv.Error as fault:
        raise InputRefused(
            f"{label}, line {reader.line_num}: the header cannot be read ({fault}); check it."
        ) from fault


def _without_ends(path: Path, form: FileForm, cut: int, staging: Path) -> Path:
    """A copy without the lines down to the header, and without totals at the end."""
    copy = _beside(path, staging)
    with path.open("rb") as source, copy.open("wb") as out:
        for _ in range(cut):
            source.readline()
        for block in iter(lambda: source.read(BLOCK), b""):
            out.write(block)
    with copy.open("rb+") as out:
        size = out.seek(0, io.SEEK_END)
        start = max(size - TAIL, 0)
        out.seek(start)
        lines = out.read().splitlines(keepends=True)
        # Where the tail begins in the middle of a line, that line stays.
        first = 1 if start else 0
        kept = next((n for n in range(len(lines), first, -1) if not _is_end(lines[n - 1], form)), first)
        if any(line.strip() for line in lines[kept:]):
            out.truncate(start + sum(map(len, lines[:kept])))
    return copy


def _is_end(line: bytes, form: FileForm) -> bool:
    """Whether a line is blank, or one of totals."""
    cells = next(csv.reader([line.decode("utf-8", errors="replace")], delimiter=form.delimiter), [])
    return not any(cell.strip() for cell in cells) or is_footer(cells, form.footer)


def _is_ended(path: Path) -> bool:
    with path.open("rb") as source:
        size = source.seek(0, io.SEEK_END)
        source.seek(max(size - 1, 0))
        return source.read(1) in (b"\n", b"\r", b"")


def record_lines(path: Path) -> Iterator[int]:
    """The line on which each row begins, the header's too; blank lines are no rows."""
    quoted = False
    with path.open("rb") as source:
        for number, line in enumerate(source, 1):
            if not quoted and line.strip():
                yield number
            quoted ^= line.count(b'"') % 2 == 1


def _beside(path: Path, staging: Path) -> Path:
    """A name in `staging` that no file has yet."""
    taken = (staging / f"text-{number}{path.suffix}" for number in itertools.count())
    return next(name for name in taken if not name.exists())
