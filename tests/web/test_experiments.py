"""Experiments on screen: asked with a form, run by the worker, and read with side effects first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.spec.model_office.small_office import OFFICE

from forcesight.model_office.office.writing import write_office
from forcesight.web.jobs import worker
from forcesight.web.offices.models import Experiment


pytestmark = pytest.mark.django_db(transaction=True)
NEW = "/offices/small/experiments/new"
ASKED = {"name": "A half more", "reason": "A new town", "change": "50", "runs": "5"}


@pytest.fixture
def small(home):
    folder = home.catalogue / "offices"
    folder.mkdir(parents=True)
    listed = replace(OFFICE, weeks=2, valid_from=date(2020, 1, 1), source="Ours", confidence="low")
    (folder / "small.toml").write_text(write_office(listed))


def test_it_is_asked_run_and_read(signed_in, small):
    client = signed_in("resource_planner")
    assert "Change of demand in percent" in client.get(NEW).content.decode()
    address = client.post(NEW, ASKED)["Location"]
    waiting = client.get(address).content.decode()
    assert 'http-equiv="refresh"' in waiting and "Cancel this experiment" in waiting and "50" in waiting
    worker.run_worker(stop=lambda: False, once=True)
    found = client.get(address).content.decode()
    assert Experiment.objects.get().result["finished"]
    assert found.index("what gets worse") < found.index("every output")
    assert 'http-equiv="refresh"' not in found
    assert f'href="{address}">A half more</a>' in client.get("/offices/").content.decode()


def test_what_is_missing_is_said(signed_in, small):
    shown = signed_in("resource_planner").post(NEW, {**ASKED, "reason": ""}).content.decode()
    assert "There is a problem" in shown and "Enter why this is asked" in shown
    assert not Experiment.objects.exists()


def test_its_author_cancels_it(signed_in, small):
    client = signed_in("resource_planner")
    address = client.post(NEW, ASKED)["Location"]
    client.post(f"{address}/cancel")
    assert Experiment.objects.get().job.ended
    assert "Cancel this experiment" not in client.get(address).content.decode()


def test_who_may_not_run_one_and_what_is_not_there(signed_in, small):
    assert signed_in("chief_officer").get(NEW).status_code == 403


def test_an_office_that_is_not_there(signed_in, home):
    assert signed_in("resource_planner").get("/offices/nowhere/experiments/new").status_code == 404
