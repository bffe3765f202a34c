"""The reference page of the catalogue tells every kind of entry and every field, and its example loads."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from forcesight.catalogue import Catalogue, Entry, Margin
from forcesight.catalogue.expression import FUNCTIONS
from forcesight.catalogue.reading import KINDS


PAGE = (Path(__file__).parents[3] / "docs/reference/catalogue.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
SHARED = {field.name for field in fields(Entry)}


def told(section: str) -> dict[str, str]:
    """The fields of a section's table, with what it says of whether they are required."""
    return dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", SECTIONS[section], re.MULTILINE))


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_field_of_a_kind_is_told(kind: type[Entry]) -> None:
    own = {field.name: field for field in fields(kind) if field.name not in SHARED}
    table = told(f"`[[{kind.kind_of_entry}]]`")
    assert list(table) == list(own)
    for name, field in own.items():
        required = field.default is MISSING and field.default_factory is MISSING
        assert (table[name] == "yes") == required, name


def test_the_shared_fields_are_told() -> None:
    assert set(told("Fields of every entry")) == SHARED - {"origin", "file"}


def test_every_function_of_expressions_is_told() -> None:
    assert all(f"`{name}`" in SECTIONS["`[[measure]]`"] for name in FUNCTIONS)


def test_the_example_is_an_edit_that_loads(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "margins.toml").write_text(example, encoding="utf-8")
    newest = Catalogue.load(overlay=tmp_path).history(Margin, "count")[-1]
    assert (newest.value, newest.confidence, newest.caveat) == (0.1, "high", "")
