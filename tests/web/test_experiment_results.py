"""What an experiment found, on its pages: interim and finished, by option, station and output, as files, acted on."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from tests.spec.model_office.small_office import OFFICE

from forcesight.access import ROLES, Grant, Principal, Refused, Unit
from forcesight.model_office.office.description import Measured
from forcesight.model_office.office.writing import write_office
from forcesight.web.audit.models import AuditEvent
from forcesight.web.jobs import queue, worker
from forcesight.web.jobs.models import Job
from forcesight.web.jobs.states import State
from forcesight.web.offices import actions, running
from forcesight.web.offices.models import Experiment


pytestmark = pytest.mark.django_db(transaction=True)
MORE = {"id": "more", "name": "Half as much again", "levers": [{"kind": "demand", "factor": 1.5}]}
FEWER = {"id": "fewer", "name": "A fifth less", "levers": [{"kind": "demand", "factor": 0.8}]}
DEFINITION = {"options": [MORE, FEWER], "runs": 6, "aims": ["contact"],
              "target": {"output": "switchboard.call.within", "at_least": 10}}  # fmt: skip


def holder(role, identity=None):
    return Principal(identity or f"a.{role}", (Grant(ROLES[role], Unit.parse("force:northshire"), date(2020, 1, 1)),))


def save_office(home, **more):
    folder = home.catalogue / "offices"
    folder.mkdir(parents=True, exist_ok=True)
    listed = replace(OFFICE, weeks=2, valid_from=date(2020, 1, 1), source="Ours", confidence="low", **more)
    (folder / "small.toml").write_text(write_office(listed))


def asked(**more):
    told = {"office": "small", "name": "A new town", "reason": "Homes <for> all", "definition": DEFINITION,
            "author_name": "A. Planner", "by": holder("resource_planner")}  # fmt: skip
    return actions.start_experiment(**{**told, **more})


@pytest.fixture
def finished(home, person):
    """An experiment that was run to its end; its address."""
    save_office(home)
    person("resource_planner")
    kept = asked()
    worker.run_worker(stop=lambda: False, once=True)
    kept.refresh_from_db()
    assert kept.job.state == State.SUCCEEDED, kept.job.failure
    return kept


def address(kept, *more):
    return "/".join([f"/offices/experiments/{kept.pk}", *more])


def read(client, *parts):
    answer = client.get("/".join(parts))
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_side_effects_come_first_in_words_then_by_function(finished, signed_in):
    page = read(signed_in("chief_officer"), address(finished))
    short, tables = page.index("In short: Half as much again"), page.index("Side effects of Half as much again")
    worse, better = page.index("What gets worse elsewhere"), page.index("What gets better")
    assert short < worse < better < tables
    # Detectives have more to do where more is called in, which the experiment does not aim at.
    assert re.search(r"<li>Investigation: \d+ of \d+ outputs? gets? worse", page)
    assert re.search(r"Of \d+ outputs: .*cannot be told apart from as it is", page)
    assert "Homes &lt;for&gt; all" in page and "150" not in page.split("In short")[0]
    assert re.search(r"<caption[^>]*>Investigation: Half as much again</caption>", page)


def test_the_choice_and_what_each_option_costs_are_said(finished, signed_in):
    page = read(signed_in("chief_officer"), address(finished))
    assert "Target: Switchboard, Call: of those answered, answered within 20 seconds, at least 10%." in page
    assert "At least cost: As it is." in page and "Staff hours a week that are rostered" in page


def test_every_output_of_an_option_has_its_evidence(finished, signed_in):
    client = signed_in("chief_officer")
    page = read(client, address(finished, "options", "more"))
    outputs = [line["output"]["id"] for line in finished.result["lines"]]
    for output in outputs:
        assert f'href="{address(finished, "outputs", output)}"' in page
    assert "Correlation of the pairs" in page and "broadly unchanged" in page
    assert client.get(address(finished, "options", "baseline")).status_code == 404


def test_an_options_rounding_is_said(home, person, signed_in):
    save_office(home)
    person("resource_planner")
    lever = {"kind": "staff", "group": "handlers", "factor": 1.3}
    kept = asked(definition={"options": [{"id": "handlers", "name": "Handlers", "levers": [lever]}], "runs": 5})
    worker.run_worker(stop=lambda: False, once=True)
    kept.refresh_from_db()
    notes = kept.result["options"][1]["notes"]
    assert kept.job.state == State.SUCCEEDED and notes
    assert f"Rounded or left out: {notes[0]}" in read(signed_in("chief_officer"), address(kept))


def test_a_stations_week_stands_beside_as_it_is(finished, signed_in):
    client = signed_in("chief_officer")
    page = read(client, address(finished, "stations", "switchboard"))
    for words in ("Queue: Switchboard", "Utilisation: Switchboard", "At work and there: Switchboard"):
        assert words in page
    assert page.count("Every hour as a table") == 4 and page.count("Sunday 23:00") >= 4
    assert "Half as much again, 95% interval" in page
    other = read(client, address(finished, "stations", "switchboard?option=fewer"))
    assert "As it is, and with A fifth less." in other
    # A delay has nobody: how many are there is neither drawn nor divided by.
    delay = read(client, address(finished, "stations", "recording"))
    assert "Queue: Recording" in delay and "Utilisation" not in delay
    assert client.get(address(finished, "stations", "nowhere")).status_code == 404


def test_more_demand_makes_the_queue_longer_by_hour(finished):
    week = {name: its["switchboard"] for name, its in finished.hours["options"].items()}
    mean = {name: sum(its["waiting"]) for name, its in week.items()}
    assert mean["fewer"] < mean["baseline"] < mean["more"]
    assert week["more"]["there"] == week["baseline"]["there"] == [2.0] * 168
    assert all(reach >= 0 for reach in week["more"]["waiting_reach"])


def test_an_outputs_runs_are_drawn_and_told_by_quantile(finished, signed_in):
    client = signed_in("chief_officer")
    page = read(client, address(finished, "outputs", "switchboard.call.came"))
    assert "In 6 of 6 pairs it was higher." in page and "In 0 of 6 pairs it was higher." in page
    assert "9 in 10 are below" in page and page.count("<figure") == 2
    values = next(o for o in finished.result["lines"] if o["output"]["id"] == "switchboard.call.came")["values"]
    assert f"{min(values):,.1f}".rstrip("0").rstrip(".") in page
    best = read(client, address(finished, "outputs", "switchboard.call.within"))
    assert "with 95% confidence the best is" in best
    assert client.get(address(finished, "outputs", "nothing")).status_code == 404


def test_an_interim_result_is_shown_while_it_runs_and_stays_when_it_is_cancelled(home, person, signed_in, monkeypatch):
    save_office(home)
    person("resource_planner")
    client, kept, pages = signed_in("data_engineer", "chief_officer"), asked(), []
    report = queue.report

    def looked(job, done, total, words):
        if Experiment.objects.get(pk=kept.pk).result and not pages:
            pages.append(read(client, address(kept)))
            actions.cancel_experiment(experiment=kept, by=holder("data_engineer"))
        report(job, done, total, words)

    monkeypatch.setattr(worker, "REPORT_EVERY", 0.0)
    monkeypatch.setattr(queue, "report", looked)
    worker.run_worker(stop=lambda: False, once=True)
    kept.refresh_from_db()
    assert kept.job.state == State.CANCELLED and not kept.manifest and kept.result["runs"] == 5
    assert "An interim result, from 5 runs of each option." in pages[0]
    assert '<progress class="fs-progress"' in pages[0] and "Cancel this experiment" in pages[0]
    assert 'data-refresh="2" data-with="found"' in pages[0] and "In short: Half as much again" in pages[0]
    after = read(client, address(kept))
    assert "It was cancelled; what it had found by then stands below." in after
    assert "An interim result" in after and "Download this experiment" not in after
    for part in ("comparison.csv", "pack.zip", "acted"):
        assert client.get(address(kept, part)).status_code == 404


def test_who_neither_asked_it_nor_manages_jobs_cannot_cancel_it(home, signed_in):
    kept = asked()
    client = signed_in("performance_analyst")
    assert "Cancel this experiment" not in read(client, address(kept))
    assert client.post(address(kept, "cancel")).status_code == 403
    assert not Job.objects.get(pk=kept.job_id).cancel_asked_at
    with pytest.raises(Refused):
        actions.cancel_experiment(experiment=kept, by=holder("chief_officer"))


def test_a_job_that_failed_says_what_did_not_happen_for_its_kind(home, person, signed_in):
    save_office(home)
    person("resource_planner")
    wrong = {"id": "wrong", "name": "Wrong", "levers": [{"kind": "staff", "group": "nobody", "add": 1}]}
    kept = asked(definition={"options": [wrong], "runs": 5})
    worker.run_worker(stop=lambda: False, once=True)
    client = signed_in("performance_analyst")
    job = read(client, "/jobs", str(kept.job_id))
    assert "The experiment did not come to its end." in job and "Nothing was loaded." not in job
    assert f'href="{address(kept)}"' in job
    page = read(client, address(kept))
    assert "The experiment did not come to its end." in page and "nobody" in page


def test_the_pack_repeats_the_experiment_and_each_download_is_logged(finished, signed_in):
    client = signed_in("chief_officer")
    page = read(client, address(finished))
    assert address(finished, "pack.zip") in page and address(finished, "comparison.csv") in page
    answer = client.get(address(finished, "pack.zip"))
    assert answer["Content-Disposition"] == 'attachment; filename="a-new-town-official.zip"'
    pack = zipfile.ZipFile(io.BytesIO(answer.content))
    told = json.loads(pack.read("manifest.json"))
    assert told["question"] == "Homes <for> all" and told["seeds"] == [1, 6]
    assert {"offices/baseline.toml", "offices/more.toml", "offices/fewer.toml"} <= set(pack.namelist())
    runs = list(csv.DictReader(io.StringIO(pack.read("runs-official.csv").decode())))
    came = [float(row["value"]) for row in runs if (row["option"], row["output"]) == ("more", "switchboard.call.came")]
    line = next(each for each in finished.result["lines"] if each["output"]["id"] == "switchboard.call.came")
    assert came == line["effects"][0]["values"]
    again = client.get(address(finished, "pack.zip"), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    table = client.get(address(finished, "comparison.csv"))
    rows = list(csv.DictReader(io.StringIO(table.content.decode())))
    assert len(rows) == 2 * len(finished.result["lines"]) and rows[0]["side_effect"] == "true"
    logged = AuditEvent.objects.filter(event="experiment_exported", target=finished.target)
    assert [each.new for each in logged.order_by("sequence")] == ["official.zip", "effects-official.csv"]


def test_who_may_not_see_offices_takes_nothing_away(finished, signed_in):
    client = signed_in("scrutineer")
    for part in ("", "pack.zip", "comparison.csv", "options/more", "stations/switchboard", "acted"):
        assert client.get(address(finished, part).rstrip("/")).status_code == 403, part
    assert not AuditEvent.objects.filter(event="experiment_exported", target=finished.target).exists()


def test_a_finished_experiment_is_changed_and_asked_again(finished, signed_in, client):
    page = read(signed_in("performance_analyst"), address(finished))
    form = page.split(f'<form method="post" action="{address(finished, "again")}"')[1].split("</form>")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    client.handler.enforce_csrf_checks = True
    assert client.post(address(finished, "again")).status_code == 403
    about = client.post(address(finished, "again"), {"csrfmiddlewaretoken": token})["Location"]
    client.handler.enforce_csrf_checks = False
    shown = read(client, about)
    assert 'value="A new town"' in shown and "Homes &lt;for&gt; all" not in shown, "the reason is another one now"
    draft = client.post(about, {"question": "And now?", "name": "Newer town", "reason": "A second look"})["Location"]
    client.post(f"{draft.removesuffix('#about')}/options/1/levers/1", {"factor": "60"})
    made = client.post(f"{draft.removesuffix('#about')}/run")["Location"]
    assert made != address(finished)
    again = Experiment.objects.exclude(pk=finished.pk).get()
    changed = {**MORE, "levers": [{"kind": "demand", "factor": 1.6}]}
    assert again.definition["options"] == [changed, FEWER] and again.reason == "A second look"
    assert {name: again.definition[name] for name in ("aims", "runs", "target")} == {
        name: DEFINITION[name] for name in ("aims", "runs", "target")
    }
    finished.refresh_from_db()
    assert finished.definition == {**DEFINITION, "name": "A new town"}, "the first one stays as it was"


def test_who_may_not_run_experiments_asks_none_again(finished, signed_in):
    client = signed_in("chief_officer")
    assert "Change and ask again" not in read(client, address(finished))
    assert client.post(address(finished, "again")).status_code == 403
    assert client.get(address(finished, "again")).status_code in (403, 405)


def test_what_has_not_ended_or_was_erased_is_not_asked_again(home, signed_in):
    save_office(home)
    client = signed_in("resource_planner")
    kept = asked()
    assert "Change and ask again" not in read(client, address(kept))
    assert client.post(address(kept, "again")).status_code == 404
    client.post(address(kept, "cancel"))
    assert "Change and ask again" in read(client, address(kept))
    (home.catalogue / "offices/small.toml").unlink()
    assert client.post(address(kept, "again")).status_code == 404, "the office is gone"
    Experiment.objects.filter(pk=kept.pk).update(definition={})
    assert "Change and ask again" not in read(client, address(kept))


def test_an_option_called_like_a_part_of_the_page_does_not_clash(home, person, signed_in):
    save_office(home)
    person("resource_planner")
    ids = ("found", "progress", "acted")
    kept = asked(definition={**DEFINITION, "options": [{**MORE, "id": each, "name": each} for each in ids]})
    worker.run_worker(stop=lambda: False, once=True)
    page = read(signed_in("chief_officer"), address(kept))
    every = re.findall(r'\bid="([^"]+)"', page)
    assert {f"option-{each}" for each in ids} | set(ids) <= set(every)
    assert len(every) == len(set(every)), sorted(each for each in every if every.count(each) > 1)


def test_an_older_experiment_without_what_it_found_still_has_its_page(finished, signed_in):
    Experiment.objects.filter(pk=finished.pk).update(result={}, hours={}, manifest={}, definition={})
    page = read(signed_in("chief_officer"), address(finished))
    assert "In short" not in page and "A new town" in page


def test_a_list_of_experiments_does_not_read_what_they_found(finished, signed_in, django_assert_num_queries):
    (listed,) = Experiment.objects.listed()
    with django_assert_num_queries(0):
        assert (listed.name, listed.author_name, listed.job.state) == ("A new town", "A. Planner", "succeeded")
    assert {"result", "hours", "definition", "prediction"} <= listed.get_deferred_fields()
    assert address(finished) in read(signed_in("chief_officer"), "/offices/")


ACTED = {"option": "more", "acted_on": "2026-03-10", "months": "3", "area": "force:northshire", "reason": "It came"}


def test_a_chief_records_that_it_was_acted_on_once(finished, signed_in):
    client = signed_in("chief_officer")
    assert "Record that we did this" in read(client, address(finished))
    form = read(client, address(finished, "acted"))
    assert "Half as much again" in form and "As it is" in form and "Northshire (force)" in form
    client.post(address(finished, "acted"), ACTED)
    page = read(client, address(finished))
    assert "<strong>Half as much again</strong> from 10 March 2026" in page and "It came" in page
    assert "does not say which measures tell of its outputs" in page
    assert "Record that we did this" not in page and client.get(address(finished, "acted")).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [("option", "", "Choose what was done"), ("acted_on", "soon", "Enter the date under"),
     ("months", "0", "Enter 1 month or more"), ("area", "force:elsewhere", "Choose an area of the list"),
     ("reason", "", "Enter the reason")],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said(finished, signed_in, field, value, told):
    page = signed_in("chief_officer").post(address(finished, "acted"), {**ACTED, field: value}).content.decode()
    assert "There is a problem" in page and told in page
    assert Experiment.objects.get().acted_on is None


def test_a_planner_may_not_record_it(finished, client):
    from tests.web.conftest import PASSWORD

    client.post("/sign-in", {"username": "a.resource_planner", "password": PASSWORD})
    assert "Record that we did this" not in read(client, address(finished))
    assert client.post(address(finished, "acted"), ACTED).status_code == 403


def test_measures_that_cannot_tell_are_refused_with_what_to_do(home, person, signed_in):
    wrong = (Measured(output="switchboard.call.came", measure="burglary_typo"),
             Measured(output="switchboard.call.within", measure="burglary"))  # fmt: skip
    save_office(home, measured=wrong)
    person("resource_planner")
    kept = asked()
    worker.run_worker(stop=lambda: False, once=True)
    page = signed_in("chief_officer").post(address(kept, "acted"), ACTED).content.decode()
    assert "the catalogue has no measure" in page and "cannot be compared" in page
    assert "Correct the [[office.measured]] tables" in page
    assert Experiment.objects.get().acted_on is None


def test_what_happened_stands_beside_what_was_predicted(own_records, person, signed_in):
    """Burglaries of past months, which an office's calls are said to be: the records hold them up to December 2025."""
    save_office(own_records, measured=(Measured(output="switchboard.call.came", measure="burglary"),))
    person("resource_planner")
    kept = asked()
    worker.run_worker(stop=lambda: False, once=True)
    client = signed_in("chief_officer")
    client.post(address(kept, "acted"), {**ACTED, "acted_on": "2025-06-10", "area": "district:D1"})
    page = read(client, address(kept))
    assert "Predicted and actual, each with its 95% range" in page
    assert re.search(r'href="/measures/burglary/district/D1/?">Burglary \(jobs a week\)</a>', page)
    assert re.search(r"Burglary: [\d.]+ jobs a week .* in 3 months, below what was predicted", page)
    assert "Demand was not what the experiment assumed: Burglary (below)." in page


def test_before_its_months_come_a_prediction_says_when_it_will_be_known(own_records, person, signed_in):
    save_office(own_records, measured=(Measured(output="switchboard.call.came", measure="burglary"),))
    person("resource_planner")
    kept = asked()
    worker.run_worker(stop=lambda: False, once=True)
    client = signed_in("chief_officer")
    client.post(address(kept, "acted"), {**ACTED, "acted_on": "2030-03-01"})
    page = read(client, address(kept))
    assert "The prediction is for March 2030 to May 2030. Its first month is over in April 2030" in page
    assert "Predicted: the mean of the runs, with its 95% interval" in page and "The actual figure is" not in page


def test_running_says_who_may(home):
    kept = asked()
    with pytest.raises(Refused):
        running.run_experiment(kept.job, None, holder("commander"), lambda *_: None)
