"""Shift designs cost what the best of all designs costs, where all can be listed; prices and rotas keep their word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from forcesight.errors import InputRefused
from forcesight.model_office.shift_design import (
    Design,
    Problem,
    RotaRules,
    Rules,
    ShiftType,
    Weights,
    design,
    design_shifts,
    rota,
    written_instance,
)
from forcesight.model_office.shift_design.benchmark_format import problem_of
from forcesight.model_office.shift_design.model import NoDesign, cost_of, cover, solve
from forcesight.model_office.shift_design.possible import Possible, possible_shifts


SETTINGS = settings(derandomize=True, max_examples=60, deadline=None)
FEW = settings(derandomize=True, max_examples=12, deadline=None)
SLOT = 360
"""Four slots a day."""


@st.composite
def kinds(draw: st.DrawFn) -> ShiftType:
    first = draw(st.integers(0, 3))
    short = draw(st.integers(1, 2))
    return ShiftType(
        id=f"from {first}", first_start=time(first * 6), last_start=time((first + draw(st.integers(0, 1))) % 4 * 6),
        shortest_hours=short * 6, longest_hours=(short + draw(st.integers(0, 1))) * 6,
    )  # fmt: skip


@st.composite
def problems(draw: st.DrawFn, rules: bool = True) -> Problem:
    """One day of four slots, at most two people needed, so that every design can be listed."""
    weights = Weights(
        excess=draw(st.sampled_from([1.0, 0.5])), shortage=draw(st.sampled_from([None, 1.0, 2.0])),
        shift=draw(st.sampled_from([0.0, 60.0, 360.0])), duty=draw(st.sampled_from([0.0, 30.0])),
        person=draw(st.sampled_from([0.0, 100.0])),
    )  # fmt: skip
    held = {
        "start_every": st.just(720), "starts": st.just((time(0), time(6), time(12))), "most_starts": st.integers(1, 2),
        "most_shifts": st.integers(1, 2), "most_duties": st.integers(1, 4), "longest_hours": st.just(12.0),
        "shortest_hours": st.just(12.0), "least_people": st.just(1), "least_together": st.just(2),
        "most_people": st.integers(2, 6),
    }  # fmt: skip
    chosen = draw(st.lists(st.sampled_from(sorted(held)), max_size=2, unique=True)) if rules else []
    own = {name: draw(held[name]) for name in chosen}
    if weights.person and rules:
        own |= draw(st.sampled_from([{}, {"rest_hours": 11.0}, {"rest_hours": 24.0}, {"duties_a_week": 5.0}]))
    return Problem(
        need=tuple(draw(st.lists(st.integers(0, 2), min_size=4, max_size=4))), slot_minutes=SLOT,
        types=tuple(draw(st.lists(kinds(), min_size=1, max_size=2))), weights=weights, rules=Rules(**own),
    )  # fmt: skip


def people_needed(problem: Problem, possible: tuple[Possible, ...], work: np.ndarray) -> int:
    """How many people fill the shifts of many days, each taken by whoever has rested: a greedy count by the clock."""
    rules, shifts = problem.rules, []
    for day in range(40):
        for shift, people in zip(possible, work[:, 0], strict=True):
            begins = day * 4 + shift.start
            shifts += [(begins, begins + shift.length + -(-(rules.rest_hours or 0) * 60 // SLOT))] * int(people)
    free_at: list[float] = []
    for begins, ends in sorted(shifts):
        rested = [number for number, free in enumerate(free_at) if free <= begins]
        if rested:
            free_at[rested[0]] = ends
        else:
            free_at.append(ends)
    by_duties = int(work.sum()) * 7 / rules.duties_a_week if rules.duties_a_week is not None else 0
    return max(len(free_at), int(np.ceil(by_duties - 1e-9)))


def all_designs(problem: Problem) -> Iterator[tuple[np.ndarray, int]]:
    """Every design that obeys the rules, and the people that it employs."""
    possible, rules = possible_shifts(problem), problem.rules
    need = np.array(problem.need)
    for counts in product(range(3), repeat=len(possible)):
        work = np.array(counts).reshape(-1, 1)
        on_duty, used = cover(problem, possible, work), work[:, 0] > 0
        starts = {shift.start for shift, here in zip(possible, used, strict=True) if here}
        counting = bool(problem.weights.person) or rules.most_people is not None
        people = people_needed(problem, possible, work) if counting else 0
        if (
            (problem.weights.shortage is not None or (on_duty >= need).all())
            and (rules.most_starts is None or len(starts) <= rules.most_starts)
            and (rules.most_shifts is None or used.sum() <= rules.most_shifts)
            and (rules.most_duties is None or work.sum() <= rules.most_duties)
            and (rules.least_people is None or on_duty.min() >= rules.least_people)
            and (rules.least_together is None or (work[work > 0] >= rules.least_together).all())
            and (rules.most_people is None or people <= rules.most_people)
        ):
            yield work, people


def least_cost(problem: Problem) -> float | None:
    """The cost of the best design, found by looking at all."""
    possible = possible_shifts(problem)
    return min((cost_of(problem, possible, work, people) for work, people in all_designs(problem)), default=None)


def has_shifts(problem: Problem) -> bool:
    try:
        return len(possible_shifts(problem)) <= 6
    except InputRefused:
        return False


@SETTINGS
@given(problems().filter(has_shifts))
def test_no_design_of_all_costs_less(problem: Problem) -> None:
    best = least_cost(problem)
    try:
        found = solve(problem)
    except NoDesign:
        assert best is None
        return
    assert best is not None
    assert abs(found.value - best) < 1e-6
    assert abs(found.bound - best) < 1e-6


@FEW
@given(problems().filter(lambda problem: has_shifts(problem) and problem.rules.set()))
def test_a_price_is_the_difference_that_a_rule_makes(problem: Problem) -> None:
    best = least_cost(problem)
    if best is None:
        return
    for price in design(problem).prices:
        without = problem.rules.without(price.rule)
        if price.rule == "most_people" and not problem.weights.person:
            without = Rules(**{name: getattr(without, name) for name in without.set() if name != "rest_hours"})
        freed = replace(problem, rules=without)
        if has_shifts(freed):
            other = least_cost(freed)
            assert other is not None
            assert abs(price.low - (best - other)) < 1e-6
            assert abs(price.high - (best - other)) < 1e-6


@SETTINGS
@given(problems(rules=False))
def test_an_instance_that_is_written_reads_the_same(problem: Problem) -> None:
    try:
        expected = possible_shifts(problem)
    except InputRefused:
        return
    read, weights = problem_of(written_instance(problem), "a.dzn"), problem.weights
    assert (read.need, read.slot_minutes) == (problem.need, problem.slot_minutes)
    assert [shift[:2] for shift in possible_shifts(read)] == [shift[:2] for shift in expected]
    assert read.weights == Weights(excess=weights.excess, shortage=weights.shortage, shift=weights.shift)


def rota_faults(found: Design, people: int, rules: RotaRules) -> list[str]:
    """What a rota does wrong, by walking through it day by day."""
    made, faults = rota(found, people, rules=rules), []
    days = [shift for row in made.rows for shift in row]
    for weekday in range(7):
        for number, shift in enumerate(made.shifts):
            if sum(row[weekday] == number for row in made.rows) != shift.people[weekday]:
                faults.append(f"people of shift {number} on day {weekday}")
    in_a_row, free_at = 0, -1e9
    for day, number in enumerate(days * 3):
        in_a_row = in_a_row + 1 if number is not None else 0
        if in_a_row > rules.days_in_a_row:
            faults.append(f"day {day}: {in_a_row} in a row")
        if number is not None:
            shift = made.shifts[number]
            begins = day * 24 + shift.starts.hour
            if begins < free_at + rules.rest_hours:
                faults.append(f"day {day}: too little rest")
            free_at = begins + shift.hours
    return faults + [f"week of {row}" for row in made.rows if sum(s is not None for s in row) > rules.duties_a_week]


@FEW
@given(st.lists(st.integers(0, 2), min_size=21, max_size=21), st.sampled_from([11.0, 16.0]), st.integers(4, 6))
def test_a_rota_holds_every_duty_and_obeys_its_rules(need: list[int], rest: float, days: int) -> None:
    shifts = [
        ShiftType(id=f"{hour}", first_start=time(hour), last_start=time(hour), shortest_hours=8, longest_hours=8)
        for hour in (0, 8, 16)
    ]
    found = design_shifts(need, types=shifts, slot_minutes=480)
    rules = RotaRules(rest_hours=rest, days_in_a_row=days, duties_a_week=5)
    assert not rota_faults(found, people=2 * max(1, sum(need) // 4), rules=rules)
