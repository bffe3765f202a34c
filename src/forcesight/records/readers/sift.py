"""The sieve: for a file with faults, which rows are good, which are rejected and why, or why the file is refused.

The strict reader loads a clean file at full speed and stops at the first fault. Only then does this module read the
file, row by row, and write the good rows to a clean copy. A row of the wrong width, without a month or without a
force is rejected; a file that is cut short, wrongly encoded, or about another month is refused whole.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from forcesight.errors import InputRefused
from forcesight.records.readers.published import PublishedFile


LONGEST_LINE = 1 << 20
RAW_KEPT = 1 << 16
LONDON = ZoneInfo("Europe/London")


@dataclass(slots=True)
class Sifted:
    """What the sieve kept and what it rejected; `rejects` are rows for the reject table."""

    rows_read: int = 0
    rejects: list[dict[str, object]] = field(default_factory=list)


def sift(file: PublishedFile, path: Path, clean: Path) -> Sifted:
    """Write the good rows of `path` to `clean`; InputRefused where the file as a whole is at fault."""
    result = Sifted()
    with path.open("rb") as source, clean.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        lines = _Lines(file, source)
        reader = csv.reader(lines, strict=True)
        for number, row in _rows(file, reader, lines):
            if number == 1:
                writer.writerow(row)
                continue
            result.rows_read += 1
            reason = _fault(file, row, number)
            if reason:
                result.rejects.append(reject(file, number, reason, lines.taken()))
            else:
                writer.writerow(row)
        lines.check_end(len(file.layout.header))
    return result


def reject(file: PublishedFile, line: int | None, reason: str, raw: str) -> dict[str, object]:
    """A row for the reject table; the raw row is cut, its hash is of the whole."""
    told = raw.rstrip("\r\n")
    cut = told.encode()[:RAW_KEPT].decode(errors="ignore")
    digest = hashlib.blake2b(told.encode(), digest_size=16).hexdigest()
    return {"source_file": file.source_file, "line": line, "reason": reason, "raw": cut, "raw_hash": digest}


class _Lines:
    """The file's lines as text, bounded in length; remembers the lines of the row being read."""

    def __init__(self, file: PublishedFile, source: BinaryIO) -> None:
        self.file, self.source = file, source
        self.number = 0
        self.row: list[str] = []
        self.last = b"\n"

    def __iter__(self) -> Iterator[str]:
        while line := self.source.readline(LONGEST_LINE + 1):
            self.number += 1
            if len(line) > LONGEST_LINE:
                raise InputRefused(
                    f"{self.file.label}, line {self.number}: the line is longer than {LONGEST_LINE >> 20} MiB, "
                    "so this is not a published file; download it again."
                )
            self.last = line
            yield self._text(line)

    def _text(self, line: bytes) -> str:
        try:
            text = line.decode("utf-8-sig" if self.number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise InputRefused(
                f"{self.file.label}, line {self.number}: this is not UTF-8 text; "
                "save it as UTF-8, or download it again."
            ) from None
        self.row.append(text)
        return text

    def taken(self) -> str:
        """The raw text of the row just read."""
        return "".join(self.row)

    def forget(self) -> None:
        """Start the next row."""
        self.row = []

    def check_end(self, width: int) -> None:
        """A last line without an end and without all its cells means that the file was cut short."""
        if not self.last.endswith(b"\n") and self.last.count(b",") + 1 < width:
            raise InputRefused(
                f"{self.file.label}, line {self.number}: the file ends in the middle of a row; download it again."
            )


def _rows(file: PublishedFile, reader: Iterator[list[str]], lines: _Lines) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the number of its first line."""
    while True:
        start = lines.number + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise InputRefused(
                f"{file.label}, line {start}: a quoted cell is damaged or never ends ({fault}); "
                "download the file again."
            ) from None
        if row:
            yield start, row
        lines.forget()


def _fault(file: PublishedFile, row: list[str], number: int) -> str:
    """Why a row cannot be counted; empty for a good row. InputRefused where it shows another month."""
    width = len(file.layout.header)
    if len(row) != width:
        return f"the row has {len(row)} cells instead of {width}"
    cells = dict(zip(file.layout.header, row, strict=True))
    if "Falls within" in cells and not cells["Falls within"]:
        return "the row names no force"
    month = cells["Month"] if "Month" in cells else _month_of(cells["Date"])
    if not month:
        return "the row has no month"
    if month != file.month:
        raise InputRefused(
            f"{file.label}, line {number}: the row belongs to {month[:20]}, the file name says {file.month}; "
            "check which file it is."
        )
    return ""


def _month_of(stamp: str) -> str:
    """The month in Europe/London of an ISO instant; empty where it is none."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return ""
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return zoned.astimezone(LONDON).strftime("%Y-%m")
