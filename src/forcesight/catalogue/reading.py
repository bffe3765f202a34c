"""Reading the catalogue's TOML files: the packaged ones, then the home's over them.

A file holds any number of entries, each a table under the name of its kind ([[measure]], [[margin]], …), and may open
with [defaults] for what all of them share. Problems are collected, so that one run tells everything that is wrong.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, TypeVar

from forcesight.catalogue.calendar import CalendarRule, Holiday
from forcesight.catalogue.clock import Clock, PauseReason
from forcesight.catalogue.entry import Entry
from forcesight.catalogue.force import Force
from forcesight.catalogue.measure import Measure
from forcesight.catalogue.outcome_group import OutcomeGroup
from forcesight.catalogue.shape import entry_from
from forcesight.catalogue.standard import ComparisonGroup, Margin, Standard
from forcesight.catalogue.weights import WeightScheme


_ALL = (
    Measure, Margin, Standard, ComparisonGroup, WeightScheme, OutcomeGroup, Force, Clock, PauseReason, CalendarRule,
    Holiday,
)  # fmt: skip
# Offices and experiments are entries too, but long: the model office reads the one that is asked for.
_READ_ELSEWHERE = ("offices/", "experiments/")
KINDS: dict[str, type[Entry]] = {kind.kind_of_entry: kind for kind in _ALL}

Origin = Literal["forcesight", "home"]
Key = tuple[type[Entry], str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """One TOML table as it was read, and where."""

    file: str
    kind: str
    raw: dict[str, Any]

    def says(self, problem: str) -> str:
        """The problem as a sentence that begins with the place."""
        return f"{self.file}: {self.kind} {self.raw.get('id', 'without an id')!r}: {problem}."


def read_packaged() -> tuple[list[Entry], list[str]]:
    """Every entry that Forcesight ships, and every problem."""
    return _read(files("forcesight.catalogue"), "forcesight", {})


def read_home(folder: Path, packaged: list[Entry]) -> tuple[list[Entry], list[str]]:
    """The packaged entries with the home's over them.

    An entry of a known id and a later `valid_from` adds a version; of the same `valid_from`, it replaces that one.
    The fields that it leaves out are those of the version that it follows.
    """
    if folder.exists() and not folder.is_dir():
        return packaged, [f"{folder} is not a folder: put the catalogue's TOML files into a folder of that name."]
    shipped = {_key(entry): entry for entry in packaged}
    edited, problems = _read(folder, "home", shipped) if folder.exists() else ([], [])
    return list((shipped | {_key(entry): entry for entry in edited}).values()), problems


def _read(root: Traversable, origin: Origin, under: dict[Key, Entry]) -> tuple[list[Entry], list[str]]:
    entries: dict[Key, Entry] = {}
    problems: list[str] = []
    for draft in _drafts(root, problems):
        kind = KINDS[draft.kind]
        base = _followed(kind, draft.raw, under)
        entry, faults = entry_from(kind, draft.raw, base, origin=origin, file=draft.file)
        if entry is not None and _key(entry) in entries:
            faults = [f"there are two versions from {entry.valid_from}: keep one, or correct the date"]
        problems += [draft.says(fault) for fault in faults]
        if entry is not None:
            entries[_key(entry)] = entry
    return list(entries.values()), problems


E = TypeVar("E", bound=Entry)


def _followed(kind: type[E], raw: dict[str, Any], under: dict[Key, Entry]) -> E | None:
    """The newest shipped version from which an edit may take what it does not say."""
    versions = [e for e in under.values() if isinstance(e, kind) and e.id == raw.get("id")]
    since = raw.get("valid_from")
    earlier = [e for e in versions if type(since) is date and e.valid_from <= since]
    return max(earlier or versions, key=lambda e: e.valid_from, default=None)


def _key(entry: Entry) -> Key:
    return type(entry), entry.id, entry.valid_from


def _drafts(root: Traversable, problems: list[str]) -> Iterator[Draft]:
    for name, file in _toml_files(root):
        content = _content(name, file, problems)
        defaults = content.pop("defaults", {})
        if not isinstance(defaults, dict):
            problems.append(f"{name}: defaults is not one table: write [defaults] once.")
            continue
        for kind, tables in content.items():
            if kind not in KINDS or not _is_list_of_tables(tables):
                problems.append(
                    f"{name}: {kind!r} is not a kind of entry: write {', '.join(f'[[{k}]]' for k in KINDS)}."
                )
                continue
            yield from (Draft(name, kind, defaults | table) for table in tables)


def _is_list_of_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _toml_files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            inside = f"{prefix}{item.name}/"
            yield from () if inside in _READ_ELSEWHERE else _toml_files(item, inside)
        elif item.name.endswith(".toml"):
            yield f"{prefix}{item.name}", item


def _content(name: str, file: Traversable, problems: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        problems.append(f"{name}: the file is not UTF-8 (byte {error.start}): save it as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{name}: the file is not TOML: {error}.")
    return {}
