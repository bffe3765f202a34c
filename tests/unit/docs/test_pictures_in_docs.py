"""Every picture of the docs is shown somewhere, and every one that is shown is there. The journeys take them."""

from __future__ import annotations

import re
from pathlib import Path


ROOT = Path(__file__).resolve().parents[3]
IMAGES = ROOT / "docs" / "images"
LARGEST = 200 * 1024


def shown() -> set[Path]:
    """The pictures that a page of the docs, or the front page, shows."""
    found = set()
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            found.add((page.parent / name).resolve())
    return found


def test_each_picture_is_there_and_used() -> None:
    assert shown() == set(IMAGES.glob("*.png"))


def test_each_picture_has_words_for_those_who_cannot_see_it() -> None:
    for page in sorted((ROOT / "docs").rglob("*.md")):
        assert "![](" not in page.read_text(encoding="utf-8"), page


def test_pictures_are_small() -> None:
    assert {path.name: path.stat().st_size for path in IMAGES.glob("*.png") if path.stat().st_size > LARGEST} == {}
