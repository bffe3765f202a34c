"""The audit log: who did what to which records, when and why, in a chain that shows any tampering.

Each row carries the SHA-256 hash of its own facts and of the row before, so that a changed, dropped or inserted row
breaks the chain from there on. What a chain cannot show by itself is that its newest rows were cut off, or that all
of it was written anew: `verify_chain(…, known=…)` also compares it with a sequence and hash noted earlier, outside
the system.

A row holds no text about a person from the records. Targets are identifiers (of a table, load, measure, note or
job), old and new are states or counts: so the erasure of a person's records leaves the log whole.

The caller owns the transaction: an action's row and its audit row are committed together or not at all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

from forcesight.access.audit_events import Event
from forcesight.access.audit_schema import COLUMNS, FACTS, TABLE, Dialect
from forcesight.access.permissions import Purpose
from forcesight.access.principal import Channel


LONGEST_TEXT = 500
Marking = Literal["OFFICIAL", "OFFICIAL-SENSITIVE"]

# Any one number will do for the lock that makes PostgreSQL's writers of the log take turns.
_WRITERS_LOCK = 7_262_018


class Cursor(Protocol):
    """The part of a DB-API cursor that the log uses."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Any: ...
    def fetchone(self) -> Any: ...


@dataclass(frozen=True)
class Entry:
    """One thing that happened, before it has its place in the chain."""

    event: Event
    actor: str
    target: str = ""
    channel: Channel = "site"
    purpose: Purpose | None = None
    parent: str = ""
    old: str = ""
    new: str = ""
    marking: Marking = "OFFICIAL"
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("An audit entry needs the time with its zone.")
        for name in ("actor", "target", "parent", "old", "new"):
            _require_identifier(name, getattr(self, name))

    def facts(self) -> tuple[str, ...]:
        """The row's texts, in the order of `FACTS`."""
        return (
            self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            str(self.event),
            str(self.event.verb),
            self.actor,
            self.channel,
            str(self.purpose or ""),
            self.target,
            self.parent,
            self.old,
            self.new,
            self.marking,
        )


@dataclass(frozen=True)
class Link:
    """A row's place in the chain."""

    sequence: int
    hash: str


START = Link(0, "")


@dataclass(frozen=True)
class ChainState:
    """What a check of the whole chain found: its length, its last link, and the first fault as a sentence."""

    rows: int
    last: Link
    fault: str | None = None

    @property
    def whole(self) -> bool:
        """Does every row follow from the one before?"""
        return self.fault is None


def record(cursor: Cursor, dialect: Dialect, entry: Entry) -> Link:
    """Append an entry inside the caller's transaction, which must hold the database's write lock on SQLite."""
    if dialect.engine == "postgresql":
        cursor.execute(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")
    before = last_link(cursor)
    facts = entry.facts()
    link = Link(before.sequence + 1, _hash(facts, before.hash))
    marks = ", ".join([dialect.mark] * len(COLUMNS))
    sql = f"INSERT INTO {TABLE} ({', '.join(COLUMNS)}) VALUES ({marks})"
    cursor.execute(sql, (link.sequence, *facts, before.hash, link.hash))
    return link


def last_link(cursor: Cursor) -> Link:
    """The newest row's place in the chain; `START` where the log is empty."""
    cursor.execute(f"SELECT sequence, hash FROM {TABLE} ORDER BY sequence DESC LIMIT 1")
    row = cursor.fetchone()
    return Link(*row) if row else START


def verify_chain(cursor: Cursor, known: Link = START) -> ChainState:
    """Walk the whole log and say whether each row follows from the one before.

    `known` is a link noted earlier: a log that no longer contains it was cut or rewritten.
    """
    cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM {TABLE} ORDER BY sequence")
    return _walk(iter(cursor.fetchone, None), START, known)


def verify_newest(cursor: Cursor, rows: int) -> ChainState:
    """Walk the newest rows only: the quick check that a page can afford, however long the log."""
    newest = last_link(cursor).sequence
    cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM {TABLE} WHERE sequence >= {newest - rows} ORDER BY sequence")
    before = cursor.fetchone() if newest > rows else None
    start = Link(before[0], before[-1]) if before else START
    return _walk(iter(cursor.fetchone, None), start, START)


def _walk(rows: Iterable[tuple[Any, ...]], start: Link, known: Link) -> ChainState:
    last = start
    for count, row in enumerate(rows):
        sequence, facts, previous, own = row[0], row[1 : 1 + len(FACTS)], row[-2], row[-1]
        if sequence != last.sequence + 1:
            return ChainState(count, last, f"A row is missing before number {sequence}.")
        if previous != last.hash or own != _hash(facts, previous):
            return ChainState(count, last, f"Row {sequence} was changed after it was written.")
        last = Link(sequence, own)
        if sequence == known.sequence and own != known.hash:
            return ChainState(count, last, f"The log up to row {sequence} was written anew.")
    if last.sequence < known.sequence:
        return ChainState(last.sequence, last, f"Rows {last.sequence + 1} to {known.sequence} were cut off.")
    return ChainState(last.sequence - start.sequence, last)


def _hash(facts: Iterable[str], previous: str) -> str:
    text = json.dumps([*facts, previous], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _require_identifier(name: str, text: str) -> None:
    # The log keeps names of things, never their content: a line break or a long text is content.
    if len(text) > LONGEST_TEXT or not (text.isprintable() or not text):
        raise ValueError(
            f"The audit entry's {name} must be an identifier of at most {LONGEST_TEXT} printable characters."
        )
