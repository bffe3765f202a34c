"""Elapsed time

Limits in seconds, minutes and hours are elapsed time: an hour is sixty minutes, also in the nights when the clocks
change. They are counted in UTC and shown in London time, so a limit of 24 hours ends at the same time of day on most
days, an hour later on the label in March, and an hour earlier in October. What happens exactly at the limit is in
time.
"""

from __future__ import annotations

from datetime import timedelta

from tests.spec.clocks.shipped import clock_for, london, when_due
from tests.spec.tables import rows

from forcesight.clocks import due, state


def test_a_crime_is_recorded_within_24_hours() -> None:
    """Across midnight, a leap day and the end of a year."""
    for row in rows("""
        reported         | recorded by
        2024-06-03 10:15 | 2024-06-04 10:15
        2024-02-28 22:30 | 2024-02-29 22:30
        2023-02-28 22:30 | 2023-03-01 22:30
        2024-12-31 18:00 | 2025-01-01 18:00
    """):
        assert when_due("ncrs_record", row["reported"]) == row["recorded by"]


def test_the_clocks_go_forward() -> None:
    """On 31 March 2024 the hour from 01:00 to 02:00 did not exist: 24 hours later is 25 hours on the label."""
    for row in rows("""
        reported         | recorded by
        2024-03-30 18:00 | 2024-03-31 19:00
        2024-03-30 00:30 | 2024-03-31 00:30
        2024-03-30 01:30 | 2024-03-31 02:30
        2024-03-31 03:00 | 2024-04-01 03:00
    """):
        assert when_due("ncrs_record", row["reported"]) == row["recorded by"]


def test_the_clocks_go_back() -> None:
    """On 27 October 2024 the hour from 01:00 to 02:00 came twice: 24 hours later is 23 hours on the label."""
    for row in rows("""
        reported         | recorded by
        2024-10-26 18:00 | 2024-10-27 17:00
        2024-10-26 00:30 | 2024-10-27 00:30
        2024-10-27 03:00 | 2024-10-28 03:00
    """):
        assert when_due("ncrs_record", row["reported"]) == row["recorded by"]


def test_the_hour_that_comes_twice() -> None:
    """Half past one in summer time and half past one in winter time are an hour apart, and so are their limits."""
    ncrs = clock_for("ncrs_record", "2024-10-27")
    summer, winter = london("2024-10-27T01:30:00+01:00"), london("2024-10-27T01:30:00+00:00")
    assert due(ncrs, winter) - due(ncrs, summer) == timedelta(hours=1)


def test_exactly_at_the_limit_is_in_time() -> None:
    """A microsecond later is not."""
    ncrs, reported = clock_for("ncrs_record", "2024-06-03"), london("2024-06-03 10:15")
    recorded, now = london("2024-06-04 10:15"), london("2024-06-10 12:00")
    assert state(ncrs, reported, recorded, now).state == "met"
    assert state(ncrs, reported, recorded + timedelta(microseconds=1), now).state == "missed"


def test_seconds_minutes_and_hours() -> None:
    """A 999 call, an emergency in a town, the first review of detention, the return of a missing child."""
    for row in rows("""
        clock                | started             | due
        resp_g1_urban        | 2024-03-31 00:50    | 2024-03-31 02:05
        custody_review_first | 2024-10-27 00:15    | 2024-10-27 05:15
        miss_rhi             | 2024-03-29 16:00    | 2024-04-01 17:00
    """):
        assert when_due(row["clock"], row["started"]) == row["due"]
    answered_by = due(clock_for("c999_answer", "2024-06-03"), london("2024-06-03 10:15:55"))
    assert answered_by == london("2024-06-03 10:16:05")
