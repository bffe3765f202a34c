"""Duties: who was to work when, and who was ill, on leave or on a course.

Shift teams turn round the clock in ten days: two early, two late, two night shifts and four rest days (the "2/2/2"
system of the baseline assessment 2006). Neighbourhood teams change between early and late weeks, all others work on
weekdays. Leave and sickness come in spells.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forcesight.records.codes.people import DUTY_KINDS, TEAM_KINDS
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.organisation import SHIFTS
from forcesight.synthetic.force.world import World, identifiers
from forcesight.synthetic.force.writing import Columns, coded, masked, numbered
from forcesight.synthetic.land import Array


@dataclass(frozen=True, slots=True)
class DutyTruth:
    """How duties are kept. Ours, of the order that forces report."""

    # Spells of sickness begin so often a day, and last so many days on average.
    sickness_begins: float = 0.0075
    sickness_days: float = 5.5
    # Leave is taken in weeks; courses and other leave by the day.
    leave_weeks: float = 5.5
    course: float = 0.03
    other_leave: float = 0.008
    # Rest days that are worked, and those of them that the force cancelled ("rest days cancelled": PEEL 2021/22).
    rest_worked: float = 0.025
    rest_cancelled: float = 0.7
    # Duties that go on after their end, and by how many hours on average.
    prolonged: float = 0.12
    prolonged_hours: float = 1.4


TRUTH = DutyTruth()
# Hours on the clock at which a shift begins and ends; a night shift ends on the next day.
_EARLY, _LATE, _NIGHT, _DAY, _REST = range(5)
HOURS = np.array([(7, 17), (14, 24), (22, 32), (8, 16), (0, 0)])
_TURN = np.array([_EARLY, _EARLY, _LATE, _LATE, _NIGHT, _NIGHT, _REST, _REST, _REST, _REST])
_LONGEST = 60
KIND = {name: number for number, name in enumerate(DUTY_KINDS.codes)}


@dataclass(frozen=True, slots=True)
class Duties:
    """Every officer's day, day by day: officer, day, shift (a row of the hours) and the number of the duty's kind."""

    officer: Array
    day: Array
    shift: Array
    kind: Array


def draw_duties(world: World) -> Duties:
    """What each officer was to do on each day of their service."""
    staff, days = world.staff, world.span.days
    day = np.arange(days)
    served = (staff.officer_from <= day[:, None]) & (day[:, None] <= staff.officer_until)
    shift = _shifts(world)
    kind = np.full(shift.shape, KIND["duty"], dtype=np.int8)
    rng = chance(world.seed, "duties")
    once = np.asarray(rng.random(shift.shape, dtype=np.float32))
    kind[sick_days(rng, shift.shape)] = KIND["sickness"]
    kind[once < TRUTH.course + TRUTH.other_leave] = KIND["other leave"]
    kind[once < TRUTH.course] = KIND["course"]
    kind[_spells(rng, shift.shape, TRUTH.leave_weeks / 365.25, 7.0)] = KIND["annual leave"]
    rest = shift == _REST
    kind[rest] = np.where(once[rest] < TRUTH.rest_worked, KIND["rest day worked"], KIND["rest day"])
    at, officer = np.nonzero(served)
    return Duties(officer.astype(np.int32), at.astype(np.int32), shift[at, officer], kind[at, officer])


def sick_days(rng: np.random.Generator, shape: tuple[int, int]) -> Array:
    """Whether each officer (column) is ill on each day (row)."""
    return _spells(rng, shape, TRUTH.sickness_begins, TRUTH.sickness_days, constant=False)


def _spells(
    rng: np.random.Generator, shape: tuple[int, int], begins: float, days: float, *, constant: bool = True
) -> Array:
    """Days that lie in spells, which begin anew each day with a chance, and last so many days, exactly or on average.

    Spells may have begun before the first day; none is longer than `_LONGEST` days.
    """
    rows = shape[0] + _LONGEST
    began, column = np.nonzero(rng.random((rows, shape[1]), dtype=np.float32) < begins)
    length = np.full(len(began), days) if constant else rng.geometric(1 / days, len(began)).clip(max=_LONGEST)
    until = np.zeros((rows, shape[1]), dtype=np.int32)
    until[began, column] = began + length
    inside: Array = np.maximum.accumulate(until, axis=0) > np.arange(rows)[:, None]
    return inside[_LONGEST:]


def expected_sickness() -> float:
    """The chance that an officer is ill on a day: one less that of no spell of the last days reaching it."""
    lasts = (1 - 1 / TRUTH.sickness_days) ** np.arange(_LONGEST)
    return float(1 - np.prod(1 - TRUTH.sickness_begins * lasts))


def _shifts(world: World) -> Array:
    """The shift of each officer (column) on each day (row) by their team's pattern."""
    staff, span = world.staff, world.span
    team = staff.post_team[staff.officer_post]
    turn, kind = staff.team_shift[team], staff.team_kind[team]
    day = np.arange(span.days)[:, None]
    weekday = (span.dates.astype(int) + 3)[:, None] % 7  # 1970-01-01 was a Thursday; 0 is Monday
    off = (weekday >= 5) | span.holiday[:, None]
    late = (day // 7 + staff.officer_post) % 2 == 1
    local = np.where(weekday == 6, _REST, np.where(late, np.where(weekday == 0, _REST, _LATE), _DAY))
    local = np.where((weekday == 5) & ~late, _REST, local)
    plain = np.where(kind == TEAM_KINDS.codes.index("neighbourhood"), local, np.where(off, _REST, _DAY))
    found: Array = np.where(turn >= 0, _TURN[(day + len(_TURN) // SHIFTS * turn) % len(_TURN)], plain)
    return found.astype(np.int8)


def duty_rows(world: World, duties: Duties) -> Columns:
    """The `duty` table. A rest day has a start, and no hours; what came after the end of the span is not confirmed."""
    rng = chance(world.seed, "duty hours")
    staff, count = world.staff, len(duties.day)
    called = duties.kind == KIND["rest day worked"]
    worked = called | (duties.kind == KIND["duty"])
    shift = np.where(called, _DAY, duties.shift)
    starts, ends = (clock[duties.day, shift] for clock in _clocks(world))
    late = np.where(rng.random(count) < TRUTH.prolonged, rng.exponential(TRUTH.prolonged_hours * 3600, count), 0.0)
    ended = ends + late.astype("timedelta64[s]")
    never = np.datetime64("NaT", "us")
    known = worked & (ended <= world.span.end)
    post = staff.officer_post[duties.officer]
    return {
        "source_id": numbered("DU", np.arange(count)),
        "officer_id": identifiers("officer", duties.officer),
        "post_id": identifiers("post", post),
        "team_id": identifiers("team", staff.post_team[post]),
        "duty_kind": coded(duties.kind, DUTY_KINDS.codes),
        "starts_at": starts,
        "ends_at": np.where(duties.kind == KIND["rest day"], never, ends),
        "started_at": np.where(known, starts, never),
        "ended_at": np.where(known, ended, never),
        "rest_day_cancelled": masked(rng.random(count) < TRUTH.rest_cancelled, called),
    }


def _clocks(world: World) -> tuple[Array, Array]:
    """The instants at which each shift (column) of each day (row) begins and ends."""
    day, shift = np.indices((world.span.days, len(HOURS)))
    begins, ends = (world.span.instants(day.ravel(), HOURS[shift.ravel(), side] * 3600) for side in (0, 1))
    return begins.reshape(day.shape), ends.reshape(day.shape)
