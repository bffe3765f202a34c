"""Calibration finds what is true

The synthetic force is drawn from known numbers: how long a talk lasts, how many calls an hour expects, which share of
incidents is re-graded. Calibration reads only its records, never those numbers, and its 95 % intervals must cover them
about 95 times in a hundred. One small force shows it here; the benchmark `calibration` draws ten.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from benchmarks.calibration_truth import ARRIVALS, NUMBERS, Found, recover

from forcesight.model_office.calibration import Calibration, report
from forcesight.model_office.office.durations import mean_of


@pytest.fixture(scope="module")
def force() -> tuple[list[Found], Calibration]:
    """A fiftieth of a force, one year."""
    return recover(2, scale=0.02)


def share_covered(found: list[Found], of: str) -> tuple[float, int]:
    chosen = [each.covers for each in found if each.of == of]
    return sum(chosen) / len(chosen), len(chosen)


def test_intervals_cover_what_the_force_was_drawn_with(force: tuple[list[Found], Calibration]) -> None:
    """Some 140 numbers of all kinds, and 168 rates of each of eight kinds of arrival."""
    share, n = share_covered(force[0], NUMBERS)
    assert n > 120 and 0.90 <= share <= 0.99
    share, n = share_covered(force[0], ARRIVALS)
    assert n == 8 * 168 and 0.94 <= share <= 0.995


def test_every_kind_of_number_is_among_them(force: tuple[list[Found], Calibration]) -> None:
    """Handling, patience, travel, time at the scene, grades, re-grading, shrinkage, and what comes after."""
    names = {each.name for each in force[0]}
    assert {
        "101: talk: median (lognormal)", "999: talk: mean", "101: handling: mean", "999: patience, mean if exponential",
        "grade 1 urban: travel: mean", "grade 2: scene: mean", "999: first grade: grade 1",
        "grade 2: first change: raised", "grade 1: first change: lowered", "response: shrinkage",
        "response: abstracted", "101: answered, opens an incident", "crime: recorded after: mean",
        "investigation: ended within 28 days", "grade 1: units sent: 2", "units stood down",
    } <= names  # fmt: skip


def test_families_are_those_that_the_force_was_drawn_from(force: tuple[list[Found], Calibration]) -> None:
    """Talk is lognormal with a median of 281 seconds; an office gets it as such."""
    duration = force[1].duration("101: talk")
    assert duration.family == "lognormal"
    assert mean_of(duration) == pytest.approx(281 / 60 * 1.2776, rel=0.05)
    work = force[1].desk_work("101", job="call_101", priority=2)
    assert (work.job, work.priority) == ("call_101", 2)
    assert work.patience.family != "never"
    assert force[1].desk_work("email", job="email").patience.family == "never"


def test_what_the_records_cannot_tell_is_said(force: tuple[list[Found], Calibration]) -> None:
    """No distances, no officer hours, no arrests tied to incidents; and each says what to do instead."""
    told = {each.what: each for each in force[1].unknown}
    speed = told["speed of units, and the minutes that they need to start"]
    assert speed.why.startswith("Travel cannot be tied to distance: ")
    assert force[1].travel is not None and force[1].travel.start is None
    assert "officer hours that a case takes" in told
    assert told["share of incidents that end in an arrest"].why.startswith("none of ")
    assert all(each.instead for each in told.values())


def test_the_report_holds_every_number_with_its_interval(force: tuple[list[Found], Calibration]) -> None:
    """What cannot be known stands first; then each number with its interval, its n and its method; and the pictures."""
    told = report(force[1])
    titles = [table.title for table in told.tables]
    assert titles[:2] == ["What this log cannot tell", "Numbers of the office, with 95 % intervals"]
    numbers = told.tables[1]
    assert numbers.columns == ("", "estimate", "from", "to", "unit", "n", "method")
    assert len(numbers.rows) == len(force[1].parameters())
    assert all(in_order(row) for row in numbers.rows)
    talk = next(picture for picture in told.pictures if picture.title == "101: talk: share within")
    assert set(talk.series) == {"seen", "low", "high", "fitted"}
    assert all(len(series) == len(talk.x) <= 200 for series in talk.series.values())
    assert max(abs(a - b) for a, b in zip(talk.series["seen"], talk.series["fitted"], strict=True)) < 0.03
    week = next(picture for picture in told.pictures if picture.title == "999: arrivals")
    assert len(week.x) == 168


def in_order(row: tuple[Any, ...]) -> bool:
    _, estimate, low, high, *_ = row
    return bool(low <= estimate <= high)


def test_the_period_is_the_records_own(force: tuple[list[Found], Calibration]) -> None:
    """Demand is told for an office: calls a week, and their shape by hour."""
    assert (force[1].since, force[1].until) == (date(2025, 1, 1), date(2025, 12, 31))
    demand = force[1].demand("999", job="call_999", to="control_room")
    assert demand.per_week == pytest.approx(173_000 * 0.02 / 52.14, rel=0.06)
    assert demand.by_hour[24 * 2 + 17] > 2 * demand.by_hour[24 * 2 + 4]
    assert max(force[1].staff["response"]) > 0
