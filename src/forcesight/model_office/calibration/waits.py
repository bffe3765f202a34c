"""What a model predicted beside what happened: hour by hour, with the interval of each prediction.

A prediction is one number for each replication of the model; its interval is that of the replications' own quantiles,
so that it tells where a single real hour ought to lie, not where the mean of all does. If the model is right, about 95
of 100 real hours lie inside; how many do is `coverage`. A wide interval covers easily, so its width stands beside.

Sources: Law, "Simulation modeling and analysis", chapter 5 (validation against a real system); Gneiting and Raftery,
"Strictly proper scoring rules", JASA 102 (2007) 359-378 (the interval score: width, plus 2/α for each unit outside).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from forcesight.model_office.calibration.lengths import Floats


LEVEL: Final = 0.95


@dataclass(frozen=True, slots=True)
class Beside:
    """One real figure beside its prediction; `n` is how many jobs the real one rests on."""

    name: str
    predicted: float
    low: float
    high: float
    real: float
    n: int

    @property
    def inside(self) -> bool:
        """Whether the real figure lies within what was predicted."""
        return self.low <= self.real <= self.high


@dataclass(frozen=True)
class Comparison:
    """Rows of predicted and real figures of one kind, such as the share that gave up, by hour."""

    of: str
    unit: str
    rows: tuple[Beside, ...]

    @property
    def coverage(self) -> float:
        """The share of real figures inside; NaN without rows."""
        return float(np.mean([row.inside for row in self.rows])) if self.rows else float("nan")

    @property
    def mean_error(self) -> float:
        """The mean of predicted less real: above zero, the model predicts too much."""
        return float(np.mean([row.predicted - row.real for row in self.rows])) if self.rows else float("nan")

    @property
    def mean_absolute_error(self) -> float:
        """The mean size of the error."""
        return float(np.mean([abs(row.predicted - row.real) for row in self.rows])) if self.rows else float("nan")

    @property
    def mean_width(self) -> float:
        """How wide the intervals are."""
        return float(np.mean([row.high - row.low for row in self.rows])) if self.rows else float("nan")

    @property
    def interval_score(self) -> float:
        """Width, and a fine for what lies outside: less is better."""
        fine = [2 / (1 - LEVEL) * max(row.low - row.real, row.real - row.high, 0.0) for row in self.rows]
        return self.mean_width + float(np.mean(fine)) if self.rows else float("nan")


def beside(of: str, unit: str, names: Sequence[str], predicted: ArrayLike, real: ArrayLike, n: ArrayLike) -> Comparison:
    """Put predictions, shape (replications, rows), beside the real figures of the rows.

    A row without a real figure, or that no replication predicts, is left out: nobody rang in that hour.
    """
    drawn, seen, rests = np.asarray(predicted, dtype=np.float64), np.asarray(real, dtype=np.float64), np.asarray(n)
    rows = []
    for place, name in enumerate(names):
        known = drawn[:, place][np.isfinite(drawn[:, place])]
        if len(known) and np.isfinite(seen[place]):
            low, high = np.quantile(known, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
            rows.append(
                Beside(name, float(known.mean()), float(low), float(high), float(seen[place]), int(rests[place]))
            )
    return Comparison(of, unit, tuple(rows))


@dataclass(frozen=True, slots=True)
class QuantileErrors:
    """The median and the 90th percentile of some times, predicted and real, and the errors of another's prediction."""

    of: str
    real: tuple[float, float]
    ours: tuple[float, float]
    other: tuple[float, float] | None
    n: int

    @property
    def errors(self) -> tuple[float, float]:
        """Our absolute errors."""
        return abs(self.ours[0] - self.real[0]), abs(self.ours[1] - self.real[1])

    @property
    def other_errors(self) -> tuple[float, float] | None:
        """The other's absolute errors."""
        if self.other is None:
            return None
        return abs(self.other[0] - self.real[0]), abs(self.other[1] - self.real[1])


def quantile_errors(of: str, real: ArrayLike, ours: Sequence[float], other: ArrayLike | None = None) -> QuantileErrors:
    """Hold a predicted median and 90th percentile against real times, and another's predicted times beside them."""
    seen = np.asarray(real, dtype=np.float64)
    theirs = None if other is None else _two(np.asarray(other, dtype=np.float64))
    return QuantileErrors(of, _two(seen), (float(ours[0]), float(ours[1])), theirs, int(np.isfinite(seen).sum()))


def _two(times: Floats) -> tuple[float, float]:
    median, ninth = np.nanquantile(times, (0.5, 0.9))
    return float(median), float(ninth)
