"""Shifts, breaks and the last hour

A team works a pattern that repeats from the office's first day, or is always on duty. A job in hand when a shift ends
is finished, and counts as overtime. In its last minutes a unit takes urgent jobs only. A break is taken when the unit
is free within its window, after any job that waits, and nothing interrupts it; a window that closes on a unit that was
busy all the time is a break missed. A share of the shifts is away: sickness, court, training.
"""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from tests.spec.model_office.despatching import despatched, minutes, run, station, team, work
from tests.spec.tables import rows

from forcesight.errors import InputRefused
from forcesight.model_office.office.description import Break, Shift, ShiftPattern


def every(cycle_days: int, *shifts: tuple[int, int, float]) -> tuple[ShiftPattern, ...]:
    """A pattern: the day of its cycle, the hour and the length of each shift."""
    made = tuple(Shift(day=day, starts=time(hour), hours=hours) for day, hour, hours in shifts)
    return (ShiftPattern(id="pattern", cycle_days=cycle_days, shifts=made),)


EARLY = every(1, (0, 7, 8))
LUNCH = Break(minutes=40, after_hours=3, before_hours=5)


def early(**more: Any) -> Any:
    """A station of one unit that works from 07:00 to 15:00."""
    return station(team("Mill", pattern="pattern", **more), work=work("visit", scene=minutes(54)))


def test_a_job_waits_for_the_shift_to_begin() -> None:
    """The visit of the night waits for 07:00; that of the evening for the next day."""
    given = rows("""
        arrives | job   | area | sent      | free
        04:00   | visit | Mill | 07:00     | 08:00
        20:00   | visit | Mill | Tue 07:00 | Tue 08:00
    """)
    assert despatched(early(), given, EARLY) == given


def test_a_job_in_hand_is_finished_in_overtime() -> None:
    """Sent at 14:50, done at 15:50: 50 minutes of overtime, and then the unit goes off."""
    given = rows("""
        arrives | job   | area | sent      | free
        14:50   | visit | Mill | 14:50     | 15:50
        15:10   | visit | Mill | Tue 07:00 | Tue 08:00
    """)
    assert despatched(early(), given, EARLY) == given
    _, hours = run(early(), given, EARLY)
    assert hours.overtime.tolist() == [50]
    assert hours.on_duty.tolist() == [7 * 480]


def test_in_the_last_minutes_only_urgent_jobs_are_taken() -> None:
    """From 14:00 on nothing but grade 1 is taken. At 15:00 it is the end for grade 1 too."""
    units = early(last_job_minutes=60, urgent=1)
    given = rows("""
        arrives | job     | area | sent
        13:59   | grade 2 | Mill | 13:59
        14:00   | visit   | Mill | Tue 07:36
        14:01   | grade 1 | Mill | 14:35
        15:11   | grade 1 | Mill | Tue 07:00
    """)
    assert despatched(units, given, EARLY) == given


def test_two_early_two_late_two_off() -> None:
    """The 2/2/2 pattern of six days. Its second team is two days further along: late on Monday, off on Wednesday."""
    pattern = every(6, (0, 7, 8), (1, 7, 8), (2, 15, 8), (3, 15, 8))
    units = station(team("Mill", pattern="pattern"), team("Hill", id="Hill team", pattern="pattern", offset_days=2))
    given = rows("""
        arrives   | job     | area | unit | sent
        06:00     | grade 2 | Mill | 0    | 07:00
        14:59     | grade 2 | Hill | 0    | 14:59
        15:10     | grade 2 | Hill | 1    | 15:10
        Wed 06:00 | grade 2 | Mill | 0    | Wed 15:00
        Fri 06:00 | grade 2 | Hill | 1    | Fri 07:00
        Sun 06:00 | grade 2 | Mill | 0    | Sun 07:00
    """)
    assert despatched(units, given, pattern) == given


def test_a_night_shift_is_on_duty_when_the_office_starts() -> None:
    """A shift from 22:00 to 06:00 was under way on Monday at 00:00."""
    given = rows("""
        arrives | job     | area | sent
        00:10   | grade 2 | Mill | 00:10
        05:59   | grade 2 | Mill | 05:59
        07:00   | grade 2 | Mill | 22:00
    """)
    assert despatched(station(team("Mill", pattern="pattern")), given, every(1, (0, 22, 8))) == given


