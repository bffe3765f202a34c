"""What must hold before a table leaves: sound names, one marking, values of their column's type, a key that is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forcesight.packs.column import MARKING, MARKINGS, PackColumn
from forcesight.packs.origin import OGL


if TYPE_CHECKING:
    from forcesight.packs.table import PackTable


NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


def check(table: PackTable) -> None:
    """Raise ValueError, in a sentence, for the first thing that is wrong with a table."""
    if not NAME.match(table.name):
        raise ValueError(f"a table's name is lower case with dashes, such as recorded-crime; got {table.name!r}.")
    if table.marking not in MARKINGS:
        raise ValueError(f"table {table.name}: a marking is {' or '.join(MARKINGS)}; got {table.marking!r}.")
    if table.licence == OGL and table.marking != "OFFICIAL":
        raise ValueError(
            f"table {table.name} is {table.marking}, so it cannot carry the Open Government Licence: "
            "leave the licence out, or publish an OFFICIAL table."
        )
    _check_columns(table)
    _check_rows(table)
    _check_key(table)


def _check_columns(table: PackTable) -> None:
    names = [column.name for column in table.columns]
    if not names:
        raise ValueError(f"table {table.name} has no columns.")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"table {table.name} has two columns named {twice[0]}.")
    if MARKING.name in names:
        raise ValueError(f"table {table.name}: the column {MARKING.name} is written for you; leave it out.")


def _check_rows(table: PackTable) -> None:
    for number, row in enumerate(table.rows, start=1):
        if len(row) != len(table.columns):
            raise ValueError(
                f"table {table.name}, row {number} has {len(row)} values for {len(table.columns)} columns."
            )
        for column, value in zip(table.columns, row, strict=True):
            if value is None or value == "":
                _check_present(table, column, number)
            elif not column.type.takes(value):
                raise ValueError(
                    f"table {table.name}, row {number}, column {column.name}: {value!r} is not {_wanted(column)}."
                )


def _check_present(table: PackTable, column: PackColumn, number: int) -> None:
    if column.required or column.name in table.primary_key:
        raise ValueError(f"table {table.name}, row {number}: {column.name} must have a value, and has none.")


def _wanted(column: PackColumn) -> str:
    return {
        "string": "text that can be written",
        "integer": "a whole number",
        "number": "a finite number",
        "month": "the first day of a month",
        "datetime": "an instant with its time zone",
    }.get(column.datatype, f"a {column.datatype}")


def _check_key(table: PackTable) -> None:
    names = [column.name for column in table.columns]
    unknown = [name for name in table.primary_key if name not in names]
    if unknown:
        raise ValueError(f"table {table.name}: its key names {unknown[0]}, which is not a column.")
    places = [names.index(name) for name in table.primary_key]
    seen: set[tuple[object, ...]] = set()
    for number, row in enumerate(table.rows if places else (), start=1):
        key = tuple(row[place] for place in places)
        if key in seen:
            raise ValueError(f"table {table.name}, row {number} repeats the key {', '.join(map(str, key))}.")
        seen.add(key)
