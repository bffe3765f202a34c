"""Backups: records, journal, catalogue, keys and the site's rows at one snapshot, taken while others write.

The journal is held for a moment. Meanwhile the site's database is copied, then the current snapshot is read and its
files are pinned by hard links. So every row that the site has handed over is in the journal or the tables of the
backup, and every row in the tables is in the site's copy. The pinned files, which never change, are packed at leisure.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from forcesight import __version__
from forcesight.errors import HomeBusy, HomeError, InputRefused
from forcesight.store import delta, journal
from forcesight.store.durable import sync_file, sync_folder
from forcesight.store.faults import reach
from forcesight.store.home import Home
from forcesight.store.snapshot import Snapshot, read_snapshot


MANIFEST = "manifest.json"
# How often a snapshot's files may become obsolete while they are being pinned before we give up.
ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a backup holds."""

    path: Path
    snapshot: int
    files: int
    bytes: int


def backup(home: Home, target: Path) -> BackupReport:
    """Back the home up to `target`: a new `.zip` file, or else a new folder, with a manifest of hashes.

    InputRefused where something is there already, HomeBusy while another backup is being taken. The target appears
    whole or not at all. It holds keys and person-level rows: keep it as safe as the home.
    """
    if target.exists():
        raise InputRefused(f"There is already something at {target}; name a new file or folder for the backup.")
    with _pins(home) as pinned:
        snapshot = _pin(home, pinned)
        manifest = _manifest(home, snapshot, pinned)
        (pinned / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True), encoding="utf-8")
        _pack(pinned, target)
    sizes = [told["bytes"] for told in manifest["files"].values()]
    return BackupReport(target, snapshot.number, len(sizes), sum(sizes))


@contextmanager
def _pins(home: Home) -> Iterator[Path]:
    """An empty folder on the home's own disk; what a backup that died has left in it goes."""
    home.backups.mkdir(mode=0o700, exist_ok=True)
    folder = home.backups / ".pins"
    descriptor = os.open(home.backups / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        yield folder
        shutil.rmtree(folder)
    except BlockingIOError:
        raise HomeBusy(f"Another backup of {home.path} is being taken; try again when it has ended.") from None
    finally:
        os.close(descriptor)


def _pin(home: Home, pinned: Path) -> Snapshot:
    """Everything that belongs to the current snapshot, under `pinned`."""
    for _ in range(ATTEMPTS):
        try:
            with journal.locked(home):
                return _pin_current(home, pinned)
        except FileNotFoundError as fault:
            # Other writers have published so often in this moment that the snapshot's files are gone.
            missing = fault.filename
            shutil.rmtree(pinned)
            pinned.mkdir(mode=0o700)
    raise HomeError(f"{missing} is not there, although the home's snapshot names it; restore the home from a backup.")


def _pin_current(home: Home, pinned: Path) -> Snapshot:
    if home.site_database.exists():
        _copy_database(home.site_database, pinned / home.site_database.name)
    # Marts are made anew when the backup is restored.
    snapshot = replace(read_snapshot(home.path), marts={}, mart_fingerprint="")
    reach("backup.snapshot.read")
    for needed in (*sorted(snapshot.paths()), *_logs(home, snapshot)):
        _link(home.path / needed, pinned / needed)
    for name in ("home.toml", "erasure.key", "site.key"):
        if (home.path / name).exists():
            shutil.copy2(home.path / name, pinned / name)
    for folder, pattern in ((home.journal, "*.log"), (home.catalogue, "**/*")):
        for path in sorted(p for p in folder.glob(pattern) if p.is_file()):
            _copy(path, pinned / path.relative_to(home.path))
    (pinned / "snapshots").mkdir(mode=0o700)
    (pinned / "snapshots" / "current.json").write_text(snapshot.to_json(), encoding="utf-8")
    return snapshot


def _logs(home: Home, snapshot: Snapshot) -> Iterator[str]:
    """The Delta log of each table, up to the version that the snapshot names."""
    for state in snapshot.tables.values():
        for entry in sorted((home.records / state.name / "_delta_log").iterdir()):
            told = delta.ENTRY.fullmatch(entry.name)
            if told and int(told[1]) <= state.version:
                yield str(entry.relative_to(home.path))


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        # A file system without hard links.
        shutil.copy2(source, target)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)


def _copy_database(source: Path, target: Path) -> None:
    """A consistent copy of a SQLite database that others may be writing to."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)


def _manifest(home: Home, snapshot: Snapshot, pinned: Path) -> dict[str, Any]:
    files = {
        str(path.relative_to(pinned)): {"bytes": path.stat().st_size, "blake2b": file_hash(path)}
        for path in sorted(pinned.rglob("*"))
        if path.is_file()
    }
    return {
        "forcesight": __version__,
        "force": home.force,
        "format": home.format,
        "snapshot": snapshot.number,
        "taken_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": files,
    }


def file_hash(path: Path) -> str:
    """The hash by which a manifest knows a file."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, lambda: hashlib.blake2b(digest_size=32)).hexdigest()


def _pack(pinned: Path, target: Path) -> None:
    """Put everything at the target, in one step at the end."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    shutil.rmtree(part) if part.is_dir() else part.unlink(missing_ok=True)
    if target.suffix == ".zip":
        _zip(pinned, part)
        sync_file(part)
    else:
        shutil.copytree(pinned, part)
        for path in part.rglob("*"):
            sync_folder(path) if path.is_dir() else sync_file(path)
    reach("backup.rename.before")
    part.rename(target)
    sync_folder(target.parent)


def _zip(folder: Path, target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            packed = path.suffix == ".parquet"
            archive.write(path, path.relative_to(folder), zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED)
