"""A design of shifts as a planner reads it: the shifts, their cost and its bound, and the price of each rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from forcesight.errors import InputRefused
from forcesight.model_office.shift_design.model import NoDesign, Solved, cover, solve
from forcesight.model_office.shift_design.prices import Price, price_rules, relaxed
from forcesight.model_office.shift_design.problem import Problem, Rules, ShiftType, Weights


NO_SHORTAGE, NO_RULES = Weights(), Rules()


@dataclass(frozen=True, slots=True)
class DesignedShift:
    """One shift, and the people that work it on each day."""

    kind: str
    starts: time
    hours: float
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Design:
    """Shifts that meet a need.

    `value` is their cost in the weights' minutes, `bound` what no design can be below: where they are equal, the design
    is proven best. `on_duty` is by slot. `people` is how many are employed, 0 where nothing counts them.
    """

    problem: Problem
    shifts: tuple[DesignedShift, ...]
    value: float
    bound: float
    seconds: float
    on_duty: tuple[int, ...]
    people: int
    prices: tuple[Price, ...]

    @property
    def gap(self) -> float:
        """The share of the value that a better design could save at most."""
        return (self.value - self.bound) / self.value if self.value else 0.0

    @property
    def proven(self) -> bool:
        """Whether no design is better."""
        return self.value <= self.bound

    @property
    def duties(self) -> int:
        """People-shifts in the whole cycle."""
        return sum(sum(shift.people) for shift in self.shifts)

    @property
    def staff_hours(self) -> float:
        """Hours that people work in the whole cycle."""
        return sum(sum(shift.people) * shift.hours for shift in self.shifts)

    @property
    def excess_hours(self) -> float:
        """Hours of people beyond the need."""
        return self._hours(1)

    @property
    def shortage_hours(self) -> float:
        """Hours of people that are missing."""
        return self._hours(-1)

    def _hours(self, sign: int) -> float:
        gaps = (sign * (here - needed) for here, needed in zip(self.on_duty, self.problem.need, strict=True))
        return sum(max(0, gap) for gap in gaps) * self.problem.slot_minutes / 60


def design_shifts(
    need: Sequence[int],
    *,
    types: Sequence[ShiftType],
    slot_minutes: int = 30,
    weights: Weights = NO_SHORTAGE,
    rules: Rules = NO_RULES,
    seconds: float = 60.0,
    prices: bool = True,
    name: str = "",
) -> Design:
    """Shifts for the people needed in each slot of a day or a week, which go round.

    Each solution takes at most `seconds`; with `prices` each rule is priced by one more solution. Raises InputRefused
    where the problem contradicts itself or no design obeys the rules, naming rules without which there is one.
    """
    problem = Problem(
        need=tuple(int(people) for people in need), slot_minutes=slot_minutes, types=tuple(types),
        weights=weights, rules=rules, name=name,
    )  # fmt: skip
    return design(problem, seconds=seconds, prices=prices)


def design(problem: Problem, *, seconds: float = 60.0, prices: bool = True) -> Design:
    """Shifts for a whole problem, such as one of a benchmark file."""
    try:
        solved = solve(problem, seconds=seconds)
    except NoDesign as none:
        raise InputRefused(*none.sentences, *_what_would_help(problem)) from none
    priced = price_rules(problem, solved, seconds=seconds) if prices else ()
    return Design(
        problem, _named(problem, solved), solved.value, solved.bound, solved.seconds,
        tuple(cover(problem, solved.possible, solved.work).tolist()), solved.people, priced,
    )  # fmt: skip


def _what_would_help(problem: Problem) -> list[str]:
    """Rules of which leaving out one is enough."""
    enough = []
    for name in problem.rules.set():
        try:
            solve(relaxed(problem, name), seconds=10.0)
        except InputRefused:
            continue
        enough.append(name)
    return [f"There is a design without the rule {', or without '.join(enough)}."] if enough else []


def _named(problem: Problem, solved: Solved) -> tuple[DesignedShift, ...]:
    slot = problem.slot_minutes
    return tuple(
        DesignedShift(
            shift.kind, time(*divmod(shift.start * slot, 60)), shift.length * slot / 60, tuple(people.tolist())
        )
        for shift, people in zip(solved.possible, solved.work, strict=True)
        if people.any()
    )
