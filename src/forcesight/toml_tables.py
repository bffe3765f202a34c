"""Tables within TOML tables against dataclasses within dataclasses, each problem with the place where it is.

A field that holds several tables may also be written in the singular, as headers read better: [[office.desk.group]] for
`groups`. A field that holds several numbers may be one bare number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

from forcesight.toml_fields import fits, hints_of, misfit, settle, shown, unknown


T = TypeVar("T")

Place = tuple[str | int, ...]
"""The way to a table or a field: names, and numbers from 0 in lists."""


class Fault(NamedTuple):
    """Something that is wrong at a place, as "field says this: do that"."""

    place: Place
    problem: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a kind of file writes its fields.

    `singular` maps the singular to the field, for fields that hold several tables. `short` makes a table of a bare
    number, for the dataclasses that have such a short form. `elsewhere` names, by dataclass, the fields that the reader
    takes from other tables, and the names of those tables.
    """

    singular: Mapping[str, str] = field(default_factory=dict)
    short: Mapping[type, Callable[[float], dict[str, Any]]] = field(default_factory=dict)
    elsewhere: Mapping[type, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)

    def field_of(self, name: str, hints: Mapping[str, Any]) -> str:
        """The field that a name of the file stands for."""
        meant = self.singular.get(name, name)
        return meant if meant in hints and tables_of(hints[meant]) else name

    def written(self, name: str, hint: Any) -> str:
        """How the file writes a field in the header of a table."""
        singles = [one for one, many in self.singular.items() if many == name] if tables_of(hint) else []
        return singles[0] if singles else name


def table_of(hint: Any) -> type | None:
    """The dataclass of a field that holds one table (or nothing); None where it holds something else."""
    found = [one for one in (hint, *get_args(hint)) if is_dataclass(one) and isinstance(one, type)]
    return found[0] if found and get_origin(hint) is not tuple else None


def tables_of(hint: Any) -> type | None:
    """The dataclass of a field that holds several tables."""
    return table_of(get_args(hint)[0]) if get_origin(hint) is tuple else None


def read_table(
    kind: type[T], raw: Mapping[str, Any], how: Spelling, place: Place = (), **filled: Any
) -> tuple[T | None, list[Fault]]:
    """Make a dataclass of a TOML table and of the fields that are `filled` already.

    Returns it, or None with everything that is wrong in it and in the tables within.
    """
    taken, tables = how.elsewhere.get(kind, (frozenset(), frozenset()))
    hints = {name: hint for name, hint in hints_of(kind).items() if name not in taken}
    values = dict(filled)
    faults = []
    for name, value in raw.items():
        meant = how.field_of(name, hints)
        if meant in hints and meant in values:
            faults.append(Fault((*place, name), f"{name} and {meant} are the same field: keep one"))
        elif meant in hints:
            values[meant], more = _read_value(value, hints[meant], how, (*place, name))
            faults += more
        elif name not in tables:
            known = [*(how.written(each, hint) for each, hint in hints.items()), *sorted(tables)]
            faults.append(Fault((*place, name), unknown(name, known)))
    needed = [each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING]  # type: ignore[arg-type]
    faults += [
        Fault(place, f"{how.written(name, hints.get(name))} is missing") for name in needed if name not in values
    ]
    return (None if faults else kind(**values)), faults


def _read_value(value: Any, hint: Any, how: Spelling, place: Place) -> tuple[Any, list[Fault]]:
    one, several = table_of(hint), tables_of(hint)
    if one:
        table = how.short[one](value) if one in how.short and _is_number(value) else value
        return read_table(one, table, how, place) if isinstance(table, dict) else (None, [_no_table(value, place)])
    if several:
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            return None, [_no_tables(value, place)]
        read = [read_table(several, item, how, (*place, number)) for number, item in enumerate(value)]
        return tuple(item for item, _ in read), [fault for _, faults in read for fault in faults]
    if get_origin(hint) is tuple and get_args(hint)[0] in (int, float) and _is_number(value):
        value = [value]
    if not fits(value, hint):
        return None, [Fault(place, misfit(str(place[-1]), value, hint))]
    return settle(value, hint), []


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


def _no_table(value: Any, place: Place) -> Fault:
    return Fault(place, f"{place[-1]} is {shown(value)}: it must be a table in {{ braces }}")


def _no_tables(value: Any, place: Place) -> Fault:
    return Fault(place, f"{place[-1]} is {shown(value)}: it must be tables, each under a [[header]] or in {{ braces }}")
