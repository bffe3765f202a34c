"""The figures of a team with cases: how many came and are open, how old they are, and what was not done in time."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.engine import Run
from forcesight.model_office.flow import Record
from forcesight.model_office.office.description import Caseload, CaseWork
from forcesight.model_office.results.output import Figure
from forcesight.model_office.results.waits import ALL_JOBS, Subject, job_name, mean, output, share, stays, timed
from forcesight.model_office.results.window import counted, counted_weeks, warm_up


DAY = 24 * 60.0


def caseload_figures(run: Run, team: Caseload) -> Iterator[Figure]:
    """The figures of each kind of case of a team, then of the team."""
    record = run.stations[team.id].record
    for work in team.work:
        yield from _of_job(run, team, work, record)
    yield from _of_team(run, team, record)


def subject(team: Caseload) -> Subject:
    """Whose work it is."""
    return Subject(team.id, team.name or team.id, team.function or team.id)


def _of_job(run: Run, team: Caseload, work: CaseWork, record: Record) -> Iterator[Figure]:
    of, kind = subject(team), run.plan.codes.jobs[work.job]
    name = job_name(run, work.job)
    came = int((counted(record, run.office) & (record.kind == kind)).sum())
    weekly = came / counted_weeks(run.office)
    yield Figure(output(of, "came", "cases that came", "jobs a week", "neutral", name), weekly, came)
    ages = stays(record, kind, warm_up(run.office))
    yield from timed(of, name, "age", "age of a case when it is closed", "days", ages)
    if work.within_days is not None:
        words = f"closed within {work.within_days:g} days"
        within = output(of, "within", words, "%", "higher", name, standard=work.standard)
        closed, known = _closed_in_time(run, record, kind, work.within_days)
        yield Figure(within, share(closed, known), known)


def _closed_in_time(run: Run, record: Record, kind: int, days: float) -> tuple[int, int]:
    """How many cases were closed within the limit, and of how many that is known at the end."""
    rows = counted(record, run.office) & (record.kind == kind) & (record.arrived <= run.office.minutes - days * DAY)
    ages = record.left[rows] - record.arrived[rows]
    return int((ages <= days * DAY).sum()), int(rows.sum())


def _of_team(run: Run, team: Caseload, record: Record) -> Iterator[Figure]:
    of, days = subject(team), run.stations[team.id].days
    since = math.ceil(warm_up(run.office) / DAY)
    still = np.isnan(record.left)
    yield Figure(output(of, "open", "cases open at the end", "jobs", "lower"), float(still.sum()), len(record.left))
    age = run.office.minutes - record.arrived[still]
    yield from timed(of, ALL_JOBS, "open_age", "age of the cases that are open", "days", age)
    yield _mean_of_days(of, "unallocated", "cases that wait to be allocated", days.unallocated[since:])
    due, missed = float(days.reviews_due[since:].sum()), float(days.reviews_missed[since:].sum())
    if team.review_days is not None:
        yield Figure(
            output(of, "reviews_missed", "reviews not done when due", "%", "lower"), share(missed, due), int(due)
        )
    hours, worked = float(days.hours_available[since:].sum()), float(days.hours_worked[since:].sum())
    n = len(days.hours_available[since:])
    yield Figure(
        output(of, "utilisation", "share of their time at work on cases", "%", "neutral"), share(worked, hours), n
    )
    weekly = hours / (n / 7) if n else math.nan
    yield Figure(output(of, "hours", "hours of the team", "hours a week", "neutral"), weekly, n)


def _mean_of_days(of: Subject, what: str, words: str, values: NDArray[np.int64]) -> Figure:
    return Figure(output(of, what, words, "jobs", "lower"), mean(float(values.sum()), len(values)), len(values))
