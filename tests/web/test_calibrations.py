"""A calibration on screen: asked, run by the worker, and read with what cannot be known first."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from forcesight.access import Refused
from forcesight.measures.interval import Interval
from forcesight.model_office.calibration import Calibration as Found
from forcesight.model_office.calibration import Unknown, hold_out, report, without_few
from forcesight.model_office.calibration.arrivals import fit_arrivals
from forcesight.model_office.calibration.fitted_time import fit_time
from forcesight.model_office.calibration.lengths import lengths
from forcesight.model_office.calibration.patience import fit_patience
from forcesight.model_office.calibration.shrinkage import METHOD, fit_shrinkage
from forcesight.web.jobs import worker
from forcesight.web.jobs.models import Job
from forcesight.web.jobs.states import State
from forcesight.web.offices import actions, calibrating
from forcesight.web.offices.calibrating import as_kept
from forcesight.web.offices.models import Calibration


pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/offices/calibrations/"
SINCE, UNTIL = date(2025, 1, 6), date(2025, 3, 16)


def found(seed=1, minutes=6.0):
    """What a calibration of a drawn log finds: calls with their times and patience, and a small team's time away."""
    rng = np.random.default_rng(seed)
    waits, patience = rng.exponential(2, 400), rng.exponential(4, 400)
    time = fit_time("999: handling", lengths(rng.exponential(minutes, 400)))
    officers = np.repeat(np.arange(12), 20)
    away = np.where(rng.random(240) < 0.2, "sickness", "duty")
    team = fit_shrinkage(officers, away, np.full(240, 8.0), np.full(240, 8.0), present="duty")
    few = replace(team, all=Interval(0.5, 0.4, 0.6, 3, METHOD), by_hour=(None,) * 24)
    return Found(
        "400 calls",
        SINCE,
        UNTIL,
        arrivals={"999": fit_arrivals(rng.poisson(5, (70, 24)), SINCE)},
        times={time.name: time},
        patience={"999": fit_patience(np.minimum(waits, patience), patience < waits)},
        shrinkage={"response": team, "intelligence": few},
        unknown=(Unknown("speed of units", "no record says where they set off", "give a matrix"),),
    )


def a_report():
    return without_few(report(found(), hold_out(found(2), found(3, minutes=30.0))))


@pytest.fixture
def kept(person):
    """A calibration that was made."""
    person("resource_planner")
    job = Job.objects.create(kind="calibration", started_by="a.resource_planner", state=State.SUCCEEDED)
    told = {"since": SINCE, "until": UNTIL, "author": "a.resource_planner", "author_name": "A. Planner"}
    return Calibration.objects.create(**told, job=job, report=as_kept(a_report()))


def signed(client):
    client.post("/sign-in", {"username": "a.resource_planner", "password": "three random words"})
    return client


def test_a_home_without_own_records_says_what_to_do_next(signed_in, home):
    shown = signed_in("resource_planner").get(PAGE).content.decode()
    assert "there is nothing to calibrate from. What to do next:" in shown and "forcesight load" in shown
    assert '<form method="post" novalidate' not in shown


def test_it_is_asked_and_run_and_a_failure_says_why(signed_in, home):
    client = signed_in("resource_planner")
    address = client.post(PAGE, {"since": "", "until": ""})["Location"]
    waiting = client.get(address).content.decode()
    assert 'http-equiv="refresh"' in waiting and "Cancel this calibration" in waiting
    worker.run_worker(stop=lambda: False, once=True)
    told = client.get(address).content.decode()
    assert "The home holds no week of contacts or incidents: load the force&#x27;s own records first." in told
    assert "The last year" in client.get(PAGE).content.decode()


def test_what_the_job_finds_is_kept_with_its_days(signed_in, home, monkeypatch):
    def drawn(_platform, since, until, *, by, progress):
        progress(1, 3, "Half")
        assert (since, until) == (SINCE, UNTIL)
        return found(), a_report()

    monkeypatch.setattr(calibrating, "calibration_report", drawn)
    client = signed_in("resource_planner")
    address = client.post(PAGE, {"since": "2025-01-06", "until": "2025-03-16"})["Location"]
    worker.run_worker(stop=lambda: False, once=True)
    kept = Calibration.objects.get()
    assert kept.job.state == State.SUCCEEDED, kept.job.failure
    assert (kept.since, kept.until) == (SINCE, UNTIL) and kept.job.result["numbers"] == 5
    assert "What these records cannot tell" in client.get(address).content.decode()
    assert f'href="{address}"' in client.get(f"/jobs/{kept.job.pk}").content.decode()


