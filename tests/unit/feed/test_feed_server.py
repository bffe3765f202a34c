"""The live feed as a process: it takes events in, publishes them, and loses nothing when it is killed."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.unit.store.published_files import rows

from forcesight.store import Home
from forcesight.store.senders import add_sender


pytestmark = pytest.mark.slow
PATIENCE = 60.0


@contextmanager
def feed(home: Home, port: int) -> Iterator[subprocess.Popen[str]]:
    """The feed in a process group of its own, once it answers."""
    command = [sys.executable, "-m", "forcesight", "feed", "--home", str(home.path), "--port", str(port)]
    mine = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=mine, start_new_session=True
    )
    try:
        until(lambda: answers(port))
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def until(done: Any) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, "nothing came of it"
        time.sleep(0.1)


def answers(port: int) -> bool:
    try:
        return ask(port, "GET", "/health")[0] == 200
    except OSError:
        return False


def ask(port: int, method: str, path: str, body: bytes = b"", token: str = "") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body, {"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def lines(*names: str) -> bytes:
    told = {"cases": ["incident:I-1"], "activity": "unit_at_scene", "occurred_at": "2024-06-03T08:00:00Z"}
    return b"\n".join(json.dumps({"event_id": name, **told}).encode() for name in names)


def test_events_survive_a_kill_and_are_published_once(tmp_path: Path) -> None:
    home = Home.create(tmp_path / "home", "fairshire")
    token = add_sender(home, "cad")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])

    with feed(home, port):
        assert ask(port, "POST", "/events", lines("a"), "nobody's")[0] == 401
        status, told = ask(port, "POST", "/events", lines("a", "b") + b"\nno JSON", token)
        assert status == 200
        assert [json.loads(line)["state"] for line in told.splitlines()] == ["accepted", "accepted", "refused"]

    with feed(home, port) as process:
        status, told = ask(port, "POST", "/events", lines("b", "c"), token)
        assert [json.loads(line)["state"] for line in told.splitlines()] == ["already known", "accepted"]
        until(lambda: json.loads(ask(port, "GET", "/health")[1]) == {"waiting": 0})
        assert rows(home, "SELECT source_id, count(*) FROM event_history GROUP BY 1 ORDER BY 1") == [
            ("a", 1), ("b", 1), ("c", 1),
        ]  # fmt: skip
        assert rows(home, "SELECT sender, n FROM mart.feed") == [("cad", 3)]
        process.terminate()
        out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0 and "Traceback" not in err
    assert f"takes events at http://127.0.0.1:{port}/events" in out
