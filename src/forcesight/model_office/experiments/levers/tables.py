"""Levers as plain tables, as a file, a form or a saved row has them: read with every problem told, and written back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import time
from difflib import get_close_matches
from typing import Any

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.experiment import Lever
from forcesight.model_office.experiments.levers.kinds import KIND_OF, KINDS
from forcesight.model_office.office.spelling import SPELLING
from forcesight.toml_tables import Fault, Place, read_table


def levers_from(tables: Sequence[Mapping[str, Any]]) -> tuple[Lever, ...]:
    """The levers of tables, each with its `kind` and that kind's fields.

    Raises InputRefused with a sentence for everything that is wrong, and which lever it is wrong in.
    """
    levers, sentences = [], []
    for number, table in enumerate(tables):
        lever, faults = lever_of(table)
        sentences += [f"lever {number + 1}: {fault.problem}" for fault in faults]
        if lever is not None:
            levers.append(lever)
    if sentences:
        raise InputRefused(*(each if each.endswith((".", "?")) else f"{each}." for each in sentences))
    return tuple(levers)


def lever_of(table: Mapping[str, Any], place: Place = ()) -> tuple[Lever | None, list[Fault]]:
    """The lever of one table, or None with everything that is wrong in it and where."""
    name = table.get("kind")
    if not isinstance(name, str) or name not in KINDS:
        return None, [Fault((*place, "kind") if "kind" in table else place, _no_kind(name))]
    raw = {field: _with_times(value) for field, value in table.items() if field != "kind"}
    try:
        lever, faults = read_table(KINDS[name], raw, SPELLING, place)
    except InputRefused as refused:
        return None, [Fault(place, sentence) for sentence in refused.sentences]
    return lever, faults


def described(lever: Lever) -> dict[str, Any]:
    """The table of a lever, with its `kind`; what has its default is left out. `levers_from` reads it back."""
    return {"kind": KIND_OF[type(lever)], **_table(lever)}


def _no_kind(name: Any) -> str:
    if name is None:
        return f"kind is missing: write one of {', '.join(KINDS)}"
    near = get_close_matches(str(name), KINDS, n=1)
    return f"there is no lever {name!r}: " + (f"did you mean {near[0]}?" if near else f"there are {', '.join(KINDS)}")


def _with_times(value: Any) -> Any:
    """The value with the times of shifts as times: rows that were saved as JSON have them as text."""
    if isinstance(value, list | tuple):
        return [_with_times(each) for each in value]
    if isinstance(value, Mapping):
        return {name: _time(each) if name == "starts" else _with_times(each) for name, each in value.items()}
    return value


def _time(value: Any) -> Any:
    try:
        return time.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _table(thing: Any) -> dict[str, Any]:
    given = [(each, getattr(thing, each.name)) for each in fields(thing)]
    return {
        each.name: _plain(value)
        for each, value in given
        if value is not None and (each.default is MISSING or value != each.default)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return _table(value) if is_dataclass(value) else value
