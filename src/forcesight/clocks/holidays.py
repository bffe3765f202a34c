"""Holidays: from rules and dates of the catalogue to the days on which they fall.

A holiday on a Saturday or Sunday gets a substitute: the next weekday that is not a holiday itself. Where two fall on
one weekend (Christmas 2021), the earlier one takes the earlier weekday.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from forcesight.catalogue import Holiday
from forcesight.catalogue.entry import in_force
from forcesight.catalogue.falls import Falls, OnDate, OnWeekday, parse_falls
from forcesight.clocks.easter import easter_sunday


_DAY = timedelta(days=1)
_SATURDAY = 5


def holidays(entries: Iterable[tuple[Holiday, ...]], group: str, first: date, last: date) -> dict[date, str]:
    """The holidays of a group between two days, both included, with their names.

    `entries` holds the versions of each holiday. Each day is named once; a day added for a weekend says so.
    """
    entries = list(entries)
    moved = {entry.instead_of for versions in entries for entry in versions if entry.group == group}
    # A stretch of days, or a substitute, may reach into a year from the one before.
    years = range(first.year - 1, last.year + 1)
    falling = [
        (day, entry)
        for versions in entries
        for day, entry in _falling(versions, years)
        if entry.group == group and day not in moved
    ]
    falling.sort(key=lambda fall: (fall[0], fall[1].id))
    days = dict(_on_their_days(falling))
    days |= _substitutes(falling, days)
    return {day: name for day, name in sorted(days.items()) if first <= day <= last}


def day_in(falls: Falls, year: int) -> date | None:
    """The day of the year on which a holiday falls; None where the year has no such day."""
    if isinstance(falls, OnDate):
        if falls.year not in (None, year) or falls.day > monthrange(year, falls.month)[1]:
            return None
        return date(year, falls.month, falls.day)
    if isinstance(falls, OnWeekday):
        return _weekday_in(falls, year)
    return easter_sunday(year) + falls.days * _DAY


def _weekday_in(falls: OnWeekday, year: int) -> date:
    if falls.nth < 0:
        end = date(year, falls.month, monthrange(year, falls.month)[1])
        return end - (end.weekday() - falls.weekday) % 7 * _DAY
    start = date(year, falls.month, 1)
    return start + (falls.weekday - start.weekday()) % 7 * _DAY + (falls.nth - 1) * 7 * _DAY


def _falling(versions: tuple[Holiday, ...], years: range) -> Iterator[tuple[date, Holiday]]:
    """The days that a holiday has by the version in force on each of them."""
    for entry in versions:
        falls = parse_falls(entry.falls)
        for day in [day_in(falls, year) for year in years] if falls else []:
            if day and in_force(versions, day) is entry:
                yield day, entry


def _on_their_days(falling: list[tuple[date, Holiday]]) -> Iterator[tuple[date, str]]:
    for day, entry in falling:
        if entry.weekend != "moves" or day.weekday() < _SATURDAY:
            yield from ((day + step * _DAY, entry.name or entry.id) for step in range(entry.days))


def _substitutes(falling: list[tuple[date, Holiday]], taken: dict[date, str]) -> dict[date, str]:
    found: dict[date, str] = {}
    for day, entry in falling:
        if entry.weekend != "stays" and day.weekday() >= _SATURDAY:
            while day.weekday() >= _SATURDAY or day in taken or day in found:
                day += _DAY
            found[day] = f"{entry.name or entry.id} (substitute day)"
    return found
