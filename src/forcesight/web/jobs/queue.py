"""How a job moves: claimed by one worker, kept alive by its heartbeat, ended once.

Every move names the state that it starts from, and once claimed the worker too, in its own UPDATE. So of two workers
one wins, and a worker that was given up for dead and wakes again changes nothing.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from forcesight.web.jobs.models import Job
from forcesight.web.jobs.states import State, may_follow


#: A job without a heartbeat for this long has lost its worker.
PATIENCE = timedelta(seconds=60)
#: A job that brought down so many workers is not tried again.
MOST_ATTEMPTS = 3


class Cancelled(Exception):
    """Somebody asked for the job to be cancelled."""


class Lost(Exception):
    """The job was taken from this worker, which was given up for dead."""


def claim(worker: str) -> Job | None:
    """Take the job that has waited longest; None where none waits."""
    while (waiting := Job.objects.filter(state=State.QUEUED).order_by("created_at").first()) is not None:
        found = Job.objects.filter(pk=waiting.pk)
        mine = {"worker": worker, "heartbeat_at": timezone.now(), "attempts": waiting.attempts + 1}
        if _move(found, State.QUEUED, State.RUNNING, **mine):
            return Job.objects.get(pk=waiting.pk)
    return None


def beat(job: Job) -> bool:
    """Say that the worker is alive; False where the job is no longer its own."""
    return _held(job).update(heartbeat_at=timezone.now()) == 1


def report(job: Job, done: int, total: int, words: str) -> None:
    """Note how far the job is. Raises Cancelled where a person asked for that, Lost where the job is another's."""
    if not _held(job).update(done=done, total=total, words=words[:200], heartbeat_at=timezone.now()):
        raise Lost
    if _held(job).filter(cancel_asked_at__isnull=False).exists():
        raise Cancelled


def end(job: Job, state: State, **fields: Any) -> bool:
    """Bring a job that this worker holds to its end; False where it is no longer its own."""
    return _move(_held(job), State.RUNNING, state, ended_at=timezone.now(), **fields)


def cancel_waiting(job: Job) -> bool:
    """Cancel a job that no worker has claimed yet; False where one has."""
    return _move(Job.objects.filter(pk=job.pk), State.QUEUED, State.CANCELLED, ended_at=timezone.now())


def return_abandoned() -> int:
    """Put jobs whose workers died back in the queue, or end those that were tried too often; how many."""
    silent = Job.objects.filter(state=State.RUNNING, heartbeat_at__lt=timezone.now() - PATIENCE)
    told = "The worker stopped while it ran this job, several times. Ask the people who run the site to see its log."
    given_up = _move(
        silent.filter(attempts__gte=MOST_ATTEMPTS),
        State.RUNNING,
        State.FAILED,
        ended_at=timezone.now(),
        failure=told,
    )
    return given_up + _move(silent, State.RUNNING, State.QUEUED, worker="", words="Waiting to be tried again")


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker)


def _move(jobs: QuerySet[Job], before: State, after: State, **fields: Any) -> int:
    """Move the jobs that are still in the state before; how many were."""
    if not may_follow(before, after):
        raise ValueError(f"A job never goes from {before} to {after}.")
    return jobs.filter(state=before).update(state=after, **fields)
