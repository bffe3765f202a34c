"""Writing so that a crash leaves either the old file or the new one, and never half of one."""

from __future__ import annotations

import os
from pathlib import Path

from forcesight.store.faults import reach


def sync_file(path: Path) -> None:
    """Force a written file to the disk."""
    reach("file.fsync.before")
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    reach("file.fsync.after")


def sync_folder(path: Path) -> None:
    """Force a folder's entries (creations, renames, deletions) to the disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_file(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Put `content` at `path` in one step: written beside it, synced, renamed over it."""
    beside = path.with_name(f".{path.name}.new")
    reach("replace.write.before")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
        out.flush()
        reach("replace.write.after")
        os.fsync(out.fileno())
    reach("replace.rename.before")
    beside.replace(path)
    reach("replace.rename.after")
    sync_folder(path.parent)
