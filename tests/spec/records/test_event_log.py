"""The event log.

Every table of a force's own records says when something happened: when a call was answered, when a unit arrived, when
an outcome was approved. The event log puts all of these moments into one shape, so that a clock, a process map or a
simulation reads one table and not twenty. An event belongs to cases: a contact, an incident, a crime, an
investigation and so on. Ask for the cases of one kind with `case_kind`; an event of two cases stands under both, with
the same `event_id`. Nothing is stored twice: the log is worked out from the tables when somebody asks.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.spec.records.force_home import ForceHome, story
from tests.spec.tables import rows


@pytest.fixture
def home(tmp_path: Path) -> ForceHome:
    return ForceHome.create(tmp_path)


def test_moments_become_events(home: ForceHome) -> None:
    """Each moment of a row that means something is an event of the row's case, in order of time."""
    incidents = rows("""
        source_id  opened_at             graded_at             passed_at             closed_at
        I-1        2024-02-05T09:00:00Z  2024-02-05T09:02:00Z  2024-02-05T09:03:00Z  2024-02-05T10:15:00Z
    """)
    home.load("2024-02-05", "incident", incidents)

    assert story(home, "incident", "I-1") == [
        "09:00 incident opened",
        "09:02 incident graded",
        "09:03 incident passed to despatch",
        "10:15 incident closed",
    ]


def test_a_missing_moment_is_no_event(home: ForceHome) -> None:
    """What is not known to have happened is not in the log: the caller who gave up was never answered."""
    contacts = rows("""
        source_id  channel    line  offered_at            answered_at  abandoned_at
        C-1        telephone  101   2024-02-05T08:00:00Z  -            2024-02-05T08:04:00Z
    """)
    home.load("2024-02-05", "contact", contacts)

    assert story(home, "contact", "C-1") == ["08:00 contact offered", "08:04 contact abandoned"]


def test_rows_that_refer_to_a_case_tell_of_it(home: ForceHome) -> None:
    """The call before an incident and the unit sent to it are part of the incident's story."""
    contacts = rows("""
        source_id  channel    line  offered_at            answered_at           incident_id
        C-1        telephone  999   2024-02-05T08:58:00Z  2024-02-05T08:58:00Z  I-1
    """)
    home.load("2024-02-05", "contact", contacts)
    incidents = rows("""
        source_id  opened_at
        I-1        2024-02-05T09:00:00Z
    """)
    home.load("2024-02-05", "incident", incidents)
    units = rows("""
        source_id  incident_id  resource  allocated_at          at_scene_at
        R-1        I-1          AB12      2024-02-05T09:05:00Z  2024-02-05T09:17:00Z
    """)
    home.load("2024-02-05", "resource_status", units)

    assert story(home, "incident", "I-1") == [
        "08:58 contact offered",
        "08:58 contact answered",
        "09:00 incident opened",
        "09:05 unit allocated",
        "09:17 unit at scene",
    ]
    assert story(home, "contact", "C-1") == ["08:58 contact offered", "08:58 contact answered"]


def test_only_a_later_grade_is_a_re_grade(home: ForceHome) -> None:
    """The first row of a grade history repeats the first grading, which the incident itself tells of."""
    grades = rows("""
        source_id  incident_id  changed_at            from_grade  to_grade  reason_code
        G-1        I-1          2024-02-05T09:02:00Z  -           1         -
        G-2        I-1          2024-02-05T09:14:00Z  1           2         reassessed
    """)
    home.load("2024-02-05", "grade_change", grades)

    assert story(home, "incident", "I-1") == ["09:14 incident re-graded"]


def test_an_event_of_several_cases(home: ForceHome) -> None:
    """A loaded event names its cases, and is one event under each of them."""
    events = rows("""
        source_id | cases                  | activity       | occurred_at
        E-1       | incident:I-1;crime:K-7 | scene examined | 2024-02-05T11:00:00Z
    """)
    home.load("2024-02-05", "event", events)

    told = home.ask("SELECT case_kind, case_id, event_id FROM event_log ORDER BY case_kind")
    assert told == [("crime", "K-7", "E-1"), ("incident", "I-1", "E-1")]
    assert home.ask("SELECT count(DISTINCT event_id) FROM event_log") == [(1,)]


