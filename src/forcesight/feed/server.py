"""The web server of the live feed: one process of many threads, and in it the publisher.

One process, so that it alone knows which events wait; threads, so that many requests share one sync to disk.
"""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack
from pathlib import Path

from gunicorn.app.base import BaseApplication

from forcesight.errors import HomeBusy
from forcesight.feed.application import Application
from forcesight.operations import Platform
from forcesight.operations.feed import Feed, keep_publishing
from forcesight.store.lock import only_one
from forcesight.store.publisher import Publisher
from forcesight.store.senders import Doorkeeper


THREADS = 16
# A feed that was killed lets go of its place within this many seconds.
PATIENCE = 10.0


class FeedServer(BaseApplication):  # type: ignore[misc]
    """gunicorn with one worker, on this machine only: what faces a network stands before it and speaks TLS."""

    def __init__(self, home: Path, port: int) -> None:
        self._home, self._port = home, port
        self._stop = threading.Event()
        self._place = ExitStack()
        self._publishing: threading.Thread | None = None
        super().__init__()

    def load_config(self) -> None:
        """gunicorn's settings. There is no access log: it would say who sends when, and nobody reads it."""
        for name, value in {
            "bind": f"127.0.0.1:{self._port}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "keepalive": 30,
            "accesslog": None,
            "loglevel": "warning",
            "control_socket_disable": True,
            "worker_exit": lambda _server, _worker: self._ended(),
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Application:
        """What the worker serves; it starts the publisher beside it."""
        self._take_place()
        publisher = Publisher(Platform.open(self._home).home)
        feed = Feed(Platform.open(self._home, channel="api"), publisher)
        told = (self._home, publisher, self._stop)
        self._publishing = threading.Thread(target=keep_publishing, args=told, name="publisher", daemon=True)
        self._publishing.start()
        return Application(feed, Doorkeeper(publisher.home))

    def _take_place(self) -> None:
        """Be the home's only feed for as long as this process lives."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                self._place.enter_context(only_one(self._home, "feed"))
                return
            except HomeBusy:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(0.1)

    def _ended(self) -> None:
        """Let the publisher end what it is doing."""
        self._stop.set()
        if self._publishing:
            self._publishing.join(timeout=PATIENCE)
