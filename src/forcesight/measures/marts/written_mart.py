"""The measures' mart as the SQL that its definitions come to, kept in the home from one command to the next.

Reading the catalogue and writing its definitions in SQL takes a third of a second, as long as reading 150,000 rows.
What comes of it is text, and depends on files (the program's, the home's own entries) and on the day alone. So it is
kept in `marts/written`, with a stamp of those files and the days between which no entry begins or ends.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import forcesight
from forcesight.store.home import Home
from forcesight.store.query import run


if TYPE_CHECKING:
    import duckdb

    from forcesight.catalogue import Catalogue

# What stands for the rows in SQL that is kept; no definition can hold it.
SOURCE: Final = "\0"
# The parts of the program that decide what definitions come to.
_PROGRAM = Path(forcesight.__file__).parent
_DECIDING = ("catalogue", "records", "store/definitions", "measures/marts")


@dataclass(frozen=True, slots=True)
class WrittenMart:
    """A mart whose SQL is written: what one data file's part is, and what a table is made with, by records table."""

    fingerprint: str
    parts: Mapping[str, str]
    tables: Mapping[str, str]

    @property
    def name(self) -> str:
        """The mart that this is."""
        return "measures"

    @property
    def needs(self) -> tuple[str, ...]:
        """Areas come first: sums are rolled up by them."""
        return ("areas",)

    @property
    def reads(self) -> tuple[str, ...]:
        """Parts are all that is read."""
        return ()

    def part_sql(self, table: str, source: str) -> str | None:
        """The sums of one data file."""
        return self.parts[table].replace(SOURCE, source) if table in self.parts else None

    def build(self, connection: duckdb.DuckDBPyConnection, parts: Mapping[str, str]) -> None:
        """Create the table of every records table that the home holds."""
        for table, sql in self.tables.items():
            if table in parts:
                run(connection, sql.replace(SOURCE, parts[table]))


def kept(home: Home, day: date) -> WrittenMart | None:
    """What an earlier command has kept; None where there is none, or it would come out differently today."""
    try:
        told = json.loads(_path(home).read_text(encoding="utf-8"))
        holds = told["stamp"] == _stamp(home) and told["since"] <= day.isoformat() < told["until"]
        return WrittenMart(**told["mart"]) if holds else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(home: Home, mart: WrittenMart, catalogue: Catalogue, day: date) -> None:
    """Keep what the catalogue comes to on this day; where the home cannot be written to, nothing is kept."""
    until = catalogue.next_change(day) or date.max
    told = {"stamp": _stamp(home), "since": day.isoformat(), "until": until.isoformat(), "mart": asdict(mart)}
    path = _path(home)
    beside = path.with_suffix(".new")
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True, mode=0o700)
        beside.write_text(json.dumps(told), encoding="utf-8")
        beside.replace(path)


def _path(home: Home) -> Path:
    return home.marts / "written" / "measures.json"


def _stamp(home: Home) -> str:
    """One hash of the names, sizes and times of all files that decide."""
    told = [forcesight.__version__, home.force]
    for file in _files(home):
        seen = file.stat()
        told.append(f"{file} {seen.st_size} {seen.st_mtime_ns}")
    return hashlib.blake2b("\n".join(told).encode(), digest_size=16).hexdigest()


def _files(home: Home) -> Iterator[Path]:
    for folder in (*(_PROGRAM / name for name in _DECIDING), home.catalogue):
        yield from sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".toml"))
