"""SQL for the rows of a part in the columns of their contract, and for those of them that cannot be counted.

A row without an identifier, or without the moment that gives its month, cannot be counted. Whatever else is wrong with
it is an empty value and a quality flag.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from forcesight.records import Contract
from forcesight.store.extracts.cells import Cells
from forcesight.store.extracts.misread import SPACES
from forcesight.store.extracts.values import Made, Maker, ident
from forcesight.store.query import quote


# Elapsed times: where both ends are known and there is none, the end came before the start.
ELAPSED = ("seconds", "minutes", "hours", "days")
ROW = ident("", "row")


def uncountable(contract: type[Contract]) -> str:
    """The SQL condition under which a row cannot be counted; one that takes its record back needs no month."""
    undated = " OR (month IS NULL AND superseded_at IS NULL)" if contract.has("month") else ""
    return f"(source_id IS NULL{undated})"


@dataclass(frozen=True)
class RowSql:
    """The rows of one part; `handling` gives SQL for what the load says of each, `orphans` the references that lead
    to tables of which no row was ever loaded."""

    cells: Cells
    handling: Mapping[str, str]
    orphans: frozenset[str] = field(default_factory=frozenset)

    @property
    def contract(self) -> type[Contract]:
        """What the rows are to be."""
        return self.cells.part.table.contract

    @cached_property
    def columns(self) -> dict[str, Made]:
        """SQL for each mapped column."""
        part = self.cells.part
        maker = Maker(self.cells.place, part.extracted, self.cells.counts_from_1904)
        return {name: maker.made(self.contract.column(name), told) for name, told in part.table.columns.items()}

    def select(self) -> str:
        """SQL for the rows in the contract's columns, in the order of the file."""
        reverse = ident("", "reversed")
        whole = self.contract.completed_select(f"({self._in_columns()})")
        told = f"SELECT *, {_flags(dict(self._reversed()))} AS {reverse} FROM ({whole})"
        both = f"concat_ws(',', nullif(quality_flags, ''), {reverse})"
        flags = f"CASE WHEN {reverse} = '' THEN quality_flags ELSE {both} END"
        return f"SELECT * EXCLUDE ({reverse}) REPLACE ({flags} AS quality_flags) FROM ({told})"

    def rejected(self, also: str = "") -> str:
        """SQL for the rows that cannot be counted, and those whose number `also` selects: why, and as they stood.

        Their columns are the row's number in the part, its line where the part knows it, the reason, and the raw row;
        the reason is empty where the row can be counted. Rows of empty cells are left out, since they are no rows.
        """
        extra = {
            ROW: "row_number() OVER ()",
            ident("", "line"): self.cells.line,
            ident("", "raw"): _line_of(self.cells),
            ident("", "blank"): self.blank(),
        }
        chosen = f" OR {ROW} IN ({also})" if also else ""
        return (
            f"SELECT {ROW}, {ident('', 'line')}, {self._reason()}, {ident('', 'raw')} FROM ({self.values(extra)}) "
            f"WHERE NOT {ident('', 'blank')} AND ({self.uncountable()}{chosen}) ORDER BY 1"
        )

    def blank(self) -> str:
        """The SQL condition over the raw cells under which a row has nothing in any."""
        return f"trim(concat({_raw(self.cells)}), {quote(SPACES)}) = ''"

    def values(self, extra: Mapping[str, str] | None = None) -> str:
        """SQL for every mapped column's text, local time and value."""
        cells = {name: sql for made in self.columns.values() for name, sql in made.cells.items()} | dict(extra or {})
        local = {name: sql for made in self.columns.values() for name, sql in made.locals.items()}
        values = {ident(name): made.value for name, made in self.columns.items()}
        told = f"SELECT {_named(cells | self._withdrawing())} FROM {self.cells.relation}"
        if local:
            told = f"SELECT *, {_named(local)} FROM ({told})"
        return f"SELECT *, {_named(values)} FROM ({told})"

    def _withdrawing(self) -> dict[str, str]:
        """SQL for whether a row takes its record back."""
        table = self.cells.part.table
        tests = [
            f"lower(trim({self.cells.place(name)}, {quote(SPACES)})) IN ({', '.join(quote(w.lower()) for w in words)})"
            for name, words in table.withdrawn.items()
        ]
        return {ident("", "withdrawn"): f"coalesce({' OR '.join(tests) or 'false'}, false)"}

    def _in_columns(self) -> str:
        """SQL for all of the contract's columns, those that are worked out still empty."""
        given: dict[str, str] = dict.fromkeys(self.contract.names(), "NULL")
        given |= {name: _literal(value) for name, value in self.cells.part.table.constants.items()}
        given |= {name: ident(name) for name in self.columns} | dict(self.handling)
        given["superseded_at"] = f"CASE WHEN {ident('', 'withdrawn')} THEN {self.handling['loaded_at']} END"
        given["quality_flags"] = _flags(dict(self._faults()))
        types = {column.name: column.type.duckdb for column in self.contract.columns}
        cells = ", ".join(f"CAST({sql} AS {types[name]}) AS {ident(name)}" for name, sql in given.items())
        return f"SELECT {cells} FROM ({self.values()})"

    def _faults(self) -> Iterator[tuple[str, str]]:
        for name, made in self.columns.items():
            yield from made.faults.items()
            if name in self.orphans:
                yield f"unlinked_{name}", f"{ident(name)} IS NOT NULL"

    def _reversed(self) -> Iterator[tuple[str, str]]:
        """Times that would be negative: both ends are known, and the end comes first."""
        for column in self.contract.columns:
            if column.derived and column.derived.how in ELAPSED:
                end, *starts = column.derived.of
                start = f"coalesce({', '.join(starts)})"
                yield f"bad_{column.name}", f"{end} < {start}"

    def _bucket(self) -> str:
        """The column whose moment gives a row its month; empty where rows have none."""
        derived = self.contract.column("month").derived if self.contract.has("month") else None
        return derived.of[0] if derived else ""

    def uncountable(self) -> str:
        """The SQL condition over `values` under which a row cannot be counted."""
        bucket = self._bucket()
        undated = f" OR ({ident(bucket)} IS NULL AND NOT {ident('', 'withdrawn')})" if bucket else ""
        return f"({ident('source_id')} IS NULL{undated})"

    def _reason(self) -> str:
        """SQL for why a row cannot be counted, in words; empty where it can."""
        text, named = ident("source_id", "text"), self.cells.part.table.columns["source_id"].sources
        missing = quote(f"the row has no identifier: {' or '.join(named)} is empty")
        branches = [
            f"WHEN {text} IS NULL THEN {missing}",
            f"WHEN {ident('source_id')} IS NULL THEN 'the identifier ' || left({text}, 40) || ' is no identifier: a "
            "spreadsheet has rounded or lost it'",
        ]
        if bucket := self._bucket():
            why = f"{quote(f'the row has no month: {bucket} ')} || {self.columns[bucket].why}"
            branches.append(f"WHEN {ident(bucket)} IS NULL AND NOT {ident('', 'withdrawn')} THEN {why}")
        return f"CASE {' '.join(branches)} END"


