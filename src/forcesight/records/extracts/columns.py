"""How one column of a contract is made of a source's columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forcesight.records.contract import Column
from forcesight.records.extracts.form import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping(Form):
    """Where a column comes from: one cell, several joined, a date and a time, ticks, or the cases of an event.

    `codes` turns the source's codes into ours, whatever their case; it is a table, or the name of one. A list is split
    at `separator`. An identifier that has lost its leading zeros gets them back up to `digits`.
    """

    name: str
    column: str = ""
    columns: tuple[str, ...] = ()
    join: str = " "
    date: str = ""
    time: str = ""
    # Of a list: which entry a column that is ticked stands for.
    ticked: Mapping[str, str] = field(default_factory=dict)
    # Of an event: which column holds the identifier of each kind of case.
    cases: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    separator: str = ","
    digits: int = 0

    @property
    def sources(self) -> tuple[str, ...]:
        """The source's columns that it is made of."""
        single = tuple(name for name in (self.column, self.date, self.time) if name)
        return (*single, *self.columns, *self.ticked.values(), *self.cases.values())

    def against(self, column: Column) -> Iterator[str]:
        """What is wrong with it for this column of a contract, each as "field says this: do that"."""
        yield from self.faults()
        ways = [bool(way) for way in (self.column, self.columns, self.date, self.ticked, self.cases)]
        if sum(ways) != 1:
            yield "say one of column, columns, date (with time), ticked and cases"
        if self.time and not self.date:
            yield "time is said without date"
        if self.date and column.type.name != "instant":
            yield f"date and time make an instant, and this is {column.type.name}"
        if self.ticked and not column.list_of:
            yield "ticked makes a list, and this is none"
        if self.cases and column.name != "cases":
            yield "cases are those of an event, in its column cases"
        yield from self._code_faults(column)

    def _code_faults(self, column: Column) -> Iterator[str]:
        allowed = allowed_codes(column)
        if self.codes and column.type.name not in ("text", "code", "boolean"):
            yield f"codes are for texts, codes, and yes or no, and this is {column.type.name}"
        strange = sorted({value for value in self.codes.values() if allowed and value not in allowed})
        strange += sorted(entry for entry in self.ticked if column.list_of and entry not in allowed)
        if strange:
            yield f"{', '.join(map(repr, strange))} is not one of its codes: {', '.join(allowed)}"
        folded: dict[str, str] = {}
        for cell, value in self.codes.items():
            if folded.setdefault(cell.strip().lower(), value) != value:
                yield f"codes says two things of {cell!r}: codes are compared whatever their case"


def allowed_codes(column: Column) -> tuple[str, ...]:
    """The codes that a column may hold; empty where any will do."""
    if column.list_of:
        return column.list_of.codes
    return ("true", "false") if column.type.name == "boolean" else column.categories
