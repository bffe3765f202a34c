"""Caseloads

A team that works on cases for days is run day by day, and a day's work is done at its end. Cases that came join the
queue; on a day with hours, they are allocated while nobody carries more than the limit; reviews come first, then the
cases by priority and age, each at most its hours a day. A closed case leaves at the end of its last day. All teams are
run together, since cases may go from one to another and back.

Assumptions: a day's hours may go to a case that came late on that day, and members of a team do each other's cases.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.property.model_office_flows import flow_of
from tests.spec.model_office.moments import end_of, minutes
from tests.spec.tables import column, rows

from forcesight.model_office.caseload import CaseloadDays, plan_caseloads, run_caseloads
from forcesight.model_office.flow import AGAIN, Record
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Caseload, CaseWork, Duration, Job, Office, Route


ALL_WEEK = (8.0,) * 7
WEEKDAYS = (8.0,) * 5 + (0.0, 0.0)


def hours(mean: float) -> Duration:
    """Exactly so many hours of work."""
    return Duration(family="constant", mean=mean)


BURGLARY = CaseWork(job="burglary", priority=1, hours=hours(10))
THEFT = CaseWork(job="theft", priority=2, hours=hours(10))
ONE_OFFICER = Caseload(id="team", staff=1, hours=ALL_WEEK, work=(BURGLARY, THEFT))
KINDS = ("burglary", "theft")


def run(
    given: list[tuple[str, str]], *teams: Caseload, routes: tuple[Route, ...] = (), weeks: int = 3
) -> tuple[list[Record], list[CaseloadDays]]:
    """Cases, each with the moment at which it comes and its kind, to the first of some teams."""
    office = Office(
        id="o",
        name="O",
        starts=date(2026, 1, 5),
        weeks=weeks,
        jobs=tuple(Job(id=kind) for kind in KINDS),
        demand=(),
        stations=teams,
        routes=routes,
    )
    flow = flow_of([(minutes(came), number, KINDS.index(kind), -1) for number, (came, kind) in enumerate(given)])
    nothing = flow_of([])
    records, days = run_caseloads(
        plan_caseloads(teams, office, Codes.of(office)), (flow, *[nothing] * (len(teams) - 1)), seed=1
    )
    return list(records), list(days)


def story(record: Record) -> list[dict[str, object]]:
    """Each case: at the end of which day it was allocated, first worked on, closed."""
    return [
        {
            "case": int(record.entity[row]),
            "allocated": end_of(record.assigned[row]),
            "begun": end_of(record.began[row]),
            "closed": end_of(record.left[row]),
        }
        for row in range(len(record.entity))
    ]


def test_hours_go_by_priority_and_then_by_age() -> None:
    """One officer, eight hours a day, three cases of ten hours. The burglary that came last is done first."""
    (record,), (days,) = run([("Mon 09:00", "theft"), ("Mon 10:00", "theft"), ("Mon 17:00", "burglary")], ONE_OFFICER)
    assert story(record) == rows("""
        case | allocated | begun | closed
        0    | Mon       | Tue   | Wed
        1    | Mon       | Wed   | Thu
        2    | Mon       | Mon   | Tue
    """)
    assert days.hours_worked[:6].tolist() == column("8 8 8 6 0 0")


def test_a_case_takes_only_so_many_hours_a_day() -> None:
    """A case that can use two hours a day takes five days; the other hours go to the next cases."""
    slow = replace(ONE_OFFICER, work=(replace(BURGLARY, hours_a_day=2), replace(THEFT, hours_a_day=7)))
    (record,), (days,) = run([("Mon 09:00", "burglary"), ("Mon 09:30", "theft")], slow)
    assert story(record) == rows("""
        case | allocated | begun | closed
        0    | Mon       | Mon   | Fri
        1    | Mon       | Mon   | Tue
    """)
    assert days.hours_worked[:6].tolist() == column("8 6 2 2 2 0")


def test_nobody_carries_more_than_the_limit() -> None:
    """With one case each, the second waits until the first is closed, and is allocated at the end of the next day."""
    (record,), (days,) = run([("Mon 09:00", "theft"), ("Mon 10:00", "theft")], replace(ONE_OFFICER, limit=1))
    assert story(record) == rows("""
        case | allocated | begun | closed
        0    | Mon       | Mon   | Tue
        1    | Wed       | Wed   | Thu
    """)
    assert days.unallocated[:4].tolist() == column("1 1 0 0")
    assert days.allocated[:4].tolist() == column("1 0 1 0")


def test_nothing_is_done_on_a_day_without_hours() -> None:
    """A case that comes on Saturday is allocated on Monday. One that came on Friday waits over the weekend."""
    team = replace(ONE_OFFICER, hours=WEEKDAYS)
    (record,), _ = run([("Fri 09:00", "theft"), ("Sat 09:00", "theft")], team)
    assert story(record) == rows("""
        case | allocated | begun  | closed
        0    | Fri       | Fri    | Mon w2
        1    | Mon w2    | Mon w2 | Tue w2
    """)


def test_a_case_that_comes_at_midnight_belongs_to_the_new_day() -> None:
    """A day's end is the next day's beginning, and what comes at that moment comes too late for the day."""
    (record,), _ = run([("Tue 00:00", "theft")], ONE_OFFICER)
    assert story(record)[0]["allocated"] == "Tue"


def test_people_who_are_away_do_no_work_and_carry_no_cases() -> None:
    """Ten officers of whom a fifth are away: eight carry two cases each, and work 64 hours a day.

    The first eight cases are closed on Tuesday, so the last four of twenty are allocated on Wednesday.
    """
    team = replace(ONE_OFFICER, staff=10, shrinkage=0.2, limit=2)
    _, (days,) = run([("Mon 09:00", "theft")] * 20, team)
    assert (days.hours_available[0], days.hours_worked[0]) == (64, 64)
    assert days.unallocated[:4].tolist() == column("4 4 0 0")


def test_reviews_come_first_and_what_cannot_be_done_is_missed() -> None:
    """Three cases are reviewed on every second day after they were allocated, at three hours each.

    On Wednesday two reviews take six of the officer's eight hours; the third would need a ninth, and is missed.
    """
    team = replace(ONE_OFFICER, work=(replace(THEFT, hours=hours(1000)),), review_days=2, review_hours=3)
    _, (days,) = run([("Mon 09:00", "theft")] * 3, team)
    assert days.reviews_due[:6].tolist() == column("0 0 3 0 3 0")
    assert days.reviews_missed[:6].tolist() == column("0 0 1 0 1 0")
    assert days.hours_worked[:6].tolist() == [8] * 6


def test_a_review_on_a_day_without_hours_is_due_on_the_next_day_with_hours() -> None:
    """Allocated on Wednesday, reviewed each third day: on Monday for Saturday, then on Tuesday, Friday, Monday.

    A case that is reviewed every day has one review on Monday, not three.
    """
    team = replace(ONE_OFFICER, hours=WEEKDAYS, work=(replace(THEFT, hours=hours(1000)),), review_hours=1)
    _, (each_third,) = run([("Wed 09:00", "theft")], replace(team, review_days=3))
    assert each_third.reviews_due[:15].tolist() == column("0 0 0 0 0 0 0 1 1 0 0 1 0 0 1")
    _, (daily,) = run([("Wed 09:00", "theft")], replace(team, review_days=1))
    assert daily.reviews_due[:9].tolist() == column("0 0 0 1 1 0 0 1 1")


def test_cases_go_to_the_laboratory_and_back() -> None:
    """A burglary's exhibits go to the laboratory when the team has worked ten hours on it, and come back as a theft.

    It arrives at the end of the day and is taken up on the next. Its second stay with the team is a row of its own,
    with the visit counted in the entity, and is the only one that leaves the teams.
    """
    laboratory = Caseload(id="laboratory", staff=1, hours=ALL_WEEK, work=(replace(BURGLARY, hours=hours(4)),))
    routes = (
        Route(station="team", job="burglary", to="laboratory"),
        Route(station="laboratory", job="burglary", to="team", becomes="theft"),
    )
    (team, lab), _ = run([("Mon 09:00", "burglary")], ONE_OFFICER, laboratory, routes=routes)
    assert [(each["begun"], each["closed"]) for each in story(team)] == [("Mon", "Tue"), ("Thu", "Fri")]
    assert [(each["begun"], each["closed"]) for each in story(lab)] == [("Wed", "Wed")]
    assert team.arrived[1] == lab.left[0]
    assert team.entity.tolist() == [0, 2 * AGAIN]
    assert (team.leaving.tolist(), lab.leaving.tolist()) == ([1], [])


def test_no_case_comes_more_than_a_hundred_times() -> None:
    """A burglary that goes to the laboratory and back for ever makes a hundred visits, one each day, and leaves.

    The last is to the laboratory, whose route would lead on: nothing else leaves the two.
    """
    team = replace(ONE_OFFICER, work=(replace(BURGLARY, hours=hours(0)),))
    routes = (
        Route(station="team", job="burglary", to="laboratory"),
        Route(station="laboratory", job="burglary", to="team"),
    )
    (first, second), _ = run([("Mon 09:00", "burglary")], team, replace(team, id="laboratory"), routes=routes, weeks=20)
    assert (len(first.arrived), len(second.arrived)) == (50, 50)
    assert (first.entity.max(), second.entity.max()) == (98 * AGAIN, 99 * AGAIN)
    assert (first.leaving.tolist(), second.leaving.tolist()) == ([], [49])


def test_too_much_work_leaves_cases_open() -> None:
    """One officer has 8 x 20 hours until the last day of three weeks: sixteen cases of ten hours, whatever comes."""
    (record,), (days,) = run([("Mon 09:00", "theft")] * 400, replace(ONE_OFFICER, limit=15))
    assert sum(each["closed"] is not None for each in story(record)) == 16
    assert (days.unallocated[-1], days.allocated[-1]) == (400 - 16 - 14, 14)


def test_waiting_is_until_a_case_is_allocated() -> None:
    """The integral of those that wait: 15 hours and 14 on Monday, and the second case two days more."""
    (record,), _ = run([("Mon 09:00", "theft"), ("Mon 10:00", "theft")], replace(ONE_OFFICER, limit=1))
    assert record.waiting_integral == pytest.approx(60 * (15 + 14 + 48))


def test_a_team_that_is_sent_nothing() -> None:
    """Its record is empty, and its days are idle."""
    (record,), (days,) = run([], ONE_OFFICER)
    assert len(record.arrived) == len(record.leaving) == 0
    assert days.hours_worked.sum() == 0 and len(days.hours_worked) == 20
