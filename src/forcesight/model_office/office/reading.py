"""Reading an office file: TOML in a planner's words becomes a description, or every problem is told with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forcesight.model_office.office.description import Office, Station
from forcesight.model_office.office.refused import OfficeRefused, refusal
from forcesight.model_office.office.spelling import SPELLING, STATION_KINDS, as_written
from forcesight.toml_lines import lines_of
from forcesight.toml_tables import Fault, Place, read_table


def read_office(source: str | Path, name: str = "") -> Office:
    """The office that a file (a Path) or a text (a str) describes, checked: it can be run.

    `name` is what to call a text in a problem's sentence. Raises OfficeRefused with every problem and its line.
    """
    from forcesight.model_office.office.checks import faults_of

    file, text = (source.name, _text(source)) if isinstance(source, Path) else (name, source)
    raw, lines, office, stations = _described(file, text)
    faults = [Fault(as_written(fault.place, stations, raw), fault.problem) for fault in faults_of(office)]
    if faults:
        raise refusal(faults, raw, file, lines)
    return office


def describe_office(text: str, name: str = "") -> Office:
    """The office of a text as it stands: every field known and of its type, but not checked for whether it can run."""
    return _described(name, text)[2]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise OfficeRefused([f"{path.name}: the file is not UTF-8 (byte {error.start}): save it as UTF-8."]) from error
    except OSError as error:
        raise OfficeRefused(
            [f"{path}: the file cannot be read ({error.strerror}): check its name and place."]
        ) from error


def _described(file: str, text: str) -> tuple[Mapping[str, Any], Mapping[Place, int], Office, tuple[Place, ...]]:
    """The file's office table, the lines of its places, the office, and where each of its stations stands."""
    raw, lines = _parsed(file, text)
    faults: list[Fault] = []
    found: list[tuple[int, Place, Station]] = []
    for name, kind in STATION_KINDS.items():
        for number, table in enumerate(_tables(name, raw, faults)):
            station, more = read_table(kind, table, SPELLING, (name, number))
            faults += more
            if station is not None:
                found.append((lines.get(("office", name, number), 0), (name, number), station))
    # The office has its stations in the order of the file, whatever their kinds.
    found.sort(key=lambda one: one[0])
    office, more = read_table(Office, raw, SPELLING, stations=tuple(station for _, _, station in found))
    faults += more
    if faults or office is None:
        raise refusal(faults, raw, file, lines)
    return raw, lines, office, tuple(place for _, place, _ in found)


def _tables(name: str, raw: Mapping[str, Any], faults: list[Fault]) -> list[Any]:
    tables = raw.get(name, [])
    if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
        return tables
    faults.append(Fault((name,), f"{name} must be tables, each under its own header: write [[office.{name}]]"))
    return []


def _parsed(file: str, text: str) -> tuple[Mapping[str, Any], Mapping[Place, int]]:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(file, text, str(error)) from error
    lines = lines_of(text)
    raw = content.get("office")
    if not isinstance(raw, dict):
        raise OfficeRefused([f"{_at(file)}there is no office: begin with [office]."])
    strangers = [name for name in content if name != "office"]
    if strangers:
        told = [f"{_at(file, lines[name,])}{name!r} does not belong here: write {_inside(name)}." for name in strangers]
        raise OfficeRefused(told, [lines[name,] for name in strangers])
    return raw, lines


def _inside(name: str) -> str:
    return f"[[office.{name}]] or [office.{name}], as all tables lie in the office's"


def _not_toml(file: str, text: str, says: str) -> OfficeRefused:
    """The reader's own words, with the line first; it says "at end of document" for a text that breaks off."""
    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", says)
    line = int(found[1]) if found and found[1] else text.count("\n") + 1
    column = f", column {found[2]}" if found and found[2] else ""
    reason = says[: found.start()] if found else says
    return OfficeRefused([f"{_at(file, line)}this is not TOML: {reason}{column}."], [line])


def _at(file: str, line: int = 0) -> str:
    where = ", ".join(filter(None, (file, f"line {line}" if line else "")))
    return f"{where}: " if where else ""
