"""The live feed as an operation: the audit log says who sends on which day; the publisher goes on whatever happens."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from tests.unit.store.published_files import rows

from forcesight.errors import HomeError
from forcesight.operations import Platform
from forcesight.operations import feed as operations
from forcesight.operations.feed import Feed, keep_publishing
from forcesight.store import Home
from forcesight.store.lock import only_one, snapshot_lock
from forcesight.store.publisher import Publisher


PATIENCE = 30.0


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.create(tmp_path / "home", "fairshire")


def line(name: str) -> tuple[int, bytes]:
    told = {"event_id": name, "cases": ["incident:I-1"], "activity": "unit_at_scene"}
    return 1, json.dumps(told | {"occurred_at": "2024-06-03T08:00:00Z"}).encode()


def events(home: Home) -> list[tuple[object, ...]]:
    return rows(home, "SELECT source_id FROM event ORDER BY 1")


@contextmanager
def publishing(home: Home) -> Iterator[None]:
    """The publisher at work in a thread."""
    stop = threading.Event()
    thread = threading.Thread(target=keep_publishing, args=(home.path, Publisher(home), stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def until_published(home: Home, *names: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while events(home) != [(name,) for name in names]:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_audit_log_tells_each_sender_and_day_once(home: Home) -> None:
    feed = Feed(Platform(home, "api"), Publisher(home))
    for name in ("a", "b"):
        feed.receive("cad", [line(name)])
    feed.receive("phones", [line("c")])
    assert feed.receive("cad", []) == [] and feed.waiting == 3
    with sqlite3.connect(home.site_database) as database:
        told = database.execute("SELECT actor, channel FROM audit_event WHERE event = 'records_received'").fetchall()
    assert told == [("cad (sender)", "api"), ("phones (sender)", "api")]


def test_what_waits_is_published_within_seconds(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "EVERY", 0.1)
    feed = Feed(Platform(home, "api"), Publisher(home))
    with publishing(home):
        feed.receive("cad", [line("a")])
        until_published(home, "a")
        feed.receive("cad", [line("b")])
        until_published(home, "a", "b")


def test_one_of_several_publishes_and_another_takes_its_place(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "RETRY", 0.05)
    feed = Feed(Platform(home, "api"), Publisher(home))
    with only_one(home.path, "publisher"), publishing(home):
        feed.receive("cad", [line("a")])
        time.sleep(0.5)
        assert events(home) == []
    with publishing(home):
        until_published(home, "a")


def test_it_waits_while_another_makes_a_snapshot(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "EVERY", 0.1)
    feed = Feed(Platform(home, "api"), Publisher(home))
    feed.receive("cad", [line("a")])
    with ExitStack() as held:
        # Before the publisher begins, which would be quicker otherwise.
        held.enter_context(snapshot_lock(home.path))
        with publishing(home):
            time.sleep(0.5)
            assert events(home) == []
            held.close()
            until_published(home, "a")


def test_a_fault_is_told_once_and_tried_again(
    home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(operations, "RETRY", 0.05)
    whole = Publisher.publish
    faults = iter([HomeError("no disk"), HomeError("no disk"), RuntimeError("a slip"), None])

    def publish(self: Publisher, *told: object, **more: object) -> int:
        if fault := next(faults, None):
            raise fault
        return whole(self, *told, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Publisher, "publish", publish)
    Feed(Platform(home, "api"), Publisher(home)).receive("cad", [line("a")])
    with publishing(home):
        until_published(home, "a")
    assert caplog.text.count("could not be published yet: no disk") == 1
    assert "The publisher stopped; it begins again." in caplog.text
