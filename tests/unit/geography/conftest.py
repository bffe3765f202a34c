"""A new home for each test, and files written on the spot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from forcesight.store import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home of the made-up force Fairshire."""
    return Home.create(tmp_path / "home", "fairshire")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a text file under a name, in folders where the name has them."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write
