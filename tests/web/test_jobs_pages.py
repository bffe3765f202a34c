"""Jobs on screen: sending files, watching progress, cancelling, publishing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from forcesight.web.jobs import queue
from forcesight.web.jobs.models import Job
from forcesight.web.jobs.states import State


pytestmark = pytest.mark.django_db
LOAD = "/jobs/load"


def csv(name="2023-07-northshire-street.csv", content=b"Crime ID,Month\n"):
    return SimpleUploadedFile(name, content, content_type="text/csv")


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_files_are_sent_and_the_progress_page_opens(signed_in, home):
    client = signed_in("data_engineer")
    assert 'type="file"' in page(client, LOAD) and "multiple" in page(client, LOAD)
    answer = client.post(LOAD, {"files": [csv(), csv("2023-08-northshire-street.csv")], "edition": "2024-01"})
    job = Job.objects.get()
    assert answer["Location"] == reverse("jobs:job", args=[job.pk])
    assert job.parameters == {
        "files": ["2023-07-northshire-street.csv", "2023-08-northshire-street.csv"], "edition": "2024-01",
    }  # fmt: skip
    shown = page(client, answer["Location"])
    assert "Waiting" in shown and '<noscript><meta http-equiv="refresh" content="5"></noscript>' in shown


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Choose the files to load"),
        ({"files": [csv("crimes.csv")]}, "crimes.csv is not named like a data.police.uk file"),
        ({"files": [csv(), csv()]}, "Two files have the same name"),
        ({"files": [csv(content=b"")]}, "A file that you chose is empty"),
        ({"files": [csv()], "edition": "June"}, "Write the edition as a year and a month"),
    ],
)
def test_what_is_wrong_with_the_files_is_said(signed_in, home, sent, says):
    answer = signed_in("data_engineer").post(LOAD, sent)
    assert answer.status_code == 200 and says in answer.content.decode() and not Job.objects.exists()


def test_too_much_at_once_is_refused_before_it_is_kept(signed_in, home, settings):
    settings.LARGEST_UPLOAD = 2 << 20
    answer = signed_in("data_engineer").post(LOAD, {"files": [csv(content=b"x" * (3 << 20))]})
    assert answer.status_code == 413
    assert "larger than the 2 MB that this page takes from you" in answer.content.decode()
    assert not Job.objects.exists()


def test_who_may_not_load_can_send_hardly_anything(signed_in, home):
    client = signed_in("chief_officer")
    client.handler.enforce_csrf_checks = True  # as in a browser: the form's token is looked for in the body
    assert client.post(LOAD, {"files": [csv(content=b"x" * (2 << 20))]}).status_code == 413
    assert client.post(LOAD, {"files": [csv()]}).status_code == 403


def running(**more):
    Job.objects.create(kind="load-police-uk", started_by="a.data_engineer", parameters={"files": [], "edition": ""})
    job = queue.claim("w1")
    Job.objects.update(**more)
    return reverse("jobs:job", args=[job.pk])


def test_a_running_job_shows_its_progress_and_can_be_cancelled(signed_in, home):
    client = signed_in("data_engineer")
    address = running(done=1, total=4, words="Loading")
    shown = page(client, address)
    assert "Loading: 25%" in shown and 'value="25"' in shown and "Cancel this job" in shown
    client.post(f"{address}/cancel")
    shown = page(client, address)
    assert "The job ends at its next step" in shown and "Being cancelled" in shown and "Cancel this job" not in shown


def test_updating_by_itself_can_be_stopped(signed_in, home):
    client = signed_in("data_engineer")
    shown = page(client, f"{running()}?still")
    assert "http-equiv" not in shown and "See how far it is now" in shown


def test_a_job_that_ended_stands_still_and_says_what_came_of_it(signed_in, home):
    result = {"files": 2, "rows_read": 10, "rows_loaded": 9, "rows_rejected": 1, "rows_already_loaded": 0,
              "changes": [], "passed_over": [], "snapshot": 3}  # fmt: skip
    address = running(state=State.SUCCEEDED, result=result, ended_at=timezone.now())
    shown = page(signed_in("data_engineer"), address)
    assert "2 files with 10 rows: 9 loaded, 1 rejected, 0 already loaded." in shown
    assert "See the state of the data" in shown and "http-equiv" not in shown and "Cancel this job" not in shown


def test_a_failure_is_a_sentence_and_escaped(signed_in, home):
    address = running(state=State.FAILED, failure="<b>x.csv</b> is cut short", ended_at=timezone.now())
    assert "&lt;b&gt;x.csv&lt;/b&gt; is cut short" in page(signed_in("data_engineer"), address)


def test_a_cancelled_job_says_who_cancelled_it(signed_in, home):
    moment = timezone.now()
    address = running(state=State.CANCELLED, ended_at=moment, cancel_asked_at=moment, cancel_asked_by="a.chief")
    assert "It was cancelled by a.chief" in page(signed_in("data_engineer"), address)


def test_the_list_has_the_newest_first_and_what_one_may_do(signed_in, home):
    client = signed_in("data_engineer")
    assert "There has been no job yet" in page(client, "/jobs/")
    running()
    shown = page(client, "/jobs/")
    assert "Load data.police.uk files" in shown and "Publish what waits" in shown


def test_an_analyst_watches_but_does_not_start_or_cancel(signed_in, home):
    client = signed_in("performance_analyst")
    address = running()
    assert "Cancel this job" not in page(client, address) and "Publish what waits" not in page(client, "/jobs/")
    for refused in (f"{address}/cancel", "/jobs/publish"):
        assert client.post(refused).status_code == 403
    assert client.get(LOAD).status_code == 403


def test_publishing_is_a_job(signed_in, home):
    answer = signed_in("data_engineer").post("/jobs/publish")
    job = Job.objects.get()
    assert job.kind == "publish" and answer["Location"] == reverse("jobs:job", args=[job.pk])


def test_who_may_not_see_jobs_is_refused(signed_in, home):
    assert signed_in("commander").get("/jobs/").status_code == 403
