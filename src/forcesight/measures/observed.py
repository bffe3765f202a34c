"""From a mart's sums to an observation: which columns a measure has there, and what a month of them is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from forcesight.catalogue import Measure
from forcesight.measures.series import Observation, Status


def sum_columns(measure: Measure) -> list[str]:
    """The mart columns of a measure, in the order numerator, denominator, events, variance."""
    columns = [f"n_{measure.id}"]
    if measure.denominator and not measure.over_population:
        columns.append(f"d_{measure.id}")
    if measure.kind == "weighted":
        columns.append(f"e_{measure.id}")
    return [*columns, f"v_{measure.id}"] if measure.kind in ("weighted", "mean") else columns


def observation_of(
    measure: Measure, month: date, status: Status, sums: Mapping[str, float], residents: int | None
) -> Observation:
    """One month: no row in the mart means that nothing was recorded, for the month is held."""
    if measure.over_population and residents is None:
        return Observation(month, None, status="missing")
    denominator: float | None = residents if measure.over_population else None
    if measure.denominator and not measure.over_population:
        denominator = sums.get(f"d_{measure.id}") or 0
    return Observation(
        month,
        sums.get(f"n_{measure.id}") or 0,
        denominator,
        status,
        events=_events(measure, sums, denominator),
        variance=(sums.get(f"v_{measure.id}") or 0) if measure.kind in ("weighted", "mean") else None,
    )


def _events(measure: Measure, sums: Mapping[str, float], denominator: float | None) -> float | None:
    """How many rows a weighted sum or a mean rests on."""
    if measure.kind == "weighted":
        return sums.get(f"e_{measure.id}") or 0
    return denominator if measure.kind == "mean" else None
