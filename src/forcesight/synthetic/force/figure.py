"""What a measure would come to, had it no chance in it: by month, and by district where that is simple."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from forcesight.synthetic.land import Array


@dataclass(frozen=True, slots=True)
class Figure:
    """The expected numerator of each month, and the denominator where there is one; or one value for all months.

    A mean is the expected sum over the expected number. Where a planted fault makes the recorded figure differ from
    what is true, `true` is the latter.
    """

    numerator: Array | None = None
    denominator: Array | None = None
    value: float | None = None
    districts: Mapping[str, Figure] = field(default_factory=dict)
    true: Figure | None = None

    @classmethod
    def by_district(cls, codes: Sequence[str], numerators: Array, true: Figure | None = None) -> Figure:
        """A count from its expected numbers by month and district."""
        districts = {code: cls(numerators[:, number]) for number, code in enumerate(codes)}
        return cls(numerators.sum(axis=1), districts=districts, true=true)

    def told(self, months: Sequence[str]) -> dict[str, Any]:
        """The figure for `truth/measures.json`."""
        found: dict[str, Any] = {}
        value = self._value()
        if value is not None:
            found["value"] = value
        if self.numerator is not None:
            parts = {"numerator": self.numerator, "denominator": self.denominator}
            told = {name: np.asarray(part).tolist() for name, part in parts.items() if part is not None}
            found["per_month"] = {
                month: {n: part[place] for n, part in told.items()} for place, month in enumerate(months)
            }
        if self.districts:
            found["districts"] = {code: figure.told(months) for code, figure in self.districts.items()}
        if self.true:
            found["true"] = self.true.told(months)
        return found

    def _value(self) -> float | None:
        """The value of all months together; None for a count, of which every month has its own."""
        if self.value is not None or self.numerator is None or self.denominator is None:
            return self.value
        return float(self.numerator.sum() / self.denominator.sum())
