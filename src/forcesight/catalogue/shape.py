"""From a TOML table to an entry: every field known, present and of its type, or a sentence that says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, replace
from typing import Any, TypeVar

from forcesight.catalogue.entry import Entry
from forcesight.toml_fields import hints_of, problems_with, settled


E = TypeVar("E", bound=Entry)

# Filled by the reader, never written in a file.
_FILLED = {"origin", "file"}
# What an edited entry must say again: it is a new statement, with its own date and source.
_ALWAYS_SAID = {"id", "valid_from", "source"}


def entry_from(kind: type[E], raw: Mapping[str, Any], base: E | None, **filled: Any) -> tuple[E | None, list[str]]:
    """Make an entry of a TOML table; `base` lends the fields that an edit leaves out.

    Returns the entry, or None with the problems, each as "field says this: do that".
    """
    known = {f.name: f for f in fields(kind) if f.name not in _FILLED}
    hints = {name: hints_of(kind)[name] for name in known}
    problems = problems_with(raw, hints, [name for name in known if _needed(known[name], base)])
    if problems:
        return None, problems
    values = settled(raw, hints) | filled
    entry = kind(**values) if base is None else _edited(base, values)
    problems = list(entry.faults())
    return (None if problems else entry), problems


def _edited(base: E, values: dict[str, Any]) -> E:
    return replace(base, **({"valid_to": None, "version": base.version + 1} | values))


def _needed(field: Field[Any], base: Entry | None) -> bool:
    if base is not None:
        return field.name in _ALWAYS_SAID
    return field.default is MISSING and field.default_factory is MISSING
