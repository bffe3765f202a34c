"""The calendars of a catalogue, with their holidays worked out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta

from forcesight.catalogue import CalendarRule, Catalogue, Holiday, UnknownEntry
from forcesight.catalogue.falls import weekday_number
from forcesight.clocks.calendar import FIRST_DAY, LAST_DAY, Calendar
from forcesight.clocks.holidays import holidays
from forcesight.clocks.local_time import local_micros


# Whether a day is open, when it starts, and which holidays it is.
_Ruled = tuple[bool, time | None, str]


def calendars(catalogue: Catalogue, *, known_on: date | None = None) -> dict[str, Calendar]:
    """Every calendar of the catalogue, by id.

    `known_on` leaves out the holidays that were announced later, to see a past day with what was known then.
    """
    known = [
        tuple(version for version in versions if not _announced_after(version, known_on))
        for versions in catalogue.versions(Holiday).values()
    ]
    rules = catalogue.versions(CalendarRule)
    groups = {group for versions in rules.values() for rule in versions for group in rule.holidays}
    first = min((versions[0].valid_from for versions in rules.values()), default=LAST_DAY)
    closed = {group: holidays(known, group, first, LAST_DAY) for group in groups}
    return {calendar_id: _worked_out(versions, closed) for calendar_id, versions in rules.items()}


def calendar(catalogue: Catalogue, calendar_id: str, *, known_on: date | None = None) -> Calendar:
    """One calendar of the catalogue; UnknownEntry where there is none of this id."""
    found = calendars(catalogue, known_on=known_on)
    if calendar_id not in found:
        raise UnknownEntry(f"There is no calendar {calendar_id!r}; there are {', '.join(found)}.")
    return found[calendar_id]


def _announced_after(holiday: Holiday, day: date | None) -> bool:
    return day is not None and holiday.once is not None and holiday.valid_from > day


def _worked_out(versions: tuple[CalendarRule, ...], closed: Mapping[str, Mapping[date, str]]) -> Calendar:
    """From the first day of the first version to the last day of the last; a day between two versions is closed."""
    first = max(versions[0].valid_from, FIRST_DAY)
    last = min(max(version.valid_to or LAST_DAY for version in versions), LAST_DAY)
    ruled: dict[date, _Ruled] = dict.fromkeys(_days(first, last), (False, None, ""))
    for version in versions:  # a later version paints over an earlier one
        ruled |= _by_version(version, closed)
    starts = tuple(local_micros(day, at) for day, (is_open, at, _) in ruled.items() if is_open and at)
    is_open = tuple(is_open for is_open, _, _ in ruled.values())
    names = {day: name for day, (_, _, name) in ruled.items() if name}
    return Calendar(versions[0].id, first, is_open, names, starts if len(starts) == sum(is_open) else None)


def _by_version(rule: CalendarRule, closed: Mapping[str, Mapping[date, str]]) -> dict[date, _Ruled]:
    """Whether each day is open by one version, when it starts, and of which holidays it is one."""
    weekdays = {weekday_number(name) for name in rule.open_on}
    names: dict[date, str] = {}
    for group in rule.holidays:
        for day, name in closed[group].items():
            names[day] = f"{names[day]}; {name}" if day in names else name
    return {
        day: (day.weekday() in weekdays and day not in names, rule.starts_at, names.get(day, ""))
        for day in _days(max(rule.valid_from, FIRST_DAY), min(rule.valid_to or LAST_DAY, LAST_DAY))
    }


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]
