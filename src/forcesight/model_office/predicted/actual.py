"""What the records say of an output: the months of its measure, in the output's unit.

A share answers a share, a mean a mean in minutes or whatever unit of time, and a count becomes so many a week. A
measure over residents, a sum of weights, and outputs that are not of a span (cases open at the end, the time that nine
in ten do not exceed) have no counterpart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from forcesight.catalogue import Measure
from forcesight.measures.estimate import interval_of
from forcesight.measures.interval import Interval
from forcesight.measures.series import Observation, Status, days_in
from forcesight.model_office.office.description import Measured
from forcesight.model_office.results.output import Output


MINUTES: Final = {"seconds": 1 / 60, "minutes": 1.0, "hours": 60.0, "days": 1440.0}


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """One month of a measure in the output's unit; None where nothing is known of it."""

    month: date
    status: Status
    figure: Interval | None


def faults_of_measures(
    outputs: Iterable[Output], measured: Iterable[Measured], known: Mapping[str, Measure]
) -> list[str]:
    """What is wrong with an office's words on which measure tells of which output, each as a sentence.

    `outputs` are those of a run of the office, `known` the catalogue's measures by id.
    """
    return list(_faults({output.id: output for output in outputs}, measured, known))


def _faults(outputs: Mapping[str, Output], measured: Iterable[Measured], known: Mapping[str, Measure]) -> Iterator[str]:
    for output, measure in ((each.output, each.measure) for each in measured):
        if output not in outputs:
            yield f"The office has no output {output!r}: {_meant(output, outputs)}, or leave the table out."
        elif measure not in known:
            yield f"{output}: the catalogue has no measure {measure!r}: {_meant(measure, known)}."
        elif factor(outputs[output], known[measure]) is None:
            yield (
                f"{output} is in {outputs[output].unit}, and {measure} is a {known[measure].kind} in "
                f"{known[measure].unit}: they cannot be compared, so name a measure of the same kind and unit."
            )


def _meant(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"name {near[0]!r}, if you mean that" if near else "name one that there is"


def factor(output: Output, measure: Measure) -> float | None:
    """By what a measure's value is multiplied to be in the output's unit (a count: once it is per week); or None."""
    if output.id.endswith("_p90"):
        return None
    if output.unit in ("jobs a week", "count a week"):
        return 1.0 if measure.kind == "count" else None
    if output.unit == "%":
        return 100 / measure.per if measure.kind == "proportion" else None
    if measure.kind == "mean" and output.unit in MINUTES and measure.unit in MINUTES:
        return MINUTES[measure.unit] / MINUTES[output.unit]
    return None


def weeks_of(months: Sequence[Observation]) -> float:
    """How many weeks some months are."""
    return sum(days_in(month.period) for month in months) / 7


def figure_of(output: Output, measure: Measure, months: Sequence[Observation]) -> Interval | None:
    """The value of some months together, in the output's unit, with its 95 % interval; None where nothing is known."""
    times, found = factor(output, measure), interval_of(measure.kind, measure.per, months) if months else None
    if times is None or found is None:
        return None
    return found.scaled(times / weeks_of(months) if measure.kind == "count" else times)


def settled(observations: Iterable[Observation], first: date, last: date) -> list[Observation]:
    """The months from first to last that are over, wholly covered and not still filling."""
    return [o for o in observations if first <= o.period <= last and o.status == "ok" and o.numerator is not None]
