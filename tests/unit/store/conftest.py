"""A new home for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from forcesight.store import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home of the made-up force Fairshire."""
    return Home.create(tmp_path / "home", "fairshire")
