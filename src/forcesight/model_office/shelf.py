"""A shelf of the catalogue whose files are read one by one: those that Forcesight ships and those of a home.

Offices and experiments are entries, dated and sourced as all are, but long: a list needs a few lines of each, and only
the one that is asked for is read whole. A home's file of a known id and a later `valid_from` is its next version; of
the same `valid_from`, it replaces that one. The newest version in force on the day answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, NamedTuple

from forcesight.catalogue import UnknownEntry, today
from forcesight.errors import InputRefused
from forcesight.toml_text import TomlRefused, content_of, text_of


Origin = Literal["forcesight", "home"]


class Listed(NamedTuple):
    """A file as a list shows it. `problem` is empty, or a sentence that says why it cannot be listed fully.

    `office` is the office that an experiment is about; empty for an office.
    """

    id: str
    name: str
    file: str
    origin: Origin
    valid_from: date | None
    source: str
    confidence: str
    description: str
    problem: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One folder of the catalogue, whose files each have one table.

    `called` is what one is called in a sentence ("an office"), `told_by` the field that tells what it is, and
    `must_say` the fields, with their types, without which it cannot be listed.
    """

    folder: str
    table: str
    called: str
    told_by: str
    must_say: dict[str, type]

    def listed(self, overlay: Path | None = None, at: date | None = None) -> list[Listed]:
        """What is in force on a day (None: today), by name; `overlay` is the home's catalogue folder.

        Files that cannot be listed are there too, each with its problem.
        """
        every = [one for _, one in self._versions(overlay)]
        broken = [one for one in every if one.problem]
        newest: dict[str, Listed] = {}
        for one in sorted(_in_force(every, at or today()), key=_age):
            newest[one.id] = one
        return sorted([*newest.values(), *broken], key=lambda one: (one.name.casefold(), one.id))

    def text_of(self, wanted: str, overlay: Path | None = None, at: date | None = None) -> tuple[str, str]:
        """The text of the file with an id, and the file's name.

        Raises UnknownEntry with the nearest ids where it is not in force, InputRefused where it cannot be listed.
        """
        day = at or today()
        versions = self._versions(overlay)
        broken = [one.problem for _, one in versions if one.problem and one.id == wanted]
        if broken:
            raise InputRefused(*broken)
        found = [(file, one) for file, one in versions if one.id == wanted and _in_force([one], day)]
        if not found:
            known = [one.id for _, one in versions if _in_force([one], day)]
            raise UnknownEntry(self._not_there(wanted, day, known))
        file, one = max(found, key=lambda pair: _age(pair[1]))
        return text_of(file, one.file), one.file

    def _not_there(self, wanted: str, day: date, known: list[str]) -> str:
        near = get_close_matches(wanted, known, n=3) or sorted(set(known))
        meant = f"did you mean {' or '.join(near)}?" if near else "there is none at all."
        return f"There is no {self.table} {wanted!r} in force on {day}: {meant}"

    def _versions(self, overlay: Path | None) -> list[tuple[Traversable, Listed]]:
        found = list(self._in(files("forcesight.catalogue").joinpath(self.folder), "forcesight"))
        return found + (list(self._in(overlay / self.folder, "home")) if overlay is not None else [])

    def _in(self, folder: Traversable, origin: Origin) -> Iterator[tuple[Traversable, Listed]]:
        if not folder.is_dir():
            return
        try:
            inside = sorted(folder.iterdir(), key=lambda one: one.name)
        except OSError as error:
            problem = (
                f"{self.folder}: this folder of the catalogue cannot be read ({error.strerror}): check who may read it."
            )
            yield folder, Listed(self.folder, self.folder, self.folder, origin, None, "", "", "", problem)
            return
        for file in inside:
            if file.name.endswith(".toml"):
                yield file, self._listing(file, origin)

    def _listing(self, file: Traversable, origin: Origin) -> Listed:
        name = f"{self.folder}/{file.name}"
        try:
            said = content_of(text_of(file, name), name).get(self.table)
        except TomlRefused as refused:
            return self._broken(file, origin, str(refused))
        if not isinstance(said, dict):
            return self._broken(file, origin, f"{name}: there is no {self.table}: begin with [{self.table}].")
        missing = [
            field for field, kind in self.must_say.items() if type(said.get(field)) is not kind or not said[field]
        ]
        if missing:
            sentence = f"{name}: {self.called} of the catalogue must say its {', '.join(missing)}."
            return self._broken(file, origin, sentence)
        return self._of(said, name, origin)

    def _of(self, said: dict[str, Any], file: str, origin: Origin) -> Listed:
        told = " ".join(str(said.get(self.told_by, "")).split())
        dated = (said["valid_from"], said["source"], said["confidence"])
        return Listed(said["id"], said["name"], file, origin, *dated, told, office=str(said.get("office", "")))

    def _broken(self, file: Traversable, origin: Origin, problem: str) -> Listed:
        stem = file.name.removesuffix(".toml")
        return Listed(stem, stem, f"{self.folder}/{file.name}", origin, None, "", "", "", problem)


def _in_force(listed: list[Listed], day: date) -> list[Listed]:
    return [one for one in listed if one.valid_from is not None and one.valid_from <= day]


def _age(one: Listed) -> tuple[date, bool]:
    return one.valid_from or date.min, one.origin == "home"
