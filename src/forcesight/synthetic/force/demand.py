"""When things happen: season, week, hour, bank holidays, paydays, events and the drift of years.

Everything is expected on a grid of local days and hours, and the counts are drawn from it cell by cell, so what is
expected of any month or area is a plain sum. A number of the grid is `day × 24 + hour`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from forcesight.synthetic.force.span import Span
from forcesight.synthetic.land import Array


HOURS = 24
_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Event:
    """Something that draws a crowd every year, from a day on for some days."""

    month: int
    day: int
    days: int


@dataclass(frozen=True, slots=True)
class Shape:
    """How demand lies in time, each factor against an ordinary hour of its kind.

    `hours` are the 24 hours of a day; `weekend` is for Saturdays and Sundays, `weekend_night` for the nights before
    them (8 pm to 5 am); `swing` is the share by which the month `peak` stands above the mean of the year; `holiday`,
    `payday` and `event` are for such days.
    """

    hours: tuple[float, ...]
    weekend: float = 1.0
    weekend_night: float = 1.0
    swing: float = 0.0
    peak: int = 7
    holiday: float = 1.0
    payday: float = 1.0
    event: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of demand: how much of it the first year brings at full scale, its growth a year, and its shape."""

    a_year: float
    drift: float
    shape: Shape


@dataclass(frozen=True)
class Calendar:
    """The days of a span, and what is special about each."""

    span: Span
    events: tuple[Event, ...] = ()

    @cached_property
    def day_of_cell(self) -> Array:
        """The day of each number of the grid."""
        return np.repeat(np.arange(self.span.days), HOURS)

    @cached_property
    def month(self) -> Array:
        """The month of each day, counted from the first."""
        months = self.span.dates.astype("datetime64[M]").astype(int)
        found: Array = months - months[0]
        return found

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The months, written 2024-03."""
        return tuple(str(month) for month in np.unique(self.span.dates.astype("datetime64[M]")))

    @cached_property
    def weekday(self) -> Array:
        """The day of the week of each day: 0 is Monday."""
        found: Array = (self.span.dates.astype(int) + 3) % 7
        return found

    @cached_property
    def holidays(self) -> Array:
        """The bank holidays, as dates."""
        return np.array(self.span.bank_holidays, dtype="datetime64[D]")

    @cached_property
    def payday(self) -> Array:
        """The last working day of each month and the two days after it."""
        firsts = np.unique(self.span.dates.astype("datetime64[M]")) + 1
        last = np.busday_offset(firsts.astype("datetime64[D]"), -1, roll="forward", holidays=self.holidays)
        return np.isin(self.span.dates, (last[:, None] + np.arange(3)).ravel())

    @cached_property
    def event(self) -> Array:
        """The days of events."""
        years = np.unique(self.span.dates.astype("datetime64[Y]"))
        found = np.zeros(self.span.days, dtype=bool)
        for event in self.events:
            first = (years.astype("datetime64[M]") + event.month - 1).astype("datetime64[D]") + event.day - 1
            found |= np.isin(self.span.dates, (first[:, None] + np.arange(event.days)).ravel())
        return found

    def due(self, working_days: int) -> Array:
        """For each day the day on which so many working days after it end; it may lie beyond the span."""
        ends = np.busday_offset(self.span.dates, working_days, roll="backward", holidays=self.holidays)
        found: Array = (ends - self.span.dates[0]).astype(int)
        return found

    def relative(self, shape: Shape, drift: float = 0.0) -> Array:
        """The shape and the growth of years over days and hours, as factors."""
        season = 1 + shape.swing * np.cos(2 * np.pi * (self._month_of_year - shape.peak) / 12)
        day = season * (1 + drift) ** (np.arange(self.span.days) / _YEAR)
        for factor, chosen in (
            (shape.weekend, self.weekday >= 5),
            (shape.holiday, self.span.holiday),
            (shape.payday, self.payday),
            (shape.event, self.event),
        ):
            day = day * np.where(chosen, factor, 1.0)
        night = np.where(self._weekend_night, shape.weekend_night, 1.0)
        hours: Array = day[:, None] * night * np.array(shape.hours)
        return hours

    def expected(self, line: Line, scale: float) -> Array:
        """How many are expected in each hour of the grid; a span of less than a year gets its part of a mean year."""
        relative = self.relative(line.shape, line.drift)
        first_year = relative[:365]
        a_day = line.a_year * scale / 365 * len(first_year) / first_year.sum()
        found: Array = (relative * a_day).ravel()
        return found

    def by_month(self, expected: Array) -> Array:
        """Sums by month of something that is told by hour of the grid, or by day."""
        month = self.month if len(expected) == self.span.days else self.month[self.day_of_cell]
        found: Array = np.bincount(month, expected, minlength=len(self.months))
        return found

    def by_day(self, expected: Array) -> Array:
        """Sums by day of something that is told by hour of the grid."""
        found: Array = expected.reshape(-1, HOURS).sum(axis=1)
        return found

    @cached_property
    def _month_of_year(self) -> Array:
        """The month of each day as a number that moves on from day to day: 1.5 is the middle of January."""
        months = self.span.dates.astype("datetime64[M]")
        length = ((months + 1).astype("datetime64[D]") - months.astype("datetime64[D]")).astype(int)
        into = (self.span.dates - months.astype("datetime64[D]")).astype(int)
        found: Array = months.astype(int) % 12 + 1 + into / length - 0.5
        return found

    @cached_property
    def _weekend_night(self) -> Array:
        """Friday and Saturday from 8 pm, Saturday and Sunday until 5 am, by day and hour."""
        hour = np.arange(HOURS)
        late = np.isin(self.weekday, (4, 5))[:, None] & (hour >= 20)
        early = (self.weekday >= 5)[:, None] & (hour < 5)
        found: Array = late | early
        return found


def draw_counts(expected: Array, rng: np.random.Generator) -> Array:
    """As many numbers of the grid as chance makes of what is expected, in order of time."""
    return np.repeat(np.arange(len(expected), dtype=np.int32), rng.poisson(expected))


def draw_kinds(weights: Array, cell: Array, rng: np.random.Generator) -> Array:
    """For each of these numbers of the grid one of the kinds, by its weight in that hour.

    `weights` is by hour and kind. All hours' cumulative shares stand in one rising row, so that one search finds all.
    """
    shares = np.cumsum(weights, axis=1)
    shares /= shares[:, -1:]
    shares[:, -1] = 1.0
    rising = (shares + np.arange(len(shares))[:, None]).ravel()
    found = np.searchsorted(rising, cell + rng.random(len(cell)), side="right") - cell * np.int64(weights.shape[1])
    return found.clip(max=weights.shape[1] - 1).astype(np.int16)
