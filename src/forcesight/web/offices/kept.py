"""What an experiment found, as the site keeps it: plain JSON, in which a value that is not known is null."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from forcesight.measures.interval import Interval
from forcesight.model_office.experiments.comparison import Comparison, Effect, Line
from forcesight.model_office.experiments.experiment import Changed
from forcesight.model_office.results.output import Output


DIGITS = 8
"""Significant digits that are kept: more than any number of runs can tell."""


def as_kept(comparison: Comparison, changed: Sequence[Changed]) -> dict[str, Any]:
    """The comparison, and what was run, without the offices themselves."""
    return {
        "runs": comparison.runs,
        "finished": comparison.finished,
        "precision_reached": comparison.precision_reached,
        "options": [
            {"id": each.id, "name": each.name, "levers": list(each.levers), "notes": list(each.notes), "cost": cost}
            for each, cost in zip(changed, comparison.costs, strict=True)
        ],
        "lines": [_line(line) for line in comparison.lines],
        "choice": asdict(comparison.choice) if comparison.choice else None,
    }


def output_of(told: dict[str, Any]) -> Output:
    """An output as it was."""
    return Output(**told)


def numbers(values: Iterable[float | None]) -> list[float]:
    """Kept values as numbers again, NaN where one is not known."""
    return [math.nan if value is None else value for value in values]


def known(values: Iterable[float]) -> list[float | None]:
    """Values in JSON's terms, rounded to what can be known."""
    return [_known(float(value)) for value in values]


def _line(line: Line) -> dict[str, Any]:
    return {
        "output": asdict(line.output),
        "baseline": _interval(line.baseline),
        "values": known(line.values),
        "effects": [_effect(effect) for effect in line.effects],
    }


def _effect(effect: Effect) -> dict[str, Any]:
    pair = effect.difference
    return {
        "option": effect.option,
        "mean": _interval(effect.mean),
        "difference": _interval(pair.interval),
        "correlation": _known(pair.correlation),
        "variance_reduction": _known(pair.variance_reduction),
        "p_value": _known(pair.p_value),
        "word": effect.word,
        "side_effect": effect.side_effect,
        "values": known(effect.values),
    }


def _interval(interval: Interval) -> dict[str, Any]:
    ends = {name: _known(getattr(interval, name)) for name in ("estimate", "low", "high")}
    return {**ends, "n": int(interval.n)}


def _known(value: float) -> float | None:
    if not math.isfinite(value):
        return None
    return float(f"{value:.{DIGITS}g}")
