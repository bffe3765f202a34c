"""When a holiday falls, as a person writes it: "25 December", "first Monday in May", "2 days before Easter Sunday"."""

from __future__ import annotations

import re
from calendar import day_name, month_name, monthrange
from dataclasses import dataclass


_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_MONTHS = {name: number for number, name in enumerate(month_name) if name}
_WEEKDAYS = {name: number for number, name in enumerate(day_name)}

_DATE = re.compile(rf"(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)})( (?P<year>\d{{4}}))?")
_WEEKDAY = re.compile(
    rf"(?P<nth>{'|'.join(_NTH)}) (?P<weekday>{'|'.join(_WEEKDAYS)}) in (?P<month>{'|'.join(_MONTHS)})"
)
_EASTER = re.compile(r"((?P<days>\d{1,2}) days? (?P<side>before|after) )?Easter Sunday")


@dataclass(frozen=True, slots=True)
class OnDate:
    """The same date every year, or one date of one year."""

    day: int
    month: int
    year: int | None


@dataclass(frozen=True, slots=True)
class OnWeekday:
    """The first to fourth, or the last (-1), of a weekday (Monday is 0) in a month."""

    nth: int
    weekday: int
    month: int


@dataclass(frozen=True, slots=True)
class OnEaster:
    """So many days after Easter Sunday; negative before it."""

    days: int


Falls = OnDate | OnWeekday | OnEaster


def weekday_number(name: str) -> int:
    """The number of a weekday by its English name: Monday is 0."""
    return _WEEKDAYS[name]


def parse_falls(text: str) -> Falls | None:
    """What the words mean; None where they are none of the three forms, or name a day that never comes."""
    if found := _DATE.fullmatch(text):
        return _on_date(int(found["day"]), _MONTHS[found["month"]], found["year"])
    if found := _WEEKDAY.fullmatch(text):
        return OnWeekday(_NTH[found["nth"]], _WEEKDAYS[found["weekday"]], _MONTHS[found["month"]])
    if found := _EASTER.fullmatch(text):
        days = int(found["days"] or 0)
        return OnEaster(-days if found["side"] == "before" else days)
    return None


def _on_date(day: int, month: int, year: str | None) -> OnDate | None:
    # 29 February without a year is a day that comes: in leap years.
    last = monthrange(int(year) if year else 2024, month)[1]
    return OnDate(day, month, int(year) if year else None) if 1 <= day <= last else None
