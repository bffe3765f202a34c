"""The audit log's entries, and the doors through which programs write them."""

import multiprocessing
import sqlite3
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest

from forcesight.access import START, Entry, Event, Link, Purpose, Verb, record_in, verify_in
from forcesight.access.audit_events import EVENTS


def test_every_event_has_a_kind_and_a_sentence():
    assert set(EVENTS) == set(Event)
    assert {event.verb for event in Event} == set(Verb)
    assert all("a.person" in event.sentence("a.person", "table:crimes") for event in Event)


def test_an_entry_keeps_its_time_in_utc_to_the_microsecond():
    summer = timezone(timedelta(hours=1))
    entry = Entry(Event.SIGNED_IN, "a.person", at=datetime(2026, 7, 1, 0, 30, tzinfo=summer))
    assert entry.facts()[0] == "2026-06-30T23:30:00.000000Z"


def test_an_entry_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time with its zone"):
        Entry(Event.SIGNED_IN, "a.person", at=datetime(2026, 7, 1))  # noqa: DTZ001


@pytest.mark.parametrize("content", ["two\nlines", "x" * 501, "a\x00b"])
@pytest.mark.parametrize("field", ["target", "old", "new", "parent"])
def test_an_entry_holds_identifiers_and_no_content(field, content):
    with pytest.raises(ValueError, match=f"entry's {field} must be an identifier"):
        Entry(Event.NOTE_WRITTEN, "a.person", **{field: content})


def test_the_facts_of_an_entry_are_all_kept(tmp_path):
    entry = Entry(
        Event.REJECTS_VIEWED,
        "a.person",
        target="load:7",
        channel="api",
        purpose=Purpose.DATA_QUALITY,
        parent="table:rejects",
        old="0",
        new="25",
        marking="OFFICIAL-SENSITIVE",
        at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    record_in(tmp_path / "site.sqlite3", entry)

    kept = sqlite3.connect(tmp_path / "site.sqlite3").execute("SELECT * FROM audit_event").fetchone()
    assert kept[:12] == (
        1,
        "2026-03-01T00:00:00.000000Z",
        "rejects_viewed",
        "consulting",
        "a.person",
        "api",
        "checking data quality",
        "load:7",
        "table:rejects",
        "0",
        "25",
        "OFFICIAL-SENSITIVE",
    )


def test_the_command_line_creates_the_log_where_it_is_missing(tmp_path):
    home = tmp_path / "site.sqlite3"
    first = record_in(home, Entry(Event.RECORDS_LOADED, "root (command line)", "load:1", "command line"))
    second = record_in(home, Entry(Event.RECORDS_LOADED, "root (command line)", "load:2", "command line"))

    assert (first.sequence, second.sequence) == (1, 2)
    assert verify_in(home).last == second
    assert verify_in(home, known=first).whole
    assert verify_in(home, known=Link(1, "another hash")).fault == "The log up to row 1 was written anew."


def test_an_empty_log_is_whole(tmp_path):
    state = verify_in(tmp_path / "site.sqlite3")
    assert (state.rows, state.last, state.whole) == (0, START, True)


def test_a_row_cannot_be_slipped_in_or_replaced(tmp_path):
    record_in(tmp_path / "site.sqlite3", Entry(Event.SIGNED_IN, "a.person"))
    connection = sqlite3.connect(tmp_path / "site.sqlite3")
    facts = "at, event, verb, 'b.person', channel, purpose, target, parent, old, new, marking"
    for sequence, previous in (("1", "''"), ("2", "''"), ("7", "hash")):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(
                f"INSERT OR REPLACE INTO audit_event SELECT {sequence}, {facts}, {previous}, hash FROM audit_event"
            )


def test_an_entry_of_a_failed_transaction_leaves_no_trace(tmp_path, monkeypatch):
    record_in(tmp_path / "site.sqlite3", Entry(Event.SIGNED_IN, "a.person"))
    monkeypatch.setattr("forcesight.access.audit_database.record", _write_then_fail)

    with pytest.raises(RuntimeError, match="power cut"):
        record_in(tmp_path / "site.sqlite3", Entry(Event.SIGNED_OUT, "a.person"))

    assert verify_in(tmp_path / "site.sqlite3").rows == 1


def test_two_programs_that_write_at_once_keep_one_chain(tmp_path):
    home = tmp_path / "site.sqlite3"
    writers = [multiprocessing.get_context("spawn").Process(target=_write_twenty, args=(home, name)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [writer.exitcode for writer in writers] == [0, 0]
    assert (verify_in(home).rows, verify_in(home).fault) == (40, None)


def test_postgresql_without_its_driver_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(RuntimeError, match=r"install forcesight\[postgres\]"):
        record_in("postgresql://localhost/site", Entry(Event.SIGNED_IN, "a.person"))


def _write_then_fail(cursor, dialect, entry):
    from forcesight.access import record

    record(cursor, dialect, entry)
    raise RuntimeError("power cut")


def _write_twenty(home, name):
    for _ in range(20):
        record_in(home, Entry(Event.RECORDS_LOADED, name, "load:1", "command line"))
