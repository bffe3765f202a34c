"""A rota for the shifts of a design: rows of one week that people work in turn, so that everyone has the same life.

A rota for n people has n rows. In the first week each person works a row of their own; each week they go on to the next
row, and after the last comes the first. Every duty of the design stands in the rota exactly once. Among rotas that obey
the rules it is one with the most free weekends that was found.

The integer programme has an unknown for each row, day and shift. Source: Laporte 1999, "The art and science of
designing rotating schedules", JORS 50 (rotas as one long cycle of weeks).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from forcesight.errors import InputRefused
from forcesight.model_office.shift_design.design import Design, DesignedShift
from forcesight.model_office.shift_design.problem import DAY, minutes_of
from forcesight.model_office.shift_design.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaRules:
    """What a rota obeys: rest between shifts, working days in a row, and shifts in a row's week."""

    rest_hours: float = 11.0
    days_in_a_row: int = 6
    duties_a_week: int = 6


class Rota(NamedTuple):
    """`rows` has a row for each person's week: for each day, the number of its shift in `shifts`; None is a day off."""

    shifts: tuple[DesignedShift, ...]
    rows: tuple[tuple[int | None, ...], ...]
    free_weekends: int


def rota(design: Design, people: int, *, rules: RotaRules = RotaRules(), seconds: float = 30.0) -> Rota:
    """A rota of a design's shifts for so many people.

    Raises InputRefused where there is none, or none was found within the time.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    shifts = tuple(_weekly(shift, design.problem.days) for shift in design.shifts)
    if not shifts:
        return Rota((), ((None,) * 7,) * people, people)
    programme = _Weeks(shifts, people, rules)
    matrix, low, high = programme.rows().matrix(programme.width)
    cost = np.zeros(programme.width)
    cost[programme.duties :] = -1.0
    found: Any = milp(
        cost, constraints=LinearConstraint(matrix, low, high), bounds=Bounds(0.0, 1.0),
        integrality=np.ones(programme.width), options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )  # fmt: skip
    if found.x is None:
        why = f"was found within {seconds:g} seconds" if found.status == 1 else "obeys these rules"
        raise InputRefused(f"No rota for {people} people {why}: take more people, or relax a rule.")
    return programme.read(found.x)


def _weekly(shift: DesignedShift, days: int) -> DesignedShift:
    """The shift with its people on each day of a week; a design for one day holds on every day."""
    if days not in (1, 7):
        raise InputRefused(f"A rota has weeks: design shifts for 1 day or 7 days, not {days}.")
    return DesignedShift(shift.kind, shift.starts, shift.hours, shift.people * (7 // days))


class _Weeks:
    """Unknowns: whether row w has shift s on day d, and whether the weekend of row w is free."""

    def __init__(self, shifts: tuple[DesignedShift, ...], people: int, rules: RotaRules) -> None:
        self.shifts, self.people, self.rules = shifts, people, rules
        self.duties = people * 7 * len(shifts)
        self.width = self.duties + people

    def on(self, day: int) -> list[int]:
        """The unknowns of one day of the long cycle of all rows."""
        first = day % (7 * self.people) * len(self.shifts)
        return list(range(first, first + len(self.shifts)))

    def rows(self) -> Rows:
        rows, rules, every = Rows(), self.rules, range(7 * self.people)
        for weekday in range(7):
            for number, shift in enumerate(self.shifts):
                same = [self.on(7 * row + weekday)[number] for row in range(self.people)]
                rows.add(same, [1.0] * self.people, float(shift.people[weekday]), float(shift.people[weekday]))
        for day in every:
            self._sum(rows, [day], 1)
            self._sum(rows, list(range(day, day + rules.days_in_a_row + 1)), rules.days_in_a_row)
            self._rest_after(rows, day)
        for row in range(self.people):
            self._sum(rows, list(range(7 * row, 7 * row + 7)), rules.duties_a_week)
            for day in (5, 6):
                weekend = [*self.on(7 * row + day), self.duties + row]
                rows.add(weekend, [1.0] * len(weekend), high=1.0)
        return rows

    def _sum(self, rows: Rows, days: list[int], most: int) -> None:
        # A short rota meets itself again within the stretch: its days then count once for each time.
        counts: dict[int, float] = {}
        for day in days:
            for unknown in self.on(day):
                counts[unknown] = counts.get(unknown, 0.0) + 1.0
        rows.add(list(counts), list(counts.values()), high=float(most))

    def _rest_after(self, rows: Rows, day: int) -> None:
        for number, shift in enumerate(self.shifts):
            free_at = minutes_of(shift.starts) + (shift.hours + self.rules.rest_hours) * 60
            here = self.on(day)[number]
            for later in range(1, math.ceil(free_at / DAY) + 1):
                too_soon = [
                    unknown
                    for unknown, other in zip(self.on(day + later), self.shifts, strict=True)
                    if minutes_of(other.starts) + later * DAY < free_at and unknown != here
                ]
                if too_soon:
                    rows.add([here, *too_soon], [1.0] * (len(too_soon) + 1), high=1.0)

    def read(self, x: Any) -> Rota:
        worked = np.rint(x[: self.duties]).reshape(self.people, 7, len(self.shifts)) > 0
        table = tuple(tuple(int(np.argmax(day)) if day.any() else None for day in week) for week in worked)
        free = sum(week[5] is None and week[6] is None for week in table)
        return Rota(self.shifts, table, free)
