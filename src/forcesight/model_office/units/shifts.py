"""Shift patterns become spells on duty: when each unit of a team begins and ends, and when it may take its break.

A pattern repeats from the office's start, a Monday. A team with an offset is that many days further along it: on the
office's first day it works the pattern's day of that number. A shift that was under way at the start is on duty from
the first minute, with what is left of its break's window.

Assumption: a unit has one crew, so its shifts do not overlap; a pattern whose do is refused. One may follow another at
the same minute. A team without a pattern is always on duty: it has no shifts, and so no breaks, no last
hour, and nobody away.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from forcesight.errors import InputRefused
from forcesight.model_office.office.description import Shift, ShiftPattern, Team


DAY = 24 * 60.0


class Spell(NamedTuple):
    """One shift of a unit, in minutes from the office's start.

    `number` counts the shifts of the pattern from its cycle before the start: it tells whether this one is worked, for
    every unit of the team by a number of its own. From `cut` on only urgent jobs are taken. A break may begin from
    `opens` until before `closes`; both are infinite where there is none.
    """

    number: int
    begins: float
    ends: float
    cut: float
    opens: float
    closes: float


ALWAYS: Final = Spell(0, 0.0, math.inf, math.inf, math.inf, math.inf)
"""The only spell of a unit that is always on duty."""


def spells(team: Team, patterns: tuple[ShiftPattern, ...], end: float) -> list[Spell]:
    """The shifts of a team's units that touch the office's time, in order; one without end where there is no pattern.

    Raises InputRefused where the pattern's shifts overlap.
    """
    if not team.pattern:
        return [ALWAYS]
    pattern = next(each for each in patterns if each.id == team.pattern)
    _check_no_overlap(pattern)
    found = []
    offset = team.offset_days % pattern.cycle_days
    shifts = sorted(pattern.shifts, key=_begins)
    cycle = pattern.cycle_days * DAY
    for round_ in range(-1, math.ceil((end + offset * DAY) / cycle)):
        for place, shift in enumerate(shifts):
            begins = round_ * cycle - offset * DAY + _begins(shift)
            if begins < end and begins + shift.hours * 60.0 > 0:
                found.append(_spell(team, (round_ + 1) * len(shifts) + place, begins, begins + shift.hours * 60.0))
    return found


def _begins(shift: Shift) -> float:
    """Minutes from the start of the cycle."""
    return shift.day * DAY + shift.starts.hour * 60 + shift.starts.minute + shift.starts.second / 60


def _spell(team: Team, number: int, begins: float, ends: float) -> Spell:
    opens, closes = math.inf, math.inf
    if team.rest:
        first = max(begins + team.rest.after_hours * 60.0, begins, 0.0)
        last = min(begins + team.rest.before_hours * 60.0, ends)
        if first < last:
            opens, closes = first, last
    return Spell(number, max(begins, 0.0), ends, ends - team.last_job_minutes, opens, closes)


def _check_no_overlap(pattern: ShiftPattern) -> None:
    shifts = sorted(pattern.shifts, key=_begins)
    # The first shift of the next cycle follows the last.
    begins = [_begins(shift) for shift in shifts] + [_begins(shift) + pattern.cycle_days * DAY for shift in shifts[:1]]
    for place, shift in enumerate(shifts):
        if begins[place] + shift.hours * 60.0 > begins[place + 1]:
            after = shifts[(place + 1) % len(shifts)]
            raise InputRefused(
                f"Shift pattern {pattern.id}: the shift of day {shift.day} at {shift.starts:%H:%M} has not ended when "
                f"that of day {after.day} at {after.starts:%H:%M} begins. Shorten it, or give the second shift to "
                "another team."
            )
