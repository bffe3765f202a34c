"""Names beside points, placed where they run into no other name, point or edge; a name without room is left out."""

from __future__ import annotations

from dataclasses import dataclass

from forcesight.charts.lettering import BOLD, LINE, width


GAP = 9.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, other: Box) -> bool:
        """Whether this one lies wholly within the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def place(
    names: list[tuple[str, float, float]], points: list[tuple[float, float]], frame: Box
) -> list[tuple[str, float, float]]:
    """Give each name, in order of importance, the left end of its baseline; names that find no room are missing."""
    taken = [Box(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    placed = []
    for name, x, y in names:
        free = next((box for box in _candidates(name, x, y) if _free(box, taken, frame)), None)
        if free:
            taken.append(free)
            placed.append((name, free.left, free.bottom - 4))
    return placed


def _candidates(name: str, x: float, y: float) -> list[Box]:
    """Right, left, above and below the point, then its four corners, in that order."""
    wide, half = width(name) * BOLD, LINE / 2
    above, below = y - GAP - LINE, y + GAP
    beside = [(x + GAP, y - half), (x - GAP - wide, y - half), (x - wide / 2, above), (x - wide / 2, below)]
    corners = [(x, above), (x, below), (x - wide, above), (x - wide, below)]
    return [Box(left, top, left + wide, top + LINE) for left, top in beside + corners]


def _free(box: Box, taken: list[Box], frame: Box) -> bool:
    return box.inside(frame) and not any(box.touches(other) for other in taken)
