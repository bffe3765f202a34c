"""How small a change of an output is no change worth the name: the catalogue's dated margins, by the outputs' unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, get_args

from forcesight.catalogue import Catalogue, Margin, OutputUnit, today


def reach(value: float, scale: str, baseline: float) -> float:
    """The largest change that does not matter by a margin of the catalogue, where the output is `baseline` as it is."""
    return value * (abs(baseline) if scale == "relative" else 1.0)


@dataclass(frozen=True, slots=True)
class Margins:
    """The margin of each unit, as it was in force on one day."""

    by_unit: Mapping[OutputUnit, Margin] = field(repr=False)

    @classmethod
    def of(cls, catalogue: Catalogue, at: date | None = None) -> Margins:
        """A catalogue's margins on a day (None: today). Raises UnknownEntry where a unit has none."""
        return cls({unit: catalogue.margin_of_outputs(unit, at) for unit in get_args(OutputUnit)})

    def reach(self, unit: OutputUnit, baseline: float) -> float:
        """The largest change that does not matter, in the unit, where the output is `baseline` as it is."""
        margin = self.by_unit[unit]
        return reach(margin.value, margin.scale, baseline)

    def told(self) -> dict[str, dict[str, Any]]:
        """By unit, what a manifest says of its margin."""
        return {
            unit: {
                "id": margin.id,
                "value": margin.value,
                "scale": margin.scale,
                "valid_from": margin.valid_from.isoformat(),
                "source": margin.source,
                "confidence": margin.confidence,
            }
            for unit, margin in self.by_unit.items()
        }

    def words(self) -> list[str]:
        """Each margin in a sentence: its size, since when it holds, and whether the force has confirmed it."""
        units: dict[Margin, list[str]] = {}
        for unit, margin in self.by_unit.items():
            units.setdefault(margin, []).append(unit)
        return [_sentence(margin, "" if len(units) == 1 else f" in {', '.join(its)}") for margin, its in units.items()]


def _sentence(margin: Margin, of: str) -> str:
    size = f"{100 * margin.value:g} % of the value as it is" if margin.scale == "relative" else f"{margin.value:g}"
    told = f"Broadly unchanged{of}: the change lies within {size} (a margin since {margin.valid_from})."
    return f"{told} {margin.caveat}".rstrip()


@cache
def _shipped(day: date) -> Margins:
    return Margins.of(Catalogue.load(), day)


def shipped_margins() -> Margins:
    """The margins that Forcesight ships, as they are today."""
    return _shipped(today())
