"""The Python of the how-to pages is run as it stands, each page's cells one after the other as in a notebook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forcesight.cli.office import app


PAGES = Path(__file__).resolve().parents[3] / "docs" / "how-to"
CELL = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WITH_PYTHON = [page.name for page in sorted(PAGES.glob("*.md")) if CELL.search(page.read_text(encoding="utf-8"))]


def test_the_notebook_and_the_shifts_are_among_them() -> None:
    assert {"model-office-in-a-notebook.md", "plan-shifts.md", "test-a-change.md"} <= set(WITH_PYTHON)


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_PYTHON)
def test_the_cells_of_a_page_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell that fails is named by its line in the page."""
    monkeypatch.chdir(tmp_path)
    text = (PAGES / name).read_text(encoding="utf-8")
    known: dict[str, object] = {"__name__": "notebook"}
    for cell in CELL.finditer(text):
        lines_before = text.count("\n", 0, cell.start(1))
        exec(compile("\n" * lines_before + cell.group(1), str(PAGES / name), "exec"), known)


def test_every_command_of_the_model_office_is_on_a_how_to_page() -> None:
    every = "".join(page.read_text(encoding="utf-8") for page in PAGES.glob("*.md"))
    commands = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    assert len(commands) >= 11
    assert [name for name in commands if f"forcesight office {name}" not in every] == []
