"""The integer programme of a shift design: where each unknown stands, and what is asked of it."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.shift_design.possible import Possible
from forcesight.model_office.shift_design.problem import Problem
from forcesight.model_office.shift_design.rows import Rows


def slots_of(problem: Problem, shift: Possible, day: int, more: int = 0) -> NDArray[np.int64]:
    """The slots that a shift of a day fills, with so many more after its end; time goes round."""
    first = day * problem.slots_a_day + shift.start
    return np.arange(first, first + shift.length + more) % len(problem.need)


def grain(problem: Problem) -> float:
    """The cost of any design is a multiple of this: the greatest common measure of all weights; 0 without weights.

    Assumption: a weight is a fraction with a denominator of a million at most.
    """
    weights = problem.weights
    parts = [
        problem.slot_minutes * weights.excess, problem.slot_minutes * (weights.shortage or 0.0),
        weights.shift, weights.duty, weights.person,
    ]  # fmt: skip
    whole = [Fraction(part).limit_denominator(10**6) for part in parts if part]
    if not whole:
        return 0.0
    below = reduce(math.lcm, (part.denominator for part in whole))
    return reduce(math.gcd, (int(part * below) for part in whole)) / below


class Programme:
    """Where each unknown stands, and what is asked of it.

    The unknowns, in this order: the people of each shift on each day (shift by shift); whether each shift is used;
    excess by slot; shortage by slot; whether each start is used; whether a shift is worked on a day; people employed.
    """

    def __init__(self, problem: Problem, possible: tuple[Possible, ...]) -> None:
        self.problem, self.possible = problem, possible
        rules = problem.rules
        self.starts = sorted({shift.start for shift in possible}) if rules.most_starts is not None else []
        duties = len(possible) * problem.days
        together = duties if rules.least_together is not None else 0
        sizes = [duties, len(possible), len(problem.need), len(problem.need), len(self.starts), together, 1]
        ends = np.cumsum(sizes).tolist()
        self.used, self.excess, self.short, self.start, self.worked, self.people, self.width = ends
        self.slots = [[slots_of(problem, shift, day) for day in range(problem.days)] for shift in possible]
        self.need = np.array(problem.need, dtype=np.int64)

    def at(self, shift: int, day: int) -> int:
        return shift * self.problem.days + day

    def cost(self) -> NDArray[np.float64]:
        weights, cost = self.problem.weights, np.zeros(self.width)
        cost[: self.used] = weights.duty
        cost[self.used : self.excess] = weights.shift
        cost[self.excess : self.short] = weights.excess * self.problem.slot_minutes
        cost[self.short : self.start] = (weights.shortage or 0.0) * self.problem.slot_minutes
        cost[self.people] = weights.person
        # Costs as small whole numbers: the solver then knows that no design lies between two of them.
        return cost / (grain(self.problem) or 1.0)

    def upper(self) -> NDArray[np.float64]:
        """Nobody gains by more people on a shift than are needed at its busiest slot."""
        upper = np.full(self.width, np.inf)
        for shift, days in enumerate(self.slots):
            for day, slots in enumerate(days):
                upper[self.at(shift, day)] = self.most(slots)
        upper[self.used : self.excess] = 1.0
        upper[self.short : self.start] = np.inf if self.problem.weights.shortage is not None else 0.0
        upper[self.start : self.people] = 1.0
        rules = self.problem.rules
        upper[self.people] = np.inf if rules.most_people is None else rules.most_people
        return upper

    def most(self, slots: NDArray[np.int64]) -> float:
        rules = self.problem.rules
        busiest = self.need if rules.average_hours is not None else self.need[slots]
        return float(max(int(busiest.max()), rules.least_people or 0, rules.least_together or 0))

    def constraints(self) -> tuple[Any, list[float], list[float]]:
        rows = Rows()
        self._meet_the_need(rows)
        self._use_what_is_worked(rows)
        self._obey_numbers(rows)
        if self._counts_people():
            self._employ(rows)
        return rows.matrix(self.width)

    def read(self, x: NDArray[np.float64]) -> tuple[NDArray[np.int64], int]:
        whole = np.rint(x).astype(np.int64)
        people = int(whole[self.people]) if self._counts_people() else 0
        return whole[: self.used].reshape(len(self.possible), self.problem.days), people

    def _present(self, more: int) -> list[dict[int, float]]:
        """For each slot, which duties fill it: people count, so a shift longer than the cycle counts twice."""
        present: list[dict[int, float]] = [{} for _ in self.need]
        for number, shift in enumerate(self.possible):
            for day in range(self.problem.days):
                for slot in slots_of(self.problem, shift, day, more):
                    duty = self.at(number, day)
                    present[slot][duty] = present[slot].get(duty, 0.0) + 1.0
        return present

    def _meet_the_need(self, rows: Rows) -> None:
        least = self.problem.rules.least_people
        for slot, present in enumerate(self._present(0)):
            duties, people = list(present), list(present.values())
            need = float(self.need[slot])
            rows.add([*duties, self.excess + slot, self.short + slot], [*people, -1.0, 1.0], need, need)
            if least is not None:
                rows.add(duties, people, low=least)

    def _use_what_is_worked(self, rows: Rows) -> None:
        together = self.problem.rules.least_together
        for shift, days in enumerate(self.slots):
            for day, slots in enumerate(days):
                duty, most, mark = self.at(shift, day), self.most(slots), self.used + shift
                if together is not None:
                    mark = self.worked + duty
                    rows.add([mark, self.used + shift], [1.0, -1.0], high=0.0)
                    rows.add([duty, mark], [1.0, -float(together)], low=0.0)
                rows.add([duty, mark], [1.0, -most], high=0.0)
        for shift, possible in enumerate(self.possible):
            if self.starts:
                rows.add([self.used + shift, self.start + self.starts.index(possible.start)], [1.0, -1.0], high=0.0)

    def _obey_numbers(self, rows: Rows) -> None:
        rules = self.problem.rules
        for limit, first, last in (
            (rules.most_shifts, self.used, self.excess),
            (rules.most_starts, self.start, self.start + len(self.starts)),
            (rules.most_duties, 0, self.used),
        ):
            if limit is not None:
                rows.add(list(range(first, last)), [1.0] * (last - first), high=limit)
        if rules.average_hours is not None:
            average = rules.average_hours * 60 / self.problem.slot_minutes
            longer = [shift.length - average for shift in self.possible for _ in range(self.problem.days)]
            rows.add(list(range(self.used)), longer, low=0.0)

    def _counts_people(self) -> bool:
        return bool(self.problem.weights.person) or self.problem.rules.most_people is not None

    def _employ(self, rows: Rows) -> None:
        rules = self.problem.rules
        rest = math.ceil((rules.rest_hours or 0.0) * 60 / self.problem.slot_minutes)
        for present in self._present(rest):
            rows.add([*present, self.people], [*present.values(), -1.0], high=0.0)
        if rules.duties_a_week is not None:
            each = rules.duties_a_week * self.problem.days / 7
            rows.add([*range(self.used), self.people], [1.0] * self.used + [-each], high=0.0)
