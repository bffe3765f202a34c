"""A clock: what starts it, how long it may run, which days it counts, what may pause it, and what says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from forcesight.catalogue.entry import Entry
from forcesight.catalogue.expression import SECONDS_IN


Unit = Literal["seconds", "minutes", "hours", "days", "working days", "months", "day starts"]
Counting = Literal["after", "beginning with", "beginning with the day after"]
Sense = Literal["by", "not before", "window"]

TIME_UNITS = tuple(SECONDS_IN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock(Entry):
    """One version of a time limit; it serves cases that start while it is in force.

    Seconds, minutes and hours are elapsed time, or time on the open days of `calendar` where one is named. `days` are
    calendar days, `working days` the open days of `calendar`, `day starts` its opening hours: one is the next start of
    a school day. Limits in days and months run to the end of their last day.
    """

    kind_of_entry: ClassVar[str] = "clock"

    family: str
    trigger: str
    stops: str
    limit: int
    unit: Unit
    # Whether the day of the event is day 0 (after) or day 1 (beginning with); months also tell the third wording.
    counting: Counting = "after"
    # The words of the rule, where they decide how to count.
    wording: str = ""
    calendar: str = ""
    # The share of cases, in per cent, that should be in time; None where every case should.
    share: float | None = None
    # A date to be met; one before which nothing may happen; or a window in which another event counts.
    sense: Sense = "by"
    # How many events within the window make a repeat.
    events: int = 1
    # The reasons for which this clock may be paused: ids of [[pause]] entries.
    pauses: tuple[str, ...] = ()
    basis: Literal["law", "statutory guidance", "national standard", "practice", "local"]
    caution: str = ""

    @property
    def counts_time(self) -> bool:
        """Whether the limit is one of time, rather than of days or months."""
        return self.unit in TIME_UNITS

    @property
    def seconds(self) -> int | None:
        """The limit where it is elapsed time, in seconds; None where the calendar says how long it is."""
        return self.limit * SECONDS_IN[self.unit] if self.counts_time and not self.calendar else None

    def faults(self) -> Iterator[str]:
        """What is wrong with this clock on its own."""
        yield from Entry.faults(self)
        if "-" in self.id:
            yield "id may not hold -: it becomes part of a column's name, so write _ instead"
        yield from self._faults_in_counting()
        if self.share is not None and not 0 < self.share <= 100:
            yield "share is a per cent above 0 and up to 100: leave it out where every case should be in time"
        if self.events < 1 or (self.events > 1 and self.sense != "window"):
            yield "events counts what happens in a window: leave it out, or write sense = 'window'"

    def _faults_in_counting(self) -> Iterator[str]:
        # The day before an event is a limit of -1 days: "before the last day".
        if self.limit < 1 and not (self.unit == "days" and self.counting == "after"):
            yield "limit must be 1 or more; only days counted after the event may be 0 or fewer"
        if self.unit in ("working days", "day starts") and not self.calendar:
            yield f"calendar is missing: {self.unit} need one"
        if self.unit in ("days", "months") and self.calendar:
            yield f"calendar must be left out for {self.unit}: for days of a calendar, the unit is working days"
        if self.counting != "after" and (self.counts_time or self.unit == "day starts"):
            yield f"counting must be left out for {self.unit}: they run from the moment of the event"


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseReason(Entry):
    """A reason for which clocks may be paused, and what allows it. Each pause of a case names one of these."""

    kind_of_entry: ClassVar[str] = "pause"

    description: str
    # The law or policy that stops the clock.
    authority: str
