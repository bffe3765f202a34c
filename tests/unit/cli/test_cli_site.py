"""The site from the command line: accounts, the worker, and a port that somebody else has."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import urllib.request
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
    made = forcesight(home, "accounts", "create", "a.person", "--role", "commander", FORCESIGHT_PASSWORD=PASSWORD)
    assert (made.returncode, made.stdout) == (0, "a.person can sign in as Commander for force fairshire.\n")
    with sqlite3.connect(home / "site.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM audit_event WHERE event = 'account_created'").fetchall() == [(1,)]
    again = forcesight(home, "accounts", "create", "a.person", "--role", "commander", FORCESIGHT_PASSWORD=PASSWORD)
    assert again.returncode == 2 and "There is already an account a.person" in again.stderr


@pytest.mark.parametrize(("arguments", "password", "words"), [
    (("--role", "nobody"), PASSWORD, "There is no role 'nobody'; the roles are performance_analyst"),
    (("--role", "commander", "--scope", "planet:x"), PASSWORD, "'planet:x' is not a unit"),
    (("--role", "commander"), "short", "too short"),
])  # fmt: skip
def test_an_account_that_cannot_be(home: Path, arguments: tuple[str, ...], password: str, words: str) -> None:
    told = forcesight(home, "accounts", "create", "b.person", *arguments, FORCESIGHT_PASSWORD=password)
    assert told.returncode == 2 and words in told.stderr


def test_the_worker_does_what_waits_and_ends(home: Path) -> None:
    assert forcesight(home, "work", "--once").returncode == 0


@pytest.mark.parametrize("command", [("work", "--once"), ("accounts", "create", "a.person", "--role", "commander")])
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


@pytest.mark.slow
def test_the_site_answers_and_ends_when_it_is_told_to(home: Path, june: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "forcesight", "run", "--home", str(tmp_path / "new"), "--port", str(port),
               "--workers", "1", "--data", str(june), "--demo-accounts"]  # fmt: skip
    mine = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=mine) as site:
        assert site.stdout is not None
        told = []
        for line in site.stdout:
            told.append(line)
            if "answers at" in line:
                break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
                assert "Sign in" in page.read().decode()
        finally:
            site.terminate()
        told += site.stdout.readlines()
    assert site.returncode == 0
    assert told[0] == f"Making a home for fairshire at {tmp_path / 'new'}.\n"
    assert told[1] == "Records: 9 rows loaded, 0 already there.\n"
    assert f"Forcesight answers at http://127.0.0.1:{port}/\n" in told
    assert any("performance_analyst" in line or "Performance analyst" in line for line in told)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
