"""Random instances of the minimum shift design problem, made as the makers of the benchmark describe theirs.

Each kind of shift gets a few shifts with a legal start and length; each shift has 1 to 5 people, on most days the same;
the need is what they cover. So the shifts that made it are a design without anybody too many or missing, and their
number times the weight of a shift is known to be reachable. Source: Musliu, Schaerf and Slany 2004; the data sets'
own description (TU Wien). The draws are ours: no instance is theirs.
"""

from __future__ import annotations

from datetime import time
from typing import NamedTuple

import numpy as np

from forcesight.model_office.shift_design import Problem, ShiftType, Weights


KINDS = (
    ShiftType(id="morning", first_start=time(5), last_start=time(8), shortest_hours=7, longest_hours=9),
    ShiftType(id="day", first_start=time(9), last_start=time(11), shortest_hours=7, longest_hours=9),
    ShiftType(id="afternoon", first_start=time(13), last_start=time(15), shortest_hours=7, longest_hours=9),
    ShiftType(id="night", first_start=time(21), last_start=time(23), shortest_hours=7, longest_hours=9),
)
"""The kinds of shift of the benchmark's data sets."""


class Instance(NamedTuple):
    """A problem, and the cost of the shifts that made it."""

    problem: Problem
    reachable: float


def instance(seed: int, slot_minutes: int, shifts_a_kind: int = 5, days: int = 7) -> Instance:
    """One instance with 1 to `shifts_a_kind` shifts of each kind."""
    rng = np.random.default_rng(seed)
    slots_a_day = 1440 // slot_minutes
    need = np.zeros(days * slots_a_day, dtype=np.int64)
    made = set()
    for kind in KINDS:
        for _ in range(int(rng.integers(1, shifts_a_kind + 1))):
            start, length = _shift(rng, kind, slot_minutes)
            made.add((start, length))
            for day, people in enumerate(_people(rng, days)):
                need[(day * slots_a_day + start + np.arange(length)) % len(need)] += people
    weight = float(slot_minutes)
    problem = Problem(
        need=tuple(need.tolist()), slot_minutes=slot_minutes, types=KINDS,
        weights=Weights(excess=1.0, shortage=1.0, shift=weight), name=f"random {slot_minutes} min, seed {seed}",
    )  # fmt: skip
    return Instance(problem, weight * len(made))


def _shift(rng: np.random.Generator, kind: ShiftType, slot: int) -> tuple[int, int]:
    first, last = kind.first_start.hour * 60 // slot, kind.last_start.hour * 60 // slot
    short, long = round(kind.shortest_hours * 60 / slot), round(kind.longest_hours * 60 / slot)
    return int(rng.integers(first, last + 1)), int(rng.integers(short, long + 1))


def _people(rng: np.random.Generator, days: int) -> list[int]:
    """People by day: one number, which a weekday leaves in one case of ten and the weekend in six."""
    usual = int(rng.integers(1, 6))
    weekend = int(rng.integers(1, 6)) if rng.random() < 0.6 else usual
    people = [usual if day % 7 < 5 else weekend for day in range(days)]
    return [int(rng.integers(1, 6)) if rng.random() < 0.1 else number for number in people]
