"""Elapsed time: an hour is sixty minutes, also in the night when the clocks change.

Assumptions: instants are exact to the microsecond. What happens exactly at the limit is in time ("within 24 hours").
Source: the calendar rules of the clock catalogue: elapsed clocks are counted in UTC and shown in Europe/London.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forcesight.clocks.local_time import instant_of, micros_of
from forcesight.clocks.scale import Scale


@dataclass(frozen=True, slots=True)
class Elapsed(Scale):
    """So many microseconds from the event; a position is a number of microseconds from 1970."""

    def position(self, instant: datetime) -> int:
        """Microseconds from 1970."""
        return micros_of(instant)

    def due_at(self, position: int) -> datetime:
        """The moment itself."""
        return instant_of(position)

    def position_sql(self, alias: str, at: str) -> str:  # noqa: ARG002 - no table is needed
        """Microseconds from 1970."""
        return f"epoch_us({at})"

    def due_at_sql(self, alias: str, position: str) -> str:  # noqa: ARG002
        """The moment itself."""
        return f"make_timestamptz({position})"
