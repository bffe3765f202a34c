"""The worker: does the jobs that wait, one after another, while a thread beside it publishes what the journal holds.

Several workers may run: each claims its own jobs, one of them publishes, and the home's lock lets one at a time load.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from forcesight.errors import ForcesightError, HomeBusy, NotAllowed
from forcesight.measures.repeat_counts import count_repeats
from forcesight.operations import Platform
from forcesight.operations.feed import keep_publishing
from forcesight.store.publisher import Publisher
from forcesight.web.accounts.models import User
from forcesight.web.accounts.principal import principal_for
from forcesight.web.jobs import queue, uploads
from forcesight.web.jobs.kinds import KINDS, Progress
from forcesight.web.jobs.models import Job
from forcesight.web.jobs.states import State
from forcesight.web.notes import publishing


log = logging.getLogger(__name__)

PAUSE = 1.0
HEARTBEAT = 10.0
# Progress is for people: writing it more often than this would only wear the database.
REPORT_EVERY = 0.5


def run_worker(*, stop: Callable[[], bool], once: bool = False) -> None:
    """Work until `stop()` says so; with `once`, until nothing waits."""
    uploads.tidy()
    if once:
        while not stop() and step():
            close_old_connections()
        return
    with _publisher():
        while not stop():
            close_old_connections()
            deadline = time.monotonic() + (0 if step(publish=publishing.relay) else PAUSE)
            while not stop() and time.monotonic() < deadline:
                time.sleep(0.1)


def step(publish: Callable[[Platform], object] | None = None) -> bool:
    """Do one thing that waits; False where nothing did. `publish`, by default at once, sees to what people wrote.

    What needs counting of newly published records is counted when nothing else waits.
    """
    queue.return_abandoned()
    job = queue.claim(f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}")
    if job is None:
        return _undisturbed(publish or publishing.publish_waiting) or _undisturbed(_count_repeats)
    work_on(job)
    return True


@contextmanager
def _publisher() -> Iterator[None]:
    """A thread that publishes what the journal holds, also while a job runs."""
    home, stop = Path(settings.FORCESIGHT_HOME), threading.Event()
    told = (home, Publisher(_platform().home), stop)
    thread = threading.Thread(target=keep_publishing, args=told, name="publisher", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def work_on(job: Job) -> None:
    """Run a claimed job to its end, whichever that is."""
    kind = KINDS[job.kind]
    try:
        with _heart(job):
            result = kind.run(job, _platform(), principal_for(_starter(job)), _reporter(job))
        queue.end(job, State.SUCCEEDED, result=result, words="")
    except queue.Cancelled:
        queue.end(job, State.CANCELLED, words="")
    except queue.Lost:
        log.error("The job %s was taken from this worker, which had fallen silent.", job.pk)
        return
    except ForcesightError as fault:
        queue.end(job, State.FAILED, failure=str(fault), words="")
    except Exception:
        log.exception("The job %s failed.", job.pk)
        told = "Something went wrong that the job did not expect. The site's log says what; the home is as it was."
        queue.end(job, State.FAILED, failure=told, words="")
    uploads.remove(job)


def _platform() -> Platform:
    return Platform.open(Path(settings.FORCESIGHT_HOME), channel="site")


def _starter(job: Job) -> User:
    """Who started the job. Their roles are asked again now: they may have ended while it waited."""
    found = User.objects.filter(username=job.started_by, is_active=True).first()
    if found is None:
        raise NotAllowed(f"The account {job.started_by}, which started this job, is closed.")
    return found


def _count_repeats(platform: Platform) -> bool:
    return count_repeats(platform.home.path)


def _undisturbed(work: Callable[[Platform], object]) -> bool:
    """Whether a piece of work that nobody started found anything to do. Its faults do not stop the worker."""
    try:
        return bool(work(_platform()))
    except HomeBusy:
        return False  # another writer is at work; its end is soon enough
    except ForcesightError as fault:
        _complain(str(fault))
        return False


@lru_cache(maxsize=1)
def _complain(fault: str) -> None:
    """Log a fault once, not at every turn of the loop."""
    log.error("What waits could not be done yet: %s", fault)


def _reporter(job: Job) -> Progress:
    """Progress to the job's row: at once when the words change, else a few times a second."""
    last: dict[str, Any] = {"words": None, "at": 0.0}

    def progress(done: int, total: int, words: str) -> None:
        now = time.monotonic()
        if words != last["words"] or now - last["at"] >= REPORT_EVERY:
            last.update(words=words, at=now)
            queue.report(job, done, total, words)

    return progress


@contextmanager
def _heart(job: Job) -> Iterator[None]:
    """A thread that says that the worker is alive, also while the job has nothing to report."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(HEARTBEAT):
            with suppress(DatabaseError):  # a busy database is no reason to stop; the next beat may get through
                queue.beat(job)
        connection.close()

    thread = threading.Thread(target=beat, name=f"heartbeat {job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
