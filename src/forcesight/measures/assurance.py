"""Will the target be met, as things stand? The limits against the target (NHS "Making Data Count").

Limits wholly on the better side of the target: it will be met unless something changes. Wholly on the worse side:
missed unless something changes. Otherwise it is hit or miss, however the latest month fell.
"""

from __future__ import annotations

from forcesight.measures.chart import Assurance, Direction


def assurance(
    limits: tuple[float, float] | None, target: float | None, direction: Direction, *, trial: bool = False
) -> Assurance:
    """Reads the latest month's (lower, upper) limits against the target, in the target's own unit.

    A neutral measure has no better side, so it has no target to be assured of.
    """
    if target is None or direction == "neutral":
        return "no_target"
    if limits is None or trial:
        return "trial"
    lower, upper = limits
    if lower <= target <= upper:
        return "hit_or_miss"
    return "pass" if (lower > target) == (direction == "increase") else "fail"
