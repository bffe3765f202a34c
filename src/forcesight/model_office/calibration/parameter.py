"""One number of an office, as a log tells it."""

from __future__ import annotations

from dataclasses import dataclass

from forcesight.measures.interval import Interval


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named number with its unit, its interval and what that rests on."""

    name: str
    unit: str
    interval: Interval
