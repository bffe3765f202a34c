"""Whether the books of a run balance: every job is somewhere, and Little's law holds at every station.

These are asserted on every run: a kernel that lost or doubled a job, or forgot time, cannot give a figure.

Source: Little 1961, "A proof for the queuing formula L = λW"; in its finite form (Little 2011) it is an identity: the
time integral of the number waiting is the sum of the waits, each cut at the end.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from forcesight.model_office.compiled import compiled
from forcesight.model_office.flow import STILL_HERE, Record


if TYPE_CHECKING:
    from forcesight.model_office.engine import Run


class BooksDoNotBalance(AssertionError):
    """A run in which jobs or time were lost: a fault of the engine, never of the office."""


def check(run: Run) -> None:
    """Raise BooksDoNotBalance where a station lost or doubled jobs, or where waiting time does not add up."""
    for name, served in run.stations.items():
        record = served.record
        came, gone = len(record.arrived), int(np.count_nonzero(record.outcome != STILL_HERE))
        here = int(np.count_nonzero(np.isnan(record.left)))
        if came != gone + here:
            raise BooksDoNotBalance(f"{name}, seed {run.seed}: {came} jobs came, {gone} left and {here} are here.")
        # A job that lost its unit did not wait while it had one.
        waited = _waited(record, run.office.minutes) - float(served.hours.pre_empted_minutes.sum())
        if not math.isclose(waited, record.waiting_integral, rel_tol=1e-9, abs_tol=1e-3):
            raise BooksDoNotBalance(
                f"{name}, seed {run.seed}: jobs waited {waited} minutes in all, and the queue's integral is "
                f"{record.waiting_integral}."
            )
    _every_job_went_on(run)


def _every_job_went_on(run: Run) -> None:
    """What reached the stations is what arrived from outside and what stations sent on."""
    reached = sum(len(flow.time) for flow in run.flows.values())
    left = sum(len(served.record.leaving) for served in run.stations.values())
    arrived = run.arrived
    if not arrived <= reached <= arrived + left:
        raise BooksDoNotBalance(
            f"Seed {run.seed}: {arrived} arrived and {left} left stations, but {reached} reached one."
        )


@compiled
def _waited(record: Record, end: float) -> float:
    """The waits of all jobs, each until it was taken up, lost or the end came."""
    total = 0.0
    for row in range(len(record.arrived)):
        until = record.assigned[row]
        if math.isnan(until):
            until = record.left[row]
        total += (end if math.isnan(until) else until) - record.arrived[row]
    return total
