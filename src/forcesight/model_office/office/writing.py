"""Writing an office as its file: what is saved with every run, and reads back as the same office.

What has its default is left out. Small tables without a name of their own stand in braces, others under headers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, time
from hashlib import blake2b
from typing import Any

from forcesight.model_office.office.description import (
    Break,
    Duration,
    Event,
    Lend,
    Office,
    Regrade,
    Return,
    Shift,
    Slot,
)
from forcesight.model_office.office.spelling import KIND_OF, PLURAL_OF


_IN_BRACES = (Break, Duration, Event, Lend, Regrade, Return, Shift, Slot)
# A day by hours is a row; a week by half hours has rows of a day too.
_ROW = {24: 24, 168: 24, 336: 48}


def write_office(office: Office) -> str:
    """The office as TOML text, without comments."""
    return "\n".join(_table(office, "office", "[office]")) + "\n"


def fingerprint(office: Office) -> str:
    """32 hexadecimal digits that stand for exactly this office: they go into the manifest of a run."""
    return blake2b(write_office(office).encode(), digest_size=16).hexdigest()


def _table(thing: Any, path: str, header: str) -> Iterator[str]:
    """The lines of a table: its own fields, then the tables within, each under its header."""
    yield header
    within: list[tuple[str, Any, bool]] = []
    for each in fields(thing):
        value = getattr(thing, each.name)
        if left_out(each, value):
            continue
        if _under_headers(value):
            within.append((each.name, value, isinstance(value, tuple)))
        else:
            yield f"{each.name} = {toml_value(value)}"
    for name, value, several in within:
        for item in value if several else (value,):
            key = KIND_OF[type(item)] if name == "stations" else PLURAL_OF.get(name, name)
            yield ""
            yield from _table(item, f"{path}.{key}", f"[[{path}.{key}]]" if several else f"[{path}.{key}]")


def left_out(each: Field[Any], value: Any) -> bool:
    """Whether a field need not be written: it has nothing, or its default."""
    if each.name == "confidence":
        # The catalogue lists no office that does not say it.
        return False
    if each.name == "stations" and not value:
        return True
    return value is None or (each.default is not MISSING and value == each.default)


def _under_headers(value: Any) -> bool:
    first = value[0] if isinstance(value, tuple) and value else value
    return is_dataclass(first) and not isinstance(first, _IN_BRACES)


def toml_value(value: Any) -> str:
    """A field's value as TOML; a table in braces, a list of numbers in rows of a day."""
    if isinstance(value, Duration) and value == Duration(family="constant", mean=value.mean):
        return _number(float(value.mean))
    if is_dataclass(value):
        given = [(each, getattr(value, each.name)) for each in fields(value)]
        told = [f"{each.name} = {toml_value(of)}" for each, of in given if not left_out(each, of)]
        return "{ " + ", ".join(told) + " }"
    if isinstance(value, tuple):
        return _list(value)
    return _scalar(value)


def _list(values: tuple[Any, ...]) -> str:
    if values and is_dataclass(values[0]):
        return "[\n" + "".join(f"  {toml_value(value)},\n" for value in values) + "]"
    told = [f"[{', '.join(map(toml_value, row))}]" if isinstance(row, tuple) else toml_value(row) for row in values]
    numbers = all(isinstance(value, int | float) for value in values)
    if len(values) == 1 and numbers:
        return told[0]
    if len(values) not in _ROW or not numbers:
        return f"[{', '.join(told)}]"
    row = _ROW[len(values)]
    return "[\n" + "".join(f"  {', '.join(told[at : at + row])},\n" for at in range(0, len(told), row)) + "]"


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        # JSON's escapes are TOML's too, but for the one control character that JSON lets stand.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return _number(float(value))
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number(value: float) -> str:
    """Shortest first: 6 for 6.0, which reads back as the same number."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 and str(value) != "-0.0" else repr(value)
