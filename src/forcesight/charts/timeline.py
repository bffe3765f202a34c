"""Periods along an axis, with a gap of more than a year drawn narrower and labelled with its length.

Missing months are never closed up. But two years of figures five years apart would leave nothing of either to see, so a
long gap takes the room of half a year.
"""

from __future__ import annotations

from dataclasses import dataclass

from forcesight.charts.periods import ticked


LONG = 12
SHOWN = 6

Run = tuple[int, int]
"""First and last slot of a stretch of periods."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Slots from `first` to `last`, with the gaps that are drawn shorter than they are."""

    first: int
    last: int
    shortened: tuple[Run, ...]

    def place(self, slot: float) -> float:
        """Where a slot lies, in widths of a period from the left edge; halves are edges of periods."""
        place = slot - self.first + 0.5
        for first, last in self.shortened:
            saved = last - first + 1 - SHOWN
            inside = (slot - first + 0.5) / (last - first + 1)
            place -= saved * min(max(inside, 0.0), 1.0)
        return place

    @property
    def length(self) -> float:
        """Widths of a period that the whole axis takes."""
        return self.place(self.last + 0.5)

    def ticks(self, step: str, most: int) -> list[int]:
        """The slots to label, none within a shortened gap and none too near the one before."""
        apart = self.length / max(most, 1)
        chosen: list[int] = []
        for slot in ticked(self.first, self.last, step, most, shown=round(self.length)):
            hidden = any(first <= slot <= last for first, last in self.shortened)
            if not hidden and (not chosen or self.place(slot) - self.place(chosen[-1]) >= apart * 0.95):
                chosen.append(slot)
        return chosen or [self.first]


def is_long(run: Run) -> bool:
    """Whether a gap is drawn narrower than it is."""
    return run[1] - run[0] + 1 > LONG
