"""Invented stop and searches."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from forcesight.synthetic.land import Array


LONDON = ZoneInfo("Europe/London")
_POWERS = {
    "Controlled drugs": "Misuse of Drugs Act 1971 (section 23)",
    "Stolen goods": "Police and Criminal Evidence Act 1984 (section 1)",
    "Offensive weapons": "Police and Criminal Evidence Act 1984 (section 1)",
    "Article for use in theft": "Police and Criminal Evidence Act 1984 (section 1)",
    "Firearms": "Firearms Act 1968 (section 47)",
}
_CHOICES: dict[str, tuple[tuple[str | None, float], ...]] = {
    "Type": (("Person search", 0.72), ("Person and Vehicle search", 0.22), ("Vehicle search", 0.06)),
    "Gender": (("Male", 0.86), ("Female", 0.11), (None, 0.03)),
    "Age range": (("10-17", 0.17), ("18-24", 0.34), ("25-34", 0.25), ("over 34", 0.2), (None, 0.04)),
    "Self-defined ethnicity": (
        ("White - English/Welsh/Scottish/Northern Irish/British", 0.55),
        ("Asian/Asian British - Any other Asian background", 0.08),
        ("Black/African/Caribbean/Black British - African", 0.07),
        ("Other ethnic group - Not stated", 0.25),
        (None, 0.05),
    ),
    "Officer-defined ethnicity": (("White", 0.68), ("Asian", 0.1), ("Black", 0.11), ("Other", 0.04), (None, 0.07)),
    "Object of search": (
        ("Controlled drugs", 0.55), ("Stolen goods", 0.14), ("Offensive weapons", 0.18),
        ("Article for use in theft", 0.12), ("Firearms", 0.01),
    ),
    "Outcome": (
        ("A no further action disposal", 0.7), ("Arrest", 0.13), ("Community resolution", 0.09),
        ("Khat or Cannabis warning", 0.04), ("Summons / charged by post", 0.02),
        ("Caution (simple or conditional)", 0.02),
    ),
}  # fmt: skip
_FOUND = 0.24


@dataclass(frozen=True, slots=True)
class Habit:
    """How a force publishes its searches: how many a month, whether with the hour, whether it says what was linked."""

    a_month: int
    hours: bool = True
    links: bool = True


@dataclass(frozen=True, slots=True)
class Searches:
    """The searches of a county: the month of each, its point, and its other cells by heading."""

    month: Array
    point: Array
    cells: dict[str, list[Any]] = field(default_factory=dict)


def draw_searches(first_days: list[date], habit: Habit, points: int, rng: np.random.Generator) -> Searches:
    """Draw the searches of the months that begin on these days, over `points` points."""
    month = np.repeat(np.arange(len(first_days)), rng.poisson(habit.a_month, len(first_days)))
    count = len(month)
    searches = Searches(month, rng.integers(points, size=count))
    for heading, options in _CHOICES.items():
        values, shares = zip(*options, strict=True)
        drawn = rng.choice(len(values), count, p=np.array(shares) / sum(shares))
        searches.cells[heading] = [values[place] for place in drawn.tolist()]
    searches.cells["Legislation"] = [_POWERS[what] for what in searches.cells["Object of search"]]
    searches.cells["Date"] = _stamps(first_days, month, habit, rng)
    searches.cells["Part of a policing operation"] = _words(rng.random(count) < 0.04)
    found = _words(rng.random(count) < _FOUND)
    searches.cells["Outcome linked to object of search"] = found if habit.links else [None] * count
    searches.cells["Removal of more than just outer clothing"] = _words(rng.random(count) < 0.03)
    return searches


def _words(truths: Array) -> list[str]:
    return ["True" if truth else "False" for truth in truths.tolist()]


def _stamps(first_days: list[date], month: Array, habit: Habit, rng: np.random.Generator) -> list[str]:
    """Instants in UTC of local times within the month; 00:00 for a force that publishes dates only."""
    days = np.array([(date(d.year + d.month // 12, d.month % 12 + 1, 1) - d).days for d in first_days])
    day = (rng.random(len(month)) * days[month]).astype(int)
    minute = (rng.triangular(0, 1020, 1440, len(month))).astype(int) if habit.hours else np.zeros(len(month), dtype=int)
    return [_stamp(first_days[m], d, t) for m, d, t in zip(month.tolist(), day.tolist(), minute.tolist(), strict=True)]


def _stamp(first: date, day: int, minute: int) -> str:
    local = datetime.combine(first.replace(day=day + 1), time(minute // 60, minute % 60), tzinfo=LONDON)
    return local.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%S+00:00")
