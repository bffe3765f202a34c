"""Clocks against slow readings of the rules: walking minute by minute, or day by day, and counting aloud."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.property.clocks_cases import clocks, moments, pauses, shipped

from forcesight.catalogue import Clock
from forcesight.clocks import Pause, due
from forcesight.clocks.local_time import LONDON, micros_of


SETTINGS = settings(derandomize=True, max_examples=120, deadline=None)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def london_day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def stopping(clock: Clock, all_pauses: list[Pause]) -> list[tuple[datetime, datetime]]:
    own = [pause for pause in all_pauses if pause.clock == clock.id or pause.reason in clock.pauses]
    return [(pause.paused_at, pause.resumed_at) for pause in own if pause.resumed_at is not None]


def counts(clock: Clock, day: date) -> bool:
    return not clock.calendar or shipped()[clock.calendar].open_on(day)


def with_pauses(clock_strategy: st.SearchStrategy[Clock]) -> st.SearchStrategy[tuple[Clock, datetime, list[Pause]]]:
    starts = moments().map(lambda moment: moment.replace(second=0, microsecond=0))
    return st.tuples(clock_strategy, starts).flatmap(
        lambda pair: st.tuples(st.just(pair[0]), st.just(pair[1]), pauses(pair[1]).map(in_whole_minutes))
    )


def in_whole_minutes(drawn: list[Pause]) -> list[Pause]:
    """The pauses that ended, to the minute."""
    return [
        replace(pause, paused_at=pause.paused_at.replace(second=0), resumed_at=pause.resumed_at.replace(second=0))
        for pause in drawn
        if pause.resumed_at is not None
    ]


@SETTINGS
@given(with_pauses(clocks("hours")))
def test_hours_minute_by_minute(case: tuple[Clock, datetime, list[Pause]]) -> None:
    """A minute is used up if its day counts and no pause covers it."""
    clock, started, all_pauses = case
    paused = stopping(clock, all_pauses)
    now, left = started, clock.limit * 60
    while left:
        left -= counts(clock, london_day(now)) and not any(begin <= now < end for begin, end in paused)
        now += MINUTE
    assert utc(due(clock, started, pauses=all_pauses, calendar=shipped().get(clock.calendar))) == now


@SETTINGS
@given(with_pauses(clocks("days", "working days")))
def test_days_one_by_one(case: tuple[Clock, datetime, list[Pause]]) -> None:
    """A day is used up if it counts and is none from the day of a pause's beginning to that before its end."""
    clock, started, all_pauses = case
    paused = [(london_day(begin), london_day(end)) for begin, end in stopping(clock, all_pauses)]
    day = london_day(started) - DAY * (clock.counting == "beginning with")
    left = clock.limit
    while left:
        day += DAY
        left -= counts(clock, day) and not any(begin <= day < end for begin, end in paused)
    found = due(clock, started, pauses=all_pauses, calendar=shipped().get(clock.calendar))
    assert found.date() == day
    assert london_day(found + timedelta(microseconds=1)) == day + DAY


@SETTINGS
@given(clocks("months"), moments())
def test_months_by_walking_to_the_same_number(clock: Clock, started: datetime) -> None:
    """To the first day of the right month that has the number, or that ends the month."""
    event = london_day(started)
    first = event + DAY * (clock.counting == "beginning with the day after")
    day = first
    while months_between(first, day) < clock.limit or not (day.day == first.day or ends_its_month(day)):
        day += DAY
    if clock.counting != "after" and day.day == first.day:
        day -= DAY
    assert due(clock, started).date() == day


def months_between(first: date, day: date) -> int:
    return (day.year - first.year) * 12 + day.month - first.month


def ends_its_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


@SETTINGS
@given(clocks("day starts"), moments())
def test_starts_of_school_days_one_by_one(clock: Clock, started: datetime) -> None:
    """Half past eight of each school day after the event."""
    day, left, start = london_day(started) - DAY, clock.limit, started
    while left:
        day += DAY
        start = datetime(day.year, day.month, day.day, 8, 30, tzinfo=LONDON)
        left -= shipped()["school-days"].open_on(day) and micros_of(start) > micros_of(started)
    assert due(clock, started, calendar=shipped()["school-days"]) == start


@SETTINGS
@given(clocks(), moments(), moments())
def test_a_later_event_is_never_due_earlier(clock: Clock, one: datetime, other: datetime) -> None:
    calendar = shipped().get(clock.calendar)
    first, second = sorted([one, other])
    assert micros_of(due(clock, first, calendar=calendar)) <= micros_of(due(clock, second, calendar=calendar))


@SETTINGS
@given(with_pauses(clocks()), st.data())
def test_a_pause_more_never_brings_the_end_forward(
    case: tuple[Clock, datetime, list[Pause]], data: st.DataObject
) -> None:
    clock, started, all_pauses = case
    assume(all_pauses)
    calendar = shipped().get(clock.calendar)
    fewer = data.draw(st.lists(st.sampled_from(all_pauses), unique_by=id, max_size=len(all_pauses)))
    with_all, with_fewer = (due(clock, started, pauses=some, calendar=calendar) for some in (all_pauses, fewer))
    assert micros_of(with_all) >= micros_of(with_fewer)


@SETTINGS
@given(clocks(), moments(), st.sampled_from([UTC, LONDON]))
def test_the_zone_in_which_an_event_is_written_makes_no_difference(
    clock: Clock, started: datetime, zone: object
) -> None:
    calendar = shipped().get(clock.calendar)
    written = started.astimezone(zone)  # type: ignore[arg-type]
    assert micros_of(due(clock, written, calendar=calendar)) == micros_of(due(clock, started, calendar=calendar))
