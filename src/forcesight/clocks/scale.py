"""What every way of counting has in common: a line of whole numbers along which a clock runs.

On the line of elapsed time a step is a microsecond; on that of working days it is a working day. A clock begins at one
position and runs out at another, so a pause adds exactly the steps that it covers, whatever they are. Each way of
counting is written twice, for one case in Python and for a whole table in SQL, side by side in one file.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from forcesight.clocks.errors import ClockError


# The table that `make_days_table` makes: one row for each day of each calendar.
DAYS = "clock_day"


@dataclass(frozen=True, slots=True)
class Scale(ABC):
    """One way of counting, with its limit.

    In SQL, `at` is an expression for an instant, and `alias` names the joined row of the table of days in which it, or
    a position, was looked up.
    """

    limit: int

    # Whether a bare date is enough to start it.
    takes_dates: ClassVar[bool] = False

    @abstractmethod
    def position(self, instant: datetime) -> int:
        """Where a moment lies; ClockError outside the calendar."""

    @abstractmethod
    def due_at(self, position: int) -> datetime:
        """The last moment in time for a clock that runs out at a position; ClockError outside the calendar."""

    def begin(self, started: datetime | date) -> int:
        """The position from which the limit is counted; ClockError for a date where a time is needed."""
        if not isinstance(started, datetime):
            raise ClockError(f"This clock needs the time of day, and {started} is a date without one: give the time.")
        return self.position(started)

    def run_out(self, started: datetime | date) -> int:
        """The position at which the limit is used up, without pauses."""
        return self.begin(started) + self.limit

    @abstractmethod
    def position_sql(self, alias: str, at: str) -> str:
        """`position`, after `look_up`; null outside the calendar."""

    @abstractmethod
    def due_at_sql(self, alias: str, position: str) -> str:
        """`due_at`, after `look_back`; null outside the calendar."""

    def begin_sql(self, alias: str, at: str) -> str:
        """`begin`, after `look_up`."""
        return self.position_sql(alias, at)

    def run_out_sql(self, alias: str, at: str) -> str:
        """`run_out`, after `look_up`."""
        return f"{self.begin_sql(alias, at)} + {self.limit}"

    def look_up(self, alias: str, at: str) -> str:  # noqa: ARG002 - for scales that need the table
        """The join that finds an instant on the line; empty where none is needed."""
        return ""

    def look_back(self, alias: str, position: str) -> str:  # noqa: ARG002
        """The join that finds a position again; empty where none is needed."""
        return ""


def days_of(calendar_id: str, *, when: str = "true") -> str:
    """SQL for the days of one calendar."""
    text = calendar_id.replace("'", "''")
    return f"(SELECT * FROM {DAYS} WHERE calendar = '{text}' AND {when})"


def local_day(calendar_id: str, alias: str, at: str) -> str:
    """The join that finds the local day of an instant."""
    return f"ASOF LEFT JOIN {days_of(calendar_id)} AS {alias} ON {at} >= {alias}.starts_at"
