"""What the stations of the reference engine and the engine itself may ask of each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol


FINISHED, CHANGED, ARRIVED = 0, 1, 2
"""What comes first at one moment: work that ends, then staff that change, then jobs that arrive."""


class Arriving(NamedTuple):
    """A job that reaches a station; `entity` as in a flow."""

    entity: int
    kind: int
    area: int


class Engine(Protocol):
    """What a station may ask of the engine that runs it."""

    end: float
    """The office's last minute: what would happen then or later does not."""

    def at(self, time: float, rank: int, key: int, action: Callable[[], None]) -> None:
        """Do something at a time; what is due at the same moment goes by rank, then by key."""

    def leaves(self, station: str, job: Arriving, outcome: int, now: float) -> None:
        """A job leaves a station for good."""


class Row(NamedTuple):
    """What became of one job at a station: the columns of a record."""

    arrived: float
    entity: int
    kind: int
    area: int
    assigned: float
    began: float
    left: float
    outcome: int
    server: int
    helper: int = 0


class ReferenceStation(Protocol):
    """A kind of station in the reference engine. `station` is the id: one object may stand for several stations."""

    def arrive(self, station: str, now: float, job: Arriving) -> None:
        """A job reaches the station."""

    def rows(self, station: str) -> list[Row]:
        """What became of each job so far, in any order."""
