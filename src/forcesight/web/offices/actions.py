"""What a person does with experiments: start one, cancel it, record that it was acted on.

Each action is one transaction: its rows, its one audit event, and what goes to the home's tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from forcesight.access import Event, Principal, Refused, check
from forcesight.catalogue import Measure
from forcesight.errors import InputRefused
from forcesight.measures.formats import plural
from forcesight.model_office.predicted import rows_of
from forcesight.web.audit.log import write
from forcesight.web.jobs.actions import ask_to_cancel
from forcesight.web.jobs.models import Job
from forcesight.web.notes.models import Outbox
from forcesight.web.offices.expected import prediction_of_experiment
from forcesight.web.offices.models import Calibration, Experiment


@transaction.atomic
def start_experiment(
    *, office: str, name: str, reason: str, definition: dict[str, Any], author_name: str, by: Principal
) -> Experiment:
    """Keep what is asked, with its author and reason, and queue the job that runs it."""
    check.check_can_run_experiments(by)
    made = Experiment(
        office=office,
        name=name,
        reason=reason,
        definition={**definition, "name": name},
        author=by.identity,
        author_name=author_name,
    )
    made.job = Job.objects.create(kind="experiment", parameters={"experiment": str(made.pk)}, started_by=by.identity)
    made.save(force_insert=True)
    write(Event.EXPERIMENT_RUN, by=by, target=made.target, new=plural(len(definition["options"]), "option"))
    return made


@transaction.atomic
def cancel_experiment(*, experiment: Experiment, by: Principal) -> None:
    """Ask for an experiment's job to be cancelled: its author may, and who looks after jobs."""
    _check_may_cancel(experiment, by)
    ask_to_cancel(job=experiment.job, by=by)


@transaction.atomic
def start_calibration(*, since: date | None, until: date | None, author_name: str, by: Principal) -> Calibration:
    """Queue the job that reads an office's numbers in the home's records; a day that is None is the job's to find."""
    check.check_can_run_experiments(by)
    made = Calibration(since=since, until=until, author=by.identity, author_name=author_name)
    made.job = Job.objects.create(kind="calibration", parameters={"calibration": str(made.pk)}, started_by=by.identity)
    made.save(force_insert=True)
    write(Event.JOB_STARTED, by=by, target=made.job.target)
    return made


@transaction.atomic
def cancel_calibration(*, calibration: Calibration, by: Principal) -> None:
    """Ask for a calibration's job to be cancelled: its author may, and who looks after jobs."""
    _check_may_cancel(calibration, by)
    ask_to_cancel(job=calibration.job, by=by)


@transaction.atomic
def act_on_experiment(
    *, experiment: Experiment, option: str, acted_on: date, months: int, reason: str, area: tuple[str, str],
    known: Mapping[str, Measure], author_name: str, by: Principal,
) -> Experiment:  # fmt: skip
    """Record that an option was taken, once; what the experiment expected of it is kept and goes to the home's table.

    `area` is the level and the code of the area that the office stands for, `known` the catalogue's measures by id.
    Raises InputRefused where the experiment is not finished, was acted on already, or names measures that cannot tell.
    """
    check.check_can_act_on_experiments(by)
    kept = Experiment.objects.select_for_update().get(pk=experiment.pk)
    if kept.acted_on is not None:
        raise InputRefused("It is recorded already that this experiment was acted on.")
    kept.acted_on, kept.acted_option, kept.acted_reason = acted_on, option, reason
    kept.acted_by, kept.acted_by_name, kept.acted_at = by.identity, author_name, timezone.now()
    kept.prediction = rows_of(prediction_of_experiment(kept, months=months, area=area, known=known))
    kept.save()
    Outbox.objects.bulk_create(Outbox(table="office_prediction", row=row) for row in kept.prediction)
    write(Event.EXPERIMENT_ACTED_ON, by=by, target=kept.target, new=f"{option} from {acted_on:%Y-%m-%d}")
    return kept


def may_cancel(asked: Experiment | Calibration, *, by: Principal) -> bool:
    """Whether there is something to cancel, and the person may: for showing or hiding the button."""
    try:
        _check_may_cancel(asked, by)
    except Refused:
        return False
    return asked.job.can_be_cancelled


def _check_may_cancel(asked: Experiment | Calibration, by: Principal) -> None:
    if asked.author == by.identity:
        check.check_can_run_experiments(by)
    else:
        check.check_can_manage_jobs(by)
