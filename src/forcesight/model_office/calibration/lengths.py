"""Lengths of time as a log knows them: in whole seconds or minutes, cut off at the end, or seen only if long enough.

A time of "4 minutes" is no point: it lies between 3.5 and 4.5. A caller who was answered after 40 seconds would have
waited longer. A visit that is logged only when it lasts five minutes says nothing about shorter ones. The methods of
this room read all three from one shape, in which equal rows are counted once, so that a year's log costs no more than
its different values.

Assumption: a difference of two clock times that were both cut to whole units is treated as rounded. Its error is then
spread evenly over one unit instead of in a triangle over two; both have mean zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray


Floats = NDArray[np.float64]
SECOND = 1 / 60


@dataclass(frozen=True)
class Lengths:
    """Lengths in minutes: each lies in (low, high], and was seen only because it is longer than `entry`.

    `high` is infinite where the length was cut off. All arrays are 1-D and of one length; `count` is how many such rows
    there are. `dropped` is how many were given that are no lengths (missing or negative).
    """

    low: Floats
    high: Floats
    entry: Floats
    count: Floats
    unit: float
    dropped: int = 0

    @cached_property
    def n(self) -> int:
        """How many there are."""
        return int(self.count.sum())

    @cached_property
    def seen(self) -> NDArray[np.bool_]:
        """Which rows are known to their end."""
        return np.isfinite(self.high)

    @cached_property
    def ended(self) -> int:
        """How many are known to their end."""
        return int(self.count[self.seen].sum())

    @cached_property
    def edges(self) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
        """All ends of ranges in order, infinity last, and where each row's `low` and `high` stand among them.

        Ranges that touch share an end, so a distribution is asked half as often.
        """
        ends = np.concatenate([self.low, self.high[self.seen]])
        # Ends that differ by a rounding of the last digit are one.
        grid, place = np.unique(np.rint(ends / self.unit * 1e6), return_inverse=True)
        edges = np.append(grid * 1e-6 * self.unit, np.inf)
        high = np.full(len(self.low), len(grid), dtype=np.int64)
        high[self.seen] = place[len(self.low) :]
        return edges, place[: len(self.low)], high

    @cached_property
    def middle(self) -> Floats:
        """The middle of each row's range; where it was cut off, the time until then."""
        return np.where(self.seen, (self.low + np.where(self.seen, self.high, 0.0)) / 2, self.low)

    @cached_property
    def mean(self) -> float:
        """The mean of the rows as they stand; of cut-off ones the time until then."""
        return float(self.middle @ self.count) / self.n

    @cached_property
    def total(self) -> float:
        """The time that was looked at: from entry to the end or the cut."""
        return float(((self.middle - self.entry).clip(0) * self.count).sum())


def lengths(
    minutes: ArrayLike,
    *,
    unit: float = SECOND,
    cut: ArrayLike | None = None,
    entry: ArrayLike = 0.0,
    count: ArrayLike | None = None,
) -> Lengths:
    """Make lengths of a log's times in minutes, recorded in whole `unit`s of a minute.

    `cut` says which were cut off, so that they were at least that long; `entry` is the least length that would have
    been seen; `count` is how often each occurs. Raises ValueError where nothing is left or `unit` is not above zero.
    """
    if unit <= 0:
        raise ValueError(f"Times are recorded in a unit above zero, such as 1/60 of a minute; it was {unit}.")
    times = np.asarray(minutes, dtype=np.float64)
    often = np.ones(len(times)) if count is None else np.asarray(count, dtype=np.float64)
    off = np.zeros(len(times), dtype=bool) if cut is None else np.asarray(cut, dtype=bool)
    since = np.broadcast_to(np.asarray(entry, dtype=np.float64), times.shape)
    kept = np.isfinite(times) & (times >= 0) & (times >= since) & (often > 0)
    if not kept.any():
        raise ValueError(f"None of {len(times)} times is a length; give minutes that are not missing and not negative.")
    # Recorded times come from division: 0.1 + 0.2 and 0.3 are one value.
    whole = np.rint(times[kept] / unit) * unit
    value = np.where(np.abs(whole - times[kept]) < unit * 1e-6, whole, times[kept])
    rows = np.stack([value, off[kept], since[kept]], axis=1)
    rows, place = np.unique(rows, axis=0, return_inverse=True)
    value = rows[:, 0]
    is_cut = rows[:, 1] == 1
    low = np.where(is_cut, value, np.maximum(value - unit / 2, rows[:, 2]))
    high = np.where(is_cut, np.inf, np.maximum(value + unit / 2, low + unit * 1e-3))
    total = np.bincount(place.ravel(), often[kept], minlength=len(rows)).astype(np.float64)
    return Lengths(low, high, rows[:, 2].copy(), total, unit, int(often[~kept].sum()))
