"""The journal: what was acknowledged is there after any death, in order, once."""

from __future__ import annotations

import multiprocessing
import os
import signal
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forcesight.errors import HomeError
from forcesight.store import Home, journal, read_snapshot
from forcesight.store.journal import Entry, append, drop_published, read_from
from forcesight.store.writer import Writer


NOTE = {
    "measure": "recorded-crime",
    "area_level": "force",
    "area_code": "fairshire",
    "body": "The new recording system went live.",
    "author": "A. Analyst",
    "written_at": datetime(2024, 6, 3, 9, 0, tzinfo=UTC),
}


def note(number: int, **cells: object) -> Entry:
    """A note of its own."""
    return Entry.new(id=f"event-{number}", table="note", row={"note_id": f"note-{number}", **NOTE, **cells})


def told(home: Home, after: int = 0) -> list[tuple[int, str]]:
    """Sequence numbers and ids."""
    return [(entry.sequence, entry.id) for entry in read_from(home, after)]


def segments(home: Home) -> list[Path]:
    """The segments, oldest first."""
    return sorted(home.journal.glob("*.log"))


def test_entries_are_read_back_in_order_with_their_numbers(home: Home) -> None:
    assert append(home, [note(1), note(2)]) == 2
    assert append(home, [note(3, body='Ends with "ü"\nand a line')]) == 3
    assert told(home) == [(1, "event-1"), (2, "event-2"), (3, "event-3")]
    assert told(home, after=2) == [(3, "event-3")]
    (last,) = read_from(home, 2)
    assert last.row["body"] == 'Ends with "ü"\nand a line'
    assert last.row["written_at"] == "2024-06-03T09:00:00+00:00"


def test_appending_nothing_changes_nothing(home: Home) -> None:
    assert append(home, []) == 0
    append(home, [note(1)])
    assert append(home, []) == 1
    assert told(home) == [(1, "event-1")]


def test_a_long_batch_is_written_in_several_lines(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "LINE_ENTRIES", 10)
    assert append(home, [note(n) for n in range(1, 36)]) == 35
    assert told(home) == [(n, f"event-{n}") for n in range(1, 36)]
    (segment,) = segments(home)
    assert segment.read_bytes().count(b"\n") == 4


def test_a_full_segment_is_followed_by_another(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "SEGMENT_BYTES", 500)
    for number in range(1, 8):
        append(home, [note(number)])
    assert [int(path.stem) for path in segments(home)] == [1, 3, 5, 7]
    assert told(home) == [(n, f"event-{n}") for n in range(1, 8)]
    assert told(home, after=5) == [(6, "event-6"), (7, "event-7")]


def test_a_torn_line_is_cut_off_by_the_next_writer(home: Home) -> None:
    append(home, [note(1)])
    (segment,) = segments(home)
    whole = segment.read_bytes()
    append(home, [note(2), note(3)])
    torn = segment.read_bytes()
    for cut in range(len(whole) + 1, len(torn)):
        segment.write_bytes(torn[:cut])
        assert told(home) == [(1, "event-1")]
    assert append(home, [note(4)]) == 2
    assert told(home) == [(1, "event-1"), (2, "event-4")]


@pytest.mark.parametrize("rest", [b"\0" * 300, b"00000000 {}\n", b"garbage\n"])
def test_what_a_power_cut_leaves_at_the_end_is_no_entry(home: Home, rest: bytes) -> None:
    append(home, [note(1)])
    (segment,) = segments(home)
    with segment.open("ab") as out:
        out.write(rest)
    assert told(home) == [(1, "event-1")]
    assert append(home, [note(2)]) == 2
    assert told(home) == [(1, "event-1"), (2, "event-2")]


def test_a_damaged_acknowledged_line_is_told(home: Home) -> None:
    append(home, [note(1)])
    append(home, [note(2)])
    (segment,) = segments(home)
    content = bytearray(segment.read_bytes())
    content[40] ^= 1
    segment.write_bytes(content)
    with pytest.raises(HomeError, match="line 1 is damaged; restore the home from a backup"):
        told(home)


def test_an_older_segment_may_not_end_torn(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "SEGMENT_BYTES", 10)
    append(home, [note(1)])
    append(home, [note(2)])
    os.truncate(segments(home)[0], 50)
    with pytest.raises(HomeError, match="line 1 is damaged"):
        told(home)


def _append_many(home: Home, start: int, count: int) -> None:
    for number in range(start, start + count):
        append(home, [note(number), note(number + 100_000)])


