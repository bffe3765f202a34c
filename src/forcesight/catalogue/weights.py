"""A weight scheme: what one record of each category counts for, and how those weights were made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from forcesight.catalogue.entry import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightScheme(Entry):
    """Weights by category, as `weight('id', column)` looks them up; a category without a weight contributes nothing.

    `mix_share` and `mix_weight` hold, for each category, the share and the mean weight of the offence groups that it
    was averaged over, so that a weight is the sum of share times weight. The error fields say how far figures made
    with these weights were from the published ones when they were measured.
    """

    kind_of_entry: ClassVar[str] = "weights"

    description: str
    unit: str
    weights: Mapping[str, float]
    mix_period: str = ""
    mix_share: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    mix_weight: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    error_against: str = ""
    error_forces: int = 0
    # Absolute error over forces, its sign on average, and whether forces keep their order.
    error_median_percent: float | None = None
    error_p90_percent: float | None = None
    error_bias_percent: float | None = None
    error_rank_correlation: float | None = None
    # The part of the error that comes from averaging within categories: the same weights, offence by offence.
    mix_error_median_percent: float | None = None
    mix_error_p90_percent: float | None = None

    @property
    def words(self) -> str:
        """The scheme's name, and how far off figures made with it are."""
        return " ".join(filter(None, (f"{self.name}.", self.error_sentence)))

    @property
    def error_sentence(self) -> str:
        """The measured error in words; empty where none was measured."""
        if self.error_median_percent is None or self.error_p90_percent is None:
            return ""
        return (
            f"Against the {self.error_against}, figures for {self.error_forces} forces made with these weights are off "
            f"by {self.error_median_percent:g} % (median), and by {self.error_p90_percent:g} % or less for nine in ten"
            f"{self._level_and_order()}."
        )

    def _level_and_order(self) -> str:
        parts = []
        if self.error_bias_percent is not None:
            side = "low" if self.error_bias_percent < 0 else "high"
            parts.append(f"on average {abs(self.error_bias_percent):g} % too {side}")
        if self.error_rank_correlation is not None:
            parts.append(f"the order of forces has a rank correlation of {self.error_rank_correlation:g}")
        return "".join(f"; {part}" for part in parts)

    def faults(self) -> Iterator[str]:
        """What is wrong with this scheme on its own."""
        yield from Entry.faults(self)
        if not self.weights:
            yield "weights is empty: give a weight for each category"
        for category, weight in self.weights.items():
            if weight < 0:
                yield f"weights has {weight} for {category!r}: a weight is 0 or more"
