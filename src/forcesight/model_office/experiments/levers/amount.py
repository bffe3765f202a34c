"""How much a lever changes a number: to a new value, by so many, or by a factor."""

from __future__ import annotations

import math
from dataclasses import dataclass

from forcesight.errors import InputRefused


@dataclass(frozen=True, kw_only=True)
class Amount:
    """Exactly one of the three: `set` the number, `add` to it (a minus takes away), or multiply it by `factor`."""

    set: float | None = None
    add: float | None = None
    factor: float | None = None

    def __post_init__(self) -> None:
        given = [value for value in (self.set, self.add, self.factor) if value is not None]
        if len(given) != 1:
            raise InputRefused("Say how much in exactly one way: set, add or factor.")
        if not math.isfinite(given[0]) or (self.add is None and given[0] < 0):
            raise InputRefused(f"{given[0]:g} cannot be: write a number that is not below 0.")

    def applied(self, value: float) -> float:
        """The changed number."""
        if self.set is not None:
            return self.set
        return value + self.add if self.add is not None else value * float(self.factor or 0.0)

    def change(self, one: str, several: str) -> str:
        """The change in words, of one thing or several: "4 people more", "1 unit fewer", "8 % fewer units"."""
        if self.factor is not None:
            return in_percent(self.factor, several, "fewer")
        many = abs(self.applied(0))
        told = f"{plain(many)} {one if many == 1 else several}"
        return told if self.add is None else f"{told} {'fewer' if self.add < 0 else 'more'}"


def in_percent(factor: float, what: str, less: str) -> str:
    """A factor as people say it: "35 % more demand"."""
    if factor == 1:
        return f"as much as now: {what}"
    return f"{plain(abs(factor - 1) * 100)} % {'more' if factor > 1 else less} {what}"


def plain(value: float) -> str:
    """A number without the noise of binary fractions: 35 for 35.00000000000001."""
    return f"{round(value, 6):,.6f}".rstrip("0").rstrip(".")
