"""The publisher: journal entries become rows, once, in one snapshot, whatever dies in between."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.unit.store.published_files import contents, rows

from forcesight.errors import HomeBusy
from forcesight.store import Home, data_files, publisher, read_snapshot
from forcesight.store.journal import Entry, append
from forcesight.store.publisher import publish_journal
from forcesight.store.writer import Writer


START = datetime(2024, 6, 3, 9, 0, tzinfo=UTC)


def put(event: str, note: str = "n1", body: str = "First words", minute: int = 0, **cells: Any) -> Entry:
    """A note, written or changed so many minutes after nine."""
    row = {
        "note_id": note, "measure": "recorded-crime", "area_level": "force", "area_code": "fairshire",
        "body": body, "author": "A. Analyst", "written_at": START, **cells,
    }  # fmt: skip
    return Entry.new(id=event, table="note", row=row, at=START + timedelta(minutes=minute))


def withdraw(event: str, note: str = "n1", minute: int = 0) -> Entry:
    """A withdrawal."""
    return Entry.new(id=event, table="note", op="withdraw", row={"note_id": note}, at=START + timedelta(minutes=minute))


def notes(home: Home) -> list[tuple[object, ...]]:
    """Every note, with the minute at which it ceased to be in force."""
    minute = f"date_diff('minute', TIMESTAMPTZ '{START.isoformat()}', superseded_at)"
    return sorted(rows(home, f"SELECT note_id, body, {minute} FROM note_history"), key=str)


def test_entries_become_rows_of_one_snapshot(home: Home) -> None:
    append(home, [put("e1"), put("e2", "n2", "Other words")])
    assert publish_journal(home) == 2
    assert notes(home) == [("n1", "First words", None), ("n2", "Other words", None)]
    assert rows(home, "SELECT written_at, author, month FROM note WHERE note_id = 'n1'") == [
        (START, "A. Analyst", None)
    ]
    snapshot = read_snapshot(home.path)
    assert (snapshot.number, snapshot.journal, snapshot.reason) == (1, 2, "journal: 2 entries")
    assert [path.stat().st_size for path in home.journal.glob("*.log")] == [0]


def test_with_nothing_to_publish_nothing_happens(home: Home) -> None:
    assert publish_journal(home) == 0
    append(home, [put("e1")])
    publish_journal(home)
    with Writer.open(home):
        assert publish_journal(home) == 0
    assert read_snapshot(home.path).number == 1


def test_a_busy_home_is_told(home: Home) -> None:
    append(home, [put("e1")])
    with Writer.open(home), pytest.raises(HomeBusy):
        publish_journal(home)
    assert publish_journal(home) == 1


def test_a_changed_note_keeps_what_it_said_before(home: Home) -> None:
    append(home, [put("e1")])
    publish_journal(home)
    append(home, [put("e2", body="Second words", minute=5), put("e3", body="Third words", minute=7)])
    publish_journal(home)
    assert notes(home) == [("n1", "First words", 5), ("n1", "Second words", 7), ("n1", "Third words", None)]
    assert rows(home, "SELECT body FROM note") == [("Third words",)]


def test_a_withdrawn_note_keeps_its_row(home: Home) -> None:
    append(home, [put("e1"), put("e2", "n2")])
    publish_journal(home)
    append(home, [withdraw("e3", minute=4), withdraw("e4", "nobody"), put("e5", "n3"), withdraw("e6", "n3", minute=6)])
    publish_journal(home)
    assert notes(home) == [("n1", "First words", 4), ("n2", "First words", None), ("n3", "First words", 6)]


def test_a_put_may_say_itself_that_the_note_is_withdrawn(home: Home) -> None:
    append(home, [put("e1")])
    publish_journal(home)
    append(home, [put("e2", superseded_at=START + timedelta(minutes=3), minute=3)])
    publish_journal(home)
    assert notes(home) == [("n1", "First words", 3)]


def test_an_entry_that_comes_twice_counts_once(home: Home) -> None:
    """Also when the note was withdrawn in between: an old entry does not bring it back."""
    append(home, [put("e1"), put("e1"), withdraw("e2", minute=2)])
    publish_journal(home)
    append(home, [put("e1"), put("e3", "n2")])
    assert publish_journal(home) == 2
    assert notes(home) == [("n1", "First words", 2), ("n2", "First words", None)]
    assert rows(home, "SELECT event_id FROM journal_event ORDER BY ALL") == [("e1",), ("e2",), ("e3",)]


def test_only_what_came_again_still_moves_the_journal_on(home: Home) -> None:
    append(home, [put("e1")])
    publish_journal(home)
    before = contents(home)
    append(home, [put("e1")])
    assert publish_journal(home) == 1
    assert contents(home) == before
    assert read_snapshot(home.path).journal == 2


def test_a_long_journal_is_published_in_parts(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publisher, "MOST", 4)
    append(home, [put(f"e{n}", f"n{n}") for n in range(10)])
    assert [publish_journal(home) for _ in range(4)] == [4, 4, 2, 0]
    assert len(notes(home)) == 10


def test_published_ids_do_not_gather_in_many_files(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_files, "FAN_IN", 3)
    for number in range(4):
        append(home, [put(f"e{number}", f"n{number}")])
        publish_journal(home)
    state = read_snapshot(home.path).table("journal_event")
    assert state is not None
    assert (len(state.files), state.rows) == (2, 4)


def test_new_baselines_travel_the_same_way(home: Home) -> None:
    row = {
        "rebase_id": "r1", "measure": "recorded-crime", "area_level": "force", "area_code": "fairshire",
        "month": "2024-03", "reason": "New system", "decided_by": "A. Analyst", "decided_at": "2024-06-03T09:00:00",
    }  # fmt: skip
    append(home, [Entry.new(id="e1", table="rebase", row=row)])
    publish_journal(home)
    assert rows(home, "SELECT month, decided_at FROM rebase") == [("2024-03", START)]
