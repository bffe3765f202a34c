"""What commands print for people: tables with numbers to the right, and a bar while they wait."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from forcesight.cli.common import print_table


def test_a_table_aligns_numbers_and_words(capsys) -> None:
    rows = [
        {"name": "burglary", "rows": 1234567, "share": 0.5, "seasonal": True},
        {"name": "asb", "rows": None, "share": 12.345, "seasonal": False},
    ]
    print_table(rows, ("name", "rows", "share", "seasonal"))
    assert capsys.readouterr().out.splitlines() == [
        "name           rows  share  seasonal",
        "burglary  1,234,567   0.50       yes",
        "asb               -  12.35        no",
    ]


def test_a_load_at_a_terminal_shows_a_bar(home: Path, june: Path) -> None:
    """The bar goes to standard error, so that the summary can be piped on."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "forcesight", "load", "police-uk", str(june), "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, text=True,
                          env={**os.environ, "TERM": "xterm", "COLUMNS": "80"}) as loading:  # fmt: skip
        os.close(theirs)
        seen = read_all(ours)
        assert loading.stdout is not None and "9 loaded" in loading.stdout.read()
    assert loading.returncode == 0
    assert b"Checking files" in seen or b"Loading" in seen or b"Publishing" in seen


def read_all(terminal: int) -> bytes:
    """Everything that a program writes to its terminal until it closes it."""
    seen = b""
    while True:
        try:
            block = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other end is closed
            block = b""
        if not block:
            os.close(terminal)
            return seen
        seen += block
