"""Direction of travel: what the interval of a change allows us to say.

- `broadly unchanged`: the whole interval lies inside the margin, so no change that matters is left open.
- `higher`, `lower`: the whole interval lies on one side of no change.
- `cannot tell`: the data allow both a change that matters and none. Not significant is not the same as unchanged.

The margin is a dated decision (how small a change does not matter), given by the catalogue; without one nothing can
be called unchanged. Equivalence by interval: Schuirmann, J. Pharmacokinet. Biopharm. 15 (1987) 657-680.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, hypot, sqrt
from typing import Literal

from forcesight.measures.interval import Interval, normal_quantile
from forcesight.measures.proportions import difference, fisher_p
from forcesight.measures.rates import rate_ratio, ratio_p


Word = Literal["higher", "lower", "broadly unchanged", "cannot tell"]
Scale = Literal["difference", "ratio"]


@dataclass(frozen=True, slots=True)
class Change:
    """A change between two figures: its interval, its test, and the word that follows.

    On the `difference` scale the interval is after - before, and none is 0; on the `ratio` scale after / before,
    and none is 1. The margin is in points of the figure, or as a share (0.05 = 5 %) for a ratio.
    """

    before: float
    after: float
    interval: Interval
    p_value: float
    margin: float | None
    scale: Scale
    word: Word


def change_of_estimates(
    before: Interval, after: Interval, *, margin: float | None = None, level: float = 0.95
) -> Change:
    """Two published estimates with their half-widths, taken as independent and normal. Same unit, same level."""
    z = normal_quantile(level)
    error = hypot(before.half_width / normal_quantile(before.level), after.half_width / normal_quantile(after.level))
    gap = after.estimate - before.estimate
    p_value = erfc(abs(gap) / error / sqrt(2)) if error else float(gap == 0)
    interval = Interval(gap, gap - z * error, gap + z * error, before.n + after.n, "normal", level)
    return _change(before.estimate, after.estimate, interval, p_value, margin, "difference")


def change_of_proportions(
    before: int,
    n_before: int,
    after: int,
    n_after: int,
    *,
    per: float = 1.0,
    margin: float | None = None,
    level: float = 0.95,
) -> Change:
    """Two proportions: Newcombe's interval and Fisher's test. `per` 100 gives figures and margin in points."""
    interval = difference(before, n_before, after, n_after, level=level).scaled(per)
    p_value = fisher_p(before, n_before, after, n_after)
    return _change(per * before / n_before, per * after / n_after, interval, p_value, margin, "difference")


def change_of_rates(
    before: float,
    after: float,
    *,
    exposure_before: float = 1,
    exposure_after: float = 1,
    per: float = 1.0,
    margin: float | None = None,
    level: float = 0.95,
) -> Change:
    """Two counts, or two rates `per` so many of their exposures (people, days): the exact ratio."""
    exposures = {"exposure_before": exposure_before, "exposure_after": exposure_after}
    interval = rate_ratio(before, after, **exposures, level=level)
    p_value = ratio_p(before, after, **exposures)
    rates = per * before / exposure_before, per * after / exposure_after
    return _change(*rates, interval, p_value, margin, "ratio")


def direction_word(low: float, high: float, *, none: float, unchanged: tuple[float, float] | None) -> Word:
    """The word for an interval: `none` is no change, `unchanged` the bounds within which a change does not matter."""
    if unchanged and unchanged[0] <= low and high <= unchanged[1]:
        return "broadly unchanged"
    if low > none:
        return "higher"
    return "lower" if high < none else "cannot tell"


def _change(
    before: float, after: float, interval: Interval, p_value: float, margin: float | None, scale: Scale
) -> Change:
    none = 0.0 if scale == "difference" else 1.0
    unchanged = None if margin is None else _bounds(margin, scale)
    word = direction_word(interval.low, interval.high, none=none, unchanged=unchanged)
    return Change(before, after, interval, p_value, margin, scale, word)


def _bounds(margin: float, scale: Scale) -> tuple[float, float]:
    if margin <= 0 or (scale == "ratio" and margin >= 1):
        raise ValueError(f"A margin is a positive change that does not matter; {margin} is not. Leave it out instead.")
    return (-margin, margin) if scale == "difference" else (1 - margin, 1 + margin)
