"""The home's locks.

Whoever changes a home holds the *write lock*, for as long as the change takes: one load, erasure or upgrade at a time.
Whoever makes a snapshot of it holds the *snapshot lock*, for a moment: a load only at its end, the publisher of the
journal every second. Who needs both takes the write lock first.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forcesight.errors import HomeBusy


# Somebody who only looks whether a lock is free holds it for less than this many seconds.
A_LOOK = 0.05


@contextmanager
def write_lock(home: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the home's write lock; HomeBusy when another process holds it for longer than `wait` seconds.

    A lock belongs to the process, so the system frees it however the process ends.
    """
    with _held(home / "lock", home, wait):
        yield


@contextmanager
def snapshot_lock(home: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the home's snapshot lock: no new snapshot appears meanwhile; HomeBusy as for the write lock."""
    with _held(home / "snapshots" / "lock", home, wait):
        yield


@contextmanager
def only_one(home: Path, role: str) -> Iterator[None]:
    """Be the only process of this home in a role, such as `publisher`; HomeBusy where another is."""
    with _held(home / "journal" / f"{role}.lock", home, 0.0):
        yield


def write_lock_is_free(home: Path) -> bool:
    """Whether nobody holds the write lock now; nobody can act on it either, while the caller has the snapshot lock."""
    descriptor = _opened(home / "lock")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


@contextmanager
def _held(path: Path, home: Path, wait: float) -> Iterator[None]:
    descriptor = _opened(path)
    try:
        _acquire(descriptor, home, time.monotonic() + max(wait, A_LOOK))
        yield
    finally:
        os.close(descriptor)


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def _acquire(descriptor: int, home: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise HomeBusy(f"Another process is writing to {home}; try again when it has ended.") from None
            time.sleep(0.02)
