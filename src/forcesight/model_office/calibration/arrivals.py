"""How often work arrives, by hour of the week, and whether it is a Poisson process once the hour is known.

The rate of an hour is its count over the number of such hours in the period. Tests ask whether counts vary more than
chance makes them: given the hour of the week, and given the hour and how busy its week was. Where the second says so,
every interval is widened by as much (quasi-Poisson); that of the week is widened by how much whole days vary. Days that
their hours and their week do not explain are listed, and left out of the rates: a planner names them as events, or
finds out what happened.

Sources: Garwood 1936 (intervals); Cochran, "Some methods for strengthening the common chi-square tests", Biometrics 10
(1954) 417-451 (the dispersion test); Brown et al., JASA 100 (2005) 36-50 (arrivals at call centres); McCullagh and
Nelder, "Generalized linear models", 1989, §6.2 (quasi-Poisson).
Assumptions: within an hour the rate is level; a week is as busy as another in the same hours of it, up to a factor.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from forcesight.measures.interval import Interval, normal_quantile
from forcesight.measures.rates import GARWOOD, poisson_count
from forcesight.model_office.calibration.lengths import Floats
from forcesight.model_office.office.description import ByHour, Demand, Event


Whole = NDArray[np.int64]
HOURS: Final = 168
_PASSES = 12


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How much counts vary, in times of what chance makes; `p` is how often chance alone would make as much."""

    ratio: float
    p: float
    counts: int
    given: str

    @property
    def is_poisson(self) -> bool:
        """Whether the counts are such as a Poisson process makes."""
        return self.p >= 0.05


@dataclass(frozen=True, slots=True)
class OutlyingDay:
    """A day on which more or fewer came than its hours and its week explain."""

    on: date
    count: int
    expected: float

    @property
    def factor(self) -> float:
        """How many times as many came."""
        return self.count / self.expected


@dataclass(frozen=True)
class Arrivals:
    """The rates of 168 hours from Monday 00:00 (arrivals an hour), and what was found on the way.

    `day_spread` is the coefficient of variation of how busy days are beyond what chance makes of their totals.
    """

    rates: tuple[Interval, ...]
    per_week: Interval
    by_hour_of_week: Dispersion
    by_hour_and_week: Dispersion
    by_day: Dispersion
    day_spread: float
    outlying: tuple[OutlyingDay, ...]
    days: int
    unseen_hours: int

    @property
    def by_hour(self) -> ByHour:
        """The rates without their intervals."""
        return tuple(rate.estimate for rate in self.rates)

    def demand(self, id_: str, *, job: str, to: str, events: bool = False) -> Demand:
        """The arrivals as an office's demand; with `events` the outlying days of the period are among them."""
        told = tuple(Event(on=day.on, factor=day.factor) for day in self.outlying) if events else ()
        week = self.per_week.estimate
        return Demand(id=id_, job=job, to=to, per_week=week, by_hour=self.by_hour, events=told)


def count_by_hour(local: NDArray[np.datetime64], first: date, last: date) -> Whole:
    """Counts by day and hour of the local clock, shape (days, 24), from `first` to `last`, both included."""
    days = (last - first).days + 1
    hour = (local.astype("datetime64[h]") - np.datetime64(first, "h")).astype(np.int64)
    inside = (hour >= 0) & (hour < days * 24)
    return np.bincount(hour[inside], minlength=days * 24).reshape(days, 24).astype(np.int64)


def fit_arrivals(counts: Whole, first: date) -> Arrivals:
    """Fit the rates to counts by day (row) and hour (24 columns), of which `first` is the first day.

    Raises ValueError where there are fewer than seven days or nothing has arrived.
    """
    if len(counts) < 7 or not counts.sum():
        raise ValueError(
            f"{len(counts)} days with {int(counts.sum())} arrivals: a rate by hour of the week needs a week at least."
        )
    day_number = np.arange(len(counts), dtype=np.int64) + first.weekday()
    weekday, week = day_number % 7, day_number // 7
    kept = np.ones(len(counts), dtype=bool)
    outlying: tuple[OutlyingDay, ...] = ()
    for _ in range(_PASSES):
        mean, level = _levels(counts, weekday, week, kept)
        found = _outlying(counts, mean[weekday].sum(axis=1) * level[week], first)
        now = np.ones(len(counts), dtype=bool)
        now[[(day.on - first).days for day in found]] = False
        outlying = found
        if (now == kept).all():
            break
        kept = now
    return _arrivals(counts[kept], weekday[kept], week[kept], mean, level, outlying)


