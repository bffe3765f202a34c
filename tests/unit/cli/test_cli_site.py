"""The site from the command line: accounts, the worker, and a port that somebody else has."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest


PASSWORD = "correct horse battery staple"


def forcesight(home: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command that starts the site's own code."""
    command = [sys.executable, "-m", "forcesight", *map(str, arguments), "--home", str(home)]
    mine = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    told = subprocess.run(command, capture_output=True, text=True, check=False, env=mine | environment)
    assert "Traceback" not in told.stderr
    return told


def test_an_account_is_made_in_a_home_that_had_no_site(home: Path) -> None:
    made = forcesight(home, "account", "create", "a.person", "--role", "commander", FORCESIGHT_PASSWORD=PASSWORD)
    assert (made.returncode, made.stdout) == (0, "a.person can sign in as Commander for force fairshire.\n")
    with sqlite3.connect(home / "site.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM audit_event WHERE event = 'account_created'").fetchall() == [(1,)]
    again = forcesight(home, "account", "create", "a.person", "--role", "commander", FORCESIGHT_PASSWORD=PASSWORD)
    assert again.returncode == 2 and "There is already an account a.person" in again.stderr


@pytest.mark.parametrize(("arguments", "password", "words"), [
    (("--role", "nobody"), PASSWORD, "There is no role 'nobody'; the roles are performance_analyst"),
    (("--role", "commander", "--scope", "planet:x"), PASSWORD, "'planet:x' is not a unit"),
    (("--role", "commander"), "short", "too short"),
])  # fmt: skip
def test_an_account_that_cannot_be(home: Path, arguments: tuple[str, ...], password: str, words: str) -> None:
    told = forcesight(home, "account", "create", "b.person", *arguments, FORCESIGHT_PASSWORD=password)
    assert told.returncode == 2 and words in told.stderr


def test_the_worker_does_what_waits_and_ends(home: Path) -> None:
    assert forcesight(home, "work", "--once").returncode == 0


@pytest.mark.parametrize("command", [("work", "--once"), ("account", "create", "a.person", "--role", "commander")])
def test_there_is_no_site_without_a_home(tmp_path: Path, command: tuple[str, ...]) -> None:
    told = forcesight(tmp_path / "none", *command)
    assert told.returncode == 3 and "There is no home at" in told.stderr
    assert not (tmp_path / "none").exists()


def test_a_busy_port_is_said_before_anything_is_done(tmp_path: Path, run) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told = run("run", "--port", port, "--home", tmp_path / "new")
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        f"Port {port} is busy: another program answers there. "
        f"Stop it, or choose another port: make run PORT={port + 1}\n"
    )
    assert not (tmp_path / "new").exists()
