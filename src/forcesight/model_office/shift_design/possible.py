"""Which shifts are possible: every start and length that the kinds of shift and the rules allow."""

from __future__ import annotations

import math
from typing import NamedTuple

from forcesight.errors import InputRefused
from forcesight.model_office.shift_design.problem import DAY, Problem, ShiftType, minutes_of


class Possible(NamedTuple):
    """A shift that may be used, in slots: its start after midnight, and its length."""

    start: int
    length: int
    kind: str


def possible_shifts(problem: Problem) -> tuple[Possible, ...]:
    """Every start and length that the kinds of shift and the rules allow, once each, by start, then by length.

    Raises InputRefused where the problem contradicts itself or leaves no shift.
    """
    check(problem)
    found: dict[tuple[int, int], str] = {}
    for kind in problem.types:
        for start in _starts(kind, problem):
            for length in _lengths(kind, problem):
                found.setdefault((start, length), kind.id)
    if not found:
        raise InputRefused("The rules for starts and lengths leave no shift: widen them or the kinds of shift.")
    return tuple(Possible(start, length, kind) for (start, length), kind in sorted(found.items()))


def check(problem: Problem) -> None:
    """Raises InputRefused with every fault of the problem."""
    faults = list(_faults_of_need(problem))
    if not faults:
        faults = [fault for kind in problem.types for fault in _faults_of_type(kind, problem)]
        faults += _faults_of_rules(problem)
    if faults:
        raise InputRefused(*faults)


def _starts(kind: ShiftType, problem: Problem) -> list[int]:
    first, last = minutes_of(kind.first_start), minutes_of(kind.last_start)
    rules, window = problem.rules, (last - first) % DAY
    times = [(first + step) % DAY for step in range(0, window + 1, problem.slot_minutes)]
    if rules.start_every:
        times = [at for at in times if at % rules.start_every == 0]
    if rules.starts is not None:
        allowed = {minutes_of(at) for at in rules.starts}
        times = [at for at in times if at in allowed]
    return [at // problem.slot_minutes for at in times]


def _lengths(kind: ShiftType, problem: Problem) -> range:
    rules, slot = problem.rules, problem.slot_minutes
    shortest = max(kind.shortest_hours, rules.shortest_hours or 0.0) * 60
    longest = 60 * (kind.longest_hours if rules.longest_hours is None else min(kind.longest_hours, rules.longest_hours))
    return range(-int(-shortest // slot), int(longest // slot) + 1)


def _faults_of_need(problem: Problem) -> list[str]:
    slot = problem.slot_minutes
    if slot <= 0 or DAY % slot:
        return [f"A slot of {slot} minutes does not divide a day: give 15, 30 or 60."]
    if not problem.need or len(problem.need) % problem.slots_a_day:
        return [f"The need has {len(problem.need)} numbers: give {problem.slots_a_day} for each day."]
    low = min(problem.need)
    return [f"The need is {low} at one time: nobody can be needed less than 0 times."] if low < 0 else []


def _faults_of_type(kind: ShiftType, problem: Problem) -> list[str]:
    faults = []
    for what, minutes in (
        ("first start", minutes_of(kind.first_start)), ("last start", minutes_of(kind.last_start)),
        ("shortest length", kind.shortest_hours * 60), ("longest length", kind.longest_hours * 60),
    ):  # fmt: skip
        if minutes % problem.slot_minutes:
            faults.append(f"Shift {kind.id}: its {what} is no whole number of slots of {problem.slot_minutes} minutes.")
    if not 0 < kind.shortest_hours <= kind.longest_hours:
        faults.append(f"Shift {kind.id}: its shortest length must be over 0 and no more than its longest.")
    if kind.longest_hours * 60 > len(problem.need) * problem.slot_minutes:
        faults.append(f"Shift {kind.id}: it may be longer than the whole time that is planned.")
    return faults


def _wrong(value: float) -> str:
    return "less than 0" if value < 0 else "not a plain number"


def _faults_of_rules(problem: Problem) -> list[str]:
    rules, weights = problem.rules, problem.weights
    faults = [] if problem.types else ["There is no kind of shift."]
    for name in rules.set():
        value = getattr(rules, name)
        if name != "starts" and not 0 <= value < math.inf:
            faults.append(f"Rule {name}: {value} is {_wrong(value)}.")
    for name in ("excess", "shortage", "shift", "duty", "person"):
        if not 0 <= (getattr(weights, name) or 0.0) < math.inf:
            faults.append(f"Weight {name}: {getattr(weights, name)} is {_wrong(getattr(weights, name))}.")
    about_people = [name for name in ("rest_hours", "duties_a_week") if getattr(rules, name) is not None]
    if about_people and rules.most_people is None and not weights.person:
        faults.append(
            f"Rule {about_people[0]} binds nobody while people are free and without limit: "
            "set most_people, or the weight of a person."
        )
    return faults
