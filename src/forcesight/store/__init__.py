"""Where records live: homes, tables, snapshots, and how they are read and written."""

from __future__ import annotations

from forcesight.errors import ForcesightError, HomeBusy, HomeError, InputRefused, NotAllowed
from forcesight.store.home import Home, default_home
from forcesight.store.query import Session, open_session, reading
from forcesight.store.snapshot import Snapshot, read_snapshot


__all__ = [
    "ForcesightError",
    "Home",
    "HomeBusy",
    "HomeError",
    "InputRefused",
    "NotAllowed",
    "Session",
    "Snapshot",
    "default_home",
    "open_session",
    "read_snapshot",
    "reading",
]
