"""The worker: runs what waits to its end, whichever that is, and publishes between jobs what people wrote."""

import time
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.web import northshire as county

from forcesight.access import ROLES, Grant, Principal, Refused, Unit, local_operator, place
from forcesight.errors import HomeBusy, HomeError
from forcesight.store import read_snapshot
from forcesight.store.lock import snapshot_lock
from forcesight.web.accounts.actions import close_account
from forcesight.web.audit.models import AuditEvent
from forcesight.web.jobs import actions, queue, uploads, worker
from forcesight.web.jobs.kinds import sentences
from forcesight.web.jobs.models import Job
from forcesight.web.jobs.states import State
from forcesight.web.notes.actions import write_note
from forcesight.web.notes.models import Outbox


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def engineer(person):
    person("data_engineer")
    grant = Grant(ROLES["data_engineer"], Unit.parse("force:northshire"), date(2020, 1, 1))
    return Principal("a.data_engineer", (grant,))


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "sent"
    folder.mkdir()
    county.write_files(folder, county.MONTHS[:1])
    return folder


def sent(folder, pattern="*.csv"):
    return [SimpleUploadedFile(path.name, path.read_bytes()) for path in sorted(folder.glob(pattern))]


def once():
    worker.run_worker(stop=lambda: False, once=True)


def test_files_that_were_sent_are_loaded_and_then_removed(home, engineer, files):
    job = actions.start_load(files=sent(files), by=engineer)
    assert uploads.folder(job).is_dir()
    once()
    job.refresh_from_db()
    assert job.state == State.SUCCEEDED, job.failure
    told = " ".join(sentences(job, str.title))
    assert "4 files with" in told and "0 rejected" in told and "The home is at snapshot 1." in told
    assert not uploads.folder(job).exists()
    assert read_snapshot(home.path).number == 1
    assert AuditEvent.objects.filter(event="job_started", target=job.target).count() == 1


def test_loading_the_same_again_says_so(home, engineer, files):
    for _ in range(2):
        actions.start_load(files=sent(files, "*northshire-street*"), by=engineer)
        once()
    told = " ".join(sentences(Job.objects.first(), str.title))
    assert "0 loaded" in told and "already loaded" in told


def test_a_newer_edition_says_what_it_changed(home, engineer, files):
    actions.start_load(files=sent(files, "*northshire-street*"), by=engineer)
    once()
    street = next(files.glob("*northshire-street*"))
    street.write_text("\n".join(street.read_text().splitlines()[:-2]) + "\n")
    actions.start_load(files=sent(files, "*northshire-street*"), edition="2025-01", by=engineer)
    once()
    told = " ".join(sentences(Job.objects.first(), str.title))
    july = "Northshire street-level crime of July 2023"
    assert f"{july}, edition of January 2025 replaced {july}, edition of July 2023: " in told
    assert "2 removed" in told


def test_a_file_at_fault_fails_with_its_sentence_and_its_own_name(home, engineer):
    page = SimpleUploadedFile("2023-07-northshire-street.csv", b"<html>Not found</html>")
    job = actions.start_load(files=[page], by=engineer)
    once()
    job.refresh_from_db()
    assert job.state == State.FAILED and job.failure.startswith("2023-07-northshire-street.csv")
    assert str(home.path) not in job.failure and not uploads.folder(job).exists()
    assert read_snapshot(home.path).number == 0


def test_files_of_other_names_are_told(home, engineer, files):
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        street = next(files.glob("*northshire-street*"))
        archive.writestr(f"2023-07/{street.name}", street.read_bytes())
        archive.writestr("readme.txt", "hello")
    actions.start_load(files=[SimpleUploadedFile("2023-07.zip", packed.getvalue())], by=engineer)
    once()
    told = " ".join(sentences(Job.objects.get(), str.title))
    assert "Passed over: 2023-07.zip (readme.txt) (its name is not that of a published file)" in told


def test_who_may_not_load_is_refused_and_nothing_is_kept(home, files):
    with pytest.raises(Refused):
        actions.start_load(files=sent(files), by=Principal("nobody"))
    assert not Job.objects.exists() and not uploads.root().exists()


def test_a_fault_while_files_are_kept_leaves_none(home, engineer, files):
    twice = sent(files, "*northshire-street*") * 2
    with pytest.raises(FileExistsError):
        actions.start_load(files=twice, by=engineer)
    assert not Job.objects.exists() and list(uploads.root().iterdir()) == []


def test_a_name_cannot_lead_out_of_the_folder(home, engineer, files):
    file = sent(files, "*northshire-street*")[0]
    file._name = "../../2023-07-northshire-street.csv"
    job = actions.start_load(files=[file], by=engineer)
    assert [path.name for path in uploads.folder(job).iterdir()] == ["2023-07-northshire-street.csv"]


def test_roles_are_asked_again_when_the_job_runs(home, engineer, files):
    from forcesight.web.accounts.models import User

    actions.start_load(files=sent(files), by=engineer)
    User.objects.get().role_grants.all().delete()
    once()
    job = Job.objects.get()
    assert job.state == State.FAILED and "no role in force today" in job.failure


def test_the_job_of_a_closed_account_fails_with_a_sentence(home, engineer, files, person):
    from forcesight.web.accounts.models import User

    actions.start_load(files=sent(files), by=engineer)
    person("data_engineer", username="b.engineer")
    close_account(user=User.objects.get(username="a.data_engineer"), by=local_operator())
    once()
    assert "The account a.data_engineer, which started this job, is closed." in Job.objects.get().failure


