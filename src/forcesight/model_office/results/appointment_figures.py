"""The figures of a diary: how many came, how long until their appointment, and how many were not kept."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from forcesight.model_office.engine import Run
from forcesight.model_office.flow import LOST, STILL_HERE
from forcesight.model_office.office.description import Appointments
from forcesight.model_office.results.output import Figure
from forcesight.model_office.results.waits import ALL_JOBS, Subject, output, share, spans, timed
from forcesight.model_office.results.window import counted, counted_weeks, warm_up


def appointment_figures(run: Run, diary: Appointments) -> Iterator[Figure]:
    """The figures of a diary, of all its jobs together."""
    record, of = run.stations[diary.id].record, Subject(diary.id, diary.name or diary.id, diary.function or diary.id)
    rows = counted(record, run.office)
    came, lost = int(rows.sum()), int((record.outcome[rows] == LOST).sum())
    done = came - int((record.outcome[rows] == STILL_HERE).sum())
    weekly = came / counted_weeks(run.office)
    yield Figure(output(of, "came", "jobs that came", "jobs a week", "neutral"), weekly, came)
    yield Figure(output(of, "not_kept", "appointments that were not kept", "%", "lower"), share(lost, done), done)
    kinds = [run.plan.codes.jobs[job] for job in diary.jobs]
    waits = np.concatenate([spans(record, kind, warm_up(run.office))[1] for kind in kinds])
    yield from timed(of, ALL_JOBS, "wait", "wait for the appointment", "days", waits)
