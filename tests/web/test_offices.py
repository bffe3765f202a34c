"""The model office's pages: which offices there are, and what each holds."""

from __future__ import annotations

import pytest


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
    for words in ("What comes from outside", "Who is there", "Where jobs go next", "Hour of the week"):
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