def test_an_unexpected_fault_is_a_sentence_too(home, engineer, monkeypatch, caplog):
    monkeypatch.setattr(worker.publishing, "publish", lambda *_, **__: 1 / 0)
    actions.start_publish(by=engineer)
    once()
    job = Job.objects.get()
    assert job.state == State.FAILED and "Something went wrong that the job did not expect" in job.failure
    assert "ZeroDivisionError" in caplog.text


def test_a_running_job_is_cancelled_at_its_next_step(home, engineer, monkeypatch):
    job = actions.start_publish(by=engineer)

    def while_it_runs(platform, *, by):
        actions.cancel_job(job=job, by=engineer)
        return 0

    monkeypatch.setattr(worker.publishing, "publish", while_it_runs)
    once()
    job.refresh_from_db()
    assert job.state == State.CANCELLED and job.cancel_asked_by == "a.data_engineer"
    assert AuditEvent.objects.filter(event="job_cancelled", target=job.target).count() == 1


def test_a_waiting_job_is_cancelled_at_once_with_its_files(home, engineer, files):
    job = actions.start_load(files=sent(files), by=engineer)
    actions.cancel_job(job=job, by=engineer)
    actions.cancel_job(job=job, by=engineer)
    job.refresh_from_db()
    assert job.state == State.CANCELLED and not uploads.folder(job).exists()
    assert AuditEvent.objects.filter(event="job_cancelled", target=job.target).count() == 1


def test_a_job_that_was_taken_away_is_left_alone(home, engineer, files, monkeypatch, caplog):
    job = actions.start_load(files=sent(files), by=engineer)

    def taken(*_, **__):
        Job.objects.update(worker="another")
        queue.report(queue.Job.objects.model(pk=job.pk, worker="me"), 1, 2, "still here")

    monkeypatch.setattr(worker.KINDS["load-police-uk"].__class__, "run", property(lambda self: taken), raising=False)
    claimed = queue.claim("me")
    worker.work_on(claimed)
    job.refresh_from_db()
    assert job.state == State.RUNNING and job.worker == "another" and uploads.folder(job).exists()
    assert "was taken from this worker" in caplog.text


def test_progress_is_written_when_words_change_and_then_sparingly(home, engineer, monkeypatch):
    written = []
    monkeypatch.setattr(worker.queue, "report", lambda job, *told: written.append(told))
    progress = worker._reporter(Job())
    for done in range(50):
        progress(done, 50, "Reading")
    progress(50, 50, "Publishing")
    assert written[0] == (0, 50, "Reading") and written[-1] == (50, 50, "Publishing") and len(written) < 10


def test_the_heart_beats_while_a_job_is_silent(home, engineer, monkeypatch):
    actions.start_publish(by=engineer)
    job = queue.claim("me")
    before = job.heartbeat_at
    monkeypatch.setattr(worker, "HEARTBEAT", 0.01)
    with worker._heart(job):
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            job.refresh_from_db()
            if job.heartbeat_at > before:
                return
            time.sleep(0.02)
    raise AssertionError("the heart did not beat")


def test_the_job_of_a_dead_worker_is_done_by_the_next(home, engineer):
    actions.start_publish(by=engineer)
    queue.claim("dead")
    Job.objects.update(heartbeat_at=timezone.now() - queue.PATIENCE * 2)
    once()
    job = Job.objects.get()
    assert job.state == State.SUCCEEDED and job.attempts == 2


def write(body="A note"):
    told = {"measure": "burglary", "place": place("force:northshire"), "author_name": "A", "by": local_operator()}
    return write_note(**told, body=body)


def test_between_jobs_notes_are_published(own_records):
    write()
    number = read_snapshot(own_records.path).number
    once()
    assert not Outbox.objects.exists() and read_snapshot(own_records.path).number == number + 1


def test_while_another_writes_notes_wait_in_the_journal(own_records):
    write()
    number = read_snapshot(own_records.path).number
    with snapshot_lock(own_records.path):
        assert worker.step() is False
    assert not Outbox.objects.exists() and read_snapshot(own_records.path).number == number
    assert worker.step() is True


def test_what_cannot_be_published_is_logged_once(home, monkeypatch, caplog):
    def broken(platform):
        raise HomeError("The journal is damaged; restore the home from a backup.")

    monkeypatch.setattr(worker.publishing, "publish_waiting", broken)
    worker._complain.cache_clear()
    for _ in range(3):
        assert worker.step() is False
    assert caplog.text.count("The journal is damaged") == 1


def test_a_busy_home_is_nothing_to_log(home, monkeypatch, caplog):
    def busy(platform):
        raise HomeBusy("Another process is writing.")

    monkeypatch.setattr(worker.publishing, "publish_waiting", busy)
    assert worker.step() is False and caplog.text == ""


def test_the_worker_stops_when_it_is_told_to(home):
    turns = iter([False, False, True, True])
    worker.run_worker(stop=lambda: next(turns))


def test_folders_that_a_crash_left_are_tidied_away_in_time(home, engineer, files, monkeypatch):
    import os

    waiting = actions.start_load(files=sent(files), by=engineer)
    old, new = uploads.root() / "11111111-1111-1111-1111-111111111111", uploads.root() / "22222222-aaaa"
    for folder in (old, new):
        folder.mkdir()
    past = time.time() - uploads.ORPHAN_SECONDS - 5
    for folder in (old, uploads.folder(waiting)):
        os.utime(folder, (past, past))
    uploads.tidy()
    assert not old.exists() and new.exists() and uploads.folder(waiting).exists()
