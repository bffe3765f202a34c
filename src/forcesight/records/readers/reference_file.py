"""Files of reference data (population, areas, boundaries): found, unpacked and checked before they are understood.

Such a file is small enough to hold in memory; one that is not was never published as reference data.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xxhash import xxh3_128

from forcesight.errors import InputRefused
from forcesight.records.contract import Contract
from forcesight.records.readers.sift import reject


TABLES = (".csv", ".csv.gz")
MAPS = (".geojson", ".json")
# Every Lower Layer Super Output Area of England and Wales, in the detail of a street map, stays below this.
LARGEST = 512 << 20

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """One file: what it is meant to hold, and its text."""

    path: Path
    kind: str
    text: str
    content_hash: str

    @property
    def source_file(self) -> str:
        """The identity under which rejected rows name this file."""
        return f"{self.kind}/{self.path.name}@{self.content_hash[:12]}"

    @property
    def label(self) -> str:
        """The file as a person would recognise it in a message."""
        return str(self.path)

    @property
    def is_map(self) -> bool:
        """Whether the file holds GeoJSON rather than a table."""
        return self.path.name.lower().endswith(MAPS)


@dataclass(slots=True)
class Reading:
    """What a reader made of a file: rows by table, and the rows that could not be counted."""

    file: ReferenceFile
    rows_read: int = 0
    rows: dict[str, list[Row]] = field(default_factory=dict)
    rejects: list[Row] = field(default_factory=list)

    @property
    def rows_kept(self) -> int:
        """The file's rows that were not rejected."""
        return self.rows_read - len(self.rejects)

    def add(self, contract: type[Contract], row: Row) -> None:
        """Keep a row of a table; the file is its source."""
        self.rows.setdefault(contract.table, []).append(row | {"source": self.file.path.name})

    def reject(self, line: int | None, reason: str, raw: str) -> None:
        """Put one row of the file aside."""
        self.rejects.append(reject(self.file, line, reason, raw))


class Once:
    """Remembers rows by their key, so that a file cannot say two things of the same area."""

    def __init__(self) -> None:
        self._rows: dict[tuple[Any, ...], tuple[Row, int]] = {}

    def offer(self, contract: type[Contract], row: Row, line: int) -> str:
        """Why the row may not be kept; empty, and the row is remembered, where nothing stands against it."""
        held, since = self._rows.setdefault((contract.table, *(row.get(k) for k in contract.key)), (row, line))
        if held is row:
            return ""
        return f"the row repeats row {since}" if held == row else f"the row contradicts row {since}"


class NotOurs(InputRefused):
    """The file is whole, and of another kind; in a folder it is passed over, for `reason`."""

    def __init__(self, sentence: str, reason: str) -> None:
        self.reason = reason
        super().__init__(sentence)


class LevelNotUsed(NotOurs):
    """The file holds areas of a level that figures are not added up by; it is passed over even where it is named."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a file is, and whether somebody named it or it merely lay in a folder."""

    path: Path
    named: bool


def find(paths: Sequence[Path], kind: str, suffixes: Sequence[str]) -> list[Found]:
    """The files under `paths` whose names end like this; InputRefused where a path is none and holds none."""
    found = [item for path in paths for item in _under(path, kind, tuple(suffixes))]
    return list({item.path: item for item in found}.values())


def _under(path: Path, kind: str, suffixes: tuple[str, ...]) -> Iterator[Found]:
    wanted = " or ".join(suffixes)
    if not path.exists():
        raise InputRefused(f"There is nothing at {path}; check the path.")
    if not path.is_dir():
        if not path.name.lower().endswith(suffixes):
            raise InputRefused(f"{path} is not a {kind} file: its name must end in {wanted}.")
        yield Found(path, named=True)
        return
    inside = sorted(child for child in path.rglob("*") if child.name.lower().endswith(suffixes))
    if not inside:
        raise InputRefused(f"{path} holds no {kind} file: their names end in {wanted}.")
    yield from (Found(child, named=False) for child in inside)


def read_text(path: Path, kind: str) -> ReferenceFile:
    """The file unpacked and decoded; InputRefused where it is cut short, huge, empty, a web page or not UTF-8."""
    content = _unpacked(path)
    if len(content) > LARGEST:
        raise InputRefused(f"{path} is larger than {LARGEST >> 20} MiB, so it is not a {kind} file; check which it is.")
    if not content.strip():
        raise InputRefused(f"{path} is empty; download it again.")
    text = _decoded(path, content)
    if text.lstrip()[:1] == "<":
        raise InputRefused(f"{path} is a web page, not a {kind} file: the download failed; download it again.")
    return ReferenceFile(path, kind, text, xxh3_128(content).hexdigest())


def _decoded(path: Path, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise InputRefused(f"{path} is not UTF-8 text (line {line}); save it as UTF-8, or download it again.") from None
    if "\0" in text[:4096]:
        raise InputRefused(f"{path} is not UTF-8 text (line 1); save it as UTF-8, or download it again.")
    return text


def _unpacked(path: Path) -> bytes:
    """The file's bytes, and not many more than the largest file that is accepted."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as source:
            return source.read(LARGEST + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as fault:
        raise InputRefused(f"{path} is not a whole gzip file ({fault}); download it again.") from fault
