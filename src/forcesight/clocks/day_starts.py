"""The start of a day: before the next school day begins.

The limit ends at the first start of an open day after the event: that same morning's for an event in the small hours,
the next school day's for one during school, that of the first day of term in the holidays. What happens exactly at the
start is in time.
Source: Operation Encompass, notification before the start of the next school day.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime

from forcesight.clocks.calendar import Calendar
from forcesight.clocks.errors import ClockError
from forcesight.clocks.local_time import instant_of, micros_of
from forcesight.clocks.scale import Scale, days_of


@dataclass(frozen=True, slots=True)
class DayStarts(Scale):
    """So many starts of open days; a position is the number of starts up to a moment."""

    calendar: Calendar

    def position(self, instant: datetime) -> int:
        """The starts up to a moment; ClockError before the calendar's first."""
        before = bisect_right(self._starts(), micros_of(instant))
        if not before:
            raise self.calendar.outside("this moment")
        return before

    def due_at(self, position: int) -> datetime:
        """The last start within a position."""
        if position > len(self._starts()):
            raise self.calendar.outside("the end of this clock")
        return instant_of(self._starts()[position - 1])

    def _starts(self) -> tuple[int, ...]:
        if self.calendar.starts is None:
            raise ClockError(f"The calendar {self.calendar.id!r} does not say when a day starts: give it starts_at.")
        return self.calendar.starts

    def position_sql(self, alias: str, at: str) -> str:  # noqa: ARG002 - the start has been looked up
        """The starts up to a moment."""
        return f"{alias}.open_before + 1"

    def due_at_sql(self, alias: str, position: str) -> str:  # noqa: ARG002
        """The last start within a position."""
        return f"{alias}.opens_at"

    def look_up(self, alias: str, at: str) -> str:
        """The open day that was the last to start."""
        return f"ASOF LEFT JOIN {self._open_days()} AS {alias} ON {at} >= {alias}.opens_at"

    def look_back(self, alias: str, position: str) -> str:
        """The open day of the last start within a position."""
        return f"LEFT JOIN {self._open_days()} AS {alias} ON {alias}.open_before = {position} - 1"

    def _open_days(self) -> str:
        return days_of(self.calendar.id, when="is_open")
