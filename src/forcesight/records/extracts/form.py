"""How a source writes: its dates, numbers and yes and no; and how its files are laid out."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from zoneinfo import available_timezones


# Words that stand in `dates` beside patterns: a day count as spreadsheets keep it, from 1900 or from 1904.
SERIALS = {"excel", "excel-1904"}
# What a pattern may hold. Times with an offset are understood when they are ISO 8601, and only then.
DATE_PARTS = frozenset("YymdjbBaA")
TIME_PARTS = frozenset("HIMSfp")
PART = re.compile(r"%-?(.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How cells are written. What a column does not say is as its table says, then as the whole extract does.

    ISO 8601 is understood everywhere, and a time with an offset is believed. Any other time is local to `time_zone`;
    one that occurs twice, when clocks go back, is unknown unless `repeated_hour` says which of the two is meant.
    """

    time_zone: str = "Europe/London"
    repeated_hour: Literal["unknown", "earlier", "later"] = "unknown"
    dates: tuple[str, ...] = ()
    times: tuple[str, ...] = ("%H:%M:%S", "%H:%M")
    decimal: str = "."
    thousands: str = ""
    # Cells that mean that nothing was recorded; an empty cell always does.
    nothing: tuple[str, ...] = ("NULL",)
    yes: tuple[str, ...] = ("yes", "y", "true", "t", "1")
    no: tuple[str, ...] = ("no", "n", "false", "f", "0")

    def faults(self) -> Iterator[str]:
        """What is wrong with it, each as "field says this: do that"."""
        if self.time_zone not in available_timezones():
            yield f"time_zone {self.time_zone!r} is not known: write a name such as Europe/London or UTC"
        for pattern in self.dates:
            yield from _date_faults(pattern)
        for pattern in self.times:
            yield from _part_faults("times", pattern, TIME_PARTS, "%H:%M:%S")
        if len(self.decimal) != 1 or len(self.thousands) > 1 or self.decimal == self.thousands:
            yield "decimal and thousands must be two different characters (thousands may be empty)"
        both = {word.lower() for word in self.yes} & {word.lower() for word in self.no}
        if both:
            yield f"yes and no both hold {', '.join(sorted(both))}: a word means one of them"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileForm(Form):
    """How files are laid out, beside how their cells are written.

    `header_row` counts from 1; names that stand in several rows, the upper ones merged over several columns, are
    joined. A row at the end of the file whose first word is one of `footer` is a total, not a row. `holds` says what a
    missing row means: in an extract of changes nothing, in one of everything, or of whole months, that it is withdrawn.
    """

    encoding: str = "utf-8"
    delimiter: str = ","
    header_row: int | tuple[int, ...] = 1
    footer: tuple[str, ...] = ()
    holds: Literal["changes", "everything", "whole months"] = "changes"

    @property
    def header_rows(self) -> tuple[int, ...]:
        """The rows that hold names, from 1."""
        return (self.header_row,) if isinstance(self.header_row, int) else self.header_row

    def faults(self) -> Iterator[str]:
        """What is wrong with it, each as "field says this: do that"."""
        yield from Form.faults(self)
        try:
            codecs.lookup(self.encoding)
        except LookupError:
            yield f"encoding {self.encoding!r} is not known: write utf-8, utf-16 or cp1252"
        if len(self.delimiter) != 1 or self.delimiter in '"\r\n':
            yield f"delimiter {self.delimiter!r} is not one character that can stand between cells"
        if not self.header_rows or min(self.header_rows) < 1 or list(self.header_rows) != sorted(set(self.header_rows)):
            yield "header_row counts from 1, and several rows stand in order, such as [1, 2]"
        if not all(word.strip() for word in self.footer):
            yield "footer holds an empty word: write the first word of the totals, such as Total"


def _date_faults(pattern: str) -> Iterator[str]:
    if pattern in SERIALS:
        return
    parts = set(PART.findall(pattern))
    yield from _part_faults("dates", pattern, DATE_PARTS | TIME_PARTS, "%d/%m/%Y %H:%M")
    if not parts & {"Y", "y"} or not (parts & {"d", "j"} and parts & {"m", "b", "B", "j"}):
        yield f"dates holds {pattern!r}, which lacks a year, a month or a day: write one such as %d/%m/%Y"


def _part_faults(field: str, pattern: str, known: frozenset[str], example: str) -> Iterator[str]:
    unknown = [part for part in PART.findall(pattern) if part not in known]
    if unknown or not PART.search(pattern):
        what = f"%{unknown[0]}, which is not known here" if unknown else "no part of a date or time"
        yield f"{field} holds {pattern!r}, with {what}: write one such as {example}"
