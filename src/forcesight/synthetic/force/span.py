"""The days that a synthetic force's records cover, and how its clocks show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from forcesight.synthetic.land import Array


_HOUR = np.timedelta64(3600, "s")


@dataclass(frozen=True, slots=True)
class Span:
    """The days that the records cover, both included, and the bank holidays among them."""

    first: date
    last: date
    bank_holidays: tuple[date, ...] = ()

    @classmethod
    def of_years(cls, years: int, last: date, bank_holidays: Sequence[date] = ()) -> Span:
        """The so many whole years up to and including `last`."""
        first = date.fromordinal(last.replace(year=last.year - years).toordinal() + 1)
        return cls(first, last, tuple(day for day in bank_holidays if first <= day <= last))

    @property
    def days(self) -> int:
        """How many days there are; they are numbered from 0."""
        return (self.last - self.first).days + 1

    @property
    def dates(self) -> Array:
        """The date of each day, as `datetime64[D]`."""
        return np.datetime64(self.first, "D") + np.arange(self.days)

    @property
    def month(self) -> Array:
        """The number of each day's month, from 0."""
        months = self.dates.astype("datetime64[M]")
        found: Array = (months - months[0]).astype(int)
        return found

    @property
    def month_names(self) -> tuple[str, ...]:
        """The months, written 2024-03, by number."""
        return tuple(str(month) for month in np.unique(self.dates.astype("datetime64[M]")))

    @property
    def holiday(self) -> Array:
        """Whether each day is a bank holiday."""
        return np.isin(self.dates, np.array(self.bank_holidays, dtype="datetime64[D]"))

    @property
    def end(self) -> np.datetime64:
        """The local midnight after the last day, as an instant in UTC: what comes later is not yet on record."""
        (found,) = self.instants(np.array([self.days]), np.array([0]))
        return np.datetime64(found)

    def instants(self, day: Array, seconds: Array) -> Array:
        """Local times as instants (`datetime64[us]`, UTC): a day's number, and seconds on its clock since midnight.

        Seconds may run over into the next days. A time that the clocks skip in spring is told as an hour later, one
        that they tell twice in autumn is the first of the two.
        """
        local = np.datetime64(self.first, "s") + np.asarray(day).astype("timedelta64[D]")
        local = local + np.asarray(np.floor(seconds)).astype("timedelta64[s]")
        found: Array = (local - np.where(self._summer(local - _HOUR), _HOUR, 0 * _HOUR)).astype("datetime64[us]")
        return found

    def local(self, instants: Array) -> tuple[Array, Array]:
        """The number of the local day, and the seconds on its clock since midnight, of instants in UTC (no NaT)."""
        told = np.asarray(instants).astype("datetime64[s]")
        clock = told + np.where(self._summer(told), _HOUR, 0 * _HOUR)
        days = clock.astype("datetime64[D]")
        return (days - np.datetime64(self.first, "D")).astype(int), (clock - days).astype(int)

    def _summer(self, instants: Array) -> Array:
        """Whether summer time is in force at instants in UTC."""
        starts, ends = _summers(self.first.year - 1, self.last.year + 2)
        year = np.searchsorted(starts, instants, side="right") - 1
        found: Array = instants < ends[year]
        return found


@lru_cache
def _summers(first: int, last: int) -> tuple[Array, Array]:
    """The instants at which summer time begins and ends in each year: 01:00 UTC on the last Sundays of two months."""
    starts, ends = (
        np.array([np.datetime64(_last_sunday(year, month), "s") + _HOUR for year in range(first, last + 1)])
        for month in (3, 10)
    )
    return starts, ends


def _last_sunday(year: int, month: int) -> date:
    end = date(year, month, 31)
    return end - timedelta(days=(end.weekday() + 1) % 7)
