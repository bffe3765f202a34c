"""The intake of the live feed: lines are checked, told from older ones, and durable before they are answered.

What the home knows of an event is in its tables and, until it is published, in the journal; the intake asks both, so
a line that a sender repeats is answered as known. Requests that come at the same time share one sync to disk.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from forcesight.records import Event, Reject
from forcesight.records.readers.event_line import LineRefused, read_line
from forcesight.records.readers.sift import reject
from forcesight.store.erased_rows import BLANK
from forcesight.store.group_commit import GroupCommit
from forcesight.store.home import Home
from forcesight.store.journal import Entry, append
from forcesight.store.key_index import KeyIndexes
from forcesight.store.known_events import KnownEvents


State = Literal["accepted", "already known", "refused"]
# A line of a request, with its number, which counts from 1.
Numbered = tuple[int, bytes]

LONDON = ZoneInfo("Europe/London")
# Entries that may wait to be published before senders are asked to pause.
MOST_WAITING = 100_000
# Below so much free space nothing is accepted: the publisher needs room to write what waits.
LEAST_FREE_BYTES = 1 << 30


class Full(Exception):
    """Nothing can be accepted now; `seconds` from now it may be. `disk` says that the disk is to blame."""

    def __init__(self, sentence: str, seconds: int, *, disk: bool = False) -> None:
        super().__init__(sentence)
        self.seconds, self.disk = seconds, disk


def source_file_of(sender: str, at: datetime | None = None) -> str:
    """What stands for a file in the live feed: all that a sender sends on one local day, by default today."""
    return f"feed/{sender}/{(at or datetime.now(UTC)).astimezone(LONDON).date()}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one line; `line` is its number in the request, `reason` says why it was refused."""

    line: int
    state: State
    event_id: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """The lines of one request, with their numbers, by one sender."""

    sender: str
    lines: Sequence[Numbered]
    at: datetime

    @property
    def source_file(self) -> str:
        """The identity of what stands for a file."""
        return source_file_of(self.sender, self.at)


class Intake:
    """Takes events into one home's journal; there is one for a home at a time."""

    def __init__(self, home: Home, indexes: KeyIndexes | None = None) -> None:
        """Start from what the home holds; `indexes` may be shared with its publisher."""
        self.home = home
        self._known = KnownEvents(home, indexes or KeyIndexes())
        self._commit: GroupCommit[Batch, list[Answer]] = GroupCommit(self._take_in)

    def receive(self, sender: str, lines: Sequence[Numbered]) -> list[Answer]:
        """An answer to each line, all of them on the disk; Full, and nothing taken in, where there is no room."""
        self._require_room()
        return self._commit.hand_in(Batch(sender, lines, datetime.now(UTC)))

    @property
    def waiting(self) -> int:
        """How many entries of the journal are not published yet."""
        return self._known.waiting

    def _require_room(self) -> None:
        if self._known.waiting >= MOST_WAITING:
            raise Full("Too many events wait to be published; send again later.", 5)
        if shutil.disk_usage(self.home.path).free < LEAST_FREE_BYTES:
            raise Full("The disk of the home is nearly full; nothing is accepted until there is room.", 60, disk=True)

    def _take_in(self, batches: Sequence[Batch]) -> list[list[Answer]]:
        """Check the lines of all batches, append what is news, then answer."""
        # What was erased a moment ago is refused already.
        self._known.follow()
        read = [[self._read(batch, number, line) for number, line in batch.lines] for batch in batches]
        self._known.look_up([entry for told in read for _, entry in told])
        fresh: list[Entry] = []
        answers: list[list[Answer]] = []
        for told in read:
            answers.append([self._answer(answer, entry, fresh) for answer, entry in told])
        if fresh:
            self._known.remember(fresh, append(self.home, fresh))
        return answers

    def _read(self, batch: Batch, number: int, line: bytes) -> tuple[Answer, Entry]:
        """What a line would become, and the answer that it gets if it does."""
        try:
            told = read_line(line, batch.at)
        except LineRefused as fault:
            row = reject(batch, number, str(fault), line.decode(errors="replace"))
            return Answer(number, "refused", reason=str(fault)), _refused(batch, row)
        if self._known.was_erased(told.id):
            row = {"source_file": batch.source_file, "line": number, **BLANK}
            return Answer(number, "refused", told.id, "The event of this event_id was erased."), _refused(batch, row)
        row = {"source_system": batch.sender, **told.cells}
        if told.op == "put":
            flags = ",".join(told.flags)
            row |= {"force": self.home.force, "source_file": batch.source_file, "quality_flags": flags}
        entry = Entry.new(id=f"{batch.sender} {told.id}", table=Event.table, op=told.op, row=row, at=batch.at)
        return Answer(number, "accepted", told.id), entry

    def _answer(self, answer: Answer, entry: Entry, fresh: list[Entry]) -> Answer:
        """The answer to one line, whose entry is to be appended where it says something new."""
        if self._known.is_news(entry):
            # A source that does not say when it withdrew something knew it when it told us.
            fresh.append(entry if entry.op == "put" else replace(entry, row={"known_at": entry.at, **entry.row}))
            return answer
        return replace(answer, state="already known") if answer.state == "accepted" else answer


def _refused(batch: Batch, row: dict[str, object]) -> Entry:
    return Entry.new(id=f"{batch.source_file} {row['raw_hash']}", table=Reject.table, row=row, at=batch.at)
