"""An experiment in the site: its row, its job, its cancelling, and the record that it was acted on."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from forcesight.access import ROLES, Grant, Principal, Refused, Unit
from forcesight.errors import InputRefused
from forcesight.web.audit.models import AuditEvent
from forcesight.web.jobs import worker
from forcesight.web.jobs.states import State
from forcesight.web.notes.models import Outbox
from forcesight.web.offices import actions
from forcesight.web.offices.models import Experiment


pytestmark = pytest.mark.django_db(transaction=True)
MORE = {"id": "more", "name": "A tenth more", "levers": [{"kind": "demand", "factor": 1.1}]}
DEFINITION = {"options": [MORE], "runs": 5, "aims": []}


def holder(role):
    return Principal(f"a.{role}", (Grant(ROLES[role], Unit.parse("force:northshire"), date(2020, 1, 1)),))


def started(**more):
    told = {"office": "multi_agency_hub", "name": "More referrals", "reason": "A new line", "definition": DEFINITION,
            "author_name": "A. Planner", "by": holder("resource_planner")}  # fmt: skip
    return actions.start_experiment(**{**told, **more})


def acted(kept, **more):
    told = {"option": "more", "acted_on": date(2026, 3, 10), "months": 3, "reason": "It came",
            "area": ("force", "northshire"), "known": {}, "author_name": "C. Chief",
            "by": holder("chief_officer")}  # fmt: skip
    return actions.act_on_experiment(experiment=kept, **{**told, **more})


def test_an_experiment_is_its_row_its_job_and_its_event(home):
    kept = started()
    assert kept.job.kind == "experiment" and kept.definition["name"] == "More referrals"
    # The log keeps what earlier tests entered: nothing can be taken out of it.
    assert AuditEvent.objects.filter(event="experiment_run").latest("sequence").target == kept.target


def test_the_worker_runs_it_and_keeps_what_it_found_and_then_it_can_be_acted_on(home, person):
    person("resource_planner")
    kept = started()
    worker.run_worker(stop=lambda: False, once=True)
    kept = Experiment.objects.get()
    assert kept.job.state == State.SUCCEEDED, kept.job.failure
    assert kept.result["finished"] and kept.result["runs"] == 5
    came = next(each for each in kept.result["lines"] if each["output"]["id"] == "triage.standard.came")
    assert came["effects"][0]["difference"]["low"] > 0 and len(came["values"]) == 5
    week = kept.hours["options"]["more"]["triage"]
    assert {len(values) for values in week.values()} == {168} and kept.hours["runs"] == 5
    assert [each["id"] for each in kept.manifest["options"]] == ["baseline", "more"]
    assert kept.manifest["question"] == "A new line"

    kept = acted(kept)
    rows = list(Outbox.objects.values_list("row", flat=True))
    assert len(rows) == len(kept.result["lines"]) == len(kept.prediction)
    assert rows[0]["first_month"] == "2026-04" and rows[0]["last_month"] == "2026-06"
    with pytest.raises(InputRefused, match="recorded already"):
        acted(kept)


def test_what_is_not_finished_is_not_acted_on(home):
    with pytest.raises(InputRefused, match="not finished"):
        acted(started())
    assert not Outbox.objects.exists()


def test_its_author_cancels_it_and_so_does_an_engineer_but_nobody_else(home):
    kept = started()
    with pytest.raises(Refused):
        actions.cancel_experiment(experiment=kept, by=holder("performance_analyst"))
    actions.cancel_experiment(experiment=kept, by=holder("resource_planner"))
    other = started()
    actions.cancel_experiment(experiment=other, by=holder("data_engineer"))
    assert {each.job.state for each in Experiment.objects.all()} == {State.CANCELLED}


def test_who_may_not_is_refused(home):
    with pytest.raises(Refused):
        started(by=holder("commander"))
    with pytest.raises(Refused):
        acted(started(), by=holder("resource_planner"))


def test_who_and_why_of_acting_stand_together(home):
    kept = started()
    with pytest.raises(IntegrityError), transaction.atomic():
        Experiment.objects.filter(pk=kept.pk).update(acted_by="somebody")
