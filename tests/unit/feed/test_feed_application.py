"""The feed over HTTP: who is let in, what is answered, and that nothing is acknowledged which was not taken in."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from forcesight.feed import application
from forcesight.feed.application import Application
from forcesight.store import Home
from forcesight.store.intake import Answer, Full, Numbered
from forcesight.store.senders import Doorkeeper, add_sender


@dataclass
class Taking:
    """An intake that accepts every line, or raises."""

    raises: Exception | None = None
    seen: list[tuple[str, list[Numbered]]] = field(default_factory=list)
    waiting = 7

    def receive(self, sender: str, lines: list[Numbered]) -> list[Answer]:
        if self.raises:
            raise self.raises
        self.seen.append((sender, lines))
        return [Answer(number, "accepted", line.decode()) for number, line in lines]


@dataclass
class Asked:
    """One answer: its status, its headers and its text."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def error(self) -> str:
        return str(json.loads(self.text)["error"])


@dataclass
class Door:
    """The application with one sender, `cad`."""

    taking: Taking
    token: str
    application: Application

    def ask(self, method: str = "POST", path: str = "/events", body: bytes = b"", **environ: Any) -> Asked:
        told = {"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_LENGTH": str(len(body)),
                "wsgi.input": io.BytesIO(body), "HTTP_AUTHORIZATION": f"Bearer {self.token}", **environ}  # fmt: skip
        answered: list[Any] = []
        text = b"".join(self.application(told, lambda *answer: answered.extend(answer))).decode()
        status, headers = answered
        assert dict(headers)["Content-Length"] == str(len(text.encode()))
        assert dict(headers)["Cache-Control"] == "no-store"
        return Asked(int(status.split()[0]), dict(headers), text)


@pytest.fixture
def door(tmp_path: Path) -> Door:
    home = Home.create(tmp_path / "home", "fairshire")
    token, taking = add_sender(home, "cad"), Taking()
    return Door(taking, token, Application(taking, Doorkeeper(home)))


def test_every_line_has_its_answer_and_its_number(door: Door) -> None:
    answer = door.ask(body=b"a\n\n  \nb")
    assert answer.status == 200 and answer.headers["Content-Type"] == application.JSON_LINES
    assert [json.loads(line) for line in answer.text.splitlines()] == [
        {"line": 1, "state": "accepted", "event_id": "a"}, {"line": 4, "state": "accepted", "event_id": "b"},
    ]  # fmt: skip
    assert door.taking.seen == [("cad", [(1, b"a"), (4, b"b")])]


def test_how_much_waits_is_told_to_anybody(door: Door) -> None:
    answer = door.ask("GET", "/health", HTTP_AUTHORIZATION="")
    assert (answer.status, json.loads(answer.text)) == (200, {"waiting": 7})


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer nobody", "Basic {token}", "{token}"])
def test_a_token_that_is_nobodys_is_turned_away(door: Door, given: str) -> None:
    answer = door.ask(body=b"a", HTTP_AUTHORIZATION=given.format(token=door.token))
    assert answer.status == 401 and answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert "Authorization: Bearer TOKEN" in answer.error and door.taking.seen == []


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/events", 405), ("POST", "/", 404)])
def test_other_addresses_and_methods(door: Door, method: str, path: str, status: int) -> None:
    assert door.ask(method, path).status == status


@pytest.mark.parametrize(("length", "status", "words"), [
    ("", 411, "Content-Length"), ("many", 411, "Content-Length"), (str(5 << 20), 413, "at most 4 MiB"),
    ("9", 400, "cut short"),
])  # fmt: skip
def test_a_request_of_no_length_too_long_or_cut_short_is_not_taken_in(
    door: Door, length: str, status: int, words: str
) -> None:
    answer = door.ask(body=b"a", CONTENT_LENGTH=length)
    assert answer.status == status and words in answer.error and door.taking.seen == []


def test_too_many_lines_are_not_taken_in(door: Door) -> None:
    answer = door.ask(body=b"a\n" * (application.MOST_LINES + 1))
    assert answer.status == 413 and "5,000 lines" in answer.error


@pytest.mark.parametrize(("full", "status"), [(Full("Wait.", 5), 429), (Full("Disk.", 60, disk=True), 503)])
def test_a_full_journal_asks_for_patience(door: Door, full: Full, status: int) -> None:
    door.taking.raises = full
    answer = door.ask(body=b"a")
    assert (answer.status, answer.headers["Retry-After"], answer.error) == (status, str(full.seconds), str(full))


def test_a_fault_acknowledges_nothing_and_tells_no_secret(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    door.taking.raises = OSError("/secret/place")
    answer = door.ask(body=b"a")
    assert answer.status == 503 and answer.headers["Retry-After"] == "5"
    assert "secret" not in answer.text and "nothing of it was acknowledged" in caplog.text
