"""An experiment is asked step by step, without JavaScript: a draft in words, checked before it is run."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from tests.spec.model_office.small_office import OFFICE
from tests.web.asked import ABOUT, begin

from forcesight.model_office.experiments.levers import KINDS
from forcesight.model_office.office.writing import write_office
from forcesight.web.jobs import worker
from forcesight.web.offices import lever_labels
from forcesight.web.offices.models import Experiment


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def small(home):
    folder = home.catalogue / "offices"
    folder.mkdir(parents=True)
    listed = replace(OFFICE, weeks=2, valid_from=date(2020, 1, 1), source="Ours", confidence="low")
    (folder / "small.toml").write_text(write_office(listed))
    return home


@pytest.fixture
def planner(signed_in, small):
    return signed_in("resource_planner")


def with_lever(client, kind="demand", **fields):
    draft = begin(client)
    client.post(f"{draft}/options/1/levers/new/{kind}", fields or {"factor": "50"})
    return draft


def text_of(answer):
    """What a page's main part says, without its markup."""
    main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def told(client, draft):
    return client.session["experiment_drafts"][draft.split("/")[-1]]


def test_it_is_asked_step_by_step_checked_in_words_and_run(planner):
    step = planner.post("/offices/small/experiments/new", ABOUT)
    assert step["Location"].endswith("/options/new")
    draft = step["Location"].removesuffix("/options/new")
    step = planner.post(step["Location"], {"name": "Half as many again"})
    assert "What changes?" in text_of(planner.get(step["Location"]))
    step = planner.post(step["Location"], {"kind": "demand"})
    assert "Change by per cent" in text_of(planner.get(step["Location"]))
    step = planner.post(step["Location"], {"factor": "50"})
    assert step["Location"] == f"{draft}#option-1"
    shown = text_of(planner.get(draft))
    assert (
        "50 % more demand of every kind" in shown and "What do more calls do?" in shown and "20 of each option" in shown
    )
    step = planner.post(f"{draft}/runs", {"runs": "5"})
    made = planner.post(f"{draft}/run")
    kept = Experiment.objects.get()
    assert made["Location"] == f"/offices/experiments/{kept.pk}"
    assert kept.reason == "A new town" and kept.definition["question"] == "What do more calls do?"
    assert kept.definition["options"][0]["levers"] == [{"kind": "demand", "factor": 1.5}]
    worker.run_worker(stop=lambda: False, once=True)
    assert Experiment.objects.get().result["runs"] == 5
    assert planner.get(draft).status_code == 404


def test_what_is_missing_is_said_and_linked_to_its_field(planner):
    shown = planner.post("/offices/small/experiments/new", {**ABOUT, "reason": ""}).content.decode()
    assert "There is a problem" in shown and '<a href="#id_reason">Enter why this is asked</a>' in shown


def test_a_draft_without_what_it_needs_is_not_run_and_says_where_it_is_put_right(planner):
    draft = begin(planner)
    shown = planner.post(f"{draft}/run").content.decode()
    assert '<a href="#option-1">Half as many again: add a lever, or remove the option</a>' in shown
    planner.post(f"{draft}/options/1/remove")
    shown = planner.post(f"{draft}/run").content.decode()
    assert '<a href="#options">Add an option: what would be different?</a>' in shown
    assert not Experiment.objects.exists()


def test_levers_and_options_are_changed_renamed_and_removed(planner):
    draft = with_lever(planner)
    assert 'value="50"' in planner.get(f"{draft}/options/1/levers/1").content.decode()
    planner.post(f"{draft}/options/1/levers/1", {"factor": "-7.5", "jobs": "call"})
    planner.post(f"{draft}/options/1", {"name": "Fewer calls"})
    assert "7.5 % less demand: all that brings call" in text_of(planner.get(draft))
    planner.post(
        f"{draft}/options/1/levers/new/staff", {"group": "handlers", "add": "2", "from_hour": "8", "to_hour": "20"}
    )
    (option,) = told(planner, draft)["options"]
    assert option["name"] == "Fewer calls" and option["levers"] == [
        {"kind": "demand", "factor": 0.925, "jobs": ["call"]},
        {"kind": "staff", "add": 2.0, "group": "handlers", "from_hour": 8.0, "to_hour": 20.0},
    ]
    planner.post(f"{draft}/options/1/levers/1/remove")
    assert "2 people more in the group handlers from 08:00 to 20:00" in text_of(planner.get(draft))
    assert planner.get(f"{draft}/options/1/levers/2").status_code == 404
    assert planner.get(f"{draft}/options/2").status_code == 404


