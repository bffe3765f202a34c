"""A mapping: the TOML file that says what the columns and codes of a force's extract mean.

    [extract]                 whose system it is, and how it writes
    [codes.NAME]              a table of codes, for the columns that name it
    [[table]]                 one of our tables, the files that hold its rows, and how they are laid out
    [table.columns]           each of our columns, and the source's column that it comes from
    [table.constants]         columns that every row has alike
    [table.withdrawn]         what a row says that takes its record back

Whatever says how cells and files are written (`FileForm`) may stand under [extract] or [[table]], and how cells are
written (`Form`) with a column too; the nearest counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from forcesight.records.contract import REGISTRY, Contract
from forcesight.records.extracts.columns import ColumnMapping
from forcesight.records.extracts.form import FileForm


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping(FileForm):
    """What fills one table: its files, or sheets of them, and each column's origin."""

    table: str
    files: tuple[str, ...]
    sheets: tuple[str, ...] = ()
    columns: Mapping[str, ColumnMapping] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)
    withdrawn: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def contract(self) -> type[Contract]:
        """The table's contract."""
        return REGISTRY[self.table]

    @property
    def sources(self) -> tuple[str, ...]:
        """The source's columns that it reads, each once."""
        told = [name for column in self.columns.values() for name in column.sources]
        return tuple(dict.fromkeys([*told, *self.withdrawn]))


@dataclass(frozen=True, slots=True)
class ExtractMapping:
    """A whole mapping in which nothing is wrong; `extracted` finds the date of the extract in a file's path."""

    label: str
    source_system: str
    tables: tuple[TableMapping, ...]
    extracted: str = ""
