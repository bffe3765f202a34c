"""The waits of a station's jobs as figures: how many came, how long they waited, and how many within the standard."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import bare
from forcesight.model_office.engine import Run
from forcesight.model_office.flow import SERVED, Record
from forcesight.model_office.results.output import Better, Figure, Output
from forcesight.model_office.results.output import Unit as UnitOfMeasure


TAIL: Final = 0.9
"""The quantile that is told beside a mean: nine in ten wait no longer."""
PER: Final[dict[UnitOfMeasure, float]] = {"seconds": 60.0, "minutes": 1.0, "days": 1 / 1440}
"""How many of a unit a minute is."""


class Subject(NamedTuple):
    """Whose work a figure is of."""

    station: str
    station_name: str
    function: str


class JobName(NamedTuple):
    """A kind of job: its id, and what people call it."""

    id: str
    name: str


ALL_JOBS: Final = JobName("", "")
"""For what concerns a station as a whole."""


def job_name(run: Run, job: str) -> JobName:
    """What people call a job of the office."""
    return JobName(job, run.office.jobs[run.plan.codes.jobs[job]].name or job)


def output(
    of: Subject,
    what: str,
    words: str,
    unit: UnitOfMeasure,
    better: Better,
    job: JobName = ALL_JOBS,
    *,
    standard: float | None = None,
) -> Output:
    """An output of a station, or of one kind of job at it; `standard` is a share, as offices give it."""
    named = f"{of.station_name}, {job.name}: {words}" if job.id else f"{of.station_name}: {words}"
    identity = ".".join(part for part in (of.station, job.id, what) if part)
    aim = None if standard is None else 100 * standard
    return Output(identity, named, unit, better, of.station, of.function, job.id, aim)


def share(part: float, whole: float) -> float:
    """A per cent; NaN of nothing."""
    return 100 * part / whole if whole else math.nan


def mean(total: float, n: float) -> float:
    """A mean; NaN of nothing."""
    return total / n if n else math.nan


def tail(values: NDArray[np.float64]) -> float:
    """The time within which nine in ten are; NaN of nothing. By numpy's linear rule, in linear time."""
    if not len(values):
        return math.nan
    return float(np.quantile(values, TAIL))


def spans(record: Record, kind: int, since: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of the jobs of a kind that began: minutes until assigned, and until begun."""
    waits, responses = np.empty(len(record.kind)), np.empty(len(record.kind))
    n = _spans(record, kind, since, waits, responses)
    return waits[:n], responses[:n]


@bare
def _spans(record: Record, kind: int, since: float, waits: NDArray[np.float64], responses: NDArray[np.float64]) -> int:
    """Fill both; how many there are. Each row is written, and the next goes over it where it does not count."""
    n = 0
    for row in range(len(record.kind)):
        arrived = record.arrived[row]
        waits[n], responses[n] = record.assigned[row] - arrived, record.began[row] - arrived
        n += (record.kind[row] == kind) & (record.helper[row] == 0) & (arrived >= since) & (responses[n] >= 0.0)
    return n


def stays(record: Record, kind: int, since: float) -> NDArray[np.float64]:
    """Of the jobs of a kind that were served: minutes from coming to leaving."""
    rows = (record.kind == kind) & (record.helper == 0) & (record.arrived >= since) & (record.outcome == SERVED)
    return np.asarray(record.left[rows] - record.arrived[rows])


def timed(
    of: Subject, job: JobName, what: str, words: str, unit: UnitOfMeasure, minutes: NDArray[np.float64]
) -> Iterator[Figure]:
    """The mean of some spans, and the time within which nine in ten are."""
    scaled, n = PER[unit], len(minutes)
    middle = output(of, f"{what}_mean", f"mean {words}", unit, "lower", job)
    yield Figure(middle, mean(float(minutes.sum()) * scaled, n), n)
    end = output(of, f"{what}_p90", f"{words} that nine in ten do not exceed", unit, "lower", job)
    yield Figure(end, tail(minutes) * scaled, n)
