"""Colours, and the shape that goes with each so that colour is never the only sign (WCAG 1.4.1 and 1.4.11).

The hues are those of NHS "Making Data Count" charts, darkened until each has at least 3:1 against white (the
package's own grey and blue have 2.4:1); text colours have at least 4.5:1. A test measures them.
"""

from __future__ import annotations

from dataclasses import dataclass


PAPER = "#ffffff"
INK = "#0b0c0c"
QUIET = "#505a5f"
GRID = "#d8dadb"
SHADE = "#f3f2f1"
HATCH = "#6f777b"
TARGET = "#801650"
OWN = "#1d70b8"
OTHERS = "#505a5f"

BORDER = "#8a9499"
"""Between areas of a map: seen on the lightest class and on the darkest."""

SEQUENCE = ("#dce9f5", "#a3c7ea", "#6bace6", "#2073bc", "#12436d")
"""Light to dark for the classes of a map, each told from the next by lightness as well as hue."""


@dataclass(frozen=True, slots=True)
class Sign:
    """How one kind of point looks and what the key calls it."""

    colour: str
    shape: str
    words: str
    hollow: bool = False


SIGNS = {
    "common": Sign(QUIET, "circle", "Usual variation"),
    "improvement": Sign("#1d70b8", "square", "Improvement"),
    "concern": Sign("#b85c00", "diamond", "Concern"),
    "neutral_high": Sign("#490092", "up", "Higher than usual"),
    "neutral_low": Sign("#490092", "down", "Lower than usual"),
    "no_claim": Sign(QUIET, "circle", "Not tested", hollow=True),
}
"""The kinds of point. `no_claim` is for points that no rule was applied to: trial limits, or a period still filling."""


FUNNEL_SIGNS = {
    "within": Sign(QUIET, "circle", "Within the limits"),
    "above_95": Sign("#490092", "up", "Above the 95% limit", hollow=True),
    "below_95": Sign("#490092", "down", "Below the 95% limit", hollow=True),
    "above_99_8": Sign("#490092", "up", "Above the 99.8% limit"),
    "below_99_8": Sign("#490092", "down", "Below the 99.8% limit"),
}
"""Where a point lies in a funnel. Purple, because outside is not by itself better or worse."""


def sequence(count: int) -> tuple[str, ...]:
    """`count` colours of the sequence, spread from its light end to its dark end."""
    if count == 1:
        return (SEQUENCE[2],)
    last = len(SEQUENCE) - 1
    return tuple(SEQUENCE[round(index * last / (count - 1))] for index in range(count))
