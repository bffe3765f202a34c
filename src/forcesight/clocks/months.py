"""Calendar months: to the date with the same number, the last day of the month where there is none.

A month after 31 January ends on 28 or 29 February. A period "beginning with" a day ends the day before the date with
the same number: three months beginning with 10 January end on 9 April. Where the last month is too short to have the
number, the period ends with it: one month beginning with 31 January ends on 28 or 29 February. "Beginning with the day
after" the event counts so from the next day: three months from an arrest on 28 February 2023 begin on 1 March and end
on 31 May.
Sources: Dodds v Walker [1981] 1 WLR 1027 (the corresponding date rule); Police and Criminal Evidence Act 1984,
section 47ZB, "beginning with the person's bail start date".
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from forcesight.catalogue.clock import Counting
from forcesight.clocks.calendar import every_day
from forcesight.clocks.open_days import OpenDays


_DAY = timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The date with the same number so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(event: date, months: int, counting: Counting) -> date:
    """The last day of a period of months."""
    if counting == "after":
        return months_after(event, months)
    first = event if counting == "beginning with" else event + _DAY
    end = months_after(first, months)
    return end - _DAY if end.day == first.day else end


@dataclass(frozen=True, slots=True)
class Months(OpenDays):
    """So many calendar months, as days of the calendar of every day; a pause adds its days to the end."""

    counting: Counting = "after"

    def run_out(self, started: datetime | date) -> int:
        """The days up to and with the last."""
        event = self.calendar.day(self.day_of(started))
        return self.calendar.number(last_day(event, self.limit, self.counting)) + 1

    def run_out_sql(self, alias: str, at: str) -> str:  # noqa: ARG002 - the day has been looked up
        """The days up to and with the last."""
        first = f"({alias}.day + 1)" if self.counting == "beginning with the day after" else f"{alias}.day"
        end = f"CAST({first} + INTERVAL {self.limit} MONTH AS DATE)"
        last = end if self.counting == "after" else f"({end} - CAST(day({end}) = day({first}) AS INTEGER))"
        return f"date_diff('day', DATE '{self.calendar.first}', {last}) + 1"


def in_months(limit: int, counting: Counting) -> Months:
    """The scale of a limit in months."""
    return Months(limit, every_day(), counting == "beginning with", counting=counting)
