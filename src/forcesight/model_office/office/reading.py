"""Reading an office file: TOML in a planner's words becomes a description, or every problem is told with its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from forcesight.model_office.office.description import Office, Station
from forcesight.model_office.office.refused import OfficeRefused, refusal
from forcesight.model_office.office.spelling import SPELLING, STATION_KINDS, as_written
from forcesight.toml_tables import Fault, Place, read_table
from forcesight.toml_text import Toml, TomlRefused, read_toml, where


def read_office(source: str | Path, name: str = "") -> Office:
    """The office that a file (a Path) or a text (a str) describes, checked: it can be run.

    `name` is what to call a text in a problem's sentence. Raises OfficeRefused with every problem and its line.
    """
    from forcesight.model_office.office.checks import faults_of

    toml, raw, office, stations = _described(source, name)
    faults = [Fault(as_written(fault.place, stations, raw), fault.problem) for fault in faults_of(office)]
    if faults:
        raise refusal(faults, raw, toml.name, toml.lines)
    return office


def describe_office(text: str, name: str = "") -> Office:
    """The office of a text as it stands: every field known and of its type, but not checked for whether it can run."""
    return _described(text, name).office


class _Described(NamedTuple):
    """A file, its office table, the office that it describes, and where in it each of its stations stands."""

    toml: Toml
    raw: Mapping[str, Any]
    office: Office
    stations: tuple[Place, ...]


def _described(source: str | Path, name: str) -> _Described:
    try:
        toml = read_toml(source, name)
    except TomlRefused as refused:
        raise OfficeRefused(refused.sentences, [refused.line]) from refused
    raw = _office_table(toml)
    faults: list[Fault] = []
    found: list[tuple[int, Place, Station]] = []
    for kind, station_class in STATION_KINDS.items():
        for number, table in enumerate(_tables(kind, raw, faults)):
            station, more = read_table(station_class, table, SPELLING, (kind, number))
            faults += more
            if station is not None:
                found.append((toml.lines.get(("office", kind, number), 0), (kind, number), station))
    # The office has its stations in the order of the file, whatever their kinds.
    found.sort(key=lambda one: one[0])
    office, more = read_table(Office, raw, SPELLING, stations=tuple(station for _, _, station in found))
    faults += more
    if faults or office is None:
        raise refusal(faults, raw, toml.name, toml.lines)
    return _Described(toml, raw, office, tuple(place for _, place, _ in found))


def _tables(name: str, raw: Mapping[str, Any], faults: list[Fault]) -> list[Any]:
    tables = raw.get(name, [])
    if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
        return tables
    faults.append(Fault((name,), f"{name} must be tables, each under its own header: write [[office.{name}]]"))
    return []


def _office_table(toml: Toml) -> Mapping[str, Any]:
    raw = toml.content.get("office")
    if not isinstance(raw, dict):
        raise OfficeRefused([f"{where(toml.name)}there is no office: begin with [office]."])
    strangers = [(toml.lines[name,], name) for name in toml.content if name != "office"]
    if strangers:
        told = [f"{where(toml.name, n)}{name!r} does not belong here: write {_inside(name)}." for n, name in strangers]
        raise OfficeRefused(told, [line for line, _ in strangers])
    return raw


def _inside(name: str) -> str:
    return f"[[office.{name}]] or [office.{name}], as all tables lie in the office's"
