"""Days and working days: a limit runs to the end of its last day.

The date of the event is day 0, whatever its time, unless the rule says "beginning with", which makes it day 1. So two
working days from a report at 23.50 on a Thursday end with Monday, and 56 days beginning with the day of publication
end 55 days after it. A working day is an open day of the calendar; for calendar days every day is one.
Sources: Code of Practice for Victims of Crime (2020), working days; Police Act 1996, section 55(5A), "beginning with".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from forcesight.clocks.calendar import Calendar
from forcesight.clocks.local_time import instant_of, micros_of
from forcesight.clocks.scale import Scale, days_of, local_day


@dataclass(frozen=True, slots=True)
class OpenDays(Scale):
    """So many open days; a position is the number of open days before a day."""

    calendar: Calendar
    # Whether the day of the event is day 1.
    event_counts: bool = False

    takes_dates: ClassVar[bool] = True

    def begin(self, started: datetime | date) -> int:
        """The open days before the first that counts."""
        return self.calendar.open_before[self.day_of(started) + (not self.event_counts)]

    def position(self, instant: datetime) -> int:
        """The open days before the local day of a moment."""
        return self.calendar.open_before[self.day_of(instant)]

    def due_at(self, position: int) -> datetime:
        """The end of the last open day before a position."""
        if not 1 <= position <= len(self.calendar.open_days):
            raise self.calendar.outside("the end of this clock")
        day = self.calendar.open_days[position - 1]
        return instant_of(self.calendar.midnights[day + 1] - 1)

    def day_of(self, event: datetime | date) -> int:
        """The number of the local day of an event."""
        if isinstance(event, datetime):
            return self.calendar.number_at(micros_of(event))
        return self.calendar.number(event)

    def position_sql(self, alias: str, at: str) -> str:  # noqa: ARG002 - the day has been looked up
        """The open days before the day."""
        return f"{alias}.open_before"

    def begin_sql(self, alias: str, at: str) -> str:
        """The open days before the first that counts."""
        today = "" if self.event_counts else f" + CAST({alias}.is_open AS BIGINT)"
        return f"{self.position_sql(alias, at)}{today}"

    def due_at_sql(self, alias: str, position: str) -> str:  # noqa: ARG002 - the day has been looked up
        """The end of the last open day before a position."""
        return f"{alias}.ends_at"

    def look_up(self, alias: str, at: str) -> str:
        """The local day of an instant."""
        return local_day(self.calendar.id, alias, at)

    def look_back(self, alias: str, position: str) -> str:
        """The last open day before a position."""
        days = days_of(self.calendar.id, when="is_open")
        return f"LEFT JOIN {days} AS {alias} ON {alias}.open_before = {position} - 1"
