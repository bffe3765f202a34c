"""SQL for a column's value, from the text of its cells, and for the faults that it may have.

A column is made in layers: its cells as text, without the words that mean "nothing"; the local times among them; its
value; and then its faults: a text that gives no value, or a code that nobody knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from forcesight.records import Column
from forcesight.records.extracts import ColumnMapping, Form
from forcesight.records.extracts.columns import allowed_codes
from forcesight.records.extracts.workbook import UNKNOWN_FORMULA
from forcesight.store.extracts.instants import InstantSql
from forcesight.store.extracts.misread import SPACES
from forcesight.store.query import quote


# What a spreadsheet shows in place of a value that it could not work out.
ERRORS: Final = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", UNKNOWN_FORMULA)
# A number of which a spreadsheet kept the first digits only: it identifies nothing.
ROUNDED: Final = "[0-9]([.,][0-9]+)?[eE][+][0-9]+"


@dataclass(slots=True)
class Made:
    """SQL for one column, layer by layer; each layer may name what those before it have."""

    cells: dict[str, str]
    value: str
    locals: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    # SQL for why there is no value, in words; empty where only an empty cell can be why.
    why: str = ""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the columns of one part; `cell` gives the name of the raw cell of a source's column."""

    cell: Callable[[str], str]
    extracted: date
    counts_from_1904: bool = False

    def made(self, column: Column, mapped: ColumnMapping) -> Made:
        """SQL for a column."""
        if mapped.ticked:
            return self._ticked(column, mapped)
        text = ident(column.name, "text")
        made = Made({text: self._text(column, mapped)}, "")
        if column.type.name in ("instant", "date"):
            self._time(made, column, mapped, text)
        else:
            made.value = _value(column, mapped, text)
            made.why = f"left({text}, 40) || ' cannot be read'"
            made.faults |= {f"unknown_{column.name}": sql for sql in [_unknown(column, mapped, text)] if sql}
        empty = "" if column.required else f"{text} IS NOT NULL AND "
        made.faults[f"bad_{column.name}"] = f"{empty}{ident(column.name)} IS NULL"
        return made

    def clean(self, name: str, form: Form) -> str:
        """SQL for a source's cell, without spaces around it; empty where it means that nothing was recorded."""
        sql = f"nullif({trimmed(self.cell(name))}, '')"
        for word in form.nothing:
            sql = f"nullif({sql}, {quote(word)})"
        return sql

    def _text(self, column: Column, mapped: ColumnMapping) -> str:
        """SQL for the text of a column's cells together."""
        cases = [f"{quote(kind + ':')} || {self.clean(name, mapped)}" for kind, name in mapped.cases.items()]
        parts = cases or [self.clean(n, mapped) for n in (*mapped.columns, mapped.column, mapped.date) if n]
        if len(parts) == 1:
            return parts[0]
        if is_identifier(column):
            # Half of an identifier identifies nothing.
            return f" || {quote(mapped.join)} || ".join(parts)
        return f"nullif(concat_ws({quote(';' if cases else mapped.join)}, {', '.join(parts)}), '')"

    def _time(self, made: Made, column: Column, mapped: ColumnMapping, text: str) -> None:
        sql, local = self._instants(column, mapped), ident(column.name, "local")
        made.locals[local] = sql.local(text)
        if mapped.time:
            clock = ident(column.name, "time")
            made.cells[clock] = self.clean(mapped.time, mapped)
            made.locals[local] = sql.with_time(text, clock)
        made.value = sql.moment(text, local) if column.type.name == "instant" else sql.day(text, local)
        made.why = sql.fault(text, local)

    def _instants(self, column: Column, form: Form) -> InstantSql:
        """How the instants of a column are read: what has happened is not later than the day of the extract."""
        if not (column.activity or column.name == "occurred_at"):
            return InstantSql(form, self.counts_from_1904)
        end = datetime.combine(self.extracted + timedelta(days=1), time(), ZoneInfo(form.time_zone))
        return InstantSql(form, self.counts_from_1904, f"TIMESTAMPTZ {quote(end.isoformat())}")

    def _ticked(self, column: Column, mapped: ColumnMapping) -> Made:
        """A list of the entries whose columns say yes; empty where all of them are."""
        cells = {ident(column.name, entry): self.clean(name, mapped) for entry, name in mapped.ticked.items()}
        words = as_map(yes_and_no(mapped) | _lowered(mapped.codes))
        said = {entry: f"{words}[lower({ident(column.name, entry)})]" for entry in mapped.ticked}
        ticks = ", ".join(f"CASE WHEN {sql} = 'true' THEN {quote(entry)} END" for entry, sql in said.items())
        value = f"CASE WHEN coalesce({', '.join(cells)}) IS NOT NULL THEN concat_ws(',', {ticks}) END"
        odd = " OR ".join(f"({ident(column.name, e)} IS NOT NULL AND {sql} IS NULL)" for e, sql in said.items())
        return Made(cells, value, faults={f"bad_{column.name}": odd})


