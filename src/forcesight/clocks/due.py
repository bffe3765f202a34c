"""When a clock runs out.

    due(clock, started_at) is the last moment at which what the clock asks for is still in time.

Elapsed clocks end so many hours after the event. Clocks of days and months end with the last microsecond of a local
day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from forcesight.catalogue import Clock
from forcesight.clocks.calendar import Calendar
from forcesight.clocks.counting import scale_of
from forcesight.clocks.errors import ClockError
from forcesight.clocks.pauses import Pause, pauses_of, run_out


def due(
    clock: Clock, started_at: datetime | date, *, pauses: Iterable[Pause] = (), calendar: Calendar | None = None
) -> datetime:
    """The last moment in time, exact to the microsecond and shown in Europe/London.

    `started_at` is an instant with its zone; for clocks of days and months a bare local date will do. `calendar` is the
    one that the clock names, where it names one. ClockError where these do not fit, where the answer lies outside the
    calendar, or while a pause has not ended: a clock that stands still has no due date.
    """
    end = due_unless_paused(clock, started_at, pauses_of(clock, pauses), calendar)
    if end is None:
        raise ClockError(f"The clock {clock.id} is paused, so it has no due date until the pause ends.")
    return end


def due_unless_paused(
    clock: Clock, started_at: datetime | date, pauses: Iterable[Pause], calendar: Calendar | None
) -> datetime | None:
    """The last moment in time, or None while one of the clock's own `pauses`, in order, holds it."""
    scale = scale_of(clock, calendar)
    end = run_out(scale, started_at, pauses)
    return None if end is None else scale.due_at(end)
