"""Many comparisons at once: which of them still stand when all are asked together.

A table of 200 outputs at 95 % would show about ten differences that chance alone made. Holm's step-down test keeps the
chance of even one such false claim at 5 %, whatever hangs together with what: common random numbers tie every output of
every option to each other, so no method that assumes independence would do.

Source: Holm 1979, "A simple sequentially rejective multiple test procedure".
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def shared(level: float, count: int) -> float:
    """The level of each of so many intervals that are to hold all together: Bonferroni's, the first step of Holm's."""
    return 1 - (1 - level) / max(count, 1)


def holm(p_values: Sequence[float], level: float = 0.95) -> tuple[bool, ...]:
    """Which of several hypotheses are refuted together. A NaN is a question that could not be asked."""
    asked = sorted((p, place) for place, p in enumerate(p_values) if not math.isnan(p))
    refuted = [False] * len(p_values)
    for step, (p, place) in enumerate(asked):
        if p > (1 - level) / (len(asked) - step):
            break
        refuted[place] = True
    return tuple(refuted)
