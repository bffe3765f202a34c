"""Who may send to the live feed, from the command line."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path

from forcesight.store import Home
from forcesight.store.senders import Doorkeeper


def events(home: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(home / "site.sqlite3") as database:
        return database.execute("SELECT event, target FROM audit_event ORDER BY rowid").fetchall()


def test_a_sender_is_let_in_listed_and_shut_out(home: Path, run) -> None:
    assert "No system may send events yet" in run("feed", "senders").out
    added = run("feed", "add-sender", "cad")
    token = added.out.splitlines()[1]
    door = Doorkeeper(Home.open(home))
    assert added.code == 0 and door.name_of(token) == "cad"
    assert run("feed", "senders").out.splitlines()[1].startswith("cad")
    (told,) = run("feed", "senders", "--json").json
    assert told["name"] == "cad" and token not in str(told)
    ended = run("feed", "end-sender", "cad")
    assert ended.code == 0 and "What it has sent stays." in ended.out
    assert door.name_of(token) is None
    assert [each for each in events(home) if each[0].startswith("sender")] == [
        ("sender_added", "sender:cad"), ("sender_ended", "sender:cad"),
    ]  # fmt: skip


def test_a_sender_that_cannot_be_is_told(home: Path, run) -> None:
    told = run("feed", "add-sender", "C.A.D.")
    assert told.code == 2 and "lower-case letters" in told.err
    assert run("feed", "end-sender", "cad").code == 2


def test_the_home_is_named_after_what_is_to_be_done(home: Path, run) -> None:
    told = run("feed", "--home", home, "senders")
    assert told.code == 2 and "Write --home after senders." in told.err


def test_a_busy_port_is_said_before_the_feed_starts(home: Path, run) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        told = run("feed", "--port", other.getsockname()[1])
    assert told.code == 2 and "is busy" in told.err and "forcesight feed --port" in told.err
