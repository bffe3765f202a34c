"""Which way of counting a clock uses."""

from __future__ import annotations

from forcesight.catalogue import Clock
from forcesight.clocks.calendar import Calendar, every_day
from forcesight.clocks.day_starts import DayStarts
from forcesight.clocks.elapsed import Elapsed
from forcesight.clocks.errors import ClockError
from forcesight.clocks.months import in_months
from forcesight.clocks.open_days import OpenDays
from forcesight.clocks.open_time import OpenTime
from forcesight.clocks.scale import Scale


_MICROS = {"seconds": 1_000_000, "minutes": 60_000_000, "hours": 3_600_000_000}


def scale_of(clock: Clock, calendar: Calendar | None) -> Scale:
    """The clock's way of counting; ClockError where `calendar` is not the one that the clock names."""
    if clock.counts_time and not clock.calendar:
        return Elapsed(clock.limit * _MICROS[clock.unit])
    if clock.unit == "days":
        return OpenDays(clock.limit, every_day(), clock.counting == "beginning with")
    if clock.unit == "months":
        return in_months(clock.limit, clock.counting)
    named = _named(clock, calendar)
    if clock.counts_time:
        return OpenTime(clock.limit * _MICROS[clock.unit], named)
    if clock.unit == "day starts":
        return DayStarts(clock.limit, named)
    return OpenDays(clock.limit, named, clock.counting == "beginning with")


def _named(clock: Clock, calendar: Calendar | None) -> Calendar:
    if calendar is None or calendar.id != clock.calendar:
        given = f"not {calendar.id!r}" if calendar else "and none was given"
        raise ClockError(f"The clock {clock.id} counts by the calendar {clock.calendar!r}, {given}.")
    return calendar
