"""Experiments from files: pasted, sent, or shipped; refused with the line and the reason beside the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.spec.model_office.small_office import OFFICE
from tests.web.asked import begin

from forcesight.model_office.experiments.reading import read_experiment
from forcesight.model_office.experiments.shelf import experiments, find_experiment
from forcesight.model_office.office.writing import write_office
from forcesight.web.offices.asked import definition_of, experiment_of
from forcesight.web.offices.asking_files import beside
from forcesight.web.offices.models import Experiment


pytestmark = pytest.mark.django_db(transaction=True)
FILE = "/offices/experiments/file"
TEXT = """[experiment]
id = "more"
name = "More calls"
office = "small"
question = "What do more calls do?"
aims = ["contact"]
runs = 5
watch = "switchboard.call.within"

[experiment.precision]
relative = 0.1

[[experiment.option]]
id = "half_more"
name = "Half as many again"

[[experiment.option.lever]]
kind = "demand"
factor = 1.5
"""


@pytest.fixture
def planner(signed_in, home):
    folder = home.catalogue / "offices"
    folder.mkdir(parents=True)
    listed = replace(OFFICE, weeks=2, valid_from=date(2020, 1, 1), source="Ours", confidence="low")
    (folder / "small.toml").write_text(write_office(listed))
    return signed_in("resource_planner")


def the_draft(client):
    ((_, draft),) = client.session["experiment_drafts"].items()
    return draft


def test_a_pasted_file_becomes_a_draft_whose_reason_is_asked_next(planner):
    step = planner.post(FILE, {"text": TEXT})["Location"]
    assert step.endswith("/about") and "What do more calls do?" in planner.get(step).content.decode()
    draft = step.removesuffix("/about")
    shown = planner.post(f"{draft}/run").content.decode()
    assert '<a href="#about">Enter why this is asked</a>' in shown and not Experiment.objects.exists()
    planner.post(step, {"question": "What do more calls do?", "name": "More calls", "reason": "A new town"})
    assert "known to within 10% of it" in planner.get(draft).content.decode()
    assert 'value="10"' in planner.get(f"{draft}/runs").content.decode()
    planner.post(f"{draft}/run")
    kept = Experiment.objects.get()
    assert kept.office == "small" and kept.definition["precision"]["relative"] == 0.1
    assert kept.definition["options"][0]["id"] == "half_more"


def test_a_file_is_sent(planner):
    sent = SimpleUploadedFile("more.toml", ("\ufeff" + TEXT).encode())
    planner.post(FILE, {"text": "", "file": sent})
    assert the_draft(planner)["name"] == "More calls"


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"text": ""}, "Paste the text of an experiment, or choose its file"),
        ({"text": "#" * 200_001}, "The text is larger than 200 KB: no experiment is"),
        ({"file": SimpleUploadedFile("big.toml", b"#" * 200_001)}, "The file is larger than 200 KB: no experiment is"),
        ({"file": SimpleUploadedFile("odd.toml", b"\xff\xfe")}, "The file is not UTF-8 (byte 0): save it as UTF-8"),
        ({"file": SimpleUploadedFile("none.toml", b"")}, "The file that you chose is empty"),
    ],
)
def test_what_cannot_be_taken(planner, told, sentence):
    assert sentence in planner.post(FILE, told).content.decode()
    assert "experiment_drafts" not in planner.session


def test_a_faulty_file_is_refused_with_the_reason_beside_its_line(planner):
    faulty = TEXT.replace('kind = "demand"', 'kind = "demnd"').replace("runs = 5", "runs = 5.5")
    shown = planner.post(FILE, {"text": faulty}).content.decode()
    assert (
        '<a href="#line-18">line 18: option 1, lever 1: there is no lever &#x27;demnd&#x27;: did you mean demand?</a>'
        in shown
    )
    assert '<li value="18" class="fs-listing__fault" id="line-18"><code>kind = &quot;demnd&quot;</code>' in shown
    assert '<li value="7" class="fs-listing__fault" id="line-7"><code>runs = 5.5</code>' in shown
    assert "experiment_drafts" not in planner.session


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[experiment", "this is not TOML"),
        (TEXT.replace('"small"', '"smal"'), "did you mean small?"),
        (TEXT.replace("runs = 5", "level = 0.9"), "the site prints 95 % intervals; leave level out."),
        ("[" * 50_000, "this is not TOML"),
    ],
)
def test_a_text_that_is_no_experiment(planner, text, sentence):
    assert sentence in planner.post(FILE, {"text": text}).content.decode()


def test_the_lines_around_a_fault_are_shown():
    text = "\n".join(f"a{number}" for number in range(1, 10))
    lines = beside(text, ["line 5: wrong.", "line 5: twice.", "no line."])
    assert [line.number for line in lines] == [3, 4, 5, 6, 7]
    assert lines[2].faults == ("wrong.", "twice.") and lines[1].faults == ()


def test_a_draft_is_kept_as_a_file_and_comes_back(planner):
    draft = begin(planner, name="Half as much; again?")
    planner.post(f"{draft}/options/1/levers/new/demand", {"factor": "50"})
    answer = planner.get(f"{draft}/file")
    assert answer["Content-Disposition"] == 'attachment; filename="half_as_much_again.toml"'
    planner.post(f"{draft}/discard")
    planner.post(FILE, {"text": answer.content.decode()})
    again = the_draft(planner)
    assert again["options"][0]["levers"] == [{"kind": "demand", "factor": 1.5}] and again["office"] == "small"


def test_a_shipped_experiment_is_begun_with_everything_but_its_reason(planner):
    step = planner.post("/offices/experiments/shipped/answer_999/begin")["Location"]
    draft = the_draft(planner)
    assert draft["office"] == "county_force" and len(draft["options"]) == 5 and draft["reason"] == ""
    assert draft["target"] == {"output": "contact_centre.call_999.within", "at_least": 90}
    planner.post(step, {"question": draft["question"], "name": draft["name"], "reason": "The board asks"})
    planner.post(f"{step.removesuffix('/about')}/run")
    assert Experiment.objects.get().reason == "The board asks"


def test_a_shipped_experiment_as_its_file_and_as_a_text_to_change(planner):
    answer = planner.get("/offices/experiments/shipped/answer_999.toml")
    assert answer["Content-Disposition"] == 'attachment; filename="answer_999.toml"'
    assert read_experiment(answer.content.decode()).id == "answer_999"
    assert "answer_999" in planner.get(f"{FILE}?from=answer_999").content.decode()
    assert "[experiment]" not in planner.get(f"{FILE}?from=nothing").content.decode()


def test_a_shipped_experiment_that_is_not_there(planner):
    assert planner.post("/offices/experiments/shipped/nothing/begin").status_code == 404
    assert planner.get("/offices/experiments/shipped/nothing.toml").status_code == 404


@pytest.mark.parametrize("listed", experiments(), ids=lambda listed: listed.id)
def test_every_shipped_experiment_is_kept_and_read_back(listed):
    shipped = find_experiment(listed.id)
    again = experiment_of(definition_of(shipped), shipped.office, key=shipped.id)
    assert again == shipped
