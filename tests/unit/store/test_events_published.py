"""Events of the live feed: once each, corrected and withdrawn in whatever order, and what that costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.unit.store.feed_events import NINE, event, events, minute, refused, take_back
from tests.unit.store.published_files import rows
from tests.unit.store.test_publisher import put

from forcesight.records import Event
from forcesight.store import Home, data_files, read_snapshot
from forcesight.store.erase import erase
from forcesight.store.journal import Entry, append
from forcesight.store.marts import open_as_at
from forcesight.store.publisher import Publisher, publish_journal
from forcesight.store.writer import Writer


def published(home: Home, *entries: Entry) -> None:
    """Append and publish these."""
    append(home, entries)
    assert publish_journal(home) == len(entries)


def test_an_event_is_a_row_with_its_derived_columns(home: Home) -> None:
    published(home, event("a"), event("b", resource="AB12", known=None))
    cells = "source_id, month, local_date::VARCHAR, hour, weekday, happened_at, known_at, resource, cases"
    assert rows(home, f"SELECT {cells} FROM event ORDER BY 1") == [
        ("a", "2024-06", "2024-06-03", 10, 1, NINE, NINE, None, "incident:I-1"),
        ("b", "2024-06", "2024-06-03", 10, 1, NINE, None, "AB12", "incident:I-1"),
    ]
    assert rows(home, "SELECT case_id, count(*) FROM event_log GROUP BY 1") == [("I-1", 2)]


def test_the_same_event_again_is_no_news(home: Home) -> None:
    published(home, event("a"), event("a"))
    published(home, event("a"))
    assert events(home) == [("a", "unit_allocated", True)]
    assert rows(home, "SELECT count(*) FROM journal_event") == [(0,)]


def test_a_correction_replaces_and_both_stay_to_be_seen_as_at(home: Home) -> None:
    published(home, event("a"))
    before = datetime.fromisoformat(read_snapshot(home.path).published_at)
    with Writer.for_journal(home) as writer:
        writer.now = before + timedelta(hours=1)
        from forcesight.store.entry_rows import take_in

        append(home, [event("a", "unit_at_scene", 5)])
        take_in(writer, [event("a", "unit_at_scene", 5)])
        writer.publish("correction")
    assert events(home) == [("a", "unit_allocated", False), ("a", "unit_at_scene", True)]
    for moment, activity in [(0, "unit_allocated"), (2, "unit_at_scene")]:
        session = open_as_at(home.path, before + timedelta(hours=moment), [])
        assert session.rows("SELECT activity FROM event_log") == [(activity,)]
        session.close()


def test_what_was_known_later_counts_even_where_it_came_first(home: Home) -> None:
    published(home, event("a", "unit_at_scene", 5))
    published(home, event("a", "unit_allocated", 3))
    published(home, event("b", "unit_at_scene", 5), event("b", "unit_allocated", 3))
    assert events(home) == [
        ("a", "unit_allocated", False), ("a", "unit_at_scene", True),
        ("b", "unit_allocated", False), ("b", "unit_at_scene", True),
    ]  # fmt: skip


def test_without_known_at_the_order_of_arrival_counts(home: Home) -> None:
    published(home, event("a", "unit_at_scene", None))
    published(home, event("a", "unit_allocated", None))
    assert events(home) == [("a", "unit_allocated", True), ("a", "unit_at_scene", False)]
    published(home, event("a", "unit_at_scene", None))
    assert events(home) == [("a", "unit_allocated", True), ("a", "unit_at_scene", False)]


def test_a_withdrawn_event_stays_in_history_and_does_not_come_back(home: Home) -> None:
    published(home, event("a"), event("b"))
    published(home, take_back("a", 4), take_back("a", 4))
    published(home, event("a"), take_back("a", 4))
    assert events(home) == [("a", "unit_allocated", False), ("b", "unit_allocated", True)]
    assert rows(home, "SELECT source_id, known_at FROM withdrawal") == [("a", minute(4))]
    published(home, event("a", "unit_allocated", 6))
    assert events(home)[:2] == [("a", "unit_allocated", False), ("a", "unit_allocated", True)]


def test_a_withdrawal_may_come_before_what_it_withdraws(home: Home) -> None:
    published(home, take_back("a", 4), take_back("a", 2), take_back("b", 4))
    published(home, event("a", known=3), event("b", known=5))
    assert events(home) == [("a", "unit_allocated", False), ("b", "unit_allocated", True)]


def test_systems_have_identifiers_of_their_own(home: Home) -> None:
    published(home, event("a"), event("a", source_system="custody"))
    published(home, take_back("a", 4, "custody"))
    assert rows(home, "SELECT source_system FROM event") == [("cad",)]


def test_refused_lines_are_kept_once_a_day(home: Home) -> None:
    published(home, refused("{"), refused("{"), refused("["))
    published(home, refused("{"), refused("{", day="2024-06-04"))
    told = "SELECT source_file, line, reason, raw FROM reject ORDER BY ALL"
    reason = "The line is not JSON."
    assert rows(home, told) == [
        ("feed/cad/2024-06-03", 3, reason, "["), ("feed/cad/2024-06-03", 3, reason, "{"),
        ("feed/cad/2024-06-04", 3, reason, "{"),
    ]  # fmt: skip


def test_a_correction_writes_only_the_file_that_it_touches(home: Home) -> None:
    for name in "abcd":
        published(home, event(name))
    before = {file.path for file in read_snapshot(home.path).tables["event"].files}
    published(home, event("b", "unit_at_scene", 5))
    after = {file.path for file in read_snapshot(home.path).tables["event"].files}
    assert (len(before), len(before & after), len(after)) == (4, 3, 5)


def test_a_publisher_reads_only_new_files_to_know_what_came_before(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from forcesight.store import key_index

    read: list[Path] = []
    original = key_index.read_files
    monkeypatch.setattr(key_index, "read_files", lambda paths: read.extend(paths) or original(paths))
    monkeypatch.setattr(data_files, "FAN_IN", 4)
    publisher = Publisher(home)
    for number in range(12):
        append(home, [event(f"e{number}"), event("e0", known=number)])
        publisher.publish()
    assert len(read) == len(set(read))
    assert rows(home, "SELECT count(*), count(*) FILTER (WHERE superseded_at IS NULL) FROM event_history") == [(23, 12)]
    files = read_snapshot(home.path).tables["event"].files
    assert len(files) <= 7
    index = publisher.indexes.of(Event.table, Event.key)
    assert len(index._hashes) <= len(list(home.records.glob("event/*.parquet")))


def test_what_was_erased_is_not_brought_back_and_is_counted(home: Home) -> None:
    published(home, event("a", location="4 Zephyrine Crescent"), event("b"))
    erase(home, "Zephyrine Crescent", reason="subject-request")
    published(home, event("a", location="4 Zephyrine Crescent"), event("c"))
    assert [name for name, *_ in events(home)] == ["b", "c"]
    assert ("feed/cad/2024-06-03", "the row was erased earlier", "") in rows(
        home, "SELECT source_file, reason, raw FROM reject"
    )
    published(home, event("a"), put("n1"))
    assert [name for name, *_ in events(home)] == ["b", "c"]


def test_an_erasure_takes_what_still_waits(home: Home) -> None:
    append(home, [event("a", location="4 Zephyrine Crescent"), refused("4 Zephyrine Crescent"), take_back("a", 3)])
    report = erase(home, "Zephyrine Crescent", reason="subject-request")
    assert (report.rows, report.rejected_rows) == ({"event": 1}, 1)
    assert report.remains == ()


def test_an_erased_identifier_goes_from_the_withdrawals_too(home: Home) -> None:
    published(home, event("case-4711"), take_back("case-4711", 3))
    report = erase(home, "case-4711", reason="subject-request")
    assert report.rows == {"event": 1, "withdrawal": 1}


def test_a_clock_that_stands_still_ends_no_row_before_it_began(home: Home) -> None:
    published(home, event("a"))
    published(home, event("a", "unit_at_scene", 5))
    assert rows(home, "SELECT count(*) FROM event_history WHERE superseded_at < loaded_at") == [(0,)]
    assert rows(home, "SELECT max(loaded_at) FROM event")[0][0] <= datetime.now(UTC)  # type: ignore[operator]
