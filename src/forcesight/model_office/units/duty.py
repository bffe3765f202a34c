"""When units come on duty, go off, and may take a break: the changes of all shifts of a station in order of time."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.office.description import Office, Units
from forcesight.model_office.units.shifts import Spell, spells


CLOSES: Final = 0
ENDS: Final = 1
BEGINS: Final = 2
OPENS: Final = 3
CUTS: Final = 4
"""What changes, in the order in which it does at one moment: a break's window closes, shifts end, shifts begin, a
window opens, only urgent jobs are taken from now on. Within one of these, units go by number."""


class Duty(NamedTuple):
    """All shifts of a station's units, and their changes. Column s of the shifts belongs to shift s."""

    unit: NDArray[np.int64]
    number: NDArray[np.int64]
    begins: NDArray[np.float64]
    ends: NDArray[np.float64]
    cut: NDArray[np.float64]
    opens: NDArray[np.float64]
    closes: NDArray[np.float64]
    # The changes: when, what, and of which shift.
    time: NDArray[np.float64]
    what: NDArray[np.int64]
    shift: NDArray[np.int64]


def changes_of(spell: Spell) -> list[tuple[float, int]]:
    """The changes that one shift brings."""
    found = [(spell.begins, BEGINS)]
    if math.isfinite(spell.ends):
        found.append((spell.ends, ENDS))
    if math.isfinite(spell.closes):
        found.append((spell.closes, CLOSES))
        if spell.opens > spell.begins:
            found.append((spell.opens, OPENS))
    if spell.begins < spell.cut < spell.ends:
        found.append((spell.cut, CUTS))
    return found


def plan_duty(station: Units, office: Office) -> Duty:
    """The shifts of all units: by team, by unit, in order of time."""
    columns: list[NDArray[np.float64]] = []
    changes: list[NDArray[np.float64]] = []
    unit, shifts = 0, 0
    for team in station.teams:
        own = spells(team, office.patterns, office.minutes)
        block = np.array([tuple(spell) for spell in own], dtype=np.float64).reshape(-1, len(Spell._fields))
        steps = [(time, what, place) for place, spell in enumerate(own) for time, what in changes_of(spell)]
        step = np.array(steps, dtype=np.float64).reshape(-1, 3)
        for _ in range(team.units):
            columns.append(np.column_stack([np.full(len(own), unit), block]))
            changes.append(step + np.array([0.0, 0.0, shifts]))
            unit, shifts = unit + 1, shifts + len(own)
    return _laid_out(np.concatenate(columns), np.concatenate(changes), office.minutes)


def _laid_out(shifts: NDArray[np.float64], steps: NDArray[np.float64], end: float) -> Duty:
    steps = steps[steps[:, 0] < end]
    time, what, shift = steps[:, 0], steps[:, 1].astype(np.int64), steps[:, 2].astype(np.int64)
    unit = shifts[:, 0].astype(np.int64)
    order = np.lexsort((unit[shift], what, time))
    begins, ends, cut, opens, closes = np.ascontiguousarray(shifts[:, 2:].T)
    number = shifts[:, 1].astype(np.int64)
    return Duty(unit, number, begins, ends, cut, opens, closes, time[order], what[order], shift[order])
