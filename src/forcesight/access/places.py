"""Where a role holds: organisation units, and the line of units that a figure belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """The levels of a force's area, widest first."""

    FORCE = "force"
    DISTRICT = "district"
    NEIGHBOURHOOD = "neighbourhood"
    LSOA = "lsoa"


@dataclass(frozen=True)
class Unit:
    """One organisation unit or area: `force:staffordshire`, `district:E07000192`. Its name is for people only."""

    level: Level
    code: str
    name: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.level}:{self.code}"

    @property
    def words(self) -> str:
        """The unit as a person would say it."""
        return self.name or f"{self.level} {self.code}"

    @classmethod
    def parse(cls, text: str) -> Unit:
        """Read `level:code`; ValueError with a sentence where the level is unknown or the code is empty."""
        level, _, code = text.partition(":")
        if level not in set(Level) or not code:
            levels = ", ".join(Level)
            raise ValueError(f"'{text}' is not a unit: write LEVEL:CODE, where LEVEL is one of {levels}.")
        return cls(Level(level), code)


#: The scope that covers every force in the home and everything inside them.
EVERYWHERE = Unit(Level.FORCE, "*", "every force")

#: A figure's units from the widest down: (force, district, neighbourhood, LSOA), as deep as the figure goes.
Place = tuple[Unit, ...]


def place(*units: str) -> Place:
    """Read a place from its units, widest first: `place("force:x", "district:E07000192")`."""
    return tuple(Unit.parse(unit) for unit in units)


def covers(scope: Unit, asked: Place, *, reading: bool) -> bool:
    """Is the place inside the scope? No place at all is inside every scope.

    To a reader, a whole force, ours or a peer's, is context that every scope covers. Below it, and for whoever
    writes, the line of units decides.
    """
    if not asked or scope in (EVERYWHERE, *asked):
        return True
    return reading and all(unit.level is Level.FORCE for unit in asked)
