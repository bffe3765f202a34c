"""The price of each rule: what the best design costs with all rules, less what it costs without this one.

The cost is the design's, in its weights' minutes. Where a solution is not proven best, the price is only known to lie
between two values, and both are given. A rule that costs nothing alone may cost something together with others: the
prices do not add up.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from forcesight.model_office.shift_design.model import OutOfTime, Solved, solve
from forcesight.model_office.shift_design.problem import Problem


class Price(NamedTuple):
    """What a rule costs: the price lies between `low` and `high`; they are equal where both solutions are proven best.

    `staff_hours`, `shifts` and `people` are how many more hours, different shifts and people employed the design with
    the rule has than the one without it that was found.
    """

    rule: str
    low: float
    high: float
    staff_hours: float
    shifts: int
    people: int


def price_rules(problem: Problem, solved: Solved, *, seconds: float = 60.0) -> tuple[Price, ...]:
    """One price for each rule that is set, in the order of the rules; each takes one more solution."""
    return tuple(_price(problem, solved, name, seconds) for name in problem.rules.set())


def relaxed(problem: Problem, name: str) -> Problem:
    """The problem less one rule, and less the rules about people that bind nobody without it."""
    rules = problem.rules.without(name)
    if name == "most_people" and not problem.weights.person:
        rules = rules.without("rest_hours").without("duties_a_week")
    return replace(problem, rules=rules)


def _price(problem: Problem, solved: Solved, name: str, seconds: float) -> Price:
    try:
        without = solve(relaxed(problem, name), seconds=seconds)
    except OutOfTime:
        without = solved._replace(bound=0.0)
    # A design that obeys the rule is also one for the problem without it.
    other = without if without.value <= solved.value else solved
    return Price(
        name,
        max(0.0, solved.bound - other.value),
        solved.value - min(without.bound, other.value),
        (_slots_worked(solved) - _slots_worked(other)) * problem.slot_minutes / 60,
        _different(solved) - _different(other),
        solved.people - other.people,
    )


def _slots_worked(solved: Solved) -> int:
    return sum(shift.length * int(people.sum()) for shift, people in zip(solved.possible, solved.work, strict=True))


def _different(solved: Solved) -> int:
    return int((solved.work.sum(axis=1) > 0).sum())
