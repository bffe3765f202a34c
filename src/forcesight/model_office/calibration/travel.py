"""How long units travel: some minutes to start, then distance over speed, times a spread.

minutes = (start + distance / speed) x spread. Start and speed are fitted so that the logarithms of the quotients are
small by Huber's loss, which a few forgotten buttons do not move; the spread is what is left, and its mean is 1. The
intervals are the bootstrap's (percentiles of 999 draws of journeys, seed fixed).

Sources: Kolesar, Walker and Hausner, "Determining the relation between fire engine travel times and travel distances",
Operations Research 23 (1975) 614-627; Huber, "Robust estimation of a location parameter", 1964; Efron 1979.
Assumptions: one speed for all distances; the spread does not depend on the distance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forcesight.measures.interval import Interval
from forcesight.model_office.calibration.lengths import Floats
from forcesight.model_office.office.description import Duration, Travel


DRAWS: Final = 999
LEAST: Final = 30
SEED: Final = 4
_HUBER = 1.345


@dataclass(frozen=True, slots=True)
class FittedTravel:
    """Start in minutes, speed in km/h, and the coefficient of variation of the spread; None where not identified."""

    start: Interval | None
    speed: Interval | None
    spread: Interval | None
    n: int
    words: tuple[str, ...]

    def travel(self) -> Travel:
        """The fit as an office describes it. Raises ValueError where the log could not identify it."""
        if self.start is None or self.speed is None or self.spread is None:
            raise ValueError(" ".join(self.words))
        spread = Duration(family="lognormal", mean=1.0, cv=self.spread.estimate)
        return Travel(start_minutes=self.start.estimate, km_per_hour=self.speed.estimate, spread=spread)


def fit_travel(minutes: ArrayLike, km: ArrayLike) -> FittedTravel:
    """Fit travel to the minutes and kilometres of journeys; NaN where either is not known."""
    time, distance = np.asarray(minutes, dtype=np.float64), np.asarray(km, dtype=np.float64)
    known = np.isfinite(time) & np.isfinite(distance) & (time > 0) & (distance >= 0)
    time, distance = time[known], distance[known]
    refused = _refusal(distance, len(known))
    if refused:
        return FittedTravel(None, None, None, len(time), (refused,))
    rng = np.random.default_rng(SEED)
    best = _fit(time, distance)
    drawn = np.array([_again(time[rows], distance[rows], best) for rows in _draws(rng, len(time))])
    told = _told(best, time, distance)
    start, speed, spread = (_percentiles(value, drawn[:, number], len(time)) for number, value in enumerate(told))
    words = (
        () if speed.high < 20 * speed.estimate else ("Minutes hardly rise with the distance: the speed is a guess.",)
    )
    return FittedTravel(start, speed, spread, len(time), words)


def _draws(rng: np.random.Generator, n: int) -> Iterator[NDArray[np.int64]]:
    return (rng.integers(0, n, n) for _ in range(DRAWS))


def _again(time: Floats, distance: Floats, near: Floats) -> tuple[float, float, float]:
    return _told(_fit(time, distance, near), time, distance)


def _refusal(distance: Floats, given: int) -> str:
    if len(distance) < LEAST:
        return (
            f"Travel cannot be tied to distance: {len(distance)} of {given} journeys have both minutes and a distance, "
            f"and {LEAST} are needed. Where a log does not say where units set off, give a matrix, or minutes alone."
        )
    if distance.max() - distance.min() < 0.1:
        return "Travel cannot be tied to distance: all journeys are equally long."
    return ""


def _fit(time: Floats, distance: Floats, near: Floats | None = None) -> Floats:
    """Logarithms of start and of minutes a kilometre, of the median journey."""
    slope, level = _start(time, distance) if near is None else (0.0, 0.0)
    at = np.log([level, slope]) if near is None else near
    log_time = np.log(time)
    for _ in range(60):
        begin, pace = np.exp(at)
        fitted = begin + pace * distance
        residual = log_time - np.log(fitted)
        scale = max(1.4826 * float(np.median(np.abs(residual))), 1e-6)
        weight = np.minimum(1.0, _HUBER * scale / np.maximum(np.abs(residual), 1e-12))
        design = np.stack([begin / fitted, pace * distance / fitted])
        step = np.linalg.solve((design * weight) @ design.T + 1e-9 * np.eye(2), design @ (weight * residual))
        at = np.maximum(at + step.clip(-1, 1), -12.0)
        if np.abs(step).max() < 1e-5:
            break
    return np.asarray(at, dtype=np.float64)


def _start(time: Floats, distance: Floats) -> tuple[float, float]:
    """Where to begin: the medians of the nearer and of the farther half."""
    near = distance <= np.median(distance)
    rise = float(np.median(time[~near]) - np.median(time[near])) if (~near).any() else 0.0
    run = float(np.median(distance[~near]) - np.median(distance[near])) if (~near).any() else 1.0
    slope = max(rise / max(run, 1e-9), 1e-3)
    return slope, max(float(np.median(time)) - slope * float(np.median(distance)), 1e-2)


def _told(at: Floats, time: Floats, distance: Floats) -> tuple[float, float, float]:
    """Start, speed and spread, such that the spread has a mean of 1."""
    begin, pace = np.exp(at)
    quotient = np.log(time / (begin + pace * distance))
    deviation = 1.4826 * float(np.median(np.abs(quotient - np.median(quotient))))
    # The mean of a lognormal spread stands above its median by this much.
    mean = float(np.exp(np.median(quotient) + deviation**2 / 2))
    return float(begin * mean), float(60 / (pace * mean)), float(np.sqrt(np.expm1(deviation**2)))


def _percentiles(value: float, drawn: Floats, n: int) -> Interval:
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Interval(value, min(float(low), value), max(float(high), value), n, f"bootstrap, {DRAWS} draws, seed {SEED}")