def test_several_processes_append_at_once(home: Home) -> None:
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_append_many, args=(home, start, 40)) for start in (1000, 2000, 3000)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = told(home)
    assert [sequence for sequence, _ in found] == list(range(1, 241))
    assert len({name for _, name in found}) == 240
    for start in (1000, 2000, 3000):
        own = [name for _, name in found if start <= int(name[6:]) < start + 1000]
        assert own == [f"event-{n}" for n in range(start, start + 40)]


def _append_until_killed(home: Home, acknowledged: Path) -> None:
    with acknowledged.open("ab", buffering=0) as out:
        for number in range(1, 1_000_000):
            append(home, [note(number)])
            out.write(b"%d\n" % number)


def test_what_was_acknowledged_survives_a_kill(home: Home, tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    acknowledged = tmp_path / "acknowledged"
    acknowledged.touch()
    for _ in range(3):
        before = len(told(home))
        writer = context.Process(target=_append_until_killed, args=(home, acknowledged))
        writer.start()
        while acknowledged.read_bytes().count(b"\n") < 20:
            pass
        os.kill(writer.pid, signal.SIGKILL)  # type: ignore[arg-type]
        writer.join()
        promised = acknowledged.read_bytes().count(b"\n")
        found = told(home)
        assert [sequence for sequence, _ in found] == list(range(1, len(found) + 1))
        assert promised <= len(found) - before <= promised + 1
        acknowledged.write_bytes(b"")


def publish_through(home: Home, sequence: int) -> None:
    """A snapshot that says the journal is published so far."""
    with Writer.open(home) as writer:
        writer.journal = sequence
        writer.publish("test")


def test_published_segments_are_dropped_and_numbers_go_on(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "SEGMENT_BYTES", 500)
    for number in range(1, 8):
        append(home, [note(number)])
    publish_through(home, 4)
    drop_published(home)
    assert [int(path.stem) for path in segments(home)] == [5, 7]
    publish_through(home, 7)
    drop_published(home)
    drop_published(home)
    (segment,) = segments(home)
    assert (segment.name, segment.stat().st_size) == (f"{8:020d}.log", 0)
    assert told(home) == []
    assert append(home, [note(8)]) == 8


def test_a_journal_without_segments_goes_on_where_the_tables_are(home: Home) -> None:
    publish_through(home, 12)
    drop_published(home)
    assert append(home, [note(1)]) == 13
    assert read_snapshot(home.path).journal == 12


def test_a_reader_is_not_troubled_by_a_segment_that_goes(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "SEGMENT_BYTES", 10)
    append(home, [note(1)])
    append(home, [note(2)])
    reading = read_from(home, 0)
    assert next(reading).sequence == 1
    for path in segments(home):
        path.unlink()
    assert list(reading) == []


def test_blanking_keeps_the_numbers(home: Home) -> None:
    append(home, [note(1), note(2, body="About Jane Example"), note(3)])
    (home.journal / ".00000000000000000001.log.new").write_text("left over")
    assert journal.blank(home, lambda text: "Jane Example" in text) == 1
    assert told(home) == [(1, "event-1"), (2, "event-2"), (3, "event-3")]
    assert [bool(entry.row) for entry in read_from(home, 0)] == [True, False, True]
    assert [path.name for path in home.journal.glob(".*")] == []
    assert append(home, [note(4)]) == 4


WRONG = {
    "an unknown table": {"table": "recorded_crime", "row": {}},
    "an unknown operation": {"table": "note", "row": {}, "op": "delete"},
    "no key": {"table": "note", "row": {"measure": "m"}, "op": "withdraw"},
    "a column that is not there": {"table": "note", "row": {"note_id": "1", "colour": "red"}, "op": "withdraw"},
    "a put without what is required": {"table": "note", "row": {"note_id": "1"}},
}


@pytest.mark.parametrize("given", WRONG.values(), ids=WRONG)
def test_an_entry_that_no_table_could_take_is_not_made(given: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"journal takes|cannot lack"):
        Entry.new(id="event", **given)  # type: ignore[arg-type]


def test_a_withdrawal_needs_only_the_key_and_dates_become_text() -> None:
    entry = Entry.new(id="e", table="note", op="withdraw", row={"note_id": "1", "month": date(2024, 6, 1)})
    assert entry.row == {"note_id": "1", "month": "2024-06-01"}
    assert datetime.fromisoformat(entry.at).tzinfo
