"""Shift design

People are needed in every half hour; nobody works half an hour. A design says which shifts there are, when they start,
how long they last, and how many people work each on which day. It costs what its weights say: people beyond the need,
people missing, each different shift, each person. The design comes with a bound, below which no design can be, and
every rule with its price: what the best design costs more because of it.
"""

from __future__ import annotations

from datetime import time

import pytest

from forcesight.errors import InputRefused
from forcesight.model_office.shift_design import (
    Design,
    RotaRules,
    Rules,
    ShiftType,
    Weights,
    design,
    design_shifts,
    rota,
)
from forcesight.model_office.shift_design.benchmark_format import problem_of


def need(text: str) -> list[int]:
    """People needed, hour by hour: `6x1 8x3` is six hours of one person, then eight of three."""
    pairs = (word.split("x") for word in text.split())
    return [int(people) for hours, people in pairs for _ in range(int(hours))]


def anything(shortest: float, longest: float) -> ShiftType:
    """Shifts that may start at any hour."""
    return ShiftType(
        id="any", first_start=time(0), last_start=time(23), shortest_hours=shortest, longest_hours=longest
    )  # fmt: skip


def lines(found: Design) -> list[str]:
    """A design as a planner would write it."""
    return [f"{shift.starts:%H:%M} for {shift.hours:g} h: {shift.people[0]}" for shift in found.shifts]


A_DAY = need("8x1 8x3 8x2")
"""One person at night, three by day, two in the evening."""


def test_shifts_that_cover_a_day() -> None:
    """Three shifts of eight hours cover the day exactly: cost and bound are three shifts, so no design is better."""
    found = design_shifts(A_DAY, types=[anything(8, 8)], slot_minutes=60)
    assert lines(found) == ["00:00 for 8 h: 1", "08:00 for 8 h: 3", "16:00 for 8 h: 2"]
    assert (found.staff_hours, found.excess_hours, found.shortage_hours) == (48, 0, 0)
    assert (found.value, found.bound, found.proven) == (3 * 60, 3 * 60, True)


def test_fewer_shifts_for_more_hours() -> None:
    """Where a different shift weighs as much as 20 hours of a person, two long shifts with hours to spare are cheaper.

    Two shifts of 12 hours: three people from 08:00, two from 20:00, 60 hours of work for a need of 48.
    """
    weights = Weights(shift=20 * 60)
    rules = Rules(start_every=240)
    found = design_shifts(A_DAY, types=[anything(8, 12)], slot_minutes=60, weights=weights, rules=rules, prices=False)
    assert lines(found) == ["08:00 for 12 h: 3", "20:00 for 12 h: 2"]
    assert (found.staff_hours, found.excess_hours) == (60, 12)
    assert found.value == 2 * 20 * 60 + 12 * 60


def test_someone_may_be_missing() -> None:
    """A peak of one hour, covered, takes a shift of eight; left uncovered, it costs less than seven idle hours."""
    peak = need("8x1 1x2 15x1")
    covered = design_shifts(peak, types=[anything(8, 8)], slot_minutes=60)
    assert (covered.excess_hours, covered.shortage_hours) == (7, 0)
    missing = design_shifts(peak, types=[anything(8, 8)], slot_minutes=60, weights=Weights(shortage=2))
    assert (missing.excess_hours, missing.shortage_hours) == (0, 1)
    assert missing.value == 3 * 60 + 2 * 60


def test_the_price_of_each_rule() -> None:
    """Starts only at 07:00 and 19:00 cost an hour of work; two people at every hour cost four hours less a shift saved.

    A price is the cost of the best design with all rules less that of the best without this one. A rule that changes
    nothing (at most six different shifts) costs nothing. Prices do not add up: each is for one rule, the others kept.
    """
    rules = Rules(starts=(time(7), time(19)), least_people=2, most_shifts=6)
    found = design_shifts(A_DAY, types=[anything(8, 12)], slot_minutes=60, rules=rules)
    assert lines(found) == ["07:00 for 9 h: 1", "07:00 for 12 h: 2", "19:00 for 12 h: 2"]
    prices = {price.rule: (price.low, price.high, price.staff_hours, price.shifts) for price in found.prices}
    assert prices == {"starts": (60, 60, 1, 0), "most_shifts": (0, 0, 0, 0), "least_people": (180, 180, 4, -1)}


