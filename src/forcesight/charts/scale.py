"""Scales and ticks: values to pixels, and the round numbers that an axis shows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from values (`low`..`high`) to pixels (`start`..`end`), with the ticks of its axis."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) * (self.end - self.start) / (self.high - self.low)

    @property
    def decimals(self) -> int:
        """Decimal places that tell neighbouring ticks apart."""
        step = self.ticks[1] - self.ticks[0]
        return max(0, -math.floor(math.log10(step) + 1e-9))


def nice_step(span: float, count: int) -> float:
    """The round step (1, 2 or 5 times a power of ten) that cuts `span` into at most about `count` parts."""
    rough = span / max(count, 1)
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next(multiple * power for multiple in (1, 2, 5, 10) if multiple * power >= rough * (1 - 1e-9))


def nice_ticks(low: float, high: float, count: int = 5) -> tuple[float, ...]:
    """Round numbers that enclose low..high, about `count` of them and always at least two."""
    if high <= low:
        low, high = (low, low + 1) if low >= 0 else (low - 1, low)
    step = nice_step(high - low, count)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    # Rounded so that 3 × 0.1 prints as 0.3 and compares equal to it.
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    return tuple(round(index * step, places) for index in range(first, last + 1))


def value_scale(
    values: Iterable[float | None], start: float, end: float, *, from_zero: bool = True, count: int = 5
) -> Scale:
    """A scale that holds every known value, from zero when asked and when nothing is negative."""
    known = [value for value in values if value is not None and math.isfinite(value)] or [0.0]
    low, high = min(known), max(known)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    ticks = nice_ticks(low, high, count)
    return Scale(ticks[0], ticks[-1], start, end, ticks)