def _levels(counts: Whole, weekday: Whole, week: Whole, kept: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """The mean of each weekday and hour, and how busy each week was, by turns until both agree."""
    level = np.ones(int(week.max()) + 1)
    mean = np.zeros((7, 24))
    for _ in range(20):
        for day in range(7):
            chosen = kept & (weekday == day)
            # A weekday whose days were all left out is judged by all of them.
            chosen = chosen if chosen.any() else weekday == day
            mean[day] = counts[chosen].sum(axis=0) / level[week[chosen]].sum() if chosen.any() else 0.0
        expected = np.bincount(week, np.where(kept, mean[weekday].sum(axis=1), 0.0), minlength=len(level))
        came = np.bincount(week, np.where(kept, counts.sum(axis=1), 0), minlength=len(level))
        level = np.divide(came, expected, out=np.ones(len(level)), where=(expected > 0) & (came > 0))
    return mean, level


def _outlying(counts: Whole, expected: Floats, first: date) -> tuple[OutlyingDay, ...]:
    """Days whose total is further off than chance and the days' own spread make one in a hundred such periods."""
    came = counts.sum(axis=1)
    residual = 2 * (np.sqrt(came + 0.375) - np.sqrt(expected + 0.375))
    spread = max(1.0, 1.4826 * float(np.median(np.abs(residual - np.median(residual)))))
    limit = spread * normal_quantile(1 - 0.01 / len(counts))
    return tuple(
        OutlyingDay(first + timedelta(days=int(day)), int(came[day]), float(expected[day]))
        for day in np.flatnonzero((np.abs(residual) > limit) & (expected > 0))
    )


def _arrivals(
    counts: Whole, weekday: Whole, week: Whole, mean: Floats, level: Floats,
    outlying: tuple[OutlyingDay, ...],
) -> Arrivals:  # fmt: skip
    times = np.bincount(weekday, minlength=7)
    total = np.stack([counts[weekday == day].sum(axis=0) for day in range(7)])
    plain = total / np.maximum(times, 1)[:, None]
    hours = int((plain > 0).sum())
    given_hour = _dispersion(counts, plain[weekday], hours, "the hour of the week")
    both = mean[weekday] * level[week][:, None]
    given_week = _dispersion(counts, both, hours + len(np.unique(week)) - 1, "the hour of the week, and its week")
    fitted = len(np.unique(weekday)) + len(np.unique(week)) - 1
    daily = _dispersion(counts.sum(axis=1), both.sum(axis=1), fitted, "the day of the week, and its week")
    wider = 1.0 if given_week.is_poisson else max(1.0, given_week.ratio)
    widest = wider if daily.is_poisson else max(wider, daily.ratio)
    spread = 0.0 if daily.is_poisson else sqrt(max(daily.ratio - 1, 0.0) / float(both.sum(axis=1).mean()))
    rates = tuple(_rate(int(total[day, hour]), int(times[day]), wider) for day in range(7) for hour in range(24))
    whole = sum(rate.estimate for rate in rates)
    every = _rate(int(counts.sum()), 1, widest).scaled(whole / max(int(counts.sum()), 1))
    unseen = 24 * int((times == 0).sum())
    return Arrivals(rates, every, given_hour, given_week, daily, spread, outlying, len(counts), unseen)


def _rate(count: int, times: int, wider: float) -> Interval:
    """Arrivals an hour, widened as if arrivals came in bunches of `wider`; of an hour never seen nothing is known."""
    if times == 0:
        return Interval(0.0, 0.0, np.inf, 0, "not identified: the period has no such day")
    found = poisson_count(count / wider).scaled(wider / times)
    method = GARWOOD if wider == 1 else f"quasi-Poisson, widened {sqrt(wider):.2f} times"
    return Interval(count / times, found.low, found.high, count, method)


def _dispersion(counts: Whole, expected: Floats, fitted: int, given: str) -> Dispersion:
    """Pearson's statistic over its degrees of freedom; its law is matched by mean and variance, for small counts."""
    from scipy.special import gammaincc

    used = expected > 0
    free = int(used.sum()) - fitted
    if free <= 0:
        return Dispersion(1.0, 1.0, int(used.sum()), given)
    statistic = float(((counts[used] - expected[used]) ** 2 / expected[used]).sum())
    variance = 2 * free + float((1 / expected[used]).sum()) * free / used.sum()
    chance = float(gammaincc(free**2 / variance, statistic * free / variance))
    return Dispersion(statistic / free, chance, int(used.sum()), given)
