"""What shifts are to be designed: who is needed when, which shifts are possible, what matters, and which rules hold.

Time goes round: a night shift of the last day reaches into the first. So a problem is a typical day or week.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import time


DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftType:
    """A kind of shift: when it may start (the last start may lie past midnight) and how long it may be."""

    id: str
    first_start: time
    last_start: time
    shortest_hours: float
    longest_hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What a design costs, all in one currency: minutes of one person too many.

    `shortage` None means that nobody may be missing (the shifts cover the need). `shift` is for each different shift,
    `duty` for each person on each shift, `person` for each person employed.
    """

    excess: float = 1.0
    shortage: float | None = None
    shift: float = 60.0
    duty: float = 0.0
    person: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What shifts must obey. None: no such rule.

    start_every      shifts start at multiples of so many minutes after midnight
    starts           shifts start only at these times
    most_starts      so many different times of starting
    most_shifts      so many different shifts (a start and a length)
    most_duties      so many people-shifts in the whole day or week
    longest_hours    no shift is longer
    shortest_hours   no shift is shorter
    average_hours    the shifts that people work are at least so long on average (and then no shift is worked by more
                     people than are ever needed at once, which would only lift the average)
    least_people     so many people at every moment, whatever the need
    least_together   a shift that is worked on a day is worked by at least so many people
    rest_hours       so long between the end of a person's shift and the start of their next
    duties_a_week    so many shifts a person works in a week, on average over the rota
    most_people      so many people are employed
    """

    start_every: int | None = None
    starts: tuple[time, ...] | None = None
    most_starts: int | None = None
    most_shifts: int | None = None
    most_duties: int | None = None
    longest_hours: float | None = None
    shortest_hours: float | None = None
    average_hours: float | None = None
    least_people: int | None = None
    least_together: int | None = None
    rest_hours: float | None = None
    duties_a_week: float | None = None
    most_people: int | None = None

    def set(self) -> tuple[str, ...]:
        """The names of the rules that hold."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name) is not None)

    def without(self, name: str) -> Rules:
        """These rules less one."""
        dropped: dict[str, None] = {name: None}
        return replace(self, **dropped)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`need` is the people needed in each slot, from 00:00 of the first day, for whole days."""

    need: tuple[int, ...]
    slot_minutes: int
    types: tuple[ShiftType, ...]
    weights: Weights = Weights()
    rules: Rules = Rules()
    name: str = ""

    @property
    def slots_a_day(self) -> int:
        """How many slots a day has."""
        return DAY // self.slot_minutes

    @property
    def days(self) -> int:
        """How many days the need covers."""
        return len(self.need) // self.slots_a_day


def minutes_of(at: time) -> int:
    """Minutes after midnight."""
    return at.hour * 60 + at.minute
