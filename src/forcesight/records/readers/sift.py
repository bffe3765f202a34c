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
from typing import BinaryIO, Protocol
from zoneinfo import ZoneInfo

from forcesight.errors import InputRefused
from forcesight.records.readers.published import PublishedFile


# No published row comes near this; a longer one is not kept in memory to see how long it is.
LONGEST_ROW = 1 << 20
RAW_KEPT = 1 << 16
# Raw text of rejected rows that one file may bring; a file with more is not the file that its name says.
RAW_KEPT_IN_ALL = 64 << 20
LONDON = ZoneInfo("Europe/London")
# A cell may be as long as a row: the row is then rejected for what is wrong with it.
csv.field_size_limit(LONGEST_ROW)


@dataclass(slots=True)
class Sifted:
    """What the sieve kept and what it rejected; `rejects` are rows for the reject table."""

    file: PublishedFile
    rows_read: int = 0
    rejects: list[dict[str, object]] = field(default_factory=list)
    raw_kept: int = 0

    def reject(self, line: int, reason: str, raw: str) -> None:
        """Reject one row; InputRefused where the file has brought too many of them."""
        row = reject(self.file, line, reason, raw)
        self.rejects.append(row)
        self.raw_kept += len(str(row["raw"]))
        if self.raw_kept > RAW_KEPT_IN_ALL:
            raise InputRefused(
                f"{self.file.label}, line {line}: more than {RAW_KEPT_IN_ALL >> 20} MiB of its rows cannot be counted "
                f"(here: {reason}); check which file it is."
            )


def sift(file: PublishedFile, path: Path, clean: Path) -> Sifted:
    """Write the good rows of `path` to `clean`; InputRefused where the file as a whole is at fault."""
    result = Sifted(file)
    end = _End(file)
    with path.open("rb") as source, clean.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        lines = _Lines(file, source)
        for number, row in _rows(file, csv.reader(lines, strict=True), lines):
            if number == 1:
                writer.writerow(row)
                continue
            result.rows_read += 1
            end.see(row)
            reason = _fault(file, row, number)
            if reason:
                result.reject(number, reason, lines.taken())
            else:
                writer.writerow(row)
        if not lines.ended:
            end.check(lines.number)
    return result


class Identified(Protocol):
    """A file of any kind that rejected rows can name."""

    @property
    def source_file(self) -> str:
        """The file's identity."""
        ...


def reject(file: Identified, line: int | None, reason: str, raw: str) -> dict[str, object]:
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
        self.room = LONGEST_ROW
        self.ended = True

    def __iter__(self) -> Iterator[str]:
        while line := self.source.readline(self.room + 1):
            self.number += 1
            self.room -= len(line)
            if self.room < 0:
                raise InputRefused(
                    f"{self.file.label}, line {self.number}: the row is longer than {LONGEST_ROW >> 20} MiB, "
                    "so this is not a published file; download it again."
                )
            self.ended = line.endswith(b"\n")
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
        self.row, self.room = [], LONGEST_ROW


@dataclass(slots=True)
class _End:
    """The last row of a file without an end of line: is it whole, or was the file cut short there?

    A row that lacks cells was cut. So was one whose last cell is only the beginning of what other rows say there.
    """

    file: PublishedFile
    last: list[str] = field(default_factory=list)
    # What the rows before the last one say in their last cell, as far as there are few enough to be codes.
    said: set[str] = field(default_factory=set)

    def see(self, row: list[str]) -> None:
        """Take in the next row."""
        if self.last and len(self.said) < 1000:
            self.said.add(self.last[-1])
        self.last = row

    def check(self, line: int) -> None:
        """InputRefused where the last row was cut."""
        if self.last and (len(self.last) < len(self.file.layout.header) or self._is_cut(self.last[-1])):
            raise InputRefused(
                f"{self.file.label}, line {line}: the file ends in the middle of a row; download it again."
            )

    def _is_cut(self, cell: str) -> bool:
        return cell not in self.said and any(word.startswith(cell) for word in self.said)


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
