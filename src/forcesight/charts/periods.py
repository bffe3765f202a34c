"""Periods on an axis: each has a whole number, so that a missing month is a hole in the count and never closes up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta


STEPS = ("month", "quarter", "year", "week", "day", "event")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_STRIDES = {
    "month": (1, 2, 3, 6, 12, 24, 60, 120),
    "quarter": (1, 2, 4, 8, 20, 40),
}
_ROUND_STRIDES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def ordinals(days: Sequence[date], step: str) -> list[int]:
    """The whole number of each period; events have no calendar, so they are numbered as they come."""
    return list(range(len(days))) if step == "event" else [ordinal(day, step) for day in days]


def ordinal(day: date, step: str) -> int:
    """The whole number of the period that holds `day`; neighbours differ by one. Weeks start on Monday."""
    if step == "month":
        return day.year * 12 + day.month - 1
    if step == "quarter":
        return day.year * 4 + (day.month - 1) // 3
    if step == "year":
        return day.year
    return (day.toordinal() - 1) // 7 if step == "week" else day.toordinal()


def first_day(number: int, step: str) -> date:
    """The first day of a numbered period: the inverse of `ordinal`."""
    if step == "month":
        return date(number // 12, number % 12 + 1, 1)
    if step == "quarter":
        return date(number // 4, number % 4 * 3 + 1, 1)
    if step == "year":
        return date(number, 1, 1)
    return date.fromordinal(number * 7 + 1) if step == "week" else date.fromordinal(number)


def label(day: date, step: str) -> str:
    """A period as people write it: `Jan 2024`, `Jan to Mar 2024`, `2024`, `3 Jan 2024`."""
    month = f"{MONTHS[day.month - 1]} {day.year}"
    if step == "month":
        return month
    if step == "year":
        return str(day.year)
    if step == "quarter":
        return f"{MONTHS[day.month - 1]} to {MONTHS[(day + timedelta(days=70)).month - 1]} {day.year}"
    return f"{day.day} {month}"


def plural(count: int, step: str) -> str:
    """`1 month`, `36 months`."""
    return f"{count} {step}" if count == 1 else f"{count} {step}s"


def stride(count: int, step: str, most: int) -> int:
    """The smallest calendar-like step between labels that leaves at most `most` of them."""
    strides = _STRIDES.get(step, _ROUND_STRIDES)
    return next((each for each in strides if -(-count // each) <= max(most, 1)), strides[-1])


def ticked(first: int, last: int, step: str, most: int, *, shown: int | None = None) -> list[int]:
    """The period numbers to label: January, or the start of a quarter or half, where the stride allows.

    `shown` is how many periods the axis has room for, where that is fewer than it spans.
    """
    every = stride(shown or last - first + 1, step, most)
    calendar = step in _STRIDES
    start = first + (-first % every if calendar else 0)
    return list(range(start, last + 1, every)) or [first]
