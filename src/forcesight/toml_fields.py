"""The fields of a TOML table against a dataclass: each known, present and of its type, or words that say otherwise.

Tables within tables are read by `toml_tables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


_WORDS = {
    str: "text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    date: "a date such as 2024-04-01, without quotes",
    time: "a time such as 08:30:00, without quotes",
    NoneType: "nothing",
    Any: "a value",
}

LONGEST_SHOWN = 80

# Reading annotations is slow, so each kind's are read once.
_HINTS: dict[Any, dict[str, Any]] = {}


def hints_of(kind: type) -> dict[str, Any]:
    """The types of a dataclass's fields."""
    if kind not in _HINTS:
        _HINTS[kind] = get_type_hints(kind)
    return _HINTS[kind]


def problems_with(raw: Mapping[str, Any], hints: Mapping[str, Any], needed: Iterable[str]) -> list[str]:
    """What is wrong with a table whose fields may be those of `hints`, each as "field says this: do that"."""
    problems = [unknown(name, hints) for name in raw if name not in hints]
    problems += [
        misfit(name, raw[name], hints[name]) for name in hints if name in raw and not fits(raw[name], hints[name])
    ]
    return problems + [f"{name} is missing" for name in needed if name not in raw]


def misfit(name: str, value: Any, hint: Any) -> str:
    """That a field's value is not of its type."""
    return f"{name} is {shown(value)}: it must be {words_for(hint)}"


def shown(value: Any) -> str:
    """A value as its writer knows it again: of a long one, the beginning."""
    told = repr(value)
    return told if len(told) <= LONGEST_SHOWN else f"{told[:LONGEST_SHOWN]}…"


def unknown(name: str, known: Iterable[str]) -> str:
    """That a table has no such field, and which one was probably meant."""
    known = list(known)
    near = get_close_matches(name, known, n=1)
    advice = f"did you mean {near[0]}?" if near else f"the fields are {', '.join(known)}"
    return f"{name} is not a field: {advice}"


def fits(value: Any, hint: Any) -> bool:
    """Whether a TOML value is of the type that a field's annotation asks for."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint is Any:
        return True
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


def settled(raw: Mapping[str, Any], hints: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a table in which nothing is wrong, as the dataclass keeps them: lists are tuples."""
    return {name: settle(value, hints[name]) for name, value in raw.items()}


def settle(value: Any, hint: Any) -> Any:
    """A value that fits, as the dataclass keeps it: lists are tuples, numbers with a fraction are floats."""
    if isinstance(value, list):
        items = get_args(hint)[:1] if get_origin(hint) is tuple else ()
        return tuple(settle(item, items[0]) for item in value) if items else tuple(value)
    if get_origin(hint) in (Union, UnionType):
        return settle(value, next(one for one in get_args(hint) if fits(value, one)))
    return float(value) if hint is float else value
