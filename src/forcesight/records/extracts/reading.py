"""Reading a mapping: everything that is wrong with it is told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from importlib.resources import files as packaged
from pathlib import Path
from typing import Any, TypeVar

from forcesight.errors import InputRefused
from forcesight.records.extracts.columns import ColumnMapping
from forcesight.records.extracts.faults import extract_faults, table_faults
from forcesight.records.extracts.form import FileForm, Form
from forcesight.records.extracts.mapping import ExtractMapping, TableMapping
from forcesight.toml_fields import hints_of, problems_with, settled


T = TypeVar("T")
SHIPPED = packaged("forcesight.records.extracts") / "shipped"
Raw = Mapping[str, Any]


def shipped_mappings() -> dict[str, str]:
    """The examples that come with the program: name and text."""
    found = sorted(item.name for item in SHIPPED.iterdir() if item.name.endswith(".toml"))
    return {name.removesuffix(".toml"): (SHIPPED / name).read_text(encoding="utf-8") for name in found}


def read_mapping(path: Path) -> ExtractMapping:
    """The mapping that a file holds; InputRefused with everything that is wrong with it."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as fault:
        raise InputRefused(f"{path} is not UTF-8 (byte {fault.start}); save it as UTF-8.") from fault
    except tomllib.TOMLDecodeError as fault:
        raise InputRefused(f"{path} is not TOML: {str(fault).rstrip('.')}; correct it there.") from fault
    reader = _Reader(raw)
    mapping = reader.mapping(path)
    if reader.problems or mapping is None:
        raise InputRefused(*(f"{path}: {problem}." for problem in reader.problems))
    return mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extract(FileForm):
    """The [extract] table."""

    source_system: str
    extracted: str = ""


@dataclass(slots=True)
class _Reader:
    """Reads one file's tables, and gathers what is wrong with them."""

    raw: Raw
    problems: list[str] = field(default_factory=list)

    def mapping(self, path: Path) -> ExtractMapping | None:
        """The mapping; None where too little of it can be read."""
        hints = {"extract": Raw, "codes": Mapping[str, Mapping[str, str]], "table": tuple[Raw, ...]}
        self.problems += problems_with(self.raw, hints, ["extract", "table"])
        if self.problems:
            return None
        extract = self._read(_Extract, self.raw["extract"], "extract")
        tables = [table for raw in self.raw["table"] if (table := self._table(raw))]
        if extract is None:
            return None
        self.problems += extract_faults(extract.source_system, extract.extracted, tables)
        return ExtractMapping(str(path), extract.source_system, tuple(tables), extract.extracted)

    def _table(self, raw: Raw) -> TableMapping | None:
        where = f"table {raw.get('table', 'without a name')!r}"
        shared = _only(self.raw["extract"], FileForm)
        form = {**shared, **_only(raw, Form)}
        told = raw.get("columns", {})
        columns = {name: self._column(name, said, form, where) for name, said in _items(told)}
        read = {name: column for name, column in columns.items() if column}
        table = self._read(TableMapping, raw, where, shared, columns=read)
        if table is not None:
            self.problems += [f"{where}: {fault}" for fault in table_faults(table, complete=len(read) == len(columns))]
        return table

    def _column(self, name: str, said: Any, form: Raw, where: str) -> ColumnMapping | None:
        """One column: the name of the source's column, or a table that says more."""
        told = {"column": said} if isinstance(said, str) else said
        place = f"{where}, column {name}"
        if not isinstance(told, dict):
            self.problems.append(f"{place} is {said!r}: it must be the name of a column, or a table")
            return None
        if isinstance(told.get("codes"), str):
            known = self.raw.get("codes", {})
            if told["codes"] not in known:
                self.problems.append(f"{place}: there is no [codes.{told['codes']}]: write it, or codes = {{…}} here")
                return None
            told = {**told, "codes": known[told["codes"]]}
        return self._read(ColumnMapping, told, place, _only(form, Form), name=name)

    def _read(self, kind: type[T], raw: Raw, where: str, shared: Raw | None = None, **filled: Any) -> T | None:
        """A dataclass of a table; what the table does not say is as `shared` says."""
        hints = {name: hint for name, hint in hints_of(kind).items() if name not in filled}
        if kind is TableMapping:
            hints["columns"] = Raw
        needed = [f.name for f in fields(kind) if _needed(f) and f.name not in filled]  # type: ignore[arg-type]
        problems = problems_with(raw, hints, needed)
        self.problems += [f"{where}: {problem}" for problem in problems]
        return None if problems else kind(**{**settled({**(shared or {}), **raw}, hints), **filled})


def _needed(column: Any) -> bool:
    return column.default is MISSING and column.default_factory is MISSING


def _only(raw: Raw, kind: type) -> Raw:
    """The fields of `raw` that `kind` has, as far as their types are right; the others are told of where they stand."""
    hints = hints_of(kind)
    return {name: raw[name] for name in raw if name in hints and not problems_with({name: raw[name]}, hints, ())}


def _items(raw: Any) -> Iterable[tuple[str, Any]]:
    return raw.items() if isinstance(raw, dict) else ()
