"""Instances of the minimum shift design problem in the form in which the benchmark's data sets circulate.

The benchmark (random examples of the Database and Artificial Intelligence Group, TU Wien, data sets 1 to 4) is
described by Musliu, Schaerf and Slany 2004, "Local search for shift design", EJOR 153, and used by Di Gaspero et al.
2007. Its instances are found on the web as MiniZinc data, which is the form read here (the group's own text files are
not): `name = value;`, where a value is a number or a list in brackets, in any order, with `%` before a comment:

    interval               minutes in a slot
    days                   days of the cycle
    demand                 people needed in each slot, days * 1440 / interval numbers
    shiftTypes             how many kinds of shift
    minStart, maxStart     first and last start of each kind, in slots after midnight
    minLength, maxLength   shortest and longest length of each kind, in slots
    weightOverCover, weightUnderCover   for each minute of a person too many or missing (1 and 1)
    weightShiftInstances   for each different shift (the minutes of a slot)
    minDuties, maxDuties, avgMinutes, weightDutiesPerWeek   see below

A weight of 0 for missing people means that nobody may be missing. `avgMinutes` a person works in a week in at least
`minDuties` and at most `maxDuties` shifts, which bounds the average length of a shift. The problem of Di Gaspero et al.
has no such criterion, and the reader leaves it out unless it is asked for a hard rule of `maxDuties`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from forcesight.errors import InputRefused
from forcesight.model_office.shift_design.possible import check
from forcesight.model_office.shift_design.problem import (
    DAY,
    Problem,
    Rules,
    ShiftType,
    Weights,
    minutes_of,
)


NUMBERS = (
    "interval", "days", "shiftTypes", "minDuties", "maxDuties", "avgMinutes",
    "weightUnderCover", "weightOverCover", "weightDutiesPerWeek", "weightShiftInstances",
)  # fmt: skip
FRACTIONS = frozenset(name for name in NUMBERS if name.startswith("weight")) | {"minDuties", "maxDuties"}
LISTS = ("demand", "minStart", "maxStart", "minLength", "maxLength")
REQUIRED = ("interval", "days", *LISTS)


def read_instance(path: Path, *, average_length: bool = False) -> Problem:
    """The problem in a file; with `average_length`, shifts must be long enough on average for `maxDuties` a week.

    Raises InputRefused with every fault and its line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise InputRefused(f"{path}: cannot be read as a text file ({fault}).") from fault
    return problem_of(text, path.name, average_length=average_length)


def problem_of(text: str, name: str, *, average_length: bool = False) -> Problem:
    """The problem in the text of a file of that name."""
    read = _Reader(name)
    read.statements(text)
    read.refuse()
    problem = read.problem(average_length)
    read.refuse()
    check(problem)
    return problem


def written_instance(problem: Problem) -> str:
    """A problem as the text of such a file: need, kinds of shift and their weights; the form has no place for rules.

    A kind of shift whose starts run past midnight becomes two. Weights of duties and people are left out.
    """
    slot, weights = problem.slot_minutes, problem.weights
    kinds = [
        (first, last, round(kind.shortest_hours * 60 / slot), round(kind.longest_hours * 60 / slot))
        for kind in problem.types
        for first, last in _windows(kind, problem)
    ]
    columns = dict(zip(LISTS[1:], map(list, zip(*kinds, strict=True)), strict=True))
    lines = [
        f"interval = {slot}",
        f"days = {problem.days}",
        f"demand = {list(problem.need)}",
        f"shiftTypes = {len(kinds)}",
        *(f"{name} = {values}" for name, values in columns.items()),
        f"weightUnderCover = {weights.shortage or 0:g}",
        f"weightOverCover = {weights.excess:g}",
        f"weightShiftInstances = {weights.shift:g}",
    ]
    return "".join(f"{line};\n" for line in lines)