@pytest.mark.parametrize(
    ("since", "until", "sentence"),
    [
        ("2025-01-06", "2025-01-10", "Enter a day at least a week after the first"),
        ("soon", "", "Enter the date under"),
    ],
)
def test_days_that_cannot_be(signed_in, own_records, since, until, sentence, monkeypatch):
    client = signed_in("resource_planner")
    assert sentence in client.post(PAGE, {"since": since, "until": until}).content.decode()
    assert not Calibration.objects.exists()


def test_what_cannot_be_known_comes_first_then_what_held(client, kept, home):
    shown = signed(client).get(f"{PAGE}{kept.pk}").content.decode()
    assert shown.index("Speed of units") < shown.index("Does it predict what it has not seen?")
    assert "<strong>Instead:</strong> give a matrix." in shown
    assert "999: arrivals by hour of the day" in shown
    # Times that are five times as long are told as wrong.
    assert "Times that were predicted wrongly (minutes)" in shown and "999: handling: median" in shown
    assert f'href="{PAGE}{kept.pk}/subjects/999">999</a>' in shown


def test_a_subject_has_its_numbers_its_reasons_and_its_pictures(client, kept, home):
    shown = signed(client).get(f"{PAGE}{kept.pk}/subjects/999").content.decode()
    for words in ("What the records say", "has the least AIC", "Handling, seen and fitted", "Who gives up",
                  "Share that would have given up, seen and fitted", "Arrivals by hour of the day, predicted and real",
                  "Times, predicted and real (minutes)", "Families that were tried"):  # fmt: skip
        assert words in shown, words
    assert shown.count("<figure") == 5 == shown.count(", as a table</span>")


def test_every_subject_has_a_page_of_its_own_whatever_it_is_called(client, kept, home):
    numbers = next(table for table in kept.report["tables"] if table["kind"] == "numbers")
    row, names = numbers["rows"][0], ("cancel", "grade 1", "Grade-1", "grade 1 2", "‽", "¿")
    numbers["rows"] = [[f"{name}: arrivals", place, *row[2:]] for place, name in enumerate(names, start=11)]
    kept.save()
    shown = signed(client).get(f"{PAGE}{kept.pk}").content.decode()
    slugs = re.findall(rf'href="{PAGE}{kept.pk}/subjects/([^"]+)"', shown)
    assert slugs == ["cancel", "grade-1", "grade-1-2", "grade-1-2-2", "all", "all-2"]
    for place, (slug, name) in enumerate(zip(slugs, names, strict=True), start=11):
        page = client.get(f"{PAGE}{kept.pk}/subjects/{slug}").content.decode()
        assert f'<h1 class="govuk-heading-l">{name[0].upper()}{name[1:]}</h1>' in page and f">{place}</td>" in page


def test_nothing_of_few_officers_is_kept_nor_why_anybody_is_away(client, kept, home):
    assert "intelligence" not in str(kept.report) and "sickness" not in str(kept.report)
    shown = signed(client).get(f"{PAGE}{kept.pk}").content.decode()
    assert "2 shares of the time of fewer than 10 officers are left out, and so is why people are away." in shown
    team = client.get(f"{PAGE}{kept.pk}/subjects/response").content.decode()
    assert "Planned hours that are away, by hour of the day" in team and "08:00" in team
    assert client.get(f"{PAGE}{kept.pk}/subjects/intelligence").status_code == 404


def test_what_is_not_finite_is_null():
    told = as_kept(report(found()))
    assert "NaN" not in str(told) and "inf" not in str(told["pictures"])


def test_its_author_cancels_it_and_nobody_else(signed_in, home, person):
    client = signed_in("resource_planner")
    address = client.post(PAGE, {})["Location"]
    other = person("performance_analyst", username="b.analyst")
    with pytest.raises(Refused):
        from forcesight.web.accounts.principal import principal_for

        actions.cancel_calibration(calibration=Calibration.objects.get(), by=principal_for(other))
    client.post(f"{address}/cancel")
    assert Calibration.objects.get().job.state == State.CANCELLED
    assert "It was cancelled. Nothing of it is kept." in client.get(address).content.decode()


def test_who_may_only_look_is_offered_no_run_and_refused_one(signed_in, own_records):
    client = signed_in("chief_officer")
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, {}).status_code == 403
    assert not Calibration.objects.exists()


def test_what_is_not_there(client, kept, home):
    assert signed(client).get(f"{PAGE}{kept.job.pk}").status_code == 404
    assert client.get(f"{PAGE}{kept.pk}/subjects/nothing").status_code == 404
