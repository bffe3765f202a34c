"""A quick look at a file before anything is loaded: is it what its name says, and is it whole?

It reads each byte once, for the hash and the count of lines, and understands only the beginning. What it cannot see
(a row of the wrong width in the middle) the strict reader notices, and the sieve then explains.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from xxhash import xxh3_128

from forcesight.records.forces import force_slug
from forcesight.records.readers.published import PublishedFile


HEAD = 1 << 14
BLOCK = 1 << 18
# From so many bytes on NumPy counts lines sooner than Python does, its import included.
LARGE = 1 << 28

LineCount = Callable[[bytearray, int], int]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the quick look found; `faults` are sentences, and empty for a file that may be read."""

    content_hash: str
    lines: int
    # Whether the last line has its end; where it has not, the file may have been cut short.
    ended: bool = True
    # The name in "Falls within" by which the file calls its own force; empty where the layout has no such column.
    force_name: str = ""
    faults: tuple[str, ...] = ()


def line_count(size: int) -> LineCount:
    """What counts the ends of lines in a block, for a look at so many bytes altogether."""
    return _counting_with_numpy() if size >= LARGE else _counting_with_python


def _counting_with_python(block: bytearray, size: int) -> int:
    return block.count(b"\n", 0, size)


def _counting_with_numpy() -> LineCount:
    import numpy as np

    def count(block: bytearray, size: int) -> int:
        return int(np.count_nonzero(np.frombuffer(block, np.uint8, size) == ord("\n")))

    return count


def inspect(file: PublishedFile, path: Path, count: LineCount = _counting_with_python) -> Inspection:
    """Look at the file whose bytes are at `path`."""
    digest, block = xxh3_128(), bytearray(BLOCK)
    view = memoryview(block)
    lines, last, head = 0, b"\n", b""
    with path.open("rb", buffering=0) as source:
        while size := source.readinto(block):
            head = head or bytes(view[: min(size, HEAD)])
            digest.update(view[:size])
            lines += count(block, size)
            last = view[size - 1 : size].tobytes()
    ended = last == b"\n"
    name, fault = _look(file, head)
    if not fault and lines > 0 and len(head) < HEAD and _is_header_only(head):
        fault = _without_rows(file)
    if not fault and not ended and not lines:
        fault = f"{file.label}, line 1: no line of the file has an end, so it was cut short; download it again."
    return Inspection(digest.hexdigest(), lines + (not ended), ended, name, (fault,) if fault else ())


def _look(file: PublishedFile, head: bytes) -> tuple[str, str]:
    """The force's own name, and the first fault in the file's beginning, if any."""
    if not head:
        return "", f"{file.label} is empty; download it again."
    if head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<":
        return "", f"{file.label} is a web page, not a CSV file: the download failed; download it again."
    try:
        text = head.decode("utf-8-sig") if len(head) < HEAD else head.decode("utf-8-sig", errors="ignore")
    except UnicodeDecodeError as fault:
        return "", _encoding_fault(file, head.count(b"\n", 0, fault.start) + 1)
    if "\0" in text.partition("\n")[0]:
        return "", _encoding_fault(file, 1)
    rows = list(csv.reader(text.splitlines()[:200]))
    if tuple(rows[0] if rows else ()) != file.layout.header:
        return "", _header_fault(file, rows[0] if rows else [])
    return _force_name(file, rows[1:])


def _is_header_only(content: bytes) -> bool:
    """Whether nothing but blank lines follows the header."""
    return not any(line.strip() for line in content.splitlines()[1:])


def _without_rows(file: PublishedFile) -> str:
    # A month of no rows would be counted as a month of no crime, which no force has ever had.
    return (
        f"{file.label} holds no rows: the download was cut short, or the force published nothing; "
        "a month without a file stays unknown. Download it again, or leave it out."
    )


def _encoding_fault(file: PublishedFile, line: int) -> str:
    return f"{file.label} is not UTF-8 text (line {line}); save it as UTF-8, or download it again."


def _header_fault(file: PublishedFile, found: list[str]) -> str:
    wanted = file.layout.header
    missing = [name for name in wanted if name not in found]
    extra = [name for name in found if name not in wanted]
    what = "; ".join(
        part
        for part in (
            f"missing: {', '.join(missing[:4])}" if missing else "",
            f"unexpected: {', '.join(repr(name[:40]) for name in extra[:4])}" if extra else "",
            "the columns are in another order" if not missing and not extra else "",
        )
        if part
    )
    return f"{file.label}, line 1: this is not the header of a {file.kind} file ({what}); check which file it is."


def _force_name(file: PublishedFile, rows: list[list[str]]) -> tuple[str, str]:
    """How the file names its own force, from its first rows; a file of another force is at fault."""
    if "Falls within" not in file.layout.header or not rows:
        return "", ""
    place = file.layout.header.index("Falls within")
    names = [row[place] for row in rows if len(row) > place and row[place]]
    own = [name for name in names if force_slug(name) == file.force]
    if names and not own:
        return "", f"{file.label}, line 2: the name says {file.force}, the rows say {names[0]!r}; rename the file."
    return (own[0] if own else ""), ""
