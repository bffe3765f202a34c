"""The warm-up that an office asks for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from tests.spec.model_office.small_office import OFFICE

from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.experiments.beginning import Beginning, beginnings, beginnings_of, here, too_short
from forcesight.model_office.office.shelf import find_office


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


def test_a_station_that_is_shut_at_the_end_of_a_run_has_settled() -> None:
    """A run ends on a Sunday night: nobody is there, nothing changes, and no other hours are as steady as those."""
    found = {each.station: each.days for each in beginnings(OfficePlan(find_office("forensic_laboratory")))}
    assert all(days is not None and days < 28 for days in found.values()), found


def test_a_stated_warm_up_may_be_too_short() -> None:
    found = [Beginning("desk", 0.2), Beginning("team", 30.1), Beginning("other", None, "It rises.")]
    assert too_short(0, found) == [
        "team: it takes about 31 days to fill (MSER-5), and warm_up_days is 0: state more, and as many more weeks."
    ]
    assert too_short(29.2, found) == [], "a day is no more than luck"


def test_several_runs_are_averaged_before_they_are_cut() -> None:
    """Two runs whose beginnings differ in turns: their mean is level, and nothing is cut."""
    rng = np.random.default_rng(4)
    noise = rng.normal(0, 0.1, 16 * 168)
    rise = np.where(np.arange(16 * 168) < 400, 5.0, 0.0)
    (alone,) = beginnings_of([{"a": 10 + noise + rise}])
    (both,) = beginnings_of([{"a": 10 + noise + rise}, {"a": 10 - noise - rise + rng.normal(0, 0.1, 16 * 168)}])
    assert alone.days == 400 / 24
    assert both.days is not None
    assert both.days < 400 / 24
