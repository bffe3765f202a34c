"""The figures of a desk: how many came and were lost, how long they waited, and how busy its groups were."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import bare
from forcesight.model_office.desk.plan import servers_of
from forcesight.model_office.engine import Run
from forcesight.model_office.flow import Record
from forcesight.model_office.office.description import Desk, DeskWork, Group
from forcesight.model_office.results.output import Figure
from forcesight.model_office.results.tally import Tally, tally
from forcesight.model_office.results.waits import Subject, job_name, output, share, spans, timed
from forcesight.model_office.results.window import counted_weeks, warm_up


def desk_figures(run: Run, desk: Desk) -> Iterator[Figure]:
    """The figures of each job at a desk, then of each group."""
    record, since = run.stations[desk.id].record, warm_up(run.office)
    limits = np.full(len(run.office.jobs), math.inf)
    for work in desk.work:
        if work.within_seconds is not None:
            limits[run.plan.codes.jobs[work.job]] = work.within_seconds / 60
    found = tally(record, len(limits), since, limits, np.empty(0, dtype=np.int64))
    for work in desk.work:
        yield from _of_job(run, desk, work, record, found)
    hands = np.zeros(len(desk.groups), dtype=np.int64)
    worked = np.zeros(len(desk.groups))
    _work(record, since, run.office.minutes, worked, hands)
    for place, group in enumerate(desk.groups):
        yield _utilisation(run, desk, group, float(worked[place]), int(hands[place]))


def subject(desk: Desk) -> Subject:
    """A desk belongs to the function of its first group."""
    return Subject(desk.id, desk.name or desk.id, desk.groups[0].function or desk.id)


def _of_job(run: Run, desk: Desk, work: DeskWork, record: Record, found: Tally) -> Iterator[Figure]:
    of, kind = subject(desk), run.plan.codes.jobs[work.job]
    name = job_name(run, work.job)
    came = int(found.came[kind])
    yield Figure(
        output(of, "came", "jobs that came", "jobs a week", "neutral", name), came / counted_weeks(run.office), came
    )
    if work.patience.family != "never":
        lost = output(of, "lost", "gave up before they were answered", "%", "lower", name)
        yield Figure(lost, share(found.lost[kind], came), came)
    if work.within_seconds is not None:
        words = f"of those answered, answered within {work.within_seconds:g} seconds"
        within = output(of, "within", words, "%", "higher", name, standard=work.standard)
        yield Figure(within, share(found.within[kind], found.began[kind]), int(found.began[kind]))
    waits, _ = spans(record, kind, warm_up(run.office))
    yield from timed(of, name, "wait", "wait until answered", "seconds", waits)


@bare
def _work(record: Record, since: float, end: float, worked: NDArray[np.float64], jobs: NDArray[np.int64]) -> None:
    """Sum the minutes that each group was at work from `since` on, and how many jobs it had in all."""
    for row in range(len(record.server)):
        group = record.server[row]
        if group < 0:
            continue
        left = end if math.isnan(record.left[row]) else record.left[row]
        worked[group] += max(left - max(record.began[row], since), 0.0)
        jobs[group] += 1


def _utilisation(run: Run, desk: Desk, group: Group, worked: float, jobs: int) -> Figure:
    """The share of a group's time that it was at work; over 100 % where jobs are finished after staff have left."""
    there = servers_of(group).sum() * 30.0 * counted_weeks(run.office)
    of = Subject(desk.id, group.name or group.id, group.function or desk.id)
    what = output(of, f"{group.id}.utilisation", "share of their time at work", "%", "neutral")
    return Figure(what, share(worked, float(there)), jobs)
