"""The parts of an extract: each file, or sheet of a workbook, that a mapping names for a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from forcesight.errors import InputRefused
from forcesight.records.extracts.mapping import ExtractMapping, TableMapping
from forcesight.records.extracts.workbook import is_workbook, visible_sheets
from forcesight.records.readers.published import PassedOver


@dataclass(frozen=True, slots=True)
class Part:
    """One file, or one sheet of a workbook, and the table that it fills; `extracted` is when the source gave it."""

    path: Path
    table: TableMapping
    extracted: date
    # Whether nobody said when it was extracted, so that today is taken.
    inferred: bool = False
    sheet: str = ""

    @property
    def label(self) -> str:
        """The part as a person would recognise it in a message."""
        return f"{self.path}, sheet {self.sheet!r}" if self.sheet else str(self.path)


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds of an extract, oldest first; what was passed over; the tables for which there is nothing."""

    parts: tuple[Part, ...]
    passed_over: tuple[PassedOver, ...] = ()
    without_files: tuple[str, ...] = ()

    @property
    def files(self) -> int:
        """How many files it has."""
        return len({part.path for part in self.parts})


def find_parts(folder: Path, mapping: ExtractMapping, *, today: date, extracted: date | None = None) -> Folder:
    """The files that the mapping names in a folder; InputRefused where there are none, or one cannot be told apart.

    The date of the extract is `extracted` where it is given; or what the mapping finds in the file's path; or today.
    """
    if not folder.is_dir():
        raise InputRefused(f"{folder} is not a folder; name the folder that holds the extract.")
    parts: list[Part] = []
    passed_over: list[PassedOver] = []
    missing: list[str] = []
    for table in mapping.tables:
        paths = _matching(folder, table)
        missing += [] if paths else [f"{table.table}: {', '.join(table.files)}"]
        for path in paths:
            told = extracted or _date_in(path.relative_to(folder), mapping)
            part = Part(path, table, told or today, inferred=told is None)
            parts += _sheets(part, passed_over) if is_workbook(path) else [part]
    if not parts:
        raise InputRefused(f"{folder} holds none of the files that {mapping.label} names ({'; '.join(missing)}).")
    used = {part.path for part in parts}
    passed_over += [PassedOver(str(p), "the mapping does not name it") for p in _files(folder) if p not in used]
    parts.sort(key=lambda part: part.extracted)
    return Folder(tuple(parts), tuple(dict.fromkeys(passed_over)), tuple(missing))


def _files(folder: Path) -> list[Path]:
    """The files of a folder, without hidden ones and those that a spreadsheet program has open."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith((".", "~$")))


def _matching(folder: Path, table: TableMapping) -> list[Path]:
    """The folder's files whose path is as one of the table's patterns says, whatever the case."""
    patterns = [pattern.lower() for pattern in table.files]
    return [
        path
        for path in _files(folder)
        if any(fnmatchcase(path.relative_to(folder).as_posix().lower(), pattern) for pattern in patterns)
    ]


def _sheets(part: Part, passed_over: list[PassedOver]) -> Iterator[Part]:
    """The workbook's sheets that the mapping names; the only one, where it names none."""
    sheets = visible_sheets(part.path)
    shown = [name for name, visible in sheets.items() if visible]
    patterns = [pattern.lower() for pattern in part.table.sheets]
    chosen = [name for name in sheets if any(fnmatchcase(name.lower(), pattern) for pattern in patterns)]
    if not patterns and len(shown) != 1:
        raise InputRefused(f'{part.path} has the sheets {_named(shown)}: say in the mapping which (sheets = ["…"]).')
    hidden = [name for name in chosen or sheets if not sheets[name]]
    passed_over += [PassedOver(f"{part.path}, sheet {name!r}", "the sheet is hidden") for name in hidden]
    found = [name for name in chosen if sheets[name]] if patterns else shown
    if not found:
        raise InputRefused(
            f"{part.path} has no visible sheet like {_named(part.table.sheets)}; it has {_named(shown)}"
            + (f", and hidden {_named(hidden)}." if hidden else ".")
        )
    return (Part(part.path, part.table, part.extracted, part.inferred, name) for name in found)


def _named(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(map(repr, names)) or "none"


def _date_in(path: Path, mapping: ExtractMapping) -> date | None:
    """The date of the extract as the mapping finds it in the path; None where it does not look for one."""
    if not mapping.extracted:
        return None
    found = re.search(mapping.extracted, path.as_posix())
    if found is None:
        raise InputRefused(
            f"{path} does not tell the date of the extract, as {mapping.label} says it does ({mapping.extracted}); "
            "rename the file, or say --extracted YYYY-MM-DD."
        )
    try:
        return date(*(int(found[name]) for name in ("year", "month", "day")))
    except ValueError as fault:
        raise InputRefused(
            f"{path}: {found[0]!r} is not a date ({fault}); rename the file, or say --extracted YYYY-MM-DD."
        ) from fault
