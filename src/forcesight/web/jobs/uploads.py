"""Files that a person sent, kept beside the home's tables until their job has read them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from forcesight.web.jobs.models import Job


# A folder may be older than its job's row by the time that sending takes.
ORPHAN_SECONDS = 3600


def root() -> Path:
    """Where uploads lie: in the home, but not in `staging`, which every writer empties."""
    return Path(settings.FORCESIGHT_HOME) / "uploads"


def folder(job: Job) -> Path:
    """The folder of a job's files."""
    return root() / str(job.pk)


def keep(job: Job, files: Iterable[UploadedFile]) -> list[str]:
    """Store the files under their own names; the names, in order."""
    place = folder(job)
    place.mkdir(parents=True, mode=0o700)
    names = []
    for file in files:
        # The browser's word for a name: never a path, so it cannot leave the folder.
        name = PurePosixPath(file.name or "file").name
        with (place / name).open("xb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
        names.append(name)
    return names


def remove(job: Job) -> None:
    """Delete a job's files."""
    shutil.rmtree(folder(job), ignore_errors=True)


def tidy() -> None:
    """Delete folders whose job has ended or never came to be, where a crash left them."""
    if not root().exists():
        return
    alive = {str(job.pk) for job in Job.objects.all() if not job.ended}
    for place in root().iterdir():
        if place.name not in alive and place.stat().st_mtime < time.time() - ORPHAN_SECONDS:
            shutil.rmtree(place, ignore_errors=True)