def _windows(kind: ShiftType, problem: Problem) -> list[tuple[int, int]]:
    """First and last start in slots, before midnight and after it."""
    first, last = (minutes_of(at) // problem.slot_minutes for at in (kind.first_start, kind.last_start))
    return [(first, last)] if first <= last else [(first, problem.slots_a_day - 1), (0, last)]


@dataclass(frozen=True, slots=True)
class _Value:
    line: int
    numbers: tuple[float, ...]

    @property
    def one(self) -> float:
        return self.numbers[0]


class _Reader:
    """Collects what a file says, and its faults with their lines."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[str] = []
        self.values: dict[str, _Value] = {}

    def fault(self, line: int, words: str) -> None:
        self.faults.append(f"{self.name}, line {line}: {words}")

    def refuse(self) -> None:
        if self.faults:
            raise InputRefused(*self.faults)

    def statements(self, text: str) -> None:
        """Read every `name = value;` of the text."""
        clean = re.sub(r"%[^\n]*", "", text)
        start = 0
        for part in clean.split(";"):
            line = clean.count("\n", 0, start + len(part) - len(part.lstrip())) + 1
            start += len(part) + 1
            if part.strip():
                self._statement(part.strip(), line)
        missing = [name for name in REQUIRED if name not in self.values]
        if missing and not self.faults:
            self.faults.append(f"{self.name}: there is no {', no '.join(missing)}. Is it a shift design instance?")

    def _statement(self, words: str, line: int) -> None:
        found = re.fullmatch(r"(\w+)\s*=\s*(\[?)\s*([^\[\]]*?)\s*(\]?)", words)
        if not found or bool(found[2]) != bool(found[4]):
            self.fault(line, f"{words[:40]!r} is not of the form name = number; or name = [numbers];")
            return
        name, listed = found[1], bool(found[2])
        if name not in (LISTS if listed else NUMBERS):
            kind = "list" if listed else "number"
            self.fault(line, f"a {kind} called {name} has no place in a shift design instance.")
        elif name in self.values:
            self.fault(line, f"{name} stands in line {self.values[name].line} already.")
        else:
            self._numbers(name, found[3], line)

    def _numbers(self, name: str, words: str, line: int) -> None:
        numbers = []
        for word in words.removesuffix(",").split(","):
            try:
                number = float(word)
            except ValueError:
                self.fault(line, f"{name}: {word.strip()!r} is no number.")
                return
            if not 0 <= number < 1e6 or (number != int(number) and name not in FRACTIONS):
                self.fault(
                    line,
                    f"{name}: {word.strip()} must be a {'' if name in FRACTIONS else 'whole '}number from 0 to 999999.",
                )
                return
            numbers.append(number)
        self.values[name] = _Value(line, tuple(numbers))

    def problem(self, average_length: bool) -> Problem:
        interval, days = int(self.values["interval"].one), int(self.values["days"].one)
        if not interval or DAY % interval:
            self.fault(self.values["interval"].line, f"a slot of {interval} minutes does not divide a day.")
            self.refuse()
        self._length("demand", days * DAY // interval, f"{days} days of {DAY // interval} slots")
        kinds = len(self.values["minStart"].numbers)
        kinds = int(self.values["shiftTypes"].one) if "shiftTypes" in self.values else kinds
        for name in LISTS[1:]:
            self._length(name, kinds, f"{kinds} kinds of shift")
        for name in ("minStart", "maxStart"):
            late = max(self.values[name].numbers)
            if late * interval >= DAY:
                self.fault(self.values[name].line, f"{name}: slot {late:g} lies after the end of the day.")
        for least, most in (("minStart", "maxStart"), ("minLength", "maxLength")):
            pairs = zip(self.values[least].numbers, self.values[most].numbers, strict=False)
            for low, high in pairs:
                if low > high:
                    self.fault(self.values[most].line, f"{most}: {high:g} is less than the {low:g} of {least}.")
        self.refuse()
        shortage = self._or("weightUnderCover", 1.0)
        return Problem(
            need=tuple(int(people) for people in self.values["demand"].numbers),
            slot_minutes=interval,
            types=tuple(self._type(number, interval) for number in range(kinds)),
            weights=Weights(
                excess=self._or("weightOverCover", 1.0), shortage=shortage or None,
                shift=self._or("weightShiftInstances", float(interval)),
            ),
            rules=Rules(average_hours=self._average() if average_length else None),
            name=self.name,
        )  # fmt: skip

    def _type(self, number: int, interval: int) -> ShiftType:
        first, last, short, long = (int(self.values[name].numbers[number]) * interval for name in LISTS[1:])
        return ShiftType(
            id=f"kind {number + 1}", first_start=time(*divmod(first, 60)), last_start=time(*divmod(last, 60)),
            shortest_hours=short / 60, longest_hours=long / 60,
        )  # fmt: skip

    def _average(self) -> float:
        duties, minutes = self._or("maxDuties", 0.0), self._or("avgMinutes", 0.0)
        if not duties or not minutes:
            raise InputRefused(f"{self.name}: the average length of a shift needs maxDuties and avgMinutes over 0.")
        return minutes / duties / 60

    def _length(self, name: str, wanted: int, of_what: str) -> None:
        here = len(self.values[name].numbers)
        if here != wanted:
            self.fault(self.values[name].line, f"{name} has {here} numbers; {of_what} need {wanted}.")

    def _or(self, name: str, otherwise: float) -> float:
        return self.values[name].one if name in self.values else otherwise
