"""The kinds of job, each with what it does. A kind reports its progress, and may be cancelled where it reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from forcesight.access import Principal
from forcesight.errors import InputRefused
from forcesight.measures.file_words import file_words
from forcesight.measures.formats import plural
from forcesight.operations import Platform, records
from forcesight.web.jobs import uploads
from forcesight.web.jobs.models import Job
from forcesight.web.notes import publishing


Progress = Callable[[int, int, str], None]
#: A writer that finds another at work waits this many seconds for its turn.
WAIT = 600.0


@dataclass(frozen=True)
class Kind:
    """A kind of job: what pages call it, what it does, and what is so when it failed or was cancelled."""

    words: str
    run: Callable[[Job, Platform, Principal, Progress], dict[str, Any]]
    failed: str
    cancelled: str = "What it had published by then stays; nothing is half done."


def _load(job: Job, platform: Platform, by: Principal, progress: Progress) -> dict[str, Any]:
    place = uploads.folder(job)
    paths = [place / name for name in job.parameters["files"]]
    edition = job.parameters["edition"] or None
    try:
        report = records.load_police_uk(platform, paths, by=by, edition=edition, progress=progress, wait=WAIT)
    except InputRefused as fault:
        # The person knows the file by its name, not by where we kept it.
        raise InputRefused(*(line.replace(f"{place}/", "") for line in fault.sentences)) from None
    counts = ("files", "rows_read", "rows_loaded", "rows_rejected", "rows_already_loaded", "snapshot")
    changes = [asdict(change) for change in report.changes]
    passed_over = [f"{item.name} ({item.reason})".removeprefix(f"{place}/") for item in report.passed_over]
    return {name: getattr(report, name) for name in counts} | {"changes": changes, "passed_over": passed_over}


def _publish(_job: Job, platform: Platform, by: Principal, progress: Progress) -> dict[str, Any]:
    progress(0, 1, "Publishing")
    snapshot = publishing.publish(platform, by=by)
    progress(1, 1, "Published")
    return {"snapshot": snapshot}


def _experiment(job: Job, platform: Platform, by: Principal, progress: Progress) -> dict[str, Any]:
    # The model office is compiled: only the worker, and only for this, loads the compiler.
    from forcesight.web.offices.running import run_experiment

    return run_experiment(job, platform, by, progress)


def _calibration(job: Job, platform: Platform, by: Principal, progress: Progress) -> dict[str, Any]:
    from forcesight.web.offices.calibrating import run_calibration

    return run_calibration(job, platform, by, progress)


KINDS: dict[str, Kind] = {
    "load-police-uk": Kind("Load data.police.uk files", _load, "Nothing was loaded."),
    "experiment": Kind(
        "Run an experiment in the model office",
        _experiment,
        "The experiment did not come to its end.",
        "What it had found by then stays on the experiment’s page.",
    ),
    "calibration": Kind(
        "Calibrate an office from the records", _calibration, "Nothing was found.", "Nothing of it is kept."
    ),
    "publish": Kind("Publish notes, baselines and definitions", _publish, "Nothing was published."),
}


def sentences(job: Job, force_name: Callable[[str], str]) -> Iterator[str]:
    """What came of a job, in sentences; `force_name` says what a force is called."""
    told = job.result
    if "rows_read" in told:
        yield (
            f"{plural(told['files'], 'file')} with {plural(told['rows_read'], 'row')}: {told['rows_loaded']:,} loaded, "
            f"{told['rows_rejected']:,} rejected, {told['rows_already_loaded']:,} already loaded."
        )
        for change in told["changes"]:
            newer, older = (file_words(change[name], force_name) for name in ("source_file", "replaced"))
            yield (
                f"{newer} replaced {older}: {change['rows_added']:,} rows added, "
                f"{change['rows_removed']:,} removed, {change['outcomes_changed']:,} outcomes changed."
            )
        for name in told["passed_over"]:
            yield f"Passed over: {name}"
    if "experiment" in told:
        yield f"{plural(told['runs'], 'run')} of each option were done. The experiment's own page has what they found."
    if "calibration" in told:
        yield f"{plural(told['numbers'], 'number')} of an office were found. The calibration's own page has them."
    if "snapshot" in told:
        yield f"The home is at snapshot {told['snapshot']}."
