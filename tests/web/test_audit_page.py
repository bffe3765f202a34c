"""The audit log's pages, and the site's door to the log."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from forcesight.access import Entry, Event, Purpose, local_operator, record
from forcesight.web.audit import log, views
from forcesight.web.audit.models import AuditEvent


def page(client, address="/audit/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def rows_of(text):
    return text.count('<tr class="govuk-table__row">') - 1


@pytest.mark.parametrize("role", ["performance_analyst", "commander", "chief_officer", "data_engineer", "scrutineer"])
def test_the_log_is_for_those_who_watch(signed_in, role):
    answer = signed_in(role).get("/audit/")
    assert answer.status_code == 403
    assert "It needs the role Records officer" in answer.content.decode()
    assert not AuditEvent.objects.filter(event="audit_log_viewed").exists()


def test_reading_the_log_is_itself_logged_with_its_purpose(signed_in):
    text = page(signed_in("records_officer"))
    assert "a.records_officer read the audit log" in text
    seen = AuditEvent.objects.get(event="audit_log_viewed")
    assert (seen.verb, seen.purpose, seen.marking) == (
        "consulting",
        "checking who used the system",
        "OFFICIAL-SENSITIVE",
    )


def test_rows_read_as_sentences_with_what_changed(signed_in):
    text = page(signed_in("records_officer"))
    assert "granted a role to a.records_officer (Records officer for force northshire from 1 January 2020" in text
    assert "Altering" in text and "running the system" in text
    assert str(AuditEvent.objects.last()) == "1: account_created"


def test_areas_and_measures_are_told_by_name(signed_in, records):
    client = signed_in("records_officer")
    log.write(Event.NOTE_WRITTEN, by="b.analyst", target="note:burglary/district:D1/6f1c", new="2025-12")
    log.write(Event.NOTE_WRITTEN, by="b.analyst", target="note:burglary/district:D9/6f1c")
    log.write(Event.JOB_STARTED, by="b.analyst", target="job:publish/6f1c")
    text = page(client)
    assert "b.analyst wrote a note on Burglary in Eastham (December 2025)" in text
    assert "b.analyst wrote a note on Burglary in district D9<" in text
    assert "b.analyst started a job: Publish notes, baselines and definitions<" in text


def test_the_log_can_be_read_when_the_home_cannot(signed_in, settings, tmp_path):
    client = signed_in("records_officer")
    log.write(Event.NOTE_WRITTEN, by="b.analyst", target="note:burglary/district:D1/6f1c")
    settings.FORCESIGHT_HOME = tmp_path / "gone"
    assert "wrote a note on Burglary in district D1" in page(client)


def test_the_log_is_filtered_by_person_kind_and_local_day(signed_in):
    client = signed_in("records_officer")
    with connection.cursor() as cursor:
        # Half past midnight in London on 1 July, still 30 June in UTC.
        at = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)
        record(cursor, log.dialect(), Entry(Event.MEASURE_EXPORTED, "b.analyst", "measure:burglary", at=at))

    assert rows_of(page(client, "/audit/?actor=B.ANALYST")) == 1
    assert rows_of(page(client, "/audit/?verb=disclosing")) == 1
    assert rows_of(page(client, "/audit/?since=2027-07-01&until=2027-07-01")) == 1
    assert "No entry fits this filter." in page(client, "/audit/?until=2027-06-30&since=2027-06-30")
    assert "No entry fits this filter." in page(client, "/audit/?verb=erasing")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("since=tomorrow", "Enter the date under &#x27;From&#x27; like 2026-03-27"),
        ("since=2026-03-02&until=2026-03-01", "must not be before the day under"),
        ("verb=dancing", "Select a valid choice"),
    ],
)
def test_a_wrong_filter_says_what_is_wrong_and_shows_nothing(signed_in, query, sentence):
    text = page(signed_in("records_officer"), f"/audit/?{query}")
    assert sentence in text and "There is a problem" in text and "No entry fits this filter." in text


def test_long_logs_come_in_pages(signed_in, monkeypatch):
    monkeypatch.setattr(views, "ROWS_A_PAGE", 2)
    client = signed_in("records_officer")
    assert rows_of(page(client)) == 2
    assert 'aria-label="Page 2" aria-current="page"' in page(client, "/audit/?page=2")


def test_a_whole_log_says_so_and_shows_its_last_link(signed_in):
    client = signed_in("records_officer")
    assert "follow from one another" in page(client)
    text, last = page(client, "/audit/check"), AuditEvent.objects.first()
    assert f"All {last.sequence} rows follow from one another" in text and last.hash in text


def test_a_noted_row_is_compared(signed_in):
    client, noted = signed_in("records_officer"), AuditEvent.objects.last()
    good = page(client, f"/audit/check?sequence={noted.sequence}&hash={noted.hash}")
    other = page(client, f"/audit/check?sequence={noted.sequence}&hash={'0' * 64}")
    later = page(client, f"/audit/check?sequence=1000000&hash={noted.hash}")
    wrong = page(client, "/audit/check?sequence=one&hash=x")
    assert "follow from one another" in good
    assert "The log has been tampered with. The log up to row 1 was written anew." in other
    assert "were cut off" in later
    assert "Enter a whole number" in wrong and "Enter the hash as 64 digits" in wrong


def test_tampering_shows_on_the_page(signed_in):
    client = signed_in("records_officer")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_event_no_update")
        cursor.execute("UPDATE audit_event SET actor = 'nobody' WHERE sequence = 2")
    text = page(client)
    assert "The log has been tampered with. Row 2 was changed after it was written." in text


def test_only_the_newest_rows_are_walked_for_a_page(signed_in, monkeypatch):
    client = signed_in("records_officer")
    monkeypatch.setattr(views, "ROWS_CHECKED", 2)
    assert "The newest 2 rows follow from one another" in page(client)


@pytest.mark.django_db(transaction=True)
def test_a_change_and_its_entry_are_kept_together_or_not_at_all(person):
    before = AuditEvent.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        log.write(Event.NOTE_WRITTEN, by="a.person", target="note:1")
        raise RuntimeError
    assert AuditEvent.objects.count() == before


@pytest.mark.django_db
def test_the_log_remembers_through_which_door_somebody_came():
    log.write(Event.RECORDS_ERASED, by=local_operator(), target="table:crimes", purpose=Purpose.RECORDS_MANAGEMENT)
    log.write(Event.MEASURE_EXPORTED, by="a.person", target="measure:burglary")
    assert list(AuditEvent.objects.values_list("channel", flat=True)) == ["site", "command line"]


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["UPDATE audit_event SET actor = 'x'", "DELETE FROM audit_event"])
def test_the_sites_database_refuses_to_change_the_log(change):
    from django.db import DatabaseError

    log.write(Event.SIGNED_IN, by="a.person")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
