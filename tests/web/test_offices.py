"""The model office's pages: which offices there are, and what each holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.spec.model_office.small_office import OFFICE

from forcesight.model_office.office.reading import read_office
from forcesight.model_office.office.writing import write_office


BROKEN = """
[office]
id = "broken"
name = "Broken"
valid_from = 2026-01-01
source = "Ours"
confidence = "low"
starts = 2026-01-05
weeks = 1

[[office.job]]
id = "call"

[[office.demand]]
id = "calls"
job = "cal"
to = "desk"
per_week = 10
"""


def test_the_list_names_every_office(signed_in, records):
    shown = signed_in("resource_planner").get("/offices/").content.decode()
    assert '<a class="govuk-link" href="/offices/county_force">A county force</a>' in shown
    assert "Shipped with Forcesight" in shown


def test_an_office_shows_what_comes_who_is_there_and_where_work_goes(signed_in, records):
    shown = signed_in("resource_planner").get("/offices/police_bench").content.decode()
    for words in (
        "What comes from outside",
        "who works there",
        "what the work takes",
        "Where jobs go next",
        "Hour of the week",
    ):
        assert words in shown
    assert shown.count("<svg") == 2


def test_an_office_that_cannot_be_run_says_why(signed_in, home):
    folder = home.catalogue / "offices"
    folder.mkdir(parents=True)
    (folder / "broken.toml").write_text(BROKEN)
    shown = signed_in("resource_planner").get("/offices/broken").content.decode()
    assert "This office cannot be run." in shown
    assert "did you mean" in shown


def test_a_file_that_is_no_office_is_listed_with_its_problem(signed_in, home):
    folder = home.catalogue / "offices"
    folder.mkdir(parents=True)
    (folder / "odd.toml").write_text("[[measure]]\n")
    client = signed_in("resource_planner")
    assert "It cannot be used: offices/odd.toml: there is no office" in client.get("/offices/").content.decode()
    assert "This office cannot be used." in client.get("/offices/odd").content.decode()


def test_an_office_that_is_not_there(signed_in, records):
    assert signed_in("resource_planner").get("/offices/nowhere").status_code == 404


@pytest.mark.parametrize("role", ["data_engineer", "records_officer", "scrutineer"])
def test_who_may_not_see_offices(role, signed_in, records):
    assert signed_in(role).get("/offices/").status_code == 403


def test_an_office_says_what_its_work_takes_in_words(signed_in, records):
    shown = signed_in("resource_planner").get("/offices/county_force").content.decode()
    assert "7.2 minutes on average; half within 5.6, nine in ten within 14" in shown
    assert "90 % within 10 seconds" in shown and "after 18 % of them, custody too" in shown
    assert "Response: 45 teams with" in shown and "07:00 to 17:00 on days 1 and 2" in shown
    assert "Units drive: 7.5 minutes to start, then 60 km an hour" in shown


def test_an_office_that_is_offered_too_much_says_so(signed_in, home):
    folder = home.catalogue / "offices"
    folder.mkdir(parents=True)
    listed = replace(OFFICE, weeks=2, valid_from=date(2020, 1, 1), source="Ours", confidence="low")
    (folder / "small.toml").write_text(write_office(listed))
    shown = signed_in("resource_planner").get("/offices/small").content.decode()
    assert "This office is offered more work than it can do." in shown and "it cannot keep up." in shown


def test_a_changed_file_is_read_anew(signed_in, home):
    folder = home.catalogue / "offices"
    folder.mkdir(parents=True)
    listed = replace(OFFICE, weeks=2, valid_from=date(2020, 1, 1), source="Ours", confidence="low")
    (folder / "small.toml").write_text(write_office(listed))
    client = signed_in("resource_planner")
    assert "2 weeks from" in client.get("/offices/small").content.decode()
    (folder / "small.toml").write_text(write_office(replace(listed, weeks=3)))
    assert "3 weeks from" in client.get("/offices/small").content.decode()


def test_shipped_experiments_stand_on_their_office_with_their_questions(signed_in, records):
    shown = signed_in("resource_planner").get("/offices/county_force").content.decode()
    assert "What does response gain when 40 % of neighbourhood officers join it" in shown
    assert 'action="/offices/experiments/shipped/answer_999/begin"' in shown
    hub = signed_in("performance_analyst").get("/offices/multi_agency_hub").content.decode()
    assert "answer_999" not in hub


def test_who_may_only_look_is_offered_no_run(signed_in, records):
    shown = signed_in("chief_officer").get("/offices/county_force").content.decode()
    assert "answer_999.toml" in shown
    assert "Run this" not in shown and "New experiment" not in shown


def test_an_experiment_file_that_cannot_be_listed_is_told(signed_in, home):
    folder = home.catalogue / "experiments"
    folder.mkdir(parents=True)
    (folder / "odd.toml").write_text("[experiment]\n")
    shown = signed_in("resource_planner").get("/offices/").content.decode()
    assert "Experiments that cannot be used" in shown and "experiments/odd.toml" in shown


def test_an_office_as_its_file(signed_in, records):
    client = signed_in("chief_officer")
    shown = client.get("/offices/multi_agency_hub/file").content.decode()
    assert "# A multi-agency safeguarding hub" in shown and "forcesight office check" in shown
    saved = client.get("/offices/multi_agency_hub.toml")
    assert saved["Content-Disposition"] == 'attachment; filename="multi_agency_hub.toml"'
    assert read_office(saved.content.decode()).id == "multi_agency_hub"


def test_a_faulty_office_can_still_be_saved_and_mended(signed_in, home):
    folder = home.catalogue / "offices"
    folder.mkdir(parents=True)
    (folder / "broken.toml").write_text(BROKEN)
    (folder / "odd.toml").write_text("[[measure]]\n")
    client = signed_in("resource_planner")
    assert client.get("/offices/broken.toml").content.decode() == BROKEN
    assert client.get("/offices/odd.toml").status_code == 404
    assert client.get("/offices/nowhere/file").status_code == 404
