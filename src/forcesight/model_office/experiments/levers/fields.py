"""What a lever is made of: its fields, each in words; for the page of levers, and for whoever makes a form of them."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, NamedTuple

from forcesight.model_office.office.spelling import SPELLING
from forcesight.toml_fields import hints_of, words_for
from forcesight.toml_tables import table_of, tables_of


class LeverField(NamedTuple):
    """One field of a kind of lever.

    `type` is its annotation and `words` say the type as a refusal does; `needed` says that it has no `default`.
    """

    name: str
    type: Any
    words: str
    needed: bool
    default: Any


def fields_of(kind: type[Any]) -> tuple[LeverField, ...]:
    """The fields of a kind of lever, those that are needed first; otherwise in the order of its class."""
    hints = hints_of(kind)
    found = [
        LeverField(each.name, hints[each.name], _words(hints[each.name]), each.default is MISSING, each.default)
        for each in fields(kind)
    ]
    return tuple(sorted(found, key=lambda each: not each.needed))


def _words(hint: Any) -> str:
    one, several = table_of(hint), tables_of(hint)
    if one or several:
        inside = ", ".join(SPELLING.written(name, inner) for name, inner in hints_of(one or several or object).items())
        return f"{'a table' if one else 'tables, each'} with {inside}"
    return words_for(hint)
