"""Which days count: holidays by rule or by date, and the calendars that are made of weekdays less holidays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar, Literal

from forcesight.catalogue.entry import Entry
from forcesight.catalogue.falls import OnDate, parse_falls


Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday(Entry):
    """One holiday, or a stretch of `days` of them, in a `group` that calendars name.

    `falls` says when: "25 December", "8 May 2020", "first Monday in May", "1 day after Easter Sunday". A day is a
    holiday where the version in force on that day says so. `instead_of` takes another day out of the group: a holiday
    that was moved. A holiday of one year holds from the day on which it was announced (`valid_from`): before that day
    nobody could count with it.
    """

    kind_of_entry: ClassVar[str] = "holiday"

    group: str
    falls: str
    days: int = 1
    # On a Saturday or Sunday: nothing happens; the next free weekday has it instead; or that weekday has it as well.
    weekend: Literal["stays", "moves", "adds"] = "stays"
    instead_of: date | None = None

    @property
    def once(self) -> date | None:
        """The one day on which it falls; None where it comes back every year."""
        when = parse_falls(self.falls)
        return date(when.year, when.month, when.day) if isinstance(when, OnDate) and when.year else None

    def faults(self) -> Iterator[str]:
        """What is wrong with this holiday on its own."""
        yield from Entry.faults(self)
        if parse_falls(self.falls) is None:
            yield (
                f"falls is {self.falls!r}: write it as 25 December, 8 May 2020, first Monday in May, Easter Sunday or "
                "2 days before Easter Sunday"
            )
        if self.days < 1:
            yield "days must be 1 or more"
        if self.days > 1 and self.weekend != "stays":
            yield "weekend must be left out where days is more than 1: a stretch has no substitute day"
        if self.instead_of and not self.once:
            yield "instead_of needs a date with its year in falls, such as 8 May 2020: one day is moved, once"
        if self.once and not self.holds_on(self.once):
            yield f"falls ({self.falls}) is not between valid_from and valid_to: it would never be a holiday"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRule(Entry):
    """A calendar: the weekdays on which it is open, less the holidays of its groups.

    `starts_at` is when an open day begins, where that matters (the start of a school day). A day is judged by the
    version in force on it.
    """

    kind_of_entry: ClassVar[str] = "calendar"

    description: str
    open_on: tuple[Weekday, ...]
    holidays: tuple[str, ...] = ()
    starts_at: time | None = None

    def faults(self) -> Iterator[str]:
        """What is wrong with this calendar on its own."""
        yield from Entry.faults(self)
        if not self.open_on:
            yield "open_on is empty: list the weekdays on which the calendar is open"