def test_a_second_option_has_a_name_of_its_own(planner):
    draft = with_lever(planner)
    shown = planner.post(f"{draft}/options/new", {"name": "Half as many again"}).content.decode()
    assert '<a href="#id_name">Another option has this name: enter a different one</a>' in shown
    planner.post(f"{draft}/options/new", {"name": "Others"})
    assert [option["id"] for option in told(planner, draft)["options"]] == ["option_1", "option_2"]


def test_a_lever_says_in_its_own_words_what_cannot_be(planner):
    draft = begin(planner)
    page = f"{draft}/options/1/levers/new/staff"
    shown = planner.post(page, {"group": "handlers", "add": "-9", "from_hour": "0", "to_hour": "24"})
    assert "has not so many people to give: take fewer." in text_of(shown)
    shown = planner.post(page, {"group": "handlers", "add": "1", "set": "2", "from_hour": "0", "to_hour": "24"})
    assert "fill in exactly one of ‘Set the number to’ or ‘Change the number by’ or ‘Change by per cent’" in text_of(
        shown
    )
    shown = planner.post(page, {"add": "1", "from_hour": "0", "to_hour": "25"})
    assert "Group: fill this in" in text_of(shown)
    shown = planner.post(page, {"group": "nobody", "add": "1", "from_hour": "0", "to_hour": "24"})
    assert "Group: choose from the list" in text_of(shown)
    assert told(planner, draft)["options"][0]["levers"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_that_fits_the_office_has_a_page(kind, planner):
    draft = begin(planner)
    offered = f'value="{kind}"' in planner.get(f"{draft}/options/1/levers/new").content.decode()
    shown = planner.get(f"{draft}/options/1/levers/new/{kind}")
    assert shown.status_code == 200 and lever_labels.KINDS[kind].words in text_of(shown)
    assert offered


def test_an_option_that_leaves_nobody_there_is_refused_before_it_is_run(planner):
    draft = with_lever(planner, "staff", group="handlers", set="0")
    shown = text_of(planner.post(f"{draft}/run"))
    assert "There is a problem" in shown and "Half as many again:" in shown
    assert not Experiment.objects.exists()


def test_an_option_that_is_offered_too_much_is_run_but_warned_of(planner):
    draft = with_lever(planner, factor="900")
    assert "More work than it can do:" in text_of(planner.get(draft))
    assert planner.post(f"{draft}/run").status_code == 302


def test_later_levers_see_what_earlier_ones_left(planner):
    draft = with_lever(planner, "units", of="beat", set="0")
    assert "beat has no unit left and is taken out." in text_of(planner.get(draft))
    shown = planner.get(f"{draft}/options/1/levers/new/units").content.decode()
    assert 'value="town"' in shown and 'value="beat"' not in shown


def test_more_runs_in_all_than_the_site_keeps(planner):
    draft = with_lever(planner)
    planner.post(f"{draft}/runs", {"runs": "2000", "measured": "absolute"})
    step = planner.post(f"{draft}/options/new", {"name": "Another"})["Location"]
    planner.post(f"{step}/demand", {"factor": "20"})
    shown = text_of(planner.post(f"{draft}/run"))
    assert "These are 6,000 runs, with those of the office as it is: the site runs up to 4,000" in shown
    assert not Experiment.objects.exists()


def test_a_draft_does_not_grow_without_end(planner):
    draft = with_lever(planner)
    key, session = draft.split("/")[-1], planner.session
    kept = session["experiment_drafts"][key]
    (option,) = kept["options"]
    kept["options"] = [{**option, "levers": option["levers"] * 50}, *[option] * 19]
    session["experiment_drafts"] = {key: kept}
    session.save()
    shown = text_of(planner.post(f"{draft}/options/new", {"name": "One more"}))
    assert "The site runs up to 20 options: remove one first" in shown
    shown = text_of(planner.post(f"{draft}/options/1/levers/new/demand", {"factor": "50"}))
    assert "An option has up to 50 levers: remove one first" in shown
    long = "1 " * 20_000
    shown = text_of(planner.post(f"{draft}/options/2/levers/new/new_group", {"id": "x", "staff": long}))
    assert "Staff by hour: enter 20,000 characters or fewer" in shown


def test_aims_target_and_precision(planner):
    draft = with_lever(planner)
    shown = planner.get(f"{draft}/aims").content.decode()
    assert '<optgroup label="Switchboard">' in shown and 'value="switchboard.call.within"' in shown
    asked = {"aims": ["contact"], "output": "switchboard.call.within", "way": "at_least", "value": ""}
    shown = planner.post(f"{draft}/aims", asked).content.decode()
    assert '<a href="#id_value">Enter the value of the target</a>' in shown
    shown = planner.post(f"{draft}/aims", {**asked, "output": "", "value": "80"}).content.decode()
    assert '<a href="#id_output">Choose the output that must reach the value</a>' in shown, "it is not lost in silence"
    planner.post(f"{draft}/aims", {**asked, "value": "80"})
    fine = {"runs": "40", "watch": "switchboard.call.within", "precision": "2", "measured": "absolute"}
    planner.post(f"{draft}/runs", fine)
    assert 'value="2"' in planner.get(f"{draft}/runs").content.decode()
    shown = text_of(planner.get(draft))
    assert "answered within 20 seconds, at least 80%" in shown
    assert "At most 40 of each option, fewer when the change of" in shown
    assert "known to within 2 percentage points" in shown
    planner.post(f"{draft}/run")
    definition = Experiment.objects.get().definition
    assert definition["aims"] == ["contact"]
    assert definition["target"] == {"output": "switchboard.call.within", "at_least": 80.0}
    assert definition["precision"] == {"absolute": 2.0} and definition["watch"] == "switchboard.call.within"


@pytest.mark.parametrize(
    ("runs", "sentence"),
    [
        ({"runs": "4"}, "Enter 5 runs or more"),
        ({"runs": "9999"}, "Enter 2,000 runs or fewer"),
        ({"runs": "5", "watch": "switchboard.call.within", "measured": "absolute"}, "Enter how well the change"),
        ({"runs": "5", "precision": "2"}, "Choose the output that is to be known so well"),
    ],
)
def test_runs_that_cannot_be(planner, runs, sentence):
    draft = begin(planner)
    assert sentence in text_of(planner.post(f"{draft}/runs", runs))


def test_a_draft_is_thrown_away_and_only_its_own_session_has_it(planner, client, signed_in):
    draft = begin(planner)
    assert "You have begun this experiment" in text_of(planner.get("/offices/small/experiments/new"))
    planner.post(f"{draft}/discard")
    assert planner.get(draft).status_code == 404
    assert "You have begun" not in text_of(planner.get("/offices/small/experiments/new"))


def test_a_session_holds_so_many_drafts(planner):
    for _ in range(12):
        planner.post("/offices/small/experiments/new", ABOUT)
    assert len(planner.session["experiment_drafts"]) == 10


def test_who_may_not_ask(signed_in, small):
    client = signed_in("chief_officer")
    for page in ("small/experiments/new", "experiments/file", "experiments/drafts/00000000"):
        assert client.get(f"/offices/{page}").status_code == 403


def test_what_is_not_there(planner):
    draft = begin(planner)
    for page in (
        f"{draft}/options/1/levers/new/wish",
        "/offices/experiments/drafts/00000000",
        "/offices/nowhere/experiments/new",
    ):
        assert planner.get(page).status_code == 404