def trimmed(cell: str) -> str:
    """SQL for a text without spaces around it; nearly all have none, and to look is cheaper than to trim."""
    looked = " OR ".join(
        [f"starts_with({cell}, ' ')", f"ends_with({cell}, ' ')"]
        + [f"contains({cell}, {quote(space)})" for space in SPACES.replace(" ", "")]
    )
    return f"CASE WHEN {looked} THEN trim({cell}, {quote(SPACES)}) ELSE {cell} END"


def ident(column: str, part: str = "") -> str:
    """A column's name in the layers, as an SQL identifier: the column itself, or a part of it such as its text."""
    name = f"{column}|{part}" if part else column
    return '"' + name.replace('"', '""') + '"'


def is_identifier(column: Column) -> bool:
    """Whether a column holds the identifier of a row."""
    return column.name in ("source_id", "case_id") or bool(column.refers_to)


def as_map(words: Mapping[str, str]) -> str:
    """A look-up as an SQL map."""
    return f"MAP {{{', '.join(f'{quote(key)}: {quote(value)}' for key, value in words.items())}}}"


def yes_and_no(form: Form) -> dict[str, str]:
    """The words for true and false."""
    return {w.lower(): "true" for w in form.yes} | {w.lower(): "false" for w in form.no}


def _lowered(codes: Mapping[str, str]) -> dict[str, str]:
    return {code.strip().lower(): value for code, value in codes.items()}


def _known(column: Column, mapped: ColumnMapping) -> dict[str, str]:
    """What the cells of a column of codes mean; where the mapping says codes, these only."""
    if column.type.name == "boolean":
        return yes_and_no(mapped) | _lowered(mapped.codes)
    return _lowered(mapped.codes) or {code.lower(): code for code in allowed_codes(column)}


def _value(column: Column, mapped: ColumnMapping, text: str) -> str:
    """SQL for a value that is not a time."""
    kind, known = column.type.name, _known(column, mapped)
    if kind == "boolean":
        return f"CAST({as_map(known)}[lower({text})] AS BOOLEAN)"
    if kind in ("integer", "number"):
        return _number(column, mapped, text)
    if column.list_of:
        entry = f"coalesce({as_map(known)}[lower(entry)], entry)"
        return f"array_to_string(list_transform({_entries(mapped, text)}, lambda entry: {entry}), ',')"
    sql = f"coalesce({as_map(known)}[lower({text})], {text})" if known else text
    wrong = f"starts_with({text}, '#') AND {text} IN ({', '.join(map(quote, ERRORS))})"
    if is_identifier(column):
        wrong = f"({wrong}) OR (contains(upper({text}), 'E+') AND regexp_full_match({text}, '{ROUNDED}'))"
        sql = _padded(sql, mapped.digits)
    return f"CASE WHEN {wrong} THEN NULL ELSE {sql} END"


def _padded(sql: str, digits: int) -> str:
    """A number as an identifier with its leading zeros."""
    if not digits:
        return sql
    return f"CASE WHEN regexp_full_match({sql}, '[0-9]{{1,{digits}}}') THEN lpad({sql}, {digits}, '0') ELSE {sql} END"


def _entries(mapped: ColumnMapping, text: str) -> str:
    """SQL for the entries of a list that is written in one cell."""
    trimmed = f"list_transform(string_split({text}, {quote(mapped.separator)}), lambda entry: trim(entry))"
    return f"list_filter({trimmed}, lambda entry: entry <> '')"


def _unknown(column: Column, mapped: ColumnMapping, text: str) -> str:
    """SQL that holds where a code is on no list; empty where any will do."""
    known = _known(column, mapped)
    if not known or column.type.name == "boolean":
        return ""
    if column.list_of:
        strange = f"list_filter({_entries(mapped, text)}, lambda entry: {as_map(known)}[lower(entry)] IS NULL)"
        return f"{text} IS NOT NULL AND len({strange}) > 0"
    return f"{ident(column.name)} IS NOT NULL AND {as_map(known)}[lower({text})] IS NULL"


def _number(column: Column, form: Form, text: str) -> str:
    """SQL for a number as the source writes it, within the range of its column."""
    point, comma = _escaped(form.decimal), _escaped(form.thousands)
    whole = f"([0-9]+|[0-9]{{1,3}}({comma}[0-9]{{3}})+)" if form.thousands else "[0-9]+"
    fraction = f"({point}0*)?" if column.type.name == "integer" else f"({point}[0-9]*)?([eE][+-]?[0-9]+)?"
    joined = f"replace({text}, {quote(form.thousands)}, '')" if form.thousands else text
    plain = f"replace({joined}, {quote(form.decimal)}, '.')"
    sql = f"CASE WHEN regexp_full_match({text}, '[+-]?{whole}{fraction}') THEN TRY_CAST({plain} AS DOUBLE) END"
    low = "-9e15" if column.minimum is None else str(column.minimum)
    high = "9e15" if column.maximum is None else str(column.maximum)
    return f"CASE WHEN {sql} BETWEEN {low} AND {high} THEN {sql} END"


def _escaped(character: str) -> str:
    return f"[{character}]".replace("'", "''") if character else ""
