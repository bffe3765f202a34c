"""Appointments and delays

A diary has places at fixed times of the week, in each area. A job takes the first free place that is at least the
notice ahead, and keeps it. A share of people do not turn up: they are lost at the time of their appointment, and the
place stays empty. A delay is time that passes without anybody's work; nobody waits in a queue for it.

Assumptions: nobody is moved to a place that comes free, and an appointment begins at its time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from tests.property.model_office_flows import flow_of
from tests.spec.model_office.moments import minutes, moment
from tests.spec.tables import rows

from forcesight.model_office.appointments import plan_appointments, run_appointments
from forcesight.model_office.delay import plan_delay, run_delay
from forcesight.model_office.flow import LOST, OUTCOMES, Record
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Appointments, Area, Delay, Duration, Job, Office, Slot


AREAS = ("north", "south")
HALF_AN_HOUR = Duration(family="constant", mean=30)
MORNINGS = (Slot(weekdays=(0, 2), at=time(9, 0), places=1), Slot(weekdays=(0,), at=time(9, 30), places=2))
DIARY = Appointments(id="diary", slots=MORNINGS, jobs=("visit",), minutes=HALF_AN_HOUR)


def office(station: Appointments | Delay) -> Office:
    """An office of one station, for two weeks."""
    jobs, areas = (Job(id="visit"),), tuple(Area(id=name) for name in AREAS)
    return Office(
        id="o", name="O", starts=date(2026, 1, 5), weeks=2, jobs=jobs, areas=areas, demand=(), stations=(station,)
    )


def run(station: Appointments | Delay, *given: str) -> Record:
    """Jobs, each written as the moment at which it comes and its area if it has one: `Mon 08:00 north`."""
    jobs = []
    for number, words in enumerate(given):
        *when, where = words.split() if words.split()[-1] in AREAS else [*words.split(), ""]
        jobs.append((minutes(" ".join(when)), number, 0, AREAS.index(where) if where else -1))
    described = office(station)
    codes = Codes.of(described)
    if isinstance(station, Delay):
        return run_delay(plan_delay(station, described, codes), flow_of(jobs), seed=1)
    return run_appointments(plan_appointments(station, described, codes), flow_of(jobs), seed=1)


def story(record: Record) -> list[dict[str, object]]:
    """Each job: when its appointment began, when it left, and how."""
    return [
        {
            "began": moment(record.began[row]),
            "left": moment(record.left[row]),
            "outcome": OUTCOMES[record.outcome[row]],
        }
        for row in range(len(record.entity))
    ]


def test_the_first_free_place() -> None:
    """One place on Monday at nine, two at half past, one on Wednesday: the fifth has to wait for the next week."""
    assert story(run(DIARY, *["Mon 08:00"] * 5)) == rows("""
        began        | left         | outcome
        Mon 09:00    | Mon 09:30    | served
        Mon 09:30    | Mon 10:00    | served
        Mon 09:30    | Mon 10:00    | served
        Wed 09:00    | Wed 09:30    | served
        Mon 09:00 w2 | Mon 09:30 w2 | served
    """)


def test_notice() -> None:
    """With an hour's notice a caller at five past eight is too late for nine o'clock; one at eight is just in time."""
    found = story(run(replace(DIARY, notice=60), "Mon 08:00", "Mon 08:05"))
    assert [each["began"] for each in found] == ["Mon 09:00", "Mon 09:30"]


def test_each_area_has_its_own_places() -> None:
    """And so have jobs without an area: all three are seen on Monday at nine."""
    found = story(run(DIARY, "Mon 08:00 north", "Mon 08:00 south", "Mon 08:00"))
    assert [each["began"] for each in found] == ["Mon 09:00"] * 3


def test_appointments_that_are_not_kept() -> None:
    """A job that nobody turns up for is lost at its time, and its place is not filled by somebody else."""
    record = run(replace(DIARY, not_kept=1), "Mon 08:00", "Mon 08:10")
    assert story(record) == rows("""
        began | left      | outcome
        -     | Mon 09:00 | lost
        -     | Mon 09:30 | lost
    """)
    assert record.leaving.tolist() == [0, 1]


def test_the_share_that_is_not_kept() -> None:
    """Of 1,000 appointments with a share of 30 %, about 300 are lost, up to chance."""
    wide = replace(DIARY, slots=(Slot(weekdays=(0,), at=time(9), places=1000),), not_kept=0.3)
    record = run(wide, *["Mon 08:00"] * 1000)
    assert (record.outcome == LOST).mean() == pytest.approx(0.3, abs=3.3 * (0.21 / 1000) ** 0.5)


def test_no_place_before_the_end() -> None:
    """Of ten jobs, eight find a place in two weeks; the others still wait at the end."""
    record = run(DIARY, *["Mon 08:00"] * 10)
    assert [each["outcome"] for each in story(record)] == ["served"] * 8 + ["still here"] * 2


def test_waiting_is_until_the_appointment() -> None:
    """One hour for the first, an hour and a half for the second; the integral of the number waiting says the same."""
    record = run(DIARY, "Mon 08:00", "Mon 08:00")
    assert record.waiting_integral == pytest.approx(60 + 90)


def test_a_delay_takes_its_time_and_nobody_waits() -> None:
    """Crimes are recorded half an hour after they are reported, in the order of time; the last is still to come."""
    delay = Delay(id="recording", jobs=("visit",), minutes=HALF_AN_HOUR)
    record = run(delay, "Mon 08:00", "Mon 08:10", "Sun 23:45 w2")
    assert story(record) == rows("""
        began        | left      | outcome
        Mon 08:00    | Mon 08:30 | served
        Mon 08:10    | Mon 08:40 | served
        Sun 23:45 w2 | -         | still here
    """)
    assert record.waiting_integral == 0


def test_who_waits_longer_leaves_later() -> None:
    """Times are drawn for each job, so a later one may leave first; those that leave together go by entity."""
    delay = Delay(id="recording", jobs=("visit",), minutes=Duration(family="exponential", mean=600))
    record = run(delay, *["Mon 08:00"] * 20)
    left = record.left[record.leaving].tolist()
    assert left == sorted(left) and record.leaving.tolist() != sorted(record.leaving)
