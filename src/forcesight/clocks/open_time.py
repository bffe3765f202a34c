"""Time on open days: hours that run only on the days of a calendar, from midnight to midnight.

The 48 hours in which a court must hear the application after a protection notice disregard Sundays, Christmas Day,
Good Friday and bank holidays: the clock stands still on those days. A notice served on such a day starts to count at
the midnight that ends it. Where the limit is used up at a midnight, that midnight is the end, not the next open day.
Source: Crime and Security Act 2010, section 27; Domestic Abuse Act 2021, section 29.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime

from forcesight.clocks.calendar import Calendar
from forcesight.clocks.local_time import instant_of, micros_of
from forcesight.clocks.scale import Scale, days_of, local_day


@dataclass(frozen=True, slots=True)
class OpenTime(Scale):
    """So many microseconds on open days; a position is the open time before a moment."""

    calendar: Calendar

    def position(self, instant: datetime) -> int:
        """The open time before the day, and that of the day itself."""
        micros = micros_of(instant)
        day = self.calendar.number_at(micros)
        today = micros - self.calendar.midnights[day] if self.calendar.is_open[day] else 0
        return self.calendar.micros_before[day] + today

    def due_at(self, position: int) -> datetime:
        """The first moment before which there is so much open time."""
        day = bisect_left(self.calendar.micros_before, position) - 1
        if day >= len(self.calendar.is_open):
            raise self.calendar.outside("the end of this clock")
        return instant_of(self.calendar.midnights[day] + position - self.calendar.micros_before[day])

    def position_sql(self, alias: str, at: str) -> str:
        """The open time before the day, and that of the day itself."""
        today = f"epoch_us({at}) - epoch_us({alias}.starts_at)"
        return f"{alias}.micros_before + CAST({alias}.is_open AS BIGINT) * ({today})"

    def due_at_sql(self, alias: str, position: str) -> str:
        """The start of the day on which so much open time is reached, and what is left."""
        left = f"{position} - {alias}.micros_before"
        return f"CASE WHEN {alias}.is_open THEN make_timestamptz(epoch_us({alias}.starts_at) + {left}) END"

    def look_up(self, alias: str, at: str) -> str:
        """The local day of an instant."""
        return local_day(self.calendar.id, alias, at)

    def look_back(self, alias: str, position: str) -> str:
        """The open day on which so much open time is reached; past the last, the row that ends the calendar."""
        days = days_of(self.calendar.id, when="is_open IS NOT FALSE")
        return f"ASOF LEFT JOIN {days} AS {alias} ON {position} > {alias}.micros_before"
