"""Which share goes which way: grades given, grades changed, calls that open an incident.

- one share against the rest: Wilson 1927;
- all shares of one split together: Goodman, "On simultaneous confidence intervals for multinomial proportions",
  Technometrics 7 (1965) 247-254 (with Bonferroni's level), so that all of them are right in 95 of 100 logs.

Assumption: jobs are independent of each other, and the same shares hold all through the period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forcesight.measures.interval import Interval
from forcesight.measures.proportions import wilson


@dataclass(frozen=True, slots=True)
class Split:
    """How the jobs of one kind divide: each way with its share and interval."""

    of: str
    shares: Mapping[str, Interval]
    n: int


def split(of: str, counts: Mapping[str, int], *, together: bool = False, level: float = 0.95) -> Split:
    """The shares of some counts; `together` makes their intervals hold all at once.

    Raises ValueError where nothing was counted.
    """
    total = sum(counts.values())
    if total == 0 or min(counts.values()) < 0:
        raise ValueError(f"{of}: shares need counts of at least one job, none below zero; there were {dict(counts)}.")
    each = 1 - (1 - level) / len(counts) if together and len(counts) > 2 else level
    found = {way: wilson(count, total, level=each) for way, count in counts.items()}
    if each != level:
        found = {way: _named(interval, level) for way, interval in found.items()}
    return Split(of, found, total)


def _named(one: Interval, level: float) -> Interval:
    return Interval(one.estimate, one.low, one.high, one.n, "Goodman (all shares together)", level)
