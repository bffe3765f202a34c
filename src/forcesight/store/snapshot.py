"""A snapshot names the files of every table and mart that belong together.

Readers open `snapshots/current.json` once and read only what it names, so they never see a mix. Figures cite its
number. The last few numbered snapshots stay, and with them their files; so does any that a reader has in use.
"""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from forcesight.errors import HomeError
from forcesight.store.durable import replace_file, sync_folder
from forcesight.store.faults import reach


KEPT = 3


@dataclass(frozen=True, slots=True)
class DataFile:
    """One Parquet file of a table; `current` counts the rows that no newer edition has replaced."""

    path: str
    rows: int
    current: int
    bytes: int


@dataclass(frozen=True, slots=True)
class TableState:
    """One table in a snapshot: its contract version, its Delta version and its files."""

    name: str
    contract: int
    version: int
    files: tuple[DataFile, ...] = ()

    @property
    def rows(self) -> int:
        """Current rows."""
        return sum(file.current for file in self.files)

    @property
    def bytes(self) -> int:
        """Size on disk."""
        return sum(file.bytes for file in self.files)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A numbered, consistent state of the home."""

    number: int = 0
    published_at: str = ""
    reason: str = "new home"
    tables: dict[str, TableState] = field(default_factory=dict)
    # Each builder's mart database, relative to the home, and the fingerprint of the definitions that made them all.
    marts: dict[str, str] = field(default_factory=dict)
    mart_fingerprint: str = ""
    # How far the journal has been published.
    journal: int = 0
    # The oldest snapshot that may be kept: an erasure leaves none from before it.
    oldest: int = 0

    def table(self, name: str) -> TableState | None:
        """The state of a table, or None where the home has no such rows yet."""
        return self.tables.get(name)

    def with_tables(self, states: dict[str, TableState]) -> Snapshot:
        """The same snapshot with these tables put in place of their old states."""
        return replace(self, tables={**self.tables, **states})

    def paths(self) -> set[str]:
        """Every file that this snapshot needs, relative to the home."""
        data = {f"records/{t.name}/{f.path}" for t in self.tables.values() for f in t.files}
        return data.union(self.marts.values())

    def to_json(self) -> str:
        """The text of a snapshot file."""
        told = asdict(self) | {"tables": [asdict(state) for state in self.tables.values()]}
        return json.dumps(told, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Snapshot:
        """Read a snapshot file's text. Older ones had one mart, which is made anew before figures are read."""
        told = json.loads(text)
        if "mart" in told:
            told |= {"marts": {}, "mart_fingerprint": ""}
            del told["mart"]
        tables = {}
        for state in told.pop("tables"):
            files = tuple(DataFile(**file) for file in state.pop("files"))
            tables[state["name"]] = TableState(**state, files=files)
        return cls(**told, tables=tables)


def read_snapshot(home: Path) -> Snapshot:
    """The home's current snapshot; the empty one where nothing was ever published."""
    path = home / "snapshots" / "current.json"
    try:
        return Snapshot.from_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Snapshot()
    except (ValueError, KeyError, TypeError) as fault:
        raise HomeError(f"{path} cannot be read ({fault}); restore the home from a backup.") from fault


class InUse:
    """A reader's claim on a numbered snapshot: its files stay until the claim is let go, or the process ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def let_go(self) -> None:
        """The reader has done."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    __del__ = let_go


def use_snapshot(home: Path) -> tuple[Snapshot, InUse | None]:
    """The current snapshot, claimed; a home that was restored or is empty has none that could be forgotten."""
    while True:
        snapshot = read_snapshot(home)
        try:
            descriptor = os.open(_numbered_path(home, snapshot.number), os.O_RDONLY)
        except FileNotFoundError:
            if read_snapshot(home).number == snapshot.number:
                return snapshot, None
            continue
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        claim = InUse(descriptor)
        # It may have been forgotten between our look at it and our claim.
        if os.fstat(descriptor).st_nlink:
            return snapshot, claim


def snapshot_stamp(home: Path) -> tuple[int, int]:
    """What changes whenever another snapshot is published."""
    try:
        told = (home / "snapshots" / "current.json").stat()
    except FileNotFoundError:
        return (0, 0)
    return (told.st_ino, told.st_mtime_ns)


def kept_snapshots(home: Path) -> list[Snapshot]:
    """The numbered snapshots that are still kept, oldest first."""
    return [Snapshot.from_json(path.read_text(encoding="utf-8")) for path in _numbered(home)]


def write_snapshot(home: Path, snapshot: Snapshot) -> None:
    """Publish `snapshot`: from the rename on, every new reader sees it."""
    text = snapshot.to_json().encode()
    reach("publish.numbered.before")
    replace_file(_numbered_path(home, snapshot.number), text)
    reach("publish.rename.before")
    replace_file(home / "snapshots" / "current.json", text)
    reach("publish.rename.after")


def forget_snapshots(home: Path, current: Snapshot, *, keep: int = KEPT) -> None:
    """Drop the numbered snapshots beyond the last `keep` that nobody uses, and any that a crash or erasure makes unfit.

    What was erased must go, whoever reads it.
    """
    numbered = _numbered(home)
    fit = [path for path in numbered if current.oldest <= int(path.stem) <= current.number]
    for path in set(numbered) - set(fit):
        path.unlink()
    for path in fit[:-keep]:
        _forget(path)
    sync_folder(home / "snapshots")


def _forget(path: Path) -> None:
    """Drop a snapshot unless a reader uses it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
    except BlockingIOError:
        pass
    finally:
        os.close(descriptor)


def _numbered_path(home: Path, number: int) -> Path:
    return home / "snapshots" / f"{number:06d}.json"


def _numbered(home: Path) -> list[Path]:
    found = (path for path in (home / "snapshots").glob("*.json") if path.stem.isdigit())
    return sorted(found, key=lambda path: int(path.stem))
