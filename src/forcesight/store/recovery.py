"""Taking back what a crash left, and deleting what no snapshot needs any more."""

from __future__ import annotations

import shutil
from pathlib import Path

from forcesight.store import delta, marts
from forcesight.store.faults import reach
from forcesight.store.home import Home
from forcesight.store.snapshot import Snapshot, forget_snapshots, kept_snapshots


def recover(home: Home, snapshot: Snapshot, *, alone: bool = True) -> None:
    """Take back whatever a crash left that the published snapshot does not know; with the snapshot lock held.

    Unless this writer is alone, files that no snapshot names may belong to a change that is being prepared.
    """
    for folder in sorted(path for path in home.records.iterdir() if path.is_dir()):
        delta.roll_back(folder, snapshot.table(folder.name))
    if alone:
        empty(home.staging)
        tidy(home, snapshot)


def tidy(home: Home, snapshot: Snapshot) -> None:
    """Delete files that no kept snapshot needs."""
    forget_snapshots(home.path, snapshot)
    needed = set().union(snapshot.paths(), *(kept.paths() for kept in kept_snapshots(home.path)))
    reach("tidy.before")
    for file in home.records.glob("*/*.parquet"):
        if str(file.relative_to(home.path)) not in needed:
            file.unlink()
    marts.tidy(home, needed, snapshot)
    reach("tidy.after")


def empty(folder: Path) -> None:
    """Delete everything in a folder."""
    for entry in folder.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
