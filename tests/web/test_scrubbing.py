"""Every field of the site's rows says how personal it is, and erasure follows it."""

import sqlite3
from datetime import date

import pytest
from django.apps import apps
from django.db import connection

from forcesight.access import local_operator, place
from forcesight.web.jobs.models import Job
from forcesight.web.notes.actions import set_baseline, write_note
from forcesight.web.notes.models import Note, Outbox, Rebase
from forcesight.web.scrubbing import scrubbed_models, site_eraser


MODELS = list(scrubbed_models())


def test_the_sites_own_models_are_found():
    assert {Note, Rebase, Outbox, Job} < set(MODELS) and len(MODELS) >= 7
    assert not set(MODELS) & set(apps.get_app_config("sessions").get_models())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_each_field_is_classified_once(model):
    told = [*model.Scrubbing.content, *model.Scrubbing.staff, *model.Scrubbing.plain]
    assert sorted(told) == sorted(field.name for field in model._meta.fields)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_who_and_when_come_in_pairs_that_the_database_holds(model):
    names = {field.name for field in model._meta.fields}
    pairs = {name for name in names if name.endswith("_by") and f"{name[:-3]}_at" in names}
    checked = " ".join(constraint.name for constraint in model._meta.constraints)
    assert all(f"{pair[:-3]}_at_and_by" in checked for pair in pairs)


def note(body):
    told = {"measure": "burglary", "place": place("force:northshire"), "author_name": "A", "by": local_operator()}
    return write_note(**told, body=body)


@pytest.mark.django_db
def test_a_text_is_removed_wherever_the_site_keeps_words():
    kept, gone = note("Nothing of note"), note("Ask ZOË Example about it")
    told = {"measure": "burglary", "place": place("force:northshire"), "author_name": "A", "by": local_operator()}
    rebase = set_baseline(**told, month=date(2024, 6, 1), reason="zoë example moved")
    job = Job.objects.create(
        kind="publish", started_by="x", failure="Row of Zoë Example", result={"a": ["Zoë Example"]}
    )
    assert site_eraser("Zoë Example") == 5  # note, reason, job, and two outbox rows
    for row in (kept, gone, rebase, job):
        row.refresh_from_db()
    assert (kept.body, gone.body, rebase.reason) == ("Nothing of note", "(removed)", "(removed)")
    assert (job.failure, job.result) == ("(removed)", {}) and gone.author == kept.author != ""
    assert [sent.row["body"] for sent in Outbox.objects.all()] == ["Nothing of note"]
    assert site_eraser("Zoë Example") == 0


@pytest.mark.django_db(transaction=True)
def test_no_byte_of_the_database_file_holds_the_text_any_more(tmp_path, monkeypatch):
    note("Unmistakable Example")
    copy = tmp_path / "site.sqlite3"

    def bytes_of_copy():
        copy.unlink(missing_ok=True)
        with sqlite3.connect(copy) as target:
            connection.connection.backup(target)
        return copy.read_bytes()

    assert b"Unmistakable Example" in bytes_of_copy()
    assert site_eraser("Unmistakable Example") == 2
    assert b"Unmistakable Example" not in bytes_of_copy()
