"""The lines of the journal's segments: a CRC, the numbers of the entries, and the entries as JSON.

9ae3bbf2 {"first":1001,"last":1002,"entries":[{...},{...}]}
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from forcesight.errors import HomeError


# How much of a segment's end is read to find its last line; more where that line is longer.
TAIL_BYTES = 64 << 10
# How a line begins, by which a reader knows without reading on that it was published.
_NUMBERS = re.compile(rb'[0-9a-f]{8} \{"first":\d+,"last":(\d+),')


def write_line(first: int, entries: Sequence[dict[str, Any]]) -> bytes:
    """The line of entries that are numbered from `first`."""
    line = {"first": first, "last": first + len(entries) - 1, "entries": entries}
    content = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(content), content)


def read_line(line: bytes) -> dict[str, Any] | None:
    """What a line says; None where it is not whole."""
    content = line[9:].rstrip(b"\n")
    if not line.endswith(b"\n") or line[:9] != b"%08x " % zlib.crc32(content):
        return None
    told: dict[str, Any] = json.loads(content)
    return told


def last_line(segment: Path) -> bytes:
    """The last line of a segment, whole or torn; empty where it has none."""
    size, length = segment.stat().st_size, TAIL_BYTES
    with segment.open("rb") as source:
        while True:
            source.seek(max(0, size - length))
            content = source.read()
            end_of_other = content.rfind(b"\n", 0, -1)
            if end_of_other >= 0 or length >= size:
                return content[end_of_other + 1 :]
            length *= 4


def last_number(segment: Path, none: int) -> int:
    """The number of a segment's last entry, by the beginnings of its lines; `none` where it has none, or is gone."""
    try:
        with segment.open("rb") as source:
            found = [int(told[1]) for line in source if (told := _NUMBERS.match(line)) and line.endswith(b"\n")]
    except FileNotFoundError:
        return none
    return found[-1] if found else none


def lines_of(segment: Path, after: int = 0, *, last: bool) -> Iterator[tuple[dict[str, Any], int]]:
    """What each whole line says, and the place where it ends; lines of entries up to `after` may be passed over.

    A torn line may only stand at the very end of the last segment: whoever appends cuts it off first.
    """
    end = 0
    with segment.open("rb") as source:
        for number, line in enumerate(source, 1):
            end += len(line)
            numbers = _NUMBERS.match(line)
            if numbers and int(numbers[1]) <= after:
                continue
            told = read_line(line)
            if told:
                yield told, end
            elif last and (not line.endswith(b"\n") or not source.read(1)):
                return
            else:
                raise HomeError(f"{segment}, line {number} is damaged; restore the home from a backup.")
