"""Random clocks, moments and pauses, with a liking for the days on which counting goes wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache

from hypothesis import strategies as st

from forcesight.catalogue import Catalogue, Clock
from forcesight.clocks import Calendar, Pause, calendars


DATED = {"valid_from": date(2005, 1, 1), "source": "s", "confidence": "high", "basis": "local", "family": "f"}
REASONS = ("hospital", "with_prosecutor")

# The clocks change, leap days, ends of years and of short months, Christmas at a weekend, Easter, a day moved.
TURNS = [
    datetime(2024, 3, 31, 1, tzinfo=UTC),
    datetime(2024, 10, 27, 1, tzinfo=UTC),
    datetime(2005, 10, 30, 1, tzinfo=UTC),
    datetime(2024, 2, 29, tzinfo=UTC),
    datetime(2023, 2, 28, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(2024, 1, 31, 12, tzinfo=UTC),
    datetime(2023, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(2021, 12, 24, tzinfo=UTC),
    datetime(2024, 3, 29, tzinfo=UTC),
    datetime(2020, 5, 8, tzinfo=UTC),
    datetime(2022, 9, 19, tzinfo=UTC),
    datetime(2024, 6, 30, 23, tzinfo=UTC),
]

FIRST = datetime(2006, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)


@cache
def shipped() -> dict[str, Calendar]:
    """The shipped calendars."""
    return calendars(Catalogue.load())


def moments() -> st.SearchStrategy[datetime]:
    """Instants in UTC: near a turn, on it to the microsecond, or anywhere from 2006 to 2030."""
    near = st.tuples(st.sampled_from(TURNS), st.integers(-200_000, 200_000)).map(
        lambda pair: pair[0] + timedelta(seconds=pair[1])
    )
    on = st.tuples(st.sampled_from(TURNS), st.integers(-2, 2)).map(lambda pair: pair[0] + pair[1] * _MICRO)
    anywhere = st.integers(0, 25 * 365 * 86_400_000_000).map(lambda micros: FIRST + micros * _MICRO)
    return near | on | anywhere


def clocks(*units: str) -> st.SearchStrategy[Clock]:
    """Clocks of these units, or of every unit, with and without a calendar, whose cases may be paused."""
    return st.one_of([UNITS[unit] for unit in units or UNITS])


def _clock(unit: str, limit: int, calendar: str = "", counting: str = "after") -> Clock:
    said = {"id": "x", "trigger": "t", "stops": "s", "pauses": REASONS} | DATED
    clock = Clock(limit=limit, unit=unit, calendar=calendar, counting=counting, **said)
    assert list(clock.faults()) == []
    return clock


HOURS_ON = st.sampled_from(["", "protection-notice-days", "working-days"])
DAYS_OF = st.sampled_from(["working-days", "protection-notice-days", "school-days"])
COUNTING = st.sampled_from(["after", "beginning with", "beginning with the day after"])
UNITS = {
    "seconds": st.builds(_clock, st.just("seconds"), st.integers(1, 100), HOURS_ON),
    "minutes": st.builds(_clock, st.just("minutes"), st.integers(1, 100), HOURS_ON),
    "hours": st.builds(_clock, st.just("hours"), st.integers(1, 72), HOURS_ON),
    "days": st.builds(_clock, st.just("days"), st.integers(1, 120), st.just(""), COUNTING),
    "that day": st.builds(_clock, st.just("days"), st.integers(-1, 0)),
    "months": st.builds(_clock, st.just("months"), st.integers(1, 36), st.just(""), COUNTING),
    "working days": st.builds(_clock, st.just("working days"), st.integers(1, 60), DAYS_OF, COUNTING),
    "day starts": st.builds(_clock, st.just("day starts"), st.integers(1, 5), st.just("school-days")),
}


def pauses(start: datetime) -> st.SearchStrategy[list[Pause]]:
    """Up to four pauses of a case: before its start and after, one in another, open ones, ones of other reasons."""
    one = st.builds(
        _pause,
        st.just(start),
        st.integers(-3_000_000, 9_000_000),
        st.none() | st.integers(0, 2_000_000),
        st.sampled_from(["x", "y"]),
        st.sampled_from([*REASONS, "lunch"]),
    )
    return st.lists(one, max_size=4)


def _pause(start: datetime, after: int, lasts: int | None, clock: str, reason: str) -> Pause:
    paused_at = start + timedelta(seconds=after)
    resumed_at = None if lasts is None else paused_at + timedelta(seconds=lasts)
    return Pause(clock, paused_at, resumed_at, reason, "Inspector 12")
