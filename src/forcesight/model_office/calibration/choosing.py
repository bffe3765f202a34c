"""Which family a log's times are of, how far it is from them, and the observed table where none fits.

The family with the least AIC is taken (a simpler one that is as good to within two points goes first), if it describes
the times: the greatest gap between its shares and those of the log (Kolmogorov and Smirnov's distance) is no more than
3 percentage points, or than chance makes of so few times, and its mean is within 2 % of the log's own, or within that
mean's interval; for a queue lives by the mean, and a family can follow the bulk of the times and miss it in the tail.
Where no family does both, the office draws from the observed quantiles themselves, unless they end before the last
share: a table cannot say how long those last that were cut off.

Sources: Akaike 1974; Schwarz 1978 (BIC, printed beside it); Stephens, "EDF statistics", JASA 69 (1974) 730-737;
Choulakian, Lockhart and Stephens, Canadian Journal of Statistics 22 (1994) 125-137 (Anderson and Darling's statistic
for times recorded in whole units).
Assumption: with tens of thousands of times every test refuses every family, so we ask how far off it is, not whether.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite, sqrt
from typing import Final

import numpy as np

from forcesight.measures.interval import Interval
from forcesight.model_office.calibration.families import FAMILIES, TimeFamily
from forcesight.model_office.calibration.lengths import Floats, Lengths
from forcesight.model_office.calibration.likelihood import Fit, fit
from forcesight.model_office.calibration.mean_of_log import mean_of_log
from forcesight.model_office.calibration.survival import Survival, kaplan_meier
from forcesight.model_office.office.description import Duration


CLOSE_ENOUGH: Final = 0.03
MEAN_OFF: Final = 0.02
AT_RISK: Final = 30
"""With fewer still there, the curve of cut-off times is too rough to hold a family against."""
TABLE: Final = 201
"""How many quantiles a table has: every half per cent."""
_FEW = 30


@dataclass(frozen=True)
class Compared:
    """A fitted family against the log: the greatest gap between their shares, and Anderson and Darling's statistic.

    `close` says whether the gap, and how far the means lie apart, are no more than allowed.
    """

    fit: Fit
    distance: float
    anderson_darling: float
    close: bool


@dataclass(frozen=True)
class Choice:
    """What was chosen, and why; `compared` is by AIC, the best first, and `curve` is what they were compared with."""

    compared: tuple[Compared, ...]
    curve: Survival
    duration: Duration
    reason: str
    observed: Lengths

    @property
    def best(self) -> Compared:
        """The family with the least AIC."""
        return self.compared[0]

    @property
    def is_family(self) -> bool:
        """Whether a family was chosen, and not the observed table."""
        return self.duration.family != "observed"

    @cached_property
    def picture(self) -> dict[str, tuple[float, ...]]:
        """The series of a picture: minutes, the share seen within them with its interval, and that of the best family.

        At most 200 points, which is more than a picture can show.
        """
        time = self.curve.time
        place = np.unique(np.linspace(0, len(time) - 1, min(len(time), 200)).astype(int))
        at = time[place]
        return {
            "minutes": tuple(at.tolist()),
            "seen": tuple((1 - self.curve.share[place]).tolist()),
            "low": tuple((1 - self.curve.high[place]).tolist()),
            "high": tuple((1 - self.curve.low[place]).tolist()),
            "fitted": tuple(self.best.fit.share_within(at).tolist()),
        }


def choose(observed: Lengths, families: Sequence[TimeFamily] = FAMILIES) -> Choice:
    """Fit every family, and choose. Raises ValueError where no length is known to its end."""
    curve = kaplan_meier(observed)
    fits = sorted((fit(family, observed) for family in families), key=lambda each: each.aic)
    allowed, of_log = max(CLOSE_ENOUGH, 1.36 / sqrt(observed.ended)), mean_of_log(observed)
    compared = tuple(_compare(each, curve, allowed, of_log) for each in fits)
    best = _simplest(compared)
    compared = (best, *(each for each in compared if each is not best))
    duration, reason = _decide(best, curve, observed)
    return Choice(compared, curve, duration, reason, observed)


def _simplest(compared: Sequence[Compared]) -> Compared:
    """The best of those that are close; one with fewer numbers, where it is as good to within two points of AIC."""
    usable = [each for each in compared if each.close]
    usable = usable or [each for each in compared if isfinite(each.fit.mean)] or list(compared)
    as_good = [each for each in usable if each.fit.aic <= usable[0].fit.aic + 2]
    return min(as_good, key=lambda each: (each.fit.family.free, each.fit.aic))


def _decide(best: Compared, curve: Survival, observed: Lengths) -> tuple[Duration, str]:
    name, ended = best.fit.family.name, observed.ended
    if ended < _FEW:
        return best.fit.duration, (
            f"{name} has the least AIC, but {ended} times are too few to tell families apart: the shape is a guess."
        )
    told = f"its shares differ from the log's by up to {100 * best.distance:.1f} percentage points"
    if observed.ended == observed.n:
        told += f", its mean by {100 * (best.fit.mean / observed.mean - 1):+.1f} %"
    if best.close:
        return best.fit.duration, f"{name} has the least AIC; {told}."
    if curve.known_share < 0.999:
        return best.fit.duration, (
            f"{name} has the least AIC, though {told}; the observed table cannot be used, for it ends at "
            f"{100 * curve.known_share:.1f} % of the times: the others were cut off."
        )
    return observed_table(observed, curve), f"no family fits ({name} is the nearest: {told}), so the log's own is used."


def observed_table(observed: Lengths, curve: Survival, size: int = TABLE) -> Duration:
    """The log's quantiles as a duration; within a recorded range times are spread evenly.

    The topmost quantile is set so that the table, which is read by straight lines, has the mean of the log.
    """
    shares = np.concatenate([[0.0], 1 - curve.share])
    first = float(observed.low[observed.seen].min())
    edges = np.concatenate([[first], curve.time])
    begins = np.maximum.accumulate(np.concatenate([[first], np.minimum(curve.time - observed.unit, curve.time)]))
    # Each recorded range is a straight piece from its beginning to its end.
    time = np.stack([begins[1:].clip(min=edges[:-1]), edges[1:]], axis=1).ravel()
    share = np.stack([shares[:-1], shares[1:]], axis=1).ravel()
    quantiles = np.interp(np.linspace(0, 1, size), share, time)
    weight = np.diff(shares)
    mean = float((time.reshape(-1, 2).mean(axis=1) * weight).sum() / weight.sum())
    rest = mean * (size - 1) - quantiles[0] / 2 - float(quantiles[1:-1].sum())
    quantiles[-1] = max(2 * rest, quantiles[-2])
    return Duration(family="observed", quantiles=tuple(np.round(quantiles, 6).tolist()))


def _compare(fitted: Fit, curve: Survival, allowed: float, of_log: Interval | None) -> Compared:
    distance, anderson_darling = _gaps(fitted, curve, fitted.observed)
    near = isfinite(fitted.mean)
    if near and of_log is not None:
        inside = of_log.low <= fitted.mean <= of_log.high
        near = inside or abs(fitted.mean / of_log.estimate - 1) <= MEAN_OFF
    return Compared(fitted, distance, anderson_darling, near and distance <= allowed)


def _gaps(fitted: Fit, curve: Survival, observed: Lengths) -> tuple[float, float]:
    """The greatest gap, and Anderson and Darling's statistic, at the ends of the recorded ranges."""
    smooth = curve.at_risk >= min(AT_RISK, curve.at_risk[0])
    seen = 1 - curve.share
    ours = _given_seen(fitted, curve.time, observed)
    cells = np.diff(np.concatenate([[0.0], ours]))
    inside = (ours > 1e-12) & (ours < 1 - 1e-12)
    squares = (seen - ours)[inside] ** 2 / (ours * (1 - ours))[inside] * cells[inside]
    return float(np.abs(seen - ours)[smooth].max()), float(observed.ended * squares.sum())


def _given_seen(fitted: Fit, time: Floats, observed: Lengths) -> Floats:
    """The fitted shares, given that only lengths beyond the least entry could be seen at all."""
    ours = fitted.share_within(time)
    least = float(observed.entry.min())
    if least == 0:
        return ours
    missed = float(fitted.share_within(np.array([least]))[0])
    found: Floats = (ours - missed) / (1 - missed)
    return found