def test_shifts_that_follow_each_other() -> None:
    """Two shifts a day without a gap: the job in hand goes over from one to the other, and is no overtime."""
    given = rows("""
        arrives | job   | area | sent  | free
        18:30   | visit | Mill | 18:30 | 19:30
        18:40   | visit | Mill | 19:30 | 20:30
    """)
    pattern = every(1, (0, 7, 12), (0, 19, 12))
    assert despatched(early(), given, pattern) == given
    _, hours = run(early(), given, pattern)
    assert hours.overtime.tolist() == [0]
    assert hours.on_duty.tolist() == [7 * 24 * 60]


def test_an_idle_unit_takes_its_break_when_the_window_opens() -> None:
    """From 10:00 to 10:40. The job of 10:15 waits, although it is urgent."""
    given = rows("""
        arrives | job     | area | sent
        10:15   | grade 1 | Mill | 10:40
    """)
    assert despatched(early(rest=LUNCH), given, EARLY) == given
    _, hours = run(early(rest=LUNCH), given, EARLY)
    assert (hours.rests_taken.tolist(), hours.rests_missed.tolist(), hours.rest.tolist()) == ([7], [0], [7 * 40])


def test_a_busy_unit_takes_its_break_when_no_job_waits() -> None:
    """Free at 10:30 it takes the job that waits, and is free again at 11:30: the break is until 12:10."""
    given = rows("""
        arrives | job   | area | sent  | free
        09:30   | visit | Mill | 09:30 | 10:30
        09:40   | visit | Mill | 10:30 | 11:30
        11:31   | visit | Mill | 12:10 | 13:10
    """)
    assert despatched(early(rest=LUNCH), given, EARLY) == given


def test_a_break_is_missed_when_the_window_closes_on_a_busy_unit() -> None:
    """Jobs from 09:50 to 12:50, and the window closes at 12:00: the unit is free at 12:50 and has no break."""
    given = rows("""
        arrives | job   | area | sent  | free
        09:50   | visit | Mill | 09:50 | 10:50
        09:51   | visit | Mill | 10:50 | 11:50
        09:52   | visit | Mill | 11:50 | 12:50
        12:51   | visit | Mill | 12:51 | 13:51
    """)
    assert despatched(early(rest=LUNCH), given, EARLY) == given
    _, hours = run(early(rest=LUNCH), given, EARLY)
    assert (hours.rests_taken.tolist(), hours.rests_missed.tolist()) == ([6], [1])


def test_a_break_ends_with_the_shift() -> None:
    """A break of an hour that begins half an hour before the end lasts half an hour."""
    _, hours = run(early(rest=Break(minutes=60, after_hours=7.5, before_hours=8)), [], EARLY)
    assert hours.rest.tolist() == [7 * 30]


def test_a_share_of_shifts_is_away() -> None:
    """Of 40 units about a quarter of 280 shifts are away; the same ones whatever else changes."""
    crowd = station(team("Mill", 40, pattern="pattern", abstraction=0.25))
    _, quiet = run(crowd, [], EARLY)
    _, busy = run(crowd, [{"arrives": "08:00", "job": "visit", "area": "Mill"}] * 9, EARLY)
    assert quiet.on_duty.tolist() == busy.on_duty.tolist()
    assert 0.65 < quiet.on_duty.sum() / (280 * 480) < 0.85


def test_a_unit_works_one_shift_at_a_time() -> None:
    """A pattern whose shifts overlap is refused, also where the cycle begins anew."""
    for pattern, first, second in (
        (every(1, (0, 7, 12), (0, 15, 8)), "day 0 at 07:00", "day 0 at 15:00"),
        (every(2, (0, 7, 8), (1, 22, 10)), "day 1 at 22:00", "day 0 at 07:00"),
    ):
        with pytest.raises(InputRefused, match=f"pattern: the shift of {first} has not ended when that of {second}"):
            run(early(), [], pattern)
