"""The job of an experiment: all options for the same seeds, with what is known so far kept as it goes on."""

from __future__ import annotations

import platform as machine
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from forcesight import __version__
from forcesight.access import Principal, check
from forcesight.measures.formats import plural
from forcesight.model_office import experiments as engine
from forcesight.model_office.engine import run
from forcesight.model_office.experiments.comparison import Comparison
from forcesight.model_office.office.description import Caseload, Desk, Station, Units
from forcesight.model_office.office.shelf import find_office
from forcesight.model_office.office.writing import fingerprint
from forcesight.model_office.results.course import course
from forcesight.model_office.results.window import counted_weeks
from forcesight.web.jobs.models import Job
from forcesight.web.offices.asked import experiment_of
from forcesight.web.offices.kept import as_kept, known
from forcesight.web.offices.models import Experiment


Progress = Callable[[int, int, str], None]
SERIES = ("came", "waiting", "busy", "there")


def run_experiment(job: Job, overlay: Path, by: Principal, progress: Progress) -> dict[str, Any]:
    """Run the experiment of a job to its end; what `progress` raises ends it, and keeps what was known by then."""
    check.check_can_run_experiments(by)
    kept = Experiment.objects.get(job=job)
    began = datetime.now(UTC)
    progress(0, 0, "Making the offices ready")
    asked = experiment_of(kept.definition, find_office(kept.office, overlay), key=str(kept.pk))
    plans = engine.Plans.of(asked)

    def told(done: int, total: int, so_far: Comparison | None) -> None:
        if so_far is not None:
            _keep(kept, as_kept(so_far, asked.changed))
        progress(done, total, f"{done} of at most {plural(total, 'run')} done")

    found = as_kept(engine.conduct(asked, runner=plans, told=told), asked.changed)
    progress(1, 1, "Laying out the hours of the week")
    found["stations"] = [
        {"id": each.id, "name": each.name or each.id, **_words(each)} for each in asked.office.stations
    ]
    found["courses"] = _courses(asked, plans)
    Experiment.objects.filter(pk=kept.pk).update(result=found, manifest=_manifest(asked, found, began))
    return {"experiment": str(kept.pk), "runs": found["runs"]}


def _keep(kept: Experiment, result: dict[str, Any]) -> None:
    Experiment.objects.filter(pk=kept.pk).update(result=result)


def _words(station: Station) -> dict[str, str]:
    """What is counted at a station, in its own words."""
    if isinstance(station, Units):
        return {"busy": "Units on a job", "there": "Units on duty"}
    if isinstance(station, Caseload):
        return {"busy": "Cases being worked on", "there": "People"}
    if isinstance(station, Desk):
        return {"busy": "Jobs in hand", "there": "Jobs that those on duty can have in hand"}
    return {"busy": "Jobs that pass", "there": ""}


def _courses(asked: engine.Experiment, plans: engine.Plans) -> dict[str, dict[str, dict[str, list[float | None]]]]:
    """By option and station, what each hour of the week is like in the run of the first seed."""
    courses: dict[str, dict[str, dict[str, list[float | None]]]] = {}
    for place, changed in enumerate(asked.changed):
        its = run(plans.offices[place], asked.seed)
        courses[changed.id] = {each.id: _hours(course(its, each.id)) for each in changed.office.stations}
    return courses


def _hours(week: Any) -> dict[str, list[float | None]]:
    """Two half hours make an hour: what came is a sum, what is there at a moment a mean."""
    told = {}
    for name in SERIES:
        halves = np.asarray(getattr(week, name)).reshape(168, 2)
        told[name] = known(halves.sum(axis=1) if name == "came" else halves.mean(axis=1))
    return told


def _manifest(asked: engine.Experiment, found: dict[str, Any], began: datetime) -> dict[str, Any]:
    ended = datetime.now(UTC)
    return {
        "forcesight": __version__,
        "python": machine.python_version(),
        **{name: version(name) for name in ("numpy", "numba", "scipy")},
        "machine": f"{machine.system()} {machine.machine()}",
        "offices": {changed.id: fingerprint(changed.office) for changed in asked.changed},
        "seed": asked.seed,
        "runs": found["runs"],
        "weeks": asked.office.weeks,
        "weeks_counted": counted_weeks(asked.office),
        "measured": {each.output: each.measure for each in asked.office.measured},
        "began": began.isoformat(timespec="seconds"),
        "seconds": round((ended - began).total_seconds(), 1),
    }
