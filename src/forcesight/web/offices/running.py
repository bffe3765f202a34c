"""The job of an experiment: all options for the same seeds, with what is known so far kept as it goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from forcesight.access import Principal, check
from forcesight.measures.formats import plural
from forcesight.model_office import experiments as engine
from forcesight.model_office.experiments.comparison import Comparison
from forcesight.model_office.experiments.manifest import manifest
from forcesight.model_office.experiments.margins import Margins
from forcesight.model_office.office.shelf import find_office
from forcesight.model_office.office.writing import write_office
from forcesight.operations import Platform
from forcesight.web.jobs.models import Job
from forcesight.web.offices.hours import HoursOfWeek
from forcesight.web.offices.kept import as_kept, asked_on
from forcesight.web.offices.models import Experiment


Progress = Callable[[int, int, str], None]


def run_experiment(job: Job, platform: Platform, by: Principal, progress: Progress) -> dict[str, Any]:
    """Run the experiment of a job to its end; what `progress` raises ends it, and keeps what was known by then."""
    check.check_can_run_experiments(by)
    kept = Experiment.objects.get(job=job)
    begun = datetime.now(UTC)
    progress(0, 0, "Making the offices ready")
    office = find_office(kept.office, platform.home.catalogue)
    _keep(kept, office_file=write_office(office), result={}, hours={}, manifest={})
    asked = replace(asked_on(kept, office), margins=Margins.of(platform.catalogue))
    hours = HoursOfWeek(asked, engine.Plans.of(asked))

    def told(done: int, total: int, so_far: Comparison | None) -> None:
        if so_far is not None:
            _keep(kept, result=as_kept(so_far, asked.changed))
        progress(done, total, f"{done} of at most {plural(total, 'run')} done")

    found = engine.conduct(asked, runner=hours, told=told)
    ran = manifest(asked, found, begun, datetime.now(UTC)).as_dict()
    _keep(kept, result=as_kept(found, asked.changed), manifest=ran, hours=hours.told())
    return {"experiment": str(kept.pk), "runs": found.runs}


def _keep(kept: Experiment, **fields: Any) -> None:
    Experiment.objects.filter(pk=kept.pk).update(**fields)
