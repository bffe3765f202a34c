"""What every catalogue entry has: an id, the dates between which it holds, its source and our confidence in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, TypeVar


Confidence = Literal["high", "medium", "low"]

_ID = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One dated version of a named thing. `valid_to` is the last day on which it holds; None means until replaced."""

    # The name of the entry's TOML tables, as in [[measure]].
    kind_of_entry: ClassVar[str]

    id: str
    name: str = ""
    valid_from: date
    valid_to: date | None = None
    source: str
    confidence: Confidence
    version: int = 1
    # Whether the entry came with Forcesight or was edited in the home, and in which file; the reader fills these.
    origin: Literal["forcesight", "home"] = "forcesight"
    file: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether this version is in force on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def caveat(self) -> str:
        """What a screen says beside a low-confidence entry; empty for the others."""
        if self.confidence != "low":
            return ""
        return "This is a default that the force has not confirmed."

    def faults(self) -> Iterator[str]:
        """What is wrong with this entry on its own, each as "field says this: do that"."""
        if not _ID.fullmatch(self.id):
            yield "id may hold small letters, digits, - and _ only"
        if not self.source.strip():
            yield "source is empty: say where the entry comes from"
        if self.valid_to is not None and self.valid_to < self.valid_from:
            yield f"valid_to ({self.valid_to}) is before valid_from ({self.valid_from}): swap or correct them"


E = TypeVar("E", bound=Entry)


def in_force(versions: Iterable[E], day: date) -> E | None:
    """The newest of an entry's versions that holds on the day; None where none does."""
    return max((v for v in versions if v.holds_on(day)), key=lambda v: v.valid_from, default=None)
