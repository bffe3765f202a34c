"""What a shift design refuses, with the sentence, and the corners of the solver."""

from __future__ import annotations

import math
from datetime import time
from pathlib import Path

import pytest

from forcesight.errors import InputRefused
from forcesight.model_office.shift_design import (
    Problem,
    RotaRules,
    Rules,
    ShiftType,
    Weights,
    design,
    design_shifts,
    read_instance,
    rota,
    written_instance,
)
from forcesight.model_office.shift_design.benchmark_format import problem_of
from forcesight.model_office.shift_design.model import OutOfTime, solve
from forcesight.model_office.shift_design.prices import price_rules
from forcesight.model_office.shift_design.programme import grain


DAY = ShiftType(id="day", first_start=time(8), last_start=time(8), shortest_hours=8, longest_hours=8)
GOOD = """interval = 480;
days = 1;
demand = [1, 2, 1];
minStart = [0]; maxStart = [2]; minLength = [1]; maxLength = [2];
"""


def problem(**changed: object) -> Problem:
    given: dict[str, object] = {"need": (1, 2, 1), "slot_minutes": 480, "types": (DAY,), "weights": Weights(shortage=1)}
    return Problem(**{**given, **changed})  # type: ignore[arg-type]


def odd(**changed: object) -> ShiftType:
    given: dict[str, object] = {
        "id": "odd", "first_start": time(8), "last_start": time(8), "shortest_hours": 8, "longest_hours": 8,
    }  # fmt: skip
    return ShiftType(**{**given, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"slot_minutes": 7}, "A slot of 7 minutes does not divide a day"),
        ({"slot_minutes": 0}, "A slot of 0 minutes does not divide a day"),
        ({"need": (1, 2)}, "The need has 2 numbers: give 3 for each day."),
        ({"need": ()}, "The need has 0 numbers: give 3 for each day."),
        ({"need": (1, -2, 1)}, "The need is -2 at one time"),
        ({"types": ()}, "There is no kind of shift."),
        ({"types": (odd(first_start=time(9)),)}, "Shift odd: its first start is no whole number of slots of 480"),
        ({"types": (odd(shortest_hours=9, longest_hours=16),)}, "Shift odd: its shortest length is no whole number"),
        ({"types": (odd(shortest_hours=16),)}, "Shift odd: its shortest length must be over 0 and no more"),
        ({"types": (odd(longest_hours=32),)}, "Shift odd: it may be longer than the whole time that is planned."),
        ({"rules": Rules(most_shifts=-1)}, "Rule most_shifts: -1 is less than 0."),
        ({"rules": Rules(rest_hours=math.nan)}, "Rule rest_hours: nan is not a plain number."),
        ({"weights": Weights(shift=-1)}, "Weight shift: -1 is less than 0."),
        ({"weights": Weights(person=math.inf)}, "Weight person: inf is not a plain number."),
        ({"rules": Rules(rest_hours=11)}, "Rule rest_hours binds nobody while people are free and without limit"),
        ({"rules": Rules(starts=(time(9),))}, "The rules for starts and lengths leave no shift"),
        ({"rules": Rules(longest_hours=0)}, "The rules for starts and lengths leave no shift"),
    ],
)  # fmt: skip
def test_a_problem_that_contradicts_itself_is_refused(changed: dict[str, object], words: str) -> None:
    with pytest.raises(InputRefused) as refused:
        solve(problem(**changed))
    assert words in str(refused.value)


@pytest.mark.parametrize("seconds", [0, -1, math.nan, math.inf])
def test_a_design_needs_time(seconds: float) -> None:
    with pytest.raises(InputRefused, match="looked for in more than 0 seconds"):
        solve(problem(), seconds=seconds)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.replace("480", "7"), "a.dzn, line 1: a slot of 7 minutes does not divide a day."),
        (GOOD.replace("480", "0"), "a.dzn, line 1: a slot of 0 minutes does not divide a day."),
        (GOOD.replace("480", "4.5"), "a.dzn, line 1: interval: 4.5 must be a whole number from 0 to 999999."),
        (GOOD.replace("[1, 2, 1]", "[1, 2]"), "a.dzn, line 3: demand has 2 numbers; 1 days of 3 slots need 3."),
        (GOOD.replace("[1, 2, 1]", "[1, -2, 1]"), "a.dzn, line 3: demand: -2 must be a whole number"),
        (GOOD + "shiftTypes = 2;", "a.dzn, line 4: minStart has 1 numbers; 2 kinds of shift need 2."),
        (GOOD.replace("maxStart = [2]", "maxStart = [3]"), "line 4: maxStart: slot 3 lies after the end of the day."),
        (GOOD.replace("minStart = [0]; maxStart = [2]", "minStart = [2]; maxStart = [1]"), "1 is less than the 2"),
        (GOOD + "days = 2;", "a.dzn, line 5: days stands in line 2 already."),
        (GOOD + "weightOverCover = much;", "a.dzn, line 5: weightOverCover: 'much' is no number."),
        (GOOD + "weightOverCover = -1;", "a.dzn, line 5: weightOverCover: -1 must be a number from 0 to 999999."),
        (GOOD + "weights = [1];", "a.dzn, line 5: a list called weights has no place"),
        ("days = 1;", "a.dzn: there is no interval, no demand, no minStart"),
    ],
)  # fmt: skip
def test_a_fault_of_a_file_has_its_line(text: str, words: str) -> None:
    with pytest.raises(InputRefused) as refused:
        problem_of(text, "a.dzn")
    assert words in str(refused.value)


