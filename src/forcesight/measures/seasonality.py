"""What a seasonal series is charted as, so that a summer is not reported as a signal.

- Seasonally adjusted, with three years known: the logarithm of the figure per day is taken as a level and a
  steady slope (or a level for each segment between rebases) and twelve month effects, by least squares. Up to 3
  months that stray more than 4 robust deviations are left out, so that a shock is no season. The effects are drawn
  towards none as far as chance explains them (Miller and Williams, "Shrinkage estimators of time series seasonal
  factors", International Journal of Forecasting 19 (2003) 669-684). The figure is per month of average length.
- Year on year, with two to three years known: per cent change on the same month a year before, read on the
  logarithmic scale. Noisier, and a shock comes back with the opposite sign after a year.
- With less, seasons and change cannot be told apart, and nothing is claimed.

Assumes that the pattern is much the same every year and acts in proportion. Month length (28 to 31 days) is
taken out with the season. A series without a season is charted as recorded: its months' lengths widen the
limits a little (by simulation, fewer false signals, not more), and it stays the NHS chart to the digit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import expm1, log
from typing import TYPE_CHECKING, Any, Literal

from forcesight.measures.series import days_in


if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

Twin = Literal["adjusted", "year_on_year", "none"]

AVERAGE_MONTH = 365.25 / 12
MONTHS_TO_ADJUST = 33
"""Three years, of which up to three months may be unknown."""
EACH_MONTH_AT_LEAST = 2
PAIRS_TO_COMPARE = 13
MOST_STRAYS = 3
_ROBUST = 1.4826
_STRAY = 4.0


@dataclass(frozen=True, slots=True)
class SeasonalFit:
    """Month effects as factors (January first, 1.12 = 12 % above the year's level) and what they rest on."""

    factors: tuple[float, ...]
    n: int
    left_out: int
    method: str = "least squares on logarithms, shrunken month effects"


def choose_twin(values: Sequence[float | None], periods: Sequence[date], segments: Sequence[int]) -> Twin:
    """Which twin the known history allows."""
    known = Counter(p.month for v, p in zip(values, periods, strict=True) if v is not None)
    every_month = len(known) == 12 and min(known.values()) >= EACH_MONTH_AT_LEAST
    if every_month and known.total() >= MONTHS_TO_ADJUST:
        return "adjusted"
    pairs = year_on_year(values, periods, segments, by_day=False)
    return "year_on_year" if len(pairs) - pairs.count(None) >= PAIRS_TO_COMPARE else "none"


def seasonal_fit(
    values: Sequence[float | None], periods: Sequence[date], segments: Sequence[int], *, by_day: bool
) -> SeasonalFit:
    """Month effects of a series; None is a month that does not count. `by_day` first divides by the month's days."""
    import numpy as np

    logs = _logarithms(values, periods, by_day)
    known = np.array([index for index, each in enumerate(logs) if each is not None])
    target = np.array([each for each in logs if each is not None])
    months = np.array([period.month - 1 for period in periods])[known]
    design = _design(known, months, np.array(segments)[known])
    keep = _without_strays(design, target, months)
    effects = _month_effects(design[keep], target[keep], months[keep])
    return SeasonalFit(tuple(np.exp(effects).tolist()), len(known), int((~keep).sum()))


def seasonally_adjusted(
    values: Sequence[float | None], periods: Sequence[date], fit: SeasonalFit, *, by_day: bool
) -> list[float | None]:
    """The series without its season and, `by_day`, without the months' lengths."""
    return [
        None if v is None else v / fit.factors[p.month - 1] * (AVERAGE_MONTH / days_in(p) if by_day else 1.0)
        for v, p in zip(values, periods, strict=True)
    ]


def year_on_year(
    values: Sequence[float | None], periods: Sequence[date], segments: Sequence[int], *, by_day: bool
) -> list[float | None]:
    """Logarithm of each month over the same month a year before, where both are known and in one segment."""
    logs = _logarithms(values, periods, by_day)
    changes: list[float | None] = [None] * len(logs)
    for index in range(12, len(logs)):
        now, then = logs[index], logs[index - 12]
        if now is not None and then is not None and segments[index] == segments[index - 12]:
            changes[index] = now - then
    return changes


def per_cent_change(logarithm: float) -> float:
    """A logarithmic change as per cent: 0.0953 is 10."""
    return 100 * expm1(logarithm)


def _logarithms(values: Sequence[float | None], periods: Sequence[date], by_day: bool) -> list[float | None]:
    """A month of zero is read as half the smallest month above zero, for zero has no logarithm."""
    floor = min((v for v in values if v), default=1.0) / 2
    return [
        None if v is None else log(max(v, floor) / (days_in(p) if by_day else 1))
        for v, p in zip(values, periods, strict=True)
    ]


def _design(when: Array, months: Array, segments: Array) -> Array:
    """Columns: eleven month effects (the twelfth is minus their sum), and a level and slope, or a level a segment.

    Levels of whole years would leave a slope and the month effects indistinguishable, so it is one or the other.
    """
    import numpy as np

    effects = np.eye(12)[months]
    course = (segments[:, None] == np.unique(segments)).astype(float)
    if course.shape[1] == 1:
        course = np.column_stack([course, (when - when.mean()) / 12])
    return np.hstack([effects[:, :11] - effects[:, 11:], course])


def _without_strays(design: Array, target: Array, months: Array) -> Array:
    """Which months to fit: the farthest out is left out and the rest fitted again, while it strays too far.

    One at a time, because a shock pulls the same month of the other years out with it.
    """
    import numpy as np

    keep = np.ones(len(target), dtype=bool)
    for _ in range(MOST_STRAYS):
        residuals = np.abs(target - design @ _solve(design[keep], target[keep])) * keep
        farthest = residuals.argmax()
        spread = _ROBUST * np.median(residuals[keep])
        last_of_its_kind = (months[keep] == months[farthest]).sum() <= EACH_MONTH_AT_LEAST
        if residuals[farthest] <= _STRAY * spread + 1e-9 or last_of_its_kind:
            break
        keep[farthest] = False
    return keep


def _month_effects(design: Array, target: Array, months: Array) -> Array:
    import numpy as np

    solution = _solve(design, target)
    raw = np.append(solution[:11], -solution[:11].sum())
    freedom = max(1, len(target) - design.shape[1])
    noise = ((target - design @ solution) ** 2).sum() / freedom / np.bincount(months, minlength=12)
    between = max(0.0, (raw**2).sum() / 11 - noise.mean())
    effects: Array = raw * between / (between + noise) if between else raw * 0.0
    effects -= effects.mean()
    return effects


def _solve(design: Array, target: Array) -> Array:
    import numpy as np

    solution: Array = np.linalg.lstsq(design, target, rcond=None)[0]
    return solution
