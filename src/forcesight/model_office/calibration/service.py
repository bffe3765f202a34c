"""Whether work takes longer for some classes or at some hours, so that one length for all would be wrong.

Each group's mean stands beside the mean of all, with Student's interval at Bonferroni's level (all groups are looked at
together); `explained` is the share of the variance that lies between the groups. A group differs when its interval
leaves out the mean of all; whether that matters is a matter of minutes, which stand there too.

Sources: Student 1908; Dunn, "Multiple comparisons among means", JASA 56 (1961) 52-64; Fisher, "Statistical methods for
research workers", 1925 (the correlation ratio, η²).
Assumption: lengths are independent of each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from forcesight.measures.interval import Interval
from forcesight.measures.means import mean


@dataclass(frozen=True, slots=True)
class Group:
    """One group's mean in minutes, and by how much it lies above the mean of all."""

    mean: Interval
    above: float
    differs: bool


@dataclass(frozen=True, slots=True)
class Differences:
    """The mean of all, those of the groups, and the share of the variance that lies between groups."""

    all: Interval
    groups: Mapping[str, Group]
    explained: float

    @property
    def words(self) -> str:
        """The finding in a sentence."""
        found = [name for name, group in self.groups.items() if group.differs]
        if not found:
            return f"No group differs from the mean of all ({self.all.estimate:.2f} minutes) by more than chance."
        widest = max(found, key=lambda name: abs(self.groups[name].above))
        return (
            f"{len(found)} of {len(self.groups)} groups differ from the mean of all ({self.all.estimate:.2f} minutes), "
            f"most of all {widest} ({self.groups[widest].above:+.2f}); groups explain {100 * self.explained:.1f} % of "
            "the variance."
        )


def compare_means(minutes: ArrayLike, group: ArrayLike, *, level: float = 0.95) -> Differences:
    """Compare the means of groups. Raises ValueError where there are fewer than two lengths."""
    length, of = np.asarray(minutes, dtype=np.float64), np.asarray(group)
    known = np.isfinite(length)
    length, of = length[known], of[known]
    every = _mean(length, level)
    if every is None:
        raise ValueError(f"{len(length)} times: a mean with its interval needs two.")
    names = np.unique(of)
    each = 1 - (1 - level) / max(len(names), 1)
    groups: dict[str, Group] = {}
    between = 0.0
    for name in names:
        chosen = length[of == name]
        between += len(chosen) * (chosen.mean() - length.mean()) ** 2
        found = _mean(chosen, each)
        if found is not None:
            above = found.estimate - every.estimate
            groups[str(name)] = Group(found, above, not found.low <= every.estimate <= found.high)
    whole = float(((length - length.mean()) ** 2).sum())
    return Differences(every, groups, between / whole if whole else 0.0)


def _mean(length: np.ndarray[tuple[int, ...], np.dtype[np.float64]], level: float) -> Interval | None:
    if len(length) < 2:
        return None
    return mean(float(length.sum()), len(length), squares=float((length**2).sum()), level=level)
