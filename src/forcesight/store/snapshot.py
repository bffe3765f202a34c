"""A snapshot names the files of every table and mart that belong together.

Readers open `snapshots/current.json` once and read only what it names, so they never see a mix. Figures cite its
number. The last few numbered snapshots stay, and with them their files, so that a reader who opened one a moment
ago can finish.
"""

from __future__ import annotations

import json
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
    # The mart database, relative to the home, and the fingerprint of the definitions that it was built from.
    mart: str = ""
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
        return data | ({self.mart} if self.mart else set())

    def to_json(self) -> str:
        """The text of a snapshot file."""
        told = asdict(self) | {"tables": [asdict(state) for state in self.tables.values()]}
        return json.dumps(told, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Snapshot:
        """Read a snapshot file's text."""
        told = json.loads(text)
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


def kept_snapshots(home: Path) -> list[Snapshot]:
    """The numbered snapshots that are still kept, oldest first."""
    return [Snapshot.from_json(path.read_text(encoding="utf-8")) for path in _numbered(home)]


def write_snapshot(home: Path, snapshot: Snapshot) -> None:
    """Publish `snapshot`: from the rename on, every new reader sees it."""
    text = snapshot.to_json().encode()
    reach("publish.numbered.before")
    replace_file(home / "snapshots" / f"{snapshot.number:06d}.json", text)
    reach("publish.rename.before")
    replace_file(home / "snapshots" / "current.json", text)
    reach("publish.rename.after")


def forget_snapshots(home: Path, current: Snapshot, *, keep: int = KEPT) -> None:
    """Drop the numbered snapshots beyond the last `keep`, and any that a crash or an erasure makes unfit."""
    numbered = _numbered(home)
    fit = [path for path in numbered if current.oldest <= int(path.stem) <= current.number]
    for path in set(numbered) - set(fit[-keep:]):
        path.unlink()
    sync_folder(home / "snapshots")


def _numbered(home: Path) -> list[Path]:
    return sorted(path for path in (home / "snapshots").glob("*.json") if path.stem.isdigit())
