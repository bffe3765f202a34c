"""How a case stands against its clock on any day: due, paused, overdue, met or missed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from forcesight.catalogue import Clock
from forcesight.clocks.calendar import Calendar
from forcesight.clocks.due import due_unless_paused
from forcesight.clocks.errors import ClockError
from forcesight.clocks.local_time import by, end_of, instant_of, local_micros, micros_of
from forcesight.clocks.pauses import Pause, pauses_of


State = Literal["not started", "due", "paused", "overdue", "met", "missed"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a case, when it is or was due (None while paused or before it starts), and how late it is.

    `late_by` is real time past the due moment, up to the end of the case or else to the moment asked about.
    """

    state: State
    due_at: datetime | None
    late_by: timedelta = timedelta(0)


def state(
    clock: Clock,
    started_at: datetime | date,
    ended_at: datetime | date | None,
    as_at: datetime,
    *,
    pauses: Iterable[Pause] = (),
    calendar: Calendar | None = None,
) -> Standing:
    """How a case stood at the moment `as_at`, by what was known then: later ends and pauses had not happened.

    A case that ends on a bare date ends with that day. ClockError as `due` says, and for a clock that is not a date to
    be met: nobody is late in a window or before an earliest date.
    """
    must_be_met(clock)
    if not by(_start(started_at), as_at):
        return Standing("not started", None)
    due_at = due_unless_paused(clock, started_at, pauses_of(clock, pauses, as_at), calendar)
    ended = _end(ended_at, as_at)
    if due_at is None:
        return Standing("met" if ended else "paused", None)
    late_by = timedelta(microseconds=max(micros_of(ended or as_at) - micros_of(due_at), 0))
    if ended:
        return Standing("missed" if late_by else "met", due_at, late_by)
    return Standing("overdue" if late_by else "due", due_at, late_by)


def must_be_met(clock: Clock) -> None:
    """ClockError for a clock that nobody can be late for."""
    if clock.sense != "by":
        kind = "a window in which events count" if clock.sense == "window" else "an earliest date"
        raise ClockError(f"The clock {clock.id} is {kind}, not a date to be met: ask for its end, not who is late.")


def _start(started_at: datetime | date) -> datetime:
    return started_at if isinstance(started_at, datetime) else instant_of(local_micros(started_at))


def _end(ended_at: datetime | date | None, as_at: datetime) -> datetime | None:
    """When the case ended, if that had happened by `as_at`."""
    if ended_at is None:
        return None
    ended = ended_at if isinstance(ended_at, datetime) else end_of(ended_at)
    return ended if by(ended, as_at) else None
