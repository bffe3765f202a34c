"""The shipped clocks and calendars, asked and answered in London wall-clock times."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from forcesight.catalogue import Catalogue, Clock
from forcesight.clocks import Calendar, Pause, calendars, due
from forcesight.clocks.local_time import LONDON


@cache
def catalogue() -> Catalogue:
    """The catalogue as shipped."""
    return Catalogue.load()


@cache
def shipped_calendars() -> dict[str, Calendar]:
    """Its calendars."""
    return calendars(catalogue())


def london(text: str) -> datetime:
    """A moment: `2024-03-30 18:00` on the clocks of London, or any ISO time with its own offset."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def clock_for(clock_id: str, started: object) -> Clock:
    """The clock as it stood on the day of an event."""
    return catalogue().clock(clock_id, date.fromisoformat(str(started)[:10]))


def calendar_for(clock: Clock) -> Calendar | None:
    """The calendar that a clock names."""
    return shipped_calendars().get(clock.calendar)


def when_due(clock_id: str, started: object, *pauses: Pause) -> str:
    """When an event's clock runs out, in London time to the minute."""
    clock = clock_for(clock_id, started)
    event = started if isinstance(started, date) else london(str(started))
    return f"{due(clock, event, pauses=pauses, calendar=calendar_for(clock)):%Y-%m-%d %H:%M}"
