"""The command line as a person uses it: arguments in; exit code, output and sentences out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.office_home import stock
from tests.unit.store.published_files import crimes, line, text, write

import forcesight.store.writer
from forcesight.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as a program reads it."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `forcesight` in this process."""

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["forcesight", *map(str, arguments)])
        capsys.readouterr()
        code: object = 0
        try:
            main()
        except SystemExit as end:
            code = end.code
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return Ran(int(code or 0), told.out, told.err)

    return run


@pytest.fixture
def home(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, which commands find by FORCESIGHT_HOME."""
    monkeypatch.setenv("FORCESIGHT_HOME", str(tmp_path / "home"))
    assert run("init", "--force", "fairshire").code == 0
    return tmp_path / "home"


@pytest.fixture
def june(tmp_path: Path) -> Path:
    """A file of June 2024: seven burglaries, two robberies and a row that cannot be counted."""
    lines = [*crimes(7), *crimes(2, start=8, Crime_type="Robbery"), line(Month="")]
    return write(tmp_path / "files", text(lines))


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the clock of the home's writer."""

    def at(moment: str) -> None:
        class Clock(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:
                return datetime.fromisoformat(moment).astimezone(tz)

        monkeypatch.setattr(forcesight.store.writer, "datetime", Clock)

    return at


@pytest.fixture
def stocked(home: Path) -> Path:
    """A home with a small office and an experiment on it."""
    stock(home)
    return home
