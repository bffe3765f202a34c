"""Experiments on screen: run by the worker, and read with side effects first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.spec.model_office.small_office import OFFICE
from tests.web.asked import ask

from forcesight.model_office.office.writing import write_office
from forcesight.web.jobs import worker
from forcesight.web.offices.models import Experiment


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def small(home):
    folder = home.catalogue / "offices"
    folder.mkdir(parents=True)
    listed = replace(OFFICE, weeks=2, valid_from=date(2020, 1, 1), source="Ours", confidence="low")
    (folder / "small.toml").write_text(write_office(listed))


def test_it_is_asked_run_and_read(signed_in, small):
    client = signed_in("resource_planner")
    address = ask(client)
    waiting = client.get(address).content.decode()
    assert 'http-equiv="refresh"' in waiting and "Cancel this experiment" in waiting and "50" in waiting
    worker.run_worker(stop=lambda: False, once=True)
    found = client.get(address).content.decode()
    assert Experiment.objects.get().result["finished"]
    assert found.index("What gets worse") < found.index("Every output")
    assert 'http-equiv="refresh"' not in found
    assert f'href="{address}">A half more</a>' in client.get("/offices/").content.decode()


def test_its_author_cancels_it(signed_in, small):
    client = signed_in("resource_planner")
    address = ask(client)
    client.post(f"{address}/cancel")
    assert Experiment.objects.get().job.ended
    assert "Cancel this experiment" not in client.get(address).content.decode()
