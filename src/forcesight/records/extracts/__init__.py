"""Extracts of a force's own systems: what a mapping says of them, and what their files hold."""

from __future__ import annotations

from forcesight.records.extracts.columns import ColumnMapping
from forcesight.records.extracts.form import FileForm, Form
from forcesight.records.extracts.mapping import ExtractMapping, TableMapping
from forcesight.records.extracts.parts import Folder, Part, find_parts
from forcesight.records.extracts.reading import read_mapping, shipped_mappings


__all__ = [
    "ColumnMapping",
    "ExtractMapping",
    "FileForm",
    "Folder",
    "Form",
    "Part",
    "TableMapping",
    "find_parts",
    "read_mapping",
    "shipped_mappings",
]
