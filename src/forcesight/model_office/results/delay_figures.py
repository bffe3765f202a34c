"""The figures of a delay: how many came, and how long it took them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from forcesight.model_office.engine import Run
from forcesight.model_office.office.description import Delay
from forcesight.model_office.results.output import Figure
from forcesight.model_office.results.waits import ALL_JOBS, Subject, output, stays, timed
from forcesight.model_office.results.window import counted, counted_weeks, warm_up


def delay_figures(run: Run, delay: Delay) -> Iterator[Figure]:
    """The figures of a delay, of all its jobs together."""
    record, of = run.stations[delay.id].record, Subject(delay.id, delay.name or delay.id, delay.id)
    came = int(counted(record, run.office).sum())
    weekly = came / counted_weeks(run.office)
    yield Figure(output(of, "came", "jobs that came", "jobs a week", "neutral"), weekly, came)
    kinds = [run.plan.codes.jobs[job] for job in delay.jobs]
    times = np.concatenate([stays(record, kind, warm_up(run.office)) for kind in kinds])
    yield from timed(of, ALL_JOBS, "delay", "time until it left", "minutes", times)