def _named(cells: Mapping[str, str]) -> str:
    return ", ".join(f"{sql} AS {name}" for name, sql in cells.items())


def _flags(faults: Mapping[str, str]) -> str:
    """SQL for the names of the faults that hold, joined by commas; most rows have none, so that is asked first."""
    if not faults:
        return "''"
    cells = ", ".join(f"CASE WHEN {sql} THEN '{name}' END" for name, sql in faults.items())
    return f"CASE WHEN {' OR '.join(f'({sql})' for sql in faults.values())} THEN concat_ws(',', {cells}) ELSE '' END"


def _line_of(cells: Cells) -> str:
    """SQL for the cells as a line of the file: quoted where they must be."""
    delimiter = cells.part.table.delimiter
    quoted = "'\"' || replace(cell, '\"', '\"\"') || '\"'"
    must = f"contains(cell, {quote(delimiter)}) OR contains(cell, '\"') OR contains(cell, chr(10))"
    cell = f"CASE WHEN cell IS NULL THEN '' WHEN {must} THEN {quoted} ELSE cell END"
    return f"array_to_string(list_transform([{_raw(cells)}], lambda cell: {cell}), {quote(delimiter)})"


def _raw(cells: Cells) -> str:
    return ", ".join(f"c{place}" for place in range(len(cells.names)))


def _literal(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else quote(value)
