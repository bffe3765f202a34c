"""What was said of each row of a table, and which of it is in force, whatever the order in which it came.

A row is put, put again with other content (a correction), or withdrawn. Of what says when its source knew it, the
latest counts, even where it came first; else what came last. What was said before, word for word, changes nothing.
Everything that was put stays as a row: the one in force is current, the others have `superseded_at`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from forcesight.records import Contract
from forcesight.store.key_index import Key


Row = dict[str, Any]


@dataclass(slots=True)
class Version:
    """One thing that was said of a row: its content, or that it was withdrawn (`row` is None).

    `file` is where it lies; None where it is new.
    """

    row: Row | None
    known_at: datetime | None
    file: Path | None = None

    def gives_way_to(self, other: Version) -> bool:
        """Whether the other, which came later, is in force from then on."""
        return not (self.known_at and other.known_at and other.known_at < self.known_at)


@dataclass(slots=True)
class Versions:
    """The versions of some rows, and what is to be written once new ones have come.

    Where the source says when it knew a row, a version is known by its content, and one that came before is no news;
    in other tables (notes) each new one counts, and its sender's own identifier tells whether it came before.
    """

    contract: type[Contract]
    said: dict[Key, list[Version]] = field(default_factory=dict)
    in_force: dict[Key, Version] = field(default_factory=dict)
    # To be written: new rows, when rows of a file ended, and what was withdrawn when.
    added: list[Row] = field(default_factory=list)
    ended: dict[Path, dict[Key, datetime]] = field(default_factory=dict)
    withdrawn: list[tuple[Key, datetime]] = field(default_factory=list)

    def hold(self, rows: Iterable[tuple[Path, Row]], withdrawals: Iterable[tuple[Key, datetime]]) -> None:
        """Take in what the tables hold."""
        for file, row in rows:
            key = tuple(row[name] for name in self.contract.key)
            version = Version(row, row.get("known_at"), file)
            self.said.setdefault(key, []).append(version)
            if row["superseded_at"] is None:
                self.in_force[key] = version
        for key, known_at in withdrawals:
            version = Version(None, known_at)
            self.said.setdefault(key, []).append(version)
            held = self.in_force.get(key)
            if held is None or (held.row is None and held.gives_way_to(version)):
                self.in_force[key] = version

    def put(self, key: Key, row: Row, at: datetime) -> bool:
        """A row as its source gives it now, at `at`; False where that is no news."""
        news = not any(self._same(version, row) for version in self._compared(key))
        if news:
            fresh = {**row, "superseded_at": None}
            self.added.append(fresh)
            self._enter(key, Version(fresh, row.get("known_at")), at)
        if row.get("superseded_at"):
            self._end(key, row["superseded_at"])
        return news

    def withdraw(self, key: Key, known_at: datetime | None, at: datetime) -> bool:
        """The source takes the row back, at `at`; False where that is no news."""
        held = self.in_force.get(key)
        if not self._dated():
            self._end(key, at)
            return held is not None
        if any(version.row is None and version.known_at == known_at for version in self.said.get(key, ())):
            return False
        if known_at is None and held is not None and held.row is None:
            return False
        version = Version(None, known_at or at)
        self.withdrawn.append((key, known_at or at))
        self._enter(key, version, at)
        return True

    def _dated(self) -> bool:
        return self.contract.has("known_at")

    def _compared(self, key: Key) -> list[Version]:
        if self._dated():
            return self.said.get(key, [])
        held = self.in_force.get(key)
        return [held] if held else []

    def _same(self, version: Version, row: Row) -> bool:
        told = version.row
        return told is not None and all(told.get(c.name) == row.get(c.name) for c in self.contract.read_columns())

    def _enter(self, key: Key, version: Version, at: datetime) -> None:
        held = self.in_force.get(key)
        self.said.setdefault(key, []).append(version)
        if held is None or held.gives_way_to(version):
            self._end(key, at)
            self.in_force[key] = version
        elif version.row is not None:
            version.row["superseded_at"] = at

    def _end(self, key: Key, at: datetime) -> None:
        """No row of this key is in force any more."""
        held = self.in_force.pop(key, None)
        if held is None or held.row is None:
            return
        if held.file is not None:
            self.ended.setdefault(held.file, {})[key] = at
        else:
            # It was put by an earlier entry of the same batch.
            held.row["superseded_at"] = at
