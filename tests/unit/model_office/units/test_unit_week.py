from __future__ import annotations

from datetime import time

import numpy as np
import pytest
from tests.spec.model_office.despatching import office, run, station, team

from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Shift, ShiftPattern
from forcesight.model_office.units import plan_units, unit_week


LATE = (ShiftPattern(id="late", cycle_days=7, shifts=(Shift(day=6, starts=time(22, 45), hours=4),)),)


def test_minutes_on_duty_and_busy_by_half_hour() -> None:
    """A job from 08:10 to 08:46 on Monday, by the second of two teams; the first works on Sunday night."""
    units = station(team("Mill", 3, pattern="late"), team("Hill"))
    record, _ = run(units, [{"arrives": "08:10", "job": "grade 2", "area": "Hill"}], LATE)
    week = unit_week(plan_units(units, office(units, LATE), Codes.of(office(units))), record, seed=1)
    assert week.busy[1, 15:19].tolist() == [0, 20, 16, 0]
    assert week.busy.sum() == 36
    assert week.on_duty[1].tolist() == [30] * 336
    # The office ends at midnight; what is left of the shift before its start is worked at the beginning.
    assert week.on_duty[0, 333:].tolist() == [45, 90, 90]
    assert week.on_duty[0, :7].tolist() == [90, 90, 90, 90, 90, 45, 0]


def test_shifts_that_are_away_are_not_on_duty() -> None:
    units = station(team("Mill", 9, pattern="late", abstraction=0.5))
    record, hours = run(units, [], LATE, seed=4)
    week = unit_week(plan_units(units, office(units, LATE), Codes.of(office(units))), record, seed=4)
    assert 0 < hours.on_duty.sum() < 9 * 240
    assert week.on_duty.sum() == pytest.approx(hours.on_duty.sum())


def test_a_job_in_hand_at_the_end_is_busy_until_then() -> None:
    units = station(team("Mill"))
    record, _ = run(units, [{"arrives": "Sun 23:50", "job": "visit", "area": "Mill"}])
    week = unit_week(plan_units(units, office(units), Codes.of(office(units))), record, seed=1)
    assert np.flatnonzero(week.busy[0]).tolist() == [335]
    assert week.busy[0, 335] == 10