def test_what_a_file_leaves_out_has_the_benchmarks_weights() -> None:
    read = problem_of(GOOD, "a.dzn")
    assert read.weights == Weights(excess=1, shortage=1, shift=480)
    assert problem_of(GOOD + "weightUnderCover = 0;", "a.dzn").weights.shortage is None


def test_the_average_length_is_a_rule_where_it_is_asked_for() -> None:
    text = GOOD + "maxDuties = 4; avgMinutes = 2880;"
    assert problem_of(text, "a.dzn").rules == Rules()
    asked = problem_of(text, "a.dzn", average_length=True)
    assert asked.rules == Rules(average_hours=12.0)
    found = design(asked)
    assert found.staff_hours / found.duties >= 12
    assert [(price.rule, price.low, price.high) for price in found.prices] == [("average_hours", 0, 0)]
    with pytest.raises(InputRefused, match="needs maxDuties and avgMinutes over 0"):
        problem_of(GOOD, "a.dzn", average_length=True)


def test_a_file_is_read_and_one_that_cannot_be_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.dzn"
    path.write_text(written_instance(problem_of(GOOD, "a.dzn")))
    assert read_instance(path).need == (1, 2, 1)
    assert read_instance(path).name == "own.dzn"
    with pytest.raises(InputRefused, match="cannot be read as a text file"):
        read_instance(tmp_path / "none.dzn")
    path.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(InputRefused, match="cannot be read as a text file"):
        read_instance(path)


def test_starts_past_midnight_are_written_as_two_kinds() -> None:
    late = ShiftType(id="late", first_start=time(16), last_start=time(0), shortest_hours=8, longest_hours=8)
    text = written_instance(problem(types=(late,)))
    assert "minStart = [2, 0];\nmaxStart = [2, 0];\n" in text


def test_a_design_without_need_has_no_shifts_and_no_gap() -> None:
    found = design(problem(need=(0, 0, 0)))
    assert (found.shifts, found.value, found.gap, found.proven) == ((), 0, 0, True)
    assert rota(found, 3).free_weekends == 3


def test_no_time_is_no_design() -> None:
    week = [(hour * 7 + day * 3) % 5 for day in range(7) for hour in range(96)]
    any_time = ShiftType(id="any", first_start=time(0), last_start=time(23, 45), shortest_hours=4, longest_hours=10)
    hard = Problem(need=tuple(week), slot_minutes=15, types=(any_time,), rules=Rules(most_duties=500))
    with pytest.raises(OutOfTime, match=r"No design was found within 0\.001 seconds"):
        solve(hard, seconds=0.001)


def test_a_price_is_a_range_where_the_other_design_was_not_found_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    ruled = problem(rules=Rules(most_duties=2))
    solved = solve(ruled)

    def nothing(*_: object, **__: object) -> None:
        raise OutOfTime("No design was found.")

    monkeypatch.setattr("forcesight.model_office.shift_design.prices.solve", nothing)
    assert [(price.low, price.high) for price in price_rules(ruled, solved)] == [(0.0, solved.value)]


def test_the_weights_common_measure() -> None:
    assert grain(problem(weights=Weights(excess=0.5, shortage=1, shift=60))) == 60
    assert grain(problem(weights=Weights(excess=0.25, shift=0.5))) == 0.5
    assert grain(problem(weights=Weights(excess=0, shift=0))) == 0
    assert solve(problem(weights=Weights(excess=0, shift=0, shortage=0))).value == 0


def test_what_would_not_help_is_not_named() -> None:
    with pytest.raises(InputRefused) as refused:
        design_shifts([1, 2, 1], types=[DAY], slot_minutes=480, rules=Rules(most_duties=9, most_shifts=9))
    assert str(refused.value) == "No design obeys these rules for this need: relax one of them."


def test_a_rota_needs_a_day_or_a_week() -> None:
    two_days = design_shifts([0, 1, 0, 0, 1, 0], types=[DAY], slot_minutes=480)
    with pytest.raises(InputRefused, match="design shifts for 1 day or 7 days, not 2"):
        rota(two_days, 2)
    week = design_shifts([0, 1, 0], types=[DAY], slot_minutes=480)
    with pytest.raises(InputRefused, match="No rota for 1 people obeys these rules"):
        rota(week, 1, rules=RotaRules(days_in_a_row=6))
    with pytest.raises(InputRefused, match="No rota for 1 people obeys these rules"):
        rota(week, 1, rules=RotaRules(days_in_a_row=14, duties_a_week=7))
    made = rota(week, 2, rules=RotaRules(days_in_a_row=7, duties_a_week=7))
    assert [sum(row[day] == 0 for row in made.rows) for day in range(7)] == [1] * 7


def test_a_long_shift_and_its_rest_reach_past_the_next_day() -> None:
    """24 hours of duty and 36 of rest: nobody works again on the two days after."""
    whole = ShiftType(id="24 h", first_start=time(8), last_start=time(8), shortest_hours=24, longest_hours=24)
    found = design_shifts([1, 1, 1], types=[whole], slot_minutes=480)
    made = rota(found, 3, rules=RotaRules(rest_hours=36))
    worked = [day for day, shift in enumerate(shift for row in made.rows for shift in row) if shift is not None]
    assert {(later - day) % 21 for day, later in zip(worked, worked[1:] + worked[:1], strict=True)} == {3}
