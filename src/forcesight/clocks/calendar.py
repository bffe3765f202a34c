"""A calendar: which days count, from the first that it knows to the last.

Days are numbered from the calendar's first. Everything a clock asks is then a look-up in sorted lists: the day of a
moment, the open days before it, the open time before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import accumulate

from forcesight.clocks.errors import ClockError
from forcesight.clocks.local_time import local_micros


EVERY_DAY = "every-day"
# Nothing that a force counts in days began earlier; rules of holidays are not known far ahead.
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2050, 12, 31)


@dataclass(frozen=True, eq=False)
class Calendar:
    """The days from `first` on, each open or not; `names` says which of them are holidays.

    `starts` holds the moment at which each open day starts, for clocks that run to the start of a day.
    """

    id: str
    first: date
    is_open: tuple[bool, ...] = field(repr=False)
    names: Mapping[date, str] = field(default_factory=dict, repr=False)
    starts: tuple[int, ...] | None = field(default=None, repr=False)

    @property
    def last(self) -> date:
        """The last day that the calendar knows."""
        return self.first + timedelta(days=len(self.is_open) - 1)

    @cached_property
    def midnights(self) -> tuple[int, ...]:
        """The moment at which each day begins, and the one at which the last ends."""
        since = (self.first - FIRST_DAY).days
        return _midnights()[since : since + len(self.is_open) + 1]

    @cached_property
    def open_before(self) -> tuple[int, ...]:
        """How many open days there are before each day; the last figure counts all."""
        return tuple(accumulate(self.is_open, initial=0))

    @cached_property
    def open_days(self) -> tuple[int, ...]:
        """The numbers of the open days."""
        return tuple(number for number, is_open in enumerate(self.is_open) if is_open)

    @cached_property
    def micros_before(self) -> tuple[int, ...]:
        """How much open time there is before each day; the last figure is all of it."""
        begins = self.midnights
        lengths = (begins[n + 1] - begins[n] if is_open else 0 for n, is_open in enumerate(self.is_open))
        return tuple(accumulate(lengths, initial=0))

    def day(self, number: int) -> date:
        """The day of a number."""
        return self.first + timedelta(days=number)

    def number(self, day: date) -> int:
        """The number of a day; ClockError outside the calendar."""
        number = (day - self.first).days
        if not 0 <= number < len(self.is_open):
            raise self.outside(day)
        return number

    def number_at(self, micros: int) -> int:
        """The number of the local day of a moment; ClockError outside the calendar."""
        number = bisect_right(self.midnights, micros) - 1
        if not 0 <= number < len(self.is_open):
            raise self.outside("this moment")
        return number

    def outside(self, what: date | str) -> ClockError:
        """The error for what lies before the first day or after the last."""
        return ClockError(f"The calendar {self.id!r} runs from {self.first} to {self.last}; {what} lies outside.")

    def open_on(self, day: date) -> bool:
        """Whether the calendar is open on a day."""
        return self.is_open[self.number(day)]


@cache
def _midnights() -> tuple[int, ...]:
    return tuple(local_micros(FIRST_DAY + timedelta(days=step)) for step in range((LAST_DAY - FIRST_DAY).days + 2))


@cache
def every_day() -> Calendar:
    """The calendar on which every day counts: that of limits in calendar days and months."""
    return Calendar(EVERY_DAY, FIRST_DAY, (True,) * ((LAST_DAY - FIRST_DAY).days + 1))
