"""The journal and its publisher against models so simple that they cannot be wrong."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.store.published_files import rows

from forcesight.store import Home, journal
from forcesight.store.journal import Entry, append, drop_published, read_from
from forcesight.store.publisher import publish_journal
from forcesight.store.writer import Writer


SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
PUBLISHING = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
START = datetime(2024, 6, 3, 9, tzinfo=UTC)


def entry(number: int, note: str = "n", body: str | None = "Words", event: str = "") -> Entry:
    """A note at a minute of its own; without a body it is withdrawn."""
    at = START + timedelta(minutes=number)
    if body is None:
        return Entry.new(id=event or f"e{number}", table="note", op="withdraw", row={"note_id": note}, at=at)
    row = {
        "note_id": note, "measure": "m", "area_level": "force", "area_code": "f", "body": body, "author": "A",
        "written_at": START,
    }  # fmt: skip
    return Entry.new(id=event or f"e{number}", table="note", row=row, at=at)


STEPS = st.lists(
    st.tuples(st.just("append"), st.integers(0, 12))
    | st.tuples(st.just("tear"), st.integers(1, 400))
    | st.tuples(st.just("publish"), st.integers(0, 30)),
    max_size=12,
)


@SETTINGS
@given(STEPS, st.integers(1, 5), st.integers(1, 2000))
def test_the_journal_is_a_list_that_only_forgets_what_is_published(
    steps: list[tuple[str, int]], line_entries: int, segment_bytes: int
) -> None:
    """Half-written lines after the last acknowledged one never show; numbers never come twice."""
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch.multiple(journal, LINE_ENTRIES=line_entries, SEGMENT_BYTES=segment_bytes),
    ):
        home = Home.create(Path(folder) / "home", "fairshire")
        written, published = 0, 0
        for what, number in steps:
            if what == "append":
                last = append(home, [entry(written + n) for n in range(1, number + 1)])
                written += number
                assert last == written
            elif what == "tear":
                for segment in sorted(home.journal.glob("*.log"))[-1:]:
                    with segment.open("ab") as out:
                        out.write(b"00000000 " + b"x" * number)
            else:
                published = max(published, min(number, written))
                with mock.patch.object(journal, "read_snapshot") as snapshot:
                    snapshot.return_value.journal = published
                    drop_published(home)
            told = [(e.sequence, e.id) for e in read_from(home, published)]
            assert told == [(n, f"e{n}") for n in range(published + 1, written + 1)]


NOTES = st.sampled_from(["n1", "n2", "n3"])
BODIES = st.none() | st.sampled_from(["one", "two"])


@PUBLISHING
@given(st.lists(st.tuples(NOTES, BODIES, st.booleans(), st.integers(0, 20)), max_size=15))
def test_the_tables_are_what_a_dictionary_says(steps: list[tuple[str, str | None, bool, int]]) -> None:
    """Whatever the batches, and whichever entries come again."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home.create(Path(folder) / "home", "fairshire")
        sent: list[Entry] = []
        for number, (note, body, publish, again) in enumerate(steps):
            sent.append(entry(number, note, body))
            append(home, [sent[-1], sent[again % len(sent)]])
            if publish:
                publish_journal(home)
        publish_journal(home)
        in_force: dict[str, str] = {}
        for said in sent:
            if said.op == "withdraw":
                in_force.pop(said.row["note_id"], None)
            else:
                in_force[said.row["note_id"]] = said.row["body"]
        assert dict(rows(home, "SELECT note_id, body FROM note")) == in_force
        assert rows(home, "SELECT count(*) FROM journal_event") == [(len(sent),)]
        with Writer.open(home) as writer:
            assert writer.journal == 2 * len(sent)
