"""What is wrong with a mapping against the contracts: tables and columns that are not there, or need more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from forcesight.records.contract import HANDLING, REGISTRY, Column, Contract
from forcesight.records.extracts.columns import allowed_codes
from forcesight.records.force_record import ForceRecord


if TYPE_CHECKING:
    from forcesight.records.extracts.mapping import TableMapping

SYSTEM = re.compile(r"[a-z][a-z0-9-]{0,62}")
DATE_GROUPS = {"year", "month", "day"}
EXAMPLE_DATE = r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"


def extract_faults(source_system: str, extracted: str, tables: Sequence[TableMapping]) -> Iterator[str]:
    """What is wrong with the extract as a whole."""
    if not SYSTEM.fullmatch(source_system):
        yield f"extract: source_system {source_system!r} may hold small letters, digits and dashes only"
    try:
        groups = set(re.compile(extracted).groupindex) if extracted else DATE_GROUPS
    except re.error as fault:
        yield f"extract: extracted is not a regular expression: {fault}"
    else:
        if not groups >= DATE_GROUPS:
            yield f"extract: extracted must find the year, month and day, such as {EXAMPLE_DATE}"
    for name in sorted({table.table for table in tables}):
        if len({table.holds for table in tables if table.table == name}) > 1:
            yield f"table {name!r}: its files hold different things (holds); say the same for all of them"


def table_faults(table: TableMapping, *, complete: bool) -> Iterator[str]:
    """What is wrong with one table's mapping; unless it is `complete`, no column is missed."""
    contract = REGISTRY.get(table.table)
    if contract is None or not issubclass(contract, ForceRecord):
        known = ", ".join(sorted(name for name, other in REGISTRY.items() if issubclass(other, ForceRecord)))
        yield f"it cannot be filled from an extract: the tables are {known}"
        return
    yield from table.faults()
    for name, mapped in table.columns.items():
        yield from _prefixed(name, _name_faults(contract, name) or mapped.against(contract.column(name)))
    for name, value in table.constants.items():
        yield from _prefixed(name, _name_faults(contract, name) or _constant_faults(contract.column(name), value))
    for name in sorted(table.columns.keys() & table.constants.keys()):
        yield f"column {name} is both among the columns and the constants: keep one"
    given = table.columns.keys() | table.constants.keys()
    missing = [column.name for column in contract.read_columns() if column.required and column.name not in given]
    if missing and complete:
        yield f"{', '.join(missing)} must be given, in columns or constants"
    if table.holds == "whole months" and not contract.has("month"):
        yield 'its rows have no month, so it cannot hold whole months: write holds = "everything" or "changes"'
    if "source_id" in table.constants:
        yield "source_id tells one row from another: it cannot be a constant"


def _prefixed(name: str, faults: Sequence[str] | Iterator[str]) -> Iterator[str]:
    return (f"column {name}: {fault}" for fault in faults)


def _name_faults(contract: type[Contract], name: str) -> list[str]:
    """Why a column cannot be mapped; empty where it can."""
    readable = [column.name for column in contract.read_columns()]
    if name in readable:
        return []
    if name in HANDLING:
        return ["the load itself fills it"]
    if contract.has(name):
        return [
            f"it is worked out: {derived.words}" if (derived := contract.column(name).derived) else "it is not read"
        ]
    near = get_close_matches(name, readable, n=1)
    advice = f"did you mean {near[0]}?" if near else f"the columns are {', '.join(readable)}"
    return [f"there is none of that name: {advice}"]


def _constant_faults(column: Column, value: Any) -> list[str]:
    kinds: dict[str, type | tuple[type, ...]] = {
        "integer": int, "number": (int, float), "boolean": bool, "date": date,
    }  # fmt: skip
    wanted = kinds.get(column.type.name, str)
    if (
        column.type.name == "instant"
        or not isinstance(value, wanted)
        or (isinstance(value, bool) and wanted is not bool)
    ):
        return [f"the constant {value!r} is not of its type, {column.type.name}"]
    allowed = allowed_codes(column)
    if allowed and column.type.is_text and value not in allowed:
        return [f"the constant {value!r} is not one of its codes: {', '.join(allowed)}"]
    return []
