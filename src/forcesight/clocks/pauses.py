"""Pauses: while one lasts, the clock stands still, and its end moves by exactly what the pause took.

A pause is a row that says why and by whose authority. It stops the clock that it names, and every clock for which the
catalogue lists its reason; a clock for which the catalogue lists no reason cannot be paused. Time that two pauses share
counts once. A pause that begins after the limit is used up changes nothing. A clock of days does not count the days
from the one on which a pause begins to the one before it ends, so a pause within one day adds no day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from forcesight.catalogue import Clock
from forcesight.clocks.errors import ClockError
from forcesight.clocks.local_time import by, micros_of
from forcesight.clocks.scale import Scale


@dataclass(frozen=True, slots=True)
class Pause:
    """One pause of one case, as a row of `clock_pause` holds it; `resumed_at` is None while it lasts.

    `clock` is the id of the clock that was paused, `reason` the id of a [[pause]] of the catalogue or why in words, and
    `officer_id` who authorised it.
    """

    clock: str
    paused_at: datetime
    resumed_at: datetime | None
    reason: str
    officer_id: str

    def __post_init__(self) -> None:
        micros_of(self.paused_at)
        if self.resumed_at is not None and not by(self.paused_at, self.resumed_at):
            raise ClockError(f"A pause ends at {self.resumed_at}, before it begins at {self.paused_at}: correct them.")
        if not self.reason.strip() or not self.officer_id.strip():
            raise ClockError("A pause needs a reason and an authority: say why the clock stops, and who authorised it.")

    def stops(self, clock: Clock) -> bool:
        """Whether it stops a clock."""
        return bool(clock.pauses) and (self.clock == clock.id or self.reason in clock.pauses)


def pauses_of(clock: Clock, pauses: Iterable[Pause], as_at: datetime | None = None) -> list[Pause]:
    """The pauses that stop this clock, in order; with `as_at`, as they were known at that moment."""
    stopping = [pause for pause in pauses if pause.stops(clock)]
    if as_at is not None:
        stopping = [_known(pause, as_at) for pause in stopping if by(pause.paused_at, as_at)]
    return sorted(stopping, key=lambda pause: micros_of(pause.paused_at))


def _known(pause: Pause, as_at: datetime) -> Pause:
    ended = pause.resumed_at is not None and by(pause.resumed_at, as_at)
    return pause if ended else replace(pause, resumed_at=None)


def run_out(scale: Scale, started: datetime | date, pauses: Iterable[Pause]) -> int | None:
    """The position at which the limit is used up; None where a pause that has not ended holds the clock."""
    counted, end = scale.begin(started), scale.run_out(started)
    for pause in pauses:
        stopped = max(scale.position(pause.paused_at), counted)
        if stopped >= end:
            break
        if pause.resumed_at is None:
            return None
        counted = max(scale.position(pause.resumed_at), stopped)
        end += counted - stopped
    return end
