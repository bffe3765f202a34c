"""The outputs and functions that an experiment asks about, as far as names can be checked before anything is run.

An output is named `station.figure`, or `station.whose.figure` for a job, a group or a function. Which figures there are
is known when the office has been run.
"""

from __future__ import annotations

from collections.abc import Iterator

from forcesight.model_office.experiments.experiment import Experiment
from forcesight.model_office.experiments.levers.whose import everybody, no_such
from forcesight.model_office.office.description import Appointments, Office
from forcesight.model_office.office.traffic import jobs_at
from forcesight.toml_tables import Fault


def names_that_lead_nowhere(experiment: Experiment) -> Iterator[Fault]:
    """Functions that are aimed at, and outputs asked for, that no option's office has, each at its field."""
    offices = [changed.office for changed in experiment.changed]
    functions = sorted({name for office in offices for name in _functions(office)})
    for aim in experiment.aims:
        if aim not in functions:
            yield Fault(("aims",), no_such(aim, functions, "function"))
    known: dict[str, set[str]] = {}
    for office in offices:
        for station, names in _outputs_of(office):
            known.setdefault(station, set()).update(names)
    asked = {("watch",): experiment.watch, ("target", "output"): experiment.target.output if experiment.target else ""}
    for place, output in asked.items():
        problem = _problem(output, known) if output else ""
        if problem:
            yield Fault(place, problem)


def _problem(output: str, known: dict[str, set[str]]) -> str:
    station, *rest = output.split(".")
    if station not in known:
        return f"{output!r} is not an output. {no_such(station, known, 'station')}"
    if not 1 <= len(rest) <= 2:
        return f"{output!r} is not an output: write station.figure, or station.job.figure"
    if len(rest) == 2 and rest[0] not in known[station]:
        what = f"job, group or function at {station!r}"
        return f"{output!r} is not an output. {no_such(rest[0], sorted(known[station]), what)}"
    return ""


def _outputs_of(office: Office) -> Iterator[tuple[str, set[str]]]:
    """Each station, and what its outputs may be of."""
    for at, station in enumerate(office.stations):
        people = [held for held in everybody(office) if held.station == at]
        yield station.id, {*jobs_at(station), *(p.people.id for p in people), *(p.function for p in people)}


def _functions(office: Office) -> Iterator[str]:
    """Whose work outputs are of: a function, or a station of its own."""
    yield from (held.function for held in everybody(office))
    for station in office.stations:
        yield (isinstance(station, Appointments) and station.function) or station.id