def test_local_time(home: ForceHome) -> None:
    """Moments are in universal time; month, date, hour and day of the week are those of the clock on the wall."""
    events = rows("""
        source_id  cases         activity  occurred_at
        E-1        incident:I-1  a         2024-03-31T00:30:00Z
        E-2        incident:I-1  b         2024-03-31T01:30:00Z
        E-3        incident:I-1  c         2024-03-31T23:30:00Z
    """)
    home.load("2024-04-01", "event", events)

    told = home.ask("SELECT activity, month, local_date, hour, weekday FROM event_log ORDER BY activity")
    assert [(a, month, str(day), hour, weekday) for a, month, day, hour, weekday in told] == [
        ("a", "2024-03", "2024-03-31", 0, 7),
        ("b", "2024-03", "2024-03-31", 2, 7),  # the clocks had gone forward at 01:00
        ("c", "2024-04", "2024-04-01", 0, 1),
    ]


def test_a_late_event_takes_its_place_in_time(home: ForceHome) -> None:
    """Events may arrive in any order; before it arrived, an event is unknown as at that day."""
    events = rows("""
        source_id | cases        | activity       | occurred_at
        E-2       | incident:I-1 | scene released | 2024-02-05T12:00:00Z
    """)
    home.load("2024-02-05", "event", events)
    events = rows("""
        source_id | cases        | activity       | occurred_at
        E-1       | incident:I-1 | scene examined | 2024-02-05T11:00:00Z
    """)
    home.load("2024-02-09", "event", events)

    assert story(home, "incident", "I-1") == ["11:00 scene examined", "12:00 scene released"]
    assert story(home, "incident", "I-1", as_at="2024-02-08") == ["12:00 scene released"]


def test_a_corrected_row_corrects_its_events(home: ForceHome) -> None:
    """An event keeps its identifier when its row is corrected; as at an earlier day it reads as it did then."""
    incidents = rows("""
        source_id  opened_at             closed_at
        I-1        2024-02-05T09:00:00Z  2024-02-05T09:10:00Z
    """)
    home.load("2024-02-05", "incident", incidents)
    incidents = rows("""
        source_id  opened_at             closed_at
        I-1        2024-02-05T09:00:00Z  2024-02-05T19:10:00Z
    """)
    home.load("2024-02-07", "incident", incidents)

    assert story(home, "incident", "I-1") == ["09:00 incident opened", "19:10 incident closed"]
    assert story(home, "incident", "I-1", as_at="2024-02-06") == ["09:00 incident opened", "09:10 incident closed"]
    history = home.ask(
        "SELECT event_id, superseded_at IS NULL FROM event_log_history WHERE activity = 'incident closed'"
    )
    assert sorted(history) == [
        ("incident/control/I-1/closed_at", False),
        ("incident/control/I-1/closed_at", True),
    ]


def test_a_withdrawn_row_takes_its_events_along(home: ForceHome) -> None:
    """What a source takes back is gone from the log, and still there as at the days on which it stood."""
    events = rows("""
        source_id | cases        | activity       | occurred_at
        E-1       | incident:I-1 | scene examined | 2024-02-05T11:00:00Z
    """)
    home.load("2024-02-05", "event", events)
    home.withdraw("2024-02-07", "event", "E-1")

    assert story(home, "incident", "I-1") == []
    assert story(home, "incident", "I-1", as_at="2024-02-06") == ["11:00 scene examined"]


def test_cases_from_first_to_last_event(home: ForceHome) -> None:
    """`case_log` has one row a case: how many events it has, what came first and what came last."""
    crimes = rows("""
        source_id  record_kind  first_reported_at     recorded_at           classified_at
        K-7        crime        2024-02-05T09:00:00Z  2024-02-06T15:30:00Z  2024-02-08T10:00:00Z
    """)
    home.load("2024-02-05", "crime", crimes)
    investigations = rows("""
        source_id  crime_id  allocated_at
        V-1        K-7       2024-02-07T08:00:00Z
    """)
    home.load("2024-02-05", "investigation", investigations)

    told = home.ask("SELECT case_kind, case_id, events, first_activity, last_activity FROM case_log ORDER BY case_kind")
    assert told == [
        ("crime", "K-7", 4, "crime reported", "crime classified"),
        ("investigation", "V-1", 1, "investigation allocated", "investigation allocated"),
    ]
