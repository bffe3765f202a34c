"""Figures of a run

Every output of a run can be counted by hand in its entity log: who came, when somebody was given to them, when that
began, when they left. Jobs that came in the warm-up are left out. A mean wait is of those who were answered; those who
gave up are told beside it. A standard is told as the share of those who met it.
"""

from __future__ import annotations

import math
from functools import cache
from statistics import mean

import numpy as np
import pytest
from tests.spec.model_office.small_office import OFFICE

from forcesight.model_office.engine import OfficePlan, Run, run
from forcesight.model_office.flow import LOST, SERVED, STILL_HERE
from forcesight.model_office.results import figures
from forcesight.model_office.results.course import course


WARM_UP = 7 * 24 * 60
SEED = 5


@cache
def done() -> Run:
    """The office, run once."""
    return run(OfficePlan(OFFICE), SEED)


@cache
def values() -> dict[str, tuple[float, int]]:
    """Its figures: value and n by output."""
    return {figure.output.id: (figure.value, figure.n) for figure in figures(done())}


def log(station: str) -> list[dict[str, float]]:
    """The entity log of a station, after the warm-up, as plain rows."""
    record = done().stations[station].record
    names = ("arrived", "assigned", "began", "left", "outcome", "server", "area", "kind")
    rows = zip(*(getattr(record, name).tolist() for name in names), strict=True)
    return [dict(zip(names, row, strict=True)) for row in rows if row[0] >= WARM_UP]


def test_calls_that_were_answered_and_calls_that_gave_up() -> None:
    """The mean wait is of the answered; the lost are a share of all that came."""
    rows = log("switchboard")
    answered = [row["began"] - row["arrived"] for row in rows if not math.isnan(row["began"])]
    lost = [row for row in rows if row["outcome"] == LOST]
    assert values()["switchboard.call.wait_mean"] == (pytest.approx(60 * mean(answered)), len(answered))
    assert values()["switchboard.call.lost"] == (pytest.approx(100 * len(lost) / len(rows)), len(rows))
    in_time = sum(wait <= 20 / 60 for wait in answered)
    assert values()["switchboard.call.within"] == (pytest.approx(100 * in_time / len(answered)), len(answered))
    assert values()["switchboard.call.came"] == (pytest.approx(len(rows) / 3), len(rows))


def test_nine_in_ten_wait_no_longer() -> None:
    """The time that nine in ten do not exceed is the 90 % quantile of the waits."""
    waits = [row["began"] - row["arrived"] for row in log("switchboard") if not math.isnan(row["began"])]
    assert values()["switchboard.call.wait_p90"][0] == pytest.approx(60 * np.quantile(waits, 0.9))


def test_how_busy_people_were() -> None:
    """Two handlers for three weeks; their minutes at work, cut to the weeks that are counted."""
    record = done().stations["switchboard"].record
    stretches = zip(record.began.tolist(), record.left.tolist(), strict=True)
    worked = sum(
        max(min(left if left == left else OFFICE.minutes, OFFICE.minutes) - max(began, WARM_UP), 0)
        for began, left in stretches
        if began == began
    )
    assert values()["switchboard.handlers.utilisation"][0] == pytest.approx(100 * worked / (2 * 3 * 7 * 24 * 60))


def test_units_sent_and_units_there() -> None:
    """A wait ends when a unit is sent, a response when it is there; the standard counts all that came."""
    rows = [row for row in log("response") if not math.isnan(row["began"])]
    waits, responses = ([row[until] - row["arrived"] for row in rows] for until in ("assigned", "began"))
    assert values()["response.incident.wait_mean"][0] == pytest.approx(mean(waits))
    assert values()["response.incident.response_mean"][0] == pytest.approx(mean(responses))
    in_time = sum(row["began"] - row["arrived"] <= 15 for row in rows)
    assert values()["response.incident.within"][0] == pytest.approx(100 * in_time / len(log("response")))
    own = sum((row["server"] == 2) == (row["area"] == 1) for row in rows)
    assert values()["response.incident.own_area"] == (pytest.approx(100 * own / len(rows)), len(rows))


def test_hours_are_officers_hours() -> None:
    """Two cars with two officers each are there for 672 hours a week, one beat officer for 168."""
    assert values()["response.response.on_duty"][0] == pytest.approx(2 * 2 * 168)
    assert values()["response.neighbourhood.on_duty"][0] == pytest.approx(168)
    busy = values()["response.neighbourhood.utilisation"][0] / 100
    assert values()["response.neighbourhood.free"][0] == pytest.approx(168 * (1 - busy))
    assert values()["response.neighbourhood.outside"][0] == 0


def test_cases_closed_and_cases_open() -> None:
    """Whether a case met five days is known only of those that came five days before the end or earlier."""
    rows = log("detectives")
    closed = [(row["left"] - row["arrived"]) / 1440 for row in rows if row["outcome"] == SERVED]
    assert values()["detectives.crime.age_mean"] == (pytest.approx(mean(closed)), len(closed))
    known = [row for row in rows if row["arrived"] <= OFFICE.minutes - 5 * 1440]
    in_time = [row for row in known if row["left"] - row["arrived"] <= 5 * 1440]
    assert values()["detectives.crime.within"] == (pytest.approx(100 * len(in_time) / len(known)), len(known))
    still = np.isnan(done().stations["detectives"].record.left).sum()
    assert values()["detectives.open"][0] == still


def test_appointments_that_were_not_kept() -> None:
    """A share of the appointments that have come up; those still ahead are not judged."""
    rows = [row for row in log("diary") if row["outcome"] != STILL_HERE]
    lost = sum(row["outcome"] == LOST for row in rows)
    assert values()["diary.not_kept"] == (pytest.approx(100 * lost / len(rows)), len(rows))


def test_time_that_passes() -> None:
    """Recording takes an hour and a half, whoever waits for it."""
    assert values()["recording.delay_mean"][0] == pytest.approx(90)


def test_the_course_of_a_week() -> None:
    """The mean number that wait, over the week, is the queue's time integral: Little's law."""
    whole = course(done(), "switchboard")
    waits = [
        (row["left"] if math.isnan(row["assigned"]) else row["assigned"]) - row["arrived"] for row in log("switchboard")
    ]
    assert whole.waiting.sum() * 30 * 3 == pytest.approx(sum(waits), rel=1e-6)
    assert whole.came.sum() == pytest.approx(len(log("switchboard")) / 3)
    assert set(whole.there) == {2}
    assert set(course(done(), "response").there) == {3}
    assert set(course(done(), "detectives").there) == {2}
    assert all(math.isnan(value) for value in course(done(), "recording").there)


def test_an_output_knows_its_standard() -> None:
    """The office says 0.9; the output says 90 %, in its own unit."""
    standards = {figure.output.id: figure.output.standard for figure in figures(done())}
    assert standards["switchboard.call.within"] == 90
    assert standards["detectives.crime.within"] is None
