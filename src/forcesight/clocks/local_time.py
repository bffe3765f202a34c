"""Moments and local days. Clocks count whole microseconds in UTC; people read Europe/London.

In London a day begins at midnight and has 23 hours in March and 25 in October when the clocks change, so an hour is
always an hour, and a day is not always 24 of them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forcesight.clocks.errors import ClockError


LONDON = ZoneInfo("Europe/London")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros_of(instant: datetime) -> int:
    """Microseconds from 1970 to an instant; ClockError for a time without a zone, which names no moment."""
    if instant.tzinfo is None:
        raise ClockError(
            f"{instant.isoformat(sep=' ')} has no time zone, so it may be two moments or none: give it one, as UTC."
        )
    return (instant - _EPOCH) // _MICROSECOND


def instant_of(micros: int) -> datetime:
    """The instant so many microseconds after 1970, shown in Europe/London."""
    return (_EPOCH + timedelta(microseconds=micros)).astimezone(LONDON)


def by(instant: datetime, other: datetime) -> bool:
    """Whether an instant is no later than another; Python's own <= reads two London times off the wall."""
    return micros_of(instant) <= micros_of(other)


def local_micros(day: date, at: time = time.min) -> int:
    """The moment when it is `at` o'clock in London on a day; by default its midnight."""
    return micros_of(datetime.combine(day, at, LONDON))


def end_of(day: date) -> datetime:
    """The last microsecond of a local day."""
    return instant_of(local_micros(day + timedelta(days=1)) - 1)
