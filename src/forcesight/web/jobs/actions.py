"""What a person does with jobs: start them and cancel them, each with its one audit event in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from forcesight.access import Event, Principal, check
from forcesight.measures.formats import plural
from forcesight.web.audit.log import write
from forcesight.web.jobs import queue, uploads
from forcesight.web.jobs.models import Job


@transaction.atomic
def start_load(*, files: Sequence[UploadedFile], edition: str = "", by: Principal) -> Job:
    """Keep the files that were sent and queue the job that loads them."""
    check.check_can_load_records(by)
    job = Job(kind="load-police-uk", started_by=by.identity)
    try:
        job.parameters = {"files": uploads.keep(job, files), "edition": edition}
        job.save()
        write(Event.JOB_STARTED, by=by, target=job.target, new=plural(len(files), "file"))
    except BaseException:
        uploads.remove(job)
        raise
    return job


@transaction.atomic
def start_publish(*, by: Principal) -> Job:
    """Queue the job that publishes what people wrote, and refreshes the marts where definitions changed."""
    check.check_can_manage_jobs(by)
    job = Job.objects.create(kind="publish", started_by=by.identity)
    write(Event.JOB_STARTED, by=by, target=job.target)
    return job


@transaction.atomic
def cancel_job(*, job: Job, by: Principal) -> None:
    """Ask for a job to be cancelled: one that waits ends at once, one that runs at its next step."""
    check.check_can_manage_jobs(by)
    ask_to_cancel(job=job, by=by)


def ask_to_cancel(*, job: Job, by: Principal) -> None:
    """Do so for somebody whose right to it has been checked."""
    asked = Job.objects.filter(pk=job.pk, ended_at=None, cancel_asked_at=None)
    if asked.update(cancel_asked_at=timezone.now(), cancel_asked_by=by.identity):
        write(Event.JOB_CANCELLED, by=by, target=job.target)
    if queue.cancel_waiting(job):
        transaction.on_commit(lambda: uploads.remove(job))
