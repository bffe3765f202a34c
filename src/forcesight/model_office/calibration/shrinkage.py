"""Which part of the planned duty is not there: leave, sickness, courses, and what people are taken away for.

Shrinkage is the planned hours that are away over all planned hours, for the whole, for each reason, and by hour of the
day. Absence comes in spells of one officer, so the interval is that of a ratio whose clusters are officers, not duties.

Sources: Cochran, "Sampling techniques", 1977, §6.3 and §9A (ratio of two totals over clusters, linearised).
Assumptions: officers are absent independently of each other; an officer's own days may depend on each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forcesight.measures.interval import Interval
from forcesight.model_office.calibration.lengths import Floats


METHOD: Final = "ratio, clustered by officer"


@dataclass(frozen=True)
class Shrinkage:
    """The share of planned hours that are away: in all, by reason, and by hour of the day (24, from midnight)."""

    all: Interval
    by_reason: Mapping[str, Interval]
    by_hour: tuple[Interval | None, ...]
    hours: float
    officers: int


def fit_shrinkage(
    officer: ArrayLike, reason: ArrayLike, start: ArrayLike, hours: ArrayLike, *, present: str
) -> Shrinkage:
    """Fit shrinkage to planned duties: who, why away (`present` where not), hour of the day it starts, its length.

    Raises ValueError where there are no planned hours or fewer than two officers.
    """
    who = np.unique(np.asarray(officer), return_inverse=True)[1].ravel()
    why, length = np.asarray(reason), np.asarray(hours, dtype=np.float64)
    people = int(who.max()) + 1 if len(who) else 0
    if people < 2 or not length.sum() > 0:
        raise ValueError(f"Shrinkage needs planned hours of two officers at least; there were {people}.")
    away = why != present
    by_reason = {str(one): _ratio(who, np.where(why == one, length, 0.0), length) for one in np.unique(why[away])}
    covered = _hours_of_day(np.asarray(start, dtype=np.float64), length)
    by_hour = tuple(_of_hour(who, away, covered[:, hour]) for hour in range(24))
    return Shrinkage(_ratio(who, np.where(away, length, 0.0), length), by_reason, by_hour, float(length.sum()), people)


def share_of_hours(officer: ArrayLike, part: ArrayLike, whole: ArrayLike) -> Interval:
    """The share that hours of one kind are of all hours, with officers as clusters: hours abstracted, for one."""
    who = np.unique(np.asarray(officer), return_inverse=True)[1].ravel()
    return _ratio(who, np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64))


def _of_hour(who: NDArray[np.int64], away: NDArray[np.bool_], covered: Floats) -> Interval | None:
    if not covered.sum() > 0:
        return None
    return _ratio(who, np.where(away, covered, 0.0), covered)


def _ratio(who: NDArray[np.int64], part: Floats, whole: Floats, level: float = 0.95) -> Interval:
    """The ratio of two totals, and the spread of officers' residuals about it."""
    above, below = np.bincount(who, part), np.bincount(who, whole)
    there = below > 0
    above, below = above[there], below[there]
    share, n = float(above.sum() / below.sum()), len(below)
    residual = above - share * below
    error = sqrt(n / max(n - 1, 1) * float((residual**2).sum())) / float(below.sum())
    from scipy.special import stdtrit

    # Few officers make a poor estimate of how far they differ: Student's multiplier knows.
    reach = float(stdtrit(max(n - 1, 1), (1 + level) / 2)) * error
    return Interval(share, max(0.0, share - reach), min(1.0, share + reach), n, METHOD, level)


def _hours_of_day(start: Floats, length: Floats) -> Floats:
    """The hours of each duty (row) that lie in each hour of the day (24 columns); duties may run past midnight."""
    found = np.zeros((len(start), 24))
    for hour in range(48):
        inside = np.minimum(start + length, hour + 1) - np.maximum(start, hour)
        found[:, hour % 24] += inside.clip(0)
    return found