def test_rest_is_paid_in_people() -> None:
    """One person by day and one by night, around the clock: three people, where 13 hours lie between two shifts.

    A shift of 12 hours and 13 hours of rest are 25, so nobody can work the same shift every day. A person who never
    rested could do it alone: the rule is worth two people.
    """
    day_and_night = [
        ShiftType(id=name, first_start=time(at), last_start=time(at), shortest_hours=12, longest_hours=12)
        for name, at in (("day", 8), ("night", 20))
    ]
    found = design_shifts(
        need("24x1"),
        types=day_and_night,
        slot_minutes=60,
        weights=Weights(shift=0, person=1),
        rules=Rules(rest_hours=13),
    )
    assert found.people == 3
    assert [(price.rule, price.low, price.people) for price in found.prices] == [("rest_hours", 2, 2)]


def test_duties_a_week_are_paid_in_people() -> None:
    """21 shifts of eight hours a week, five for each person: 4.2, so five people."""
    shifts = [
        ShiftType(id=str(at), first_start=time(at), last_start=time(at), shortest_hours=8, longest_hours=8)
        for at in (6, 14, 22)
    ]
    found = design_shifts(
        need("168x1"), types=shifts, slot_minutes=60, weights=Weights(person=60), rules=Rules(duties_a_week=5)
    )
    assert (found.duties, found.people) == (21, 5)


def test_a_rota_for_the_shifts() -> None:
    """The same 21 shifts as a rota of five weeks, which five people work in turn, with 11 hours of rest."""
    shifts = [
        ShiftType(id=str(at), first_start=time(at), last_start=time(at), shortest_hours=8, longest_hours=8)
        for at in (6, 14, 22)
    ]
    found = design_shifts(need("168x1"), types=shifts, slot_minutes=60)
    made = rota(found, 5, rules=RotaRules(rest_hours=11, days_in_a_row=5, duties_a_week=5))
    assert [sum(shift is not None for row in made.rows for shift in row)] == [21]
    assert made.free_weekends == 2
    with pytest.raises(InputRefused, match="No rota for 4 people obeys these rules"):
        rota(found, 4, rules=RotaRules(duties_a_week=5))


def test_an_instance_of_the_benchmark() -> None:
    """Instances of the minimum shift design problem are read as they circulate; this one is ours, in that form.

    Two shifts of four slots cover it exactly: 2 x 60, and the bound proves it.
    """
    problem = problem_of("""
        % six slots of four hours
        interval = 240;
        days = 1;
        demand = [2, 5, 5, 3, 3, 2];
        shiftTypes = 2;
        minStart = [0, 1];   maxStart = [1, 5];
        minLength = [2, 3];  maxLength = [4, 5];
        weightUnderCover = 1;
        weightOverCover = 1;
        weightShiftInstances = 60;
    """, "ours.dzn")  # fmt: skip
    found = design(problem)
    assert [(shift.starts, shift.hours, shift.people) for shift in found.shifts] == [
        (time(4), 16.0, (3,)), (time(20), 16.0, (2,)),
    ]  # fmt: skip
    assert (found.value, found.bound) == (120, 120)


def test_a_fault_in_a_file_is_told_with_its_line() -> None:
    """Every fault at once, each with the line, the name and what is wrong."""
    with pytest.raises(InputRefused) as refused:
        problem_of("interval = 60;\ndays = 1;\ndemand = [1, 2;\nminStart = [6, x];\nlength = 8;\n", "wrong.dzn")
    assert str(refused.value).splitlines() == [
        "wrong.dzn, line 3: 'demand = [1, 2' is not of the form name = number; or name = [numbers];",
        "wrong.dzn, line 4: minStart: 'x' is no number.",
        "wrong.dzn, line 5: a number called length has no place in a shift design instance.",
    ]


def test_rules_that_nothing_obeys() -> None:
    """It is refused, and the rules are named of which leaving out one is enough."""
    with pytest.raises(InputRefused) as refused:
        design_shifts(A_DAY, types=[anything(8, 8)], slot_minutes=60, rules=Rules(most_shifts=2, longest_hours=10))
    assert str(refused.value) == (
        "No design obeys these rules for this need: relax one of them.\nThere is a design without the rule most_shifts."
    )
