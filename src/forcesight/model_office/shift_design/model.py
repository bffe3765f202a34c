"""Shift design as an integer programme: which shifts, worked by how many people on which day.

    minimise   excess + shortage + different shifts + duties + people, each by its weight
    such that  people on duty - excess + shortage = need, in every slot
               a shift has people only if it is used

With shortage forbidden this is the set covering model of Dantzig 1954, "A comment on Edie's traffic delays at toll
booths"; with both allowed and a weight for each different shift it is the minimum shift design problem of Di Gaspero,
Gärtner, Kortsarz, Musliu, Schaerf and Slany 2007, "The minimum shift design problem", Annals of OR 155.

People employed are counted without names. A shift with the rest after it is an interval that one person can fill only
once, and the least number of people for periodic intervals is the most that overlap (interval graphs are perfect:
Dilworth 1950; a person need not work the same week every week). So rest binds as "on duty or resting, at every
moment, at most the people employed", and a limit of duties as "duties a week, at most the limit times the people
employed". Each is exact on its own; where both bind, a rota (`rota.py`) shows whether as many people suffice.

Solved by HiGHS through scipy, which gives the best bound with the answer. All amounts are whole numbers of slots, so
the bound is raised to the next value that a design can have.
"""

from __future__ import annotations

import math
import time as clock
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.errors import InputRefused
from forcesight.model_office.shift_design.possible import Possible, possible_shifts
from forcesight.model_office.shift_design.problem import Problem
from forcesight.model_office.shift_design.programme import Programme, grain, slots_of


class NoDesign(InputRefused):
    """No design obeys the rules."""


class OutOfTime(InputRefused):
    """No design was found in time."""


class Solved(NamedTuple):
    """The answer as numbers. `work` has a row for each possible shift and a column for each day.

    `value` is the design's cost and `bound` what no design can be below; `people` is 0 where nothing counts people.
    """

    possible: tuple[Possible, ...]
    work: NDArray[np.int64]
    people: int
    value: float
    bound: float
    seconds: float


def solve(problem: Problem, *, seconds: float = 60.0) -> Solved:
    """The best design found within some seconds, with its bound; the same every time where the bound is reached.

    Raises NoDesign where no design obeys the rules, OutOfTime where none was found in time, and InputRefused where the
    problem contradicts itself.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    if not 0 < seconds < math.inf:
        raise InputRefused(f"A design is looked for in more than 0 seconds; {seconds:g} were given.")
    began = clock.perf_counter()
    programme = Programme(problem, possible_shifts(problem))
    rows, low, high = programme.constraints()
    found: Any = milp(
        programme.cost(),
        constraints=LinearConstraint(rows, low, high),
        bounds=Bounds(0.0, programme.upper()),
        integrality=np.ones(programme.width),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if found.x is None:
        if found.status == 1:
            raise OutOfTime(f"No design was found within {seconds:g} seconds: give more time or fewer shifts.")
        raise NoDesign("No design obeys these rules for this need: relax one of them.")
    work, people = programme.read(found.x)
    value = cost_of(problem, programme.possible, work, people)
    bound = min(value, whole_steps(float(found.mip_dual_bound), grain(problem)))
    return Solved(programme.possible, work, people, value, bound, clock.perf_counter() - began)


def cover(problem: Problem, possible: tuple[Possible, ...], work: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many people are on duty in each slot."""
    on_duty = np.zeros(len(problem.need), dtype=np.int64)
    for number, shift in enumerate(possible):
        for day in range(problem.days):
            if work[number, day]:
                on_duty[slots_of(problem, shift, day)] += work[number, day]
    return on_duty


def cost_of(problem: Problem, possible: tuple[Possible, ...], work: NDArray[np.int64], people: int) -> float:
    """What a design costs, counted afresh from its whole numbers."""
    weights, gap = problem.weights, cover(problem, possible, work) - np.array(problem.need)
    excess, short = int(gap[gap > 0].sum()), -int(gap[gap < 0].sum())
    deviation = weights.excess * excess + (weights.shortage or 0.0) * short
    used = int((work.sum(axis=1) > 0).sum())
    return float(
        problem.slot_minutes * deviation + weights.shift * used + weights.duty * int(work.sum())
        + weights.person * people
    )  # fmt: skip


def whole_steps(bound: float, step: float) -> float:
    """The least whole number of steps not below the solver's bound (in steps, but for its tolerance), as a cost."""
    return step * max(0, math.ceil(bound - 1e-6))
