"""From a TOML table to an entry: every field known, present and of its type, or a sentence that says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, replace
from datetime import date, time
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from forcesight.catalogue.entry import Entry


E = TypeVar("E", bound=Entry)

# Filled by the reader, never written in a file.
_FILLED = {"origin", "file"}
# What an edited entry must say again: it is a new statement, with its own date and source.
_ALWAYS_SAID = {"id", "valid_from", "source"}

# Reading annotations is slow, so each kind's are read once.
_HINTS: dict[str, dict[str, Any]] = {}

_WORDS = {
    str: "text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    date: "a date such as 2024-04-01, without quotes",
    time: "a time such as 08:30:00, without quotes",
    NoneType: "nothing",
}


def entry_from(kind: type[E], raw: Mapping[str, Any], base: E | None, **filled: Any) -> tuple[E | None, list[str]]:
    """Make an entry of a TOML table; `base` lends the fields that an edit leaves out.

    Returns the entry, or None with the problems, each as "field says this: do that".
    """
    hints, known = _hints(kind), {f.name: f for f in fields(kind) if f.name not in _FILLED}
    problems = [_unknown(name, known) for name in raw if name not in known]
    problems += [
        f"{name} is {raw[name]!r}: it must be {words_for(hints[name])}"
        for name in known
        if name in raw and not fits(raw[name], hints[name])
    ]
    problems += [f"{name} is missing" for name in known if name not in raw and _needed(known[name], base)]
    if problems:
        return None, problems
    values = {name: _settled(value, hints[name]) for name, value in raw.items()} | filled
    entry = kind(**values) if base is None else _edited(base, values)
    problems = list(entry.faults())
    return (None if problems else entry), problems


def _edited(base: E, values: dict[str, Any]) -> E:
    return replace(base, **({"valid_to": None, "version": base.version + 1} | values))


def _needed(field: Field[Any], base: Entry | None) -> bool:
    if base is not None:
        return field.name in _ALWAYS_SAID
    return field.default is MISSING and field.default_factory is MISSING


def _unknown(name: str, known: Mapping[str, Any]) -> str:
    near = get_close_matches(name, known, n=1)
    advice = f"did you mean {near[0]}?" if near else f"the fields are {', '.join(known)}"
    return f"{name} is not a field: {advice}"


def _hints(kind: type[Entry]) -> dict[str, Any]:
    if kind.kind_of_entry not in _HINTS:
        _HINTS[kind.kind_of_entry] = get_type_hints(kind)
    return _HINTS[kind.kind_of_entry]


def fits(value: Any, hint: Any) -> bool:
    """Whether a TOML value is of the type that a field's annotation asks for."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return value in inner
    if origin in (Union, UnionType):
        return any(fits(value, one) for one in inner)
    if origin is tuple:
        return isinstance(value, list) and all(fits(item, inner[0]) for item in value)
    if origin is Mapping:
        return isinstance(value, dict) and all(fits(item, inner[1]) for item in value.values())
    # A TOML true is also a Python int, and a TOML time also a Python date: exact types only.
    return type(value) is hint or (hint is float and type(value) is int)


def words_for(hint: Any) -> str:
    """The type of a field in words, for the sentence that asks for it."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return "one of " + ", ".join(repr(choice) for choice in inner)
    if origin in (Union, UnionType):
        return " or ".join(words_for(one) for one in inner if one is not NoneType)
    if origin is tuple:
        return f"a list, each item {words_for(inner[0])}"
    if origin is Mapping:
        return f"a table, each value {words_for(inner[1])}"
    return _WORDS[hint]


def _settled(value: Any, hint: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return float(value) if hint is float else value
