"""The offices of the catalogue: those that Forcesight ships and those of a home, dated and sourced as all entries are.

A home's office of a known id and a later `valid_from` is its next version; of the same `valid_from`, it replaces that
one. The newest version in force on the day answers. Files are read when offices are asked for, not with the catalogue.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from forcesight.catalogue import UnknownEntry, today
from forcesight.model_office.office.description import Office
from forcesight.model_office.office.reading import read_office
from forcesight.model_office.office.refused import OfficeRefused


Origin = Literal["forcesight", "home"]
FOLDER: Final = "offices"
_MUST_SAY: Final = {"id": str, "name": str, "valid_from": date, "source": str, "confidence": str}


class ListedOffice(NamedTuple):
    """An office as a list shows it. `problem` is empty, or a sentence that says why its file cannot be listed fully."""

    id: str
    name: str
    file: str
    origin: Origin
    valid_from: date | None
    source: str
    confidence: str
    description: str
    problem: str = ""


def offices(overlay: Path | None = None, at: date | None = None) -> list[ListedOffice]:
    """The offices in force on a day (None: today), by name; `overlay` is the home's catalogue folder.

    Files that cannot be listed are there too, each with its problem.
    """
    listed = [one for _, one in _versions(overlay)]
    broken = [one for one in listed if one.problem]
    day = at or today()
    newest: dict[str, ListedOffice] = {}
    for one in sorted(_in_force(listed, day), key=_age):
        newest[one.id] = one
    return sorted([*newest.values(), *broken], key=lambda one: (one.name.casefold(), one.id))


def find_office(office_id: str, overlay: Path | None = None, at: date | None = None) -> Office:
    """One office, checked.

    Raises UnknownEntry with the nearest ids where it is not in force, OfficeRefused where it is faulty.
    """
    day = at or today()
    versions = _versions(overlay)
    found = [(file, one) for file, one in versions if one.id == office_id and one in _in_force([one], day)]
    broken = [one.problem for _, one in versions if one.problem and one.id == office_id]
    if broken:
        raise OfficeRefused(broken)
    if not found:
        raise UnknownEntry(_not_there(office_id, day, [one.id for _, one in versions if _in_force([one], day)]))
    file, one = max(found, key=lambda pair: _age(pair[1]))
    return read_office(file.read_text(encoding="utf-8"), one.file)


def _in_force(listed: list[ListedOffice], day: date) -> list[ListedOffice]:
    return [one for one in listed if one.valid_from is not None and one.valid_from <= day]


def _age(one: ListedOffice) -> tuple[date, bool]:
    return one.valid_from or date.min, one.origin == "home"


def _not_there(office_id: str, day: date, known: list[str]) -> str:
    near = get_close_matches(office_id, known, n=3) or sorted(set(known))
    return f"There is no office {office_id!r} in force on {day}: did you mean {' or '.join(near)}?"


def _versions(overlay: Path | None) -> list[tuple[Traversable, ListedOffice]]:
    found = list(_listed(files("forcesight.catalogue").joinpath(FOLDER), "forcesight"))
    return found + (list(_listed(overlay / FOLDER, "home")) if overlay is not None else [])


def _listed(folder: Traversable, origin: Origin) -> Iterator[tuple[Traversable, ListedOffice]]:
    if folder.is_dir():
        for file in sorted(folder.iterdir(), key=lambda one: one.name):
            if file.name.endswith(".toml"):
                yield file, _listing(file, origin)


def _listing(file: Traversable, origin: Origin) -> ListedOffice:
    name = f"{FOLDER}/{file.name}"
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8")).get("office")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return _broken(file, origin, f"{name}: the file is not TOML in UTF-8: {error}.")
    if not isinstance(said, dict):
        return _broken(file, origin, f"{name}: there is no office: begin with [office].")
    missing = [field for field, kind in _MUST_SAY.items() if type(said.get(field)) is not kind or not said[field]]
    if missing:
        return _broken(file, origin, f"{name}: an office of the catalogue must say its {', '.join(missing)}.")
    return _of(said, name, origin)


def _of(said: dict[str, Any], file: str, origin: Origin) -> ListedOffice:
    told = " ".join(str(said.get("description", "")).split())
    return ListedOffice(
        said["id"], said["name"], file, origin, said["valid_from"], said["source"], said["confidence"], told
    )


def _broken(file: Traversable, origin: Origin, problem: str) -> ListedOffice:
    stem = file.name.removesuffix(".toml")
    return ListedOffice(stem, stem, f"{FOLDER}/{file.name}", origin, None, "", "", "", problem)
