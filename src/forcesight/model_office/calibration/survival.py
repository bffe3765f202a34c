"""The share that lasts longer than each time, from the log alone: no family, cut-off times used for what they say.

Kaplan and Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958) 457-481; left truncation as
in Tsai, Jewell and Wang, Biometrika 74 (1987) 883-886. The variance is Greenwood's (1926); intervals are those of
log(-log S) (Kalbfleisch and Prentice, "The statistical analysis of failure time data", 1980), which stay in 0 to 1.

Assumptions: what cuts a time off has nothing to do with how long it would have been; among equal times, those that were
cut off were still there when the others ended.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forcesight.measures.interval import normal_quantile
from forcesight.model_office.calibration.lengths import Floats, Lengths


@dataclass(frozen=True)
class Survival:
    """The curve at the times at which something ended: `share` lasts longer than `time`, between `low` and `high`.

    `at_risk` is how many were still there just before, `ended` how many ended then. `followed` is the longest time that
    anybody was followed: beyond it the log says nothing.
    """

    time: Floats
    share: Floats
    low: Floats
    high: Floats
    at_risk: Floats
    ended: Floats
    followed: float

    def quantile(self, below: float) -> float:
        """The time by which a share `below` has ended; infinite where the curve never comes down so far."""
        reached = np.flatnonzero(self.share <= 1 - below + 1e-12)
        return float(self.time[reached[0]]) if len(reached) else np.inf

    @property
    def known_share(self) -> float:
        """Up to which share the distribution is known: one less the height at which the curve ends."""
        return float(1 - self.share[-1]) if len(self.share) else 0.0


def kaplan_meier(observed: Lengths, *, level: float = 0.95) -> Survival:
    """The curve of some lengths; times are the ends of the ranges in which they were recorded."""
    seen = observed.seen
    order = np.sort(observed.low)
    time, ended = _ended_at(observed.high[seen], observed.count[seen])
    width = observed.unit * 1e-6
    leaves, weight = _running(np.where(seen, observed.high, observed.low + observed.unit / 2), observed.count)
    enters, entered = _running(observed.entry, observed.count)
    there = _up_to(enters, entered, time - width) - _up_to(leaves, weight, time - width)
    steps = 1 - ended / np.maximum(there, ended)
    share: Floats = np.cumprod(steps, dtype=np.float64)
    low, high = _interval(share, there, ended, normal_quantile(level))
    followed = float(max(order[-1], observed.high[seen].max(initial=0.0)))
    return Survival(time, share, low, high, there, ended, followed)


def _ended_at(time: Floats, count: Floats) -> tuple[Floats, Floats]:
    distinct, place = np.unique(time, return_inverse=True)
    return distinct, np.bincount(place, count, minlength=len(distinct)).astype(np.float64)


def _running(time: Floats, count: Floats) -> tuple[Floats, Floats]:
    order = np.argsort(time, kind="stable")
    return time[order], np.concatenate([[0.0], np.cumsum(count[order])])


def _up_to(time: Floats, running: Floats, limit: Floats) -> Floats:
    found: Floats = running[np.searchsorted(time, limit, side="right")]
    return found


def _interval(share: Floats, there: Floats, ended: Floats, z: float) -> tuple[Floats, Floats]:
    left = np.maximum(there - ended, 0)
    with np.errstate(all="ignore"):
        greenwood = np.cumsum(np.where(left > 0, ended / (there * left), 0.0))
        log_share = np.log(share)
        reach = z * np.sqrt(greenwood) / np.abs(log_share)
        low, high = share ** np.exp(reach), share ** np.exp(-reach)
    inside: NDArray[np.bool_] = (share > 0) & (share < 1)
    return np.where(inside, low, share), np.where(inside, high, np.where(share > 0, share, 0.0))
