"""The home's lock: one writer at a time."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forcesight.errors import HomeBusy


@contextmanager
def write_lock(home: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the home's lock; HomeBusy when another process holds it for longer than `wait` seconds.

    The lock belongs to the process, so the system frees it however the process ends.
    """
    descriptor = os.open(home / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _acquire(descriptor, home, time.monotonic() + wait)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, home: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise HomeBusy(f"Another process is writing to {home}; try again when it has ended.") from None
            time.sleep(0.02)
