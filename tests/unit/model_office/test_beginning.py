"""The warm-up that an office asks for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from tests.spec.model_office.small_office import OFFICE

from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.experiments.beginning import beginnings, here


def test_a_switchboard_is_in_its_stride_at_once_and_a_pile_of_cases_never() -> None:
    """Calls are over in minutes. Two detectives with work for four never settle."""
    found = {each.station: each for each in beginnings(OfficePlan(replace(OFFICE, weeks=16)), seeds=(1, 2))}
    days = found["switchboard"].days
    assert days is not None
    assert days < 7
    overloaded = replace(OFFICE, weeks=16, demand=(replace(OFFICE.demand[0], per_week=900),))
    piling = {each.station: each for each in beginnings(OfficePlan(overloaded), seeds=(1,))}
    assert piling["detectives"].days is None
    assert "has not settled" in piling["detectives"].reason


def test_a_run_of_two_weeks_is_too_short_to_tell() -> None:
    found = beginnings(OfficePlan(replace(OFFICE, weeks=2)), seeds=(1,))
    assert all(each.days is None and "at least four weeks" in each.reason for each in found)


def test_how_many_are_here_is_counted_at_the_end_of_each_hour() -> None:
    record = run(OfficePlan(OFFICE), 1).stations["response"].record
    counted = here(record, OFFICE.minutes)
    at = 100 * 60.0
    by_hand = sum(
        came <= at and not left <= at for came, left in zip(record.arrived.tolist(), record.left.tolist(), strict=True)
    )
    assert counted[99] == by_hand
    assert len(counted) == OFFICE.weeks * 168
    assert counted[-1] == np.isnan(record.left).sum()
