"""The figures that pages show: one open session of the home's current snapshot in each process.

A request takes a `Reading` and keeps it to its end. When a newer snapshot is published, the next request opens it; the
older one closes by itself when the last request that holds it is done, because nobody refers to its connection any
more. Whatever is costly is made once for each snapshot: `Reading.once` remembers it, and of several requests that need
it at the same time one makes it and the others wait.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.signals import request_started

from forcesight.catalogue import today
from forcesight.errors import InputRefused
from forcesight.measures.areas import Area
from forcesight.measures.figures import Figures
from forcesight.measures.overview import Overview, overview
from forcesight.operations import Platform
from forcesight.store import Snapshot, open_session
from forcesight.store.snapshot import snapshot_stamp


log = logging.getLogger(__name__)

T = TypeVar("T")
#: What the live feed and people's notes change, and no figure reads.
LIVE_TABLES = frozenset({"event", "journal_event", "note", "reject", "withdrawal"})
LIVE_MARTS = frozenset({"feed", "files", "live_quality"})
#: The threads that make something ahead of its first reader, and how long an exit waits for one, in seconds.
_warming: set[threading.Thread] = set()
LONGEST_WARMING = 10.0
#: How many charts, maps and comparisons a process remembers.
REMEMBERED = 1200


class Memory:
    """Results by key, the oldest unused forgotten first; one maker at a time for each key."""

    def __init__(self, size: int = REMEMBERED) -> None:
        self._size = size
        self._known: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made at most once while it is remembered. What it raises is not remembered."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if key in self._known:
                    return self._known[key]
            try:
                made = make()
                self._keep(key, made)
            finally:
                self._making.pop(key, None)
        return made

    def _keep(self, key: Hashable, made: Any) -> None:
        with self._lock:
            self._known[key] = made
            while len(self._known) > self._size:
                self._known.popitem(last=False)


@dataclass(frozen=True)
class Reading:
    """The figures of one snapshot as they read on one day."""

    platform: Platform
    figures: Figures
    memory: Memory = field(default_factory=Memory)

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that is read."""
        return self.figures.session.snapshot

    @property
    def published_at(self) -> datetime | None:
        """When the snapshot was published; None where none was."""
        told = self.snapshot.published_at
        return datetime.fromisoformat(told) if told else None

    @property
    def empty(self) -> bool:
        """Does the home hold no figures yet?"""
        return not self.snapshot.marts

    def once(self, key: Hashable, make: Callable[[], T], *, live: bool = False) -> T:
        """What `make` gives, made once for this snapshot.

        What it reads of events, of rejected rows or of notes must be said with `live`: they change every second.
        """
        told = (key, tuple(self.snapshot.marts.get(name) for name in sorted(LIVE_MARTS))) if live else key
        return self.memory.once(told, make)

    def overview(self, area: Area) -> Overview:
        """What changed in an area."""
        return self.once(("overview", area.key), lambda: overview(self.figures, area))

    def make_ahead(self) -> None:
        """Make what the first reader should not have to wait for."""
        if not self.empty:
            self.overview(self.force)

    @property
    def force(self) -> Area:
        """The home's own force."""
        return self.once("force", self._force)

    def _force(self) -> Area:
        slug = self.platform.home.force
        try:
            if not self.empty:
                return self.figures.areas.get("force", slug)
        except InputRefused:  # the home holds records of other forces only, so far
            pass
        return Area("force", slug, self.platform.catalogue.force_name(slug))


@dataclass(frozen=True)
class _Held:
    stamp: tuple[Any, ...]
    reading: Reading


_lock = threading.Lock()
_held: _Held | None = None


def reading() -> Reading:
    """The current snapshot's reading, opened when the snapshot or the day has changed since the last request."""
    global _held
    stamp = _stamp(Path(settings.FORCESIGHT_HOME))
    held = _held
    if held is not None and held.stamp == stamp:
        return held.reading
    before = held.reading if held is not None and held.stamp[:2] == stamp[:2] else None
    # While one request opens the new snapshot, the others go on with the last.
    if not _lock.acquire(blocking=before is None):
        return before
    try:
        if _held is None or _held.stamp != stamp:
            fresh = _open(before)
            _held = _Held(stamp, fresh)
            _warm(fresh)
        return _held.reading
    finally:
        _lock.release()


@atexit.register
def forget() -> None:
    """Let go of the reading, so that its connection closes before the interpreter does.

    What is being made ahead is waited for: a thread that the interpreter ends inside DuckDB takes the process down.
    """
    global _held
    _held = None
    for thread in list(_warming):
        thread.join(LONGEST_WARMING)


def warm_with_first_request() -> None:
    """Open the snapshot in the background as soon as this process answers anything, were it the sign-in page.

    Not before: a process that the web server forks must open a session of its own.
    """

    def start(**_: Any) -> None:
        request_started.disconnect(dispatch_uid=_WARM)
        _begin(reading)

    request_started.connect(start, weak=False, dispatch_uid=_WARM)


_WARM = "make what the first reader needs"


def _stamp(home: Path) -> tuple[Any, ...]:
    """What must be unchanged for a reading to be current. A process that was forked opens its own."""
    return home, os.getpid(), snapshot_stamp(home), today()


def _open(before: Reading | None) -> Reading:
    platform = before.platform.reopened() if before else Platform.open(Path(settings.FORCESIGHT_HOME), channel="site")
    session = open_session(platform.home.path)
    fresh = Reading(platform, Figures(session, platform.catalogue, force=platform.home.force))
    if before is not None and _same_figures(before, fresh):
        return replace(fresh, memory=before.memory)
    return fresh


def _same_figures(before: Reading, fresh: Reading) -> bool:
    """Would every figure come out the same? What was made for the last snapshot then stays."""

    def said(each: Reading) -> tuple[Any, ...]:
        tables = {name: state for name, state in each.snapshot.tables.items() if name not in LIVE_TABLES}
        marts = {name: file for name, file in each.snapshot.marts.items() if name not in LIVE_MARTS}
        return each.figures.on, each.platform.catalogue.fingerprint, each.snapshot.mart_fingerprint, tables, marts

    return said(before) == said(fresh)


def _warm(fresh: Reading) -> None:
    _begin(fresh.make_ahead)


def _begin(work: Callable[[], Any]) -> None:
    thread = threading.Thread(target=_quietly, args=(work,), name="warm", daemon=True)
    _warming.add(thread)
    thread.start()


def _quietly(work: Callable[[], Any]) -> None:
    try:
        work()
    except Exception:
        # The page that needs it will meet the same fault and say so.
        log.warning("The overview could not be made ahead of its first reader.", exc_info=True)
    finally:
        _warming.discard(threading.current_thread())
