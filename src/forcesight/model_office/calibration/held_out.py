"""The later part of a log beside what its earlier part says of it: a calibration is tried on days that it has not seen.

Arrivals are told by hour of an average day. An interval holds what the earlier part leaves open of each rate, and what
chance makes of so many later days, as far beyond Poisson as counts of one hour of the week differed so far. Times are
told by their median and the time within which nine in ten end, each between two quantiles of what was fitted.

Sources: Law, "Simulation modeling and analysis", chapter 5 (validation on data that were not used); David and Nagaraja,
"Order statistics", 2003, 7.1 (a sample's quantile lies between two quantiles of its distribution).
Assumption: the later days are like the earlier ones but for chance. A season, a new line or another way of recording
shows as real figures outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import isfinite, sqrt
from typing import Final

import numpy as np

from forcesight.measures.interval import normal_quantile
from forcesight.model_office.calibration.arrivals import Arrivals
from forcesight.model_office.calibration.fitted_time import FittedTime
from forcesight.model_office.calibration.lengths import Floats
from forcesight.model_office.calibration.result import Calibration
from forcesight.model_office.calibration.waits import LEVEL, Beside, Comparison, beside
from forcesight.model_office.compiled import plain
from forcesight.model_office.distributions import quantile
from forcesight.model_office.office.durations import law_of


SHARE: Final = 0.7
"""The share of the days that the earlier part has, in whole weeks."""
LEAST_WEEKS: Final = 4
DRAWS: Final = 4000
FEW: Final = 30
"""Of fewer later times nothing is told."""
_HOURS: Final = tuple(f"{hour:02}:00" for hour in range(24))


@dataclass(frozen=True)
class HeldOut:
    """What was predicted beside what happened, and the last day of the earlier part."""

    earlier_until: date
    arrivals: tuple[Comparison, ...]
    times: Comparison


def last_of_earlier(since: date, until: date) -> date | None:
    """The last day of the earlier part of a period; None where the period is too short to be parted."""
    weeks = ((until - since).days + 1) // 7
    if weeks < LEAST_WEEKS:
        return None
    return since + timedelta(days=7 * round(SHARE * weeks) - 1)


def hold_out(earlier: Calibration, later: Calibration) -> HeldOut:
    """Hold what an earlier part says against a later one; what only one of them has is left out."""
    names = [name for name in earlier.arrivals if name in later.arrivals]
    found = [_arrivals(name, earlier.arrivals[name], later.arrivals[name]) for name in names]
    both = [name for name in earlier.times if name in later.times]
    rows = [row for name in both for row in _times(earlier.times[name], later.times[name])]
    return HeldOut(earlier.until, tuple(found), Comparison("Times", "minutes", tuple(rows)))


def _arrivals(name: str, earlier: Arrivals, later: Arrivals) -> Comparison:
    """By hour of an average day."""
    rate = _week([each.estimate for each in earlier.rates])
    reach = _week([each.high - each.low for each in earlier.rates])
    weeks = later.days / 7
    wide = max(1.0, earlier.by_hour_of_week.ratio)
    # Per hour of the day: the mean of seven rates, what is open of it, and what chance makes of so many weeks.
    mean, open_ = rate.mean(axis=0), ((reach / 2 / normal_quantile(LEVEL)) ** 2).sum(axis=0) / 49
    total = mean * 7 * weeks
    extra = np.maximum((wide - 1) * total + open_ * (7 * weeks) ** 2, 0.0)
    drawn = _counts(total, extra) / (7 * weeks)
    real = _week([each.estimate for each in later.rates])
    n = _week([each.n for each in later.rates]).sum(axis=0)
    told = beside(f"{name}: arrivals", "an hour", _HOURS, drawn, real.mean(axis=0), n)
    return Comparison(told.of, told.unit, tuple(_exact(row, mean) for row in told.rows))


def _exact(row: Beside, mean: Floats) -> Beside:
    """The row with the mean that was predicted, not that of the draws."""
    return replace(row, predicted=float(mean[_HOURS.index(row.name)]))


def _week(values: list[float]) -> Floats:
    return np.asarray(values, dtype=np.float64).reshape(7, 24)


def _counts(total: Floats, extra: Floats) -> Floats:
    """Counts with these means, whose variance is so much above Poisson's: Poisson ones of gamma distributed means."""
    rng = np.random.default_rng(1)
    size = (DRAWS, len(total))
    shape = np.divide(total**2, extra, out=np.ones_like(total), where=extra > 0)
    scale = np.divide(extra, total, out=np.zeros_like(total), where=total > 0)
    means = np.where((extra > 0) & (total > 0), rng.gamma(shape, scale, size), total)
    return rng.poisson(means).astype(np.float64)


def _times(earlier: FittedTime, later: FittedTime) -> Iterator[Beside]:
    """The median and the 90th percentile; nothing where the later part is too short to tell them."""
    if later.n < FEW:
        return
    law, reach = law_of(earlier.duration), normal_quantile(LEVEL) * sqrt(1 / earlier.n + 1 / later.n)
    for share, words in ((0.5, "median"), (0.9, "90th percentile")):
        real = later.choice.curve.quantile(share)
        away = reach * sqrt(share * (1 - share))
        if isfinite(real) and share + away < 1:
            middle, low, high = (float(plain(quantile)(*law, place)) for place in (share, share - away, share + away))
            yield Beside(f"{earlier.name}: {words}", middle, low, high, real, later.n)
