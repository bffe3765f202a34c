"""The publisher: journal entries in batches become rows of their tables, and one new snapshot.

The snapshot says how far the journal is published, so a crash in between leaves neither loss nor doubling.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from forcesight.store import journal
from forcesight.store.entry_rows import take_in
from forcesight.store.home import Home
from forcesight.store.journal import Entry
from forcesight.store.key_index import KeyIndexes
from forcesight.store.marts import BuildersToBe
from forcesight.store.snapshot import read_snapshot
from forcesight.store.writer import Writer


# Entries that one snapshot takes in at most.
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Publisher:
    """Publishes what waits in a home's journal, again and again."""

    home: Home
    indexes: KeyIndexes = field(default_factory=KeyIndexes)

    def publish(self, builders: BuildersToBe = (), *, wait: float = 0.0) -> int:
        """Publish what waits as one snapshot; how many entries that were.

        HomeBusy where another makes a snapshot for longer than `wait` seconds; with nothing to publish it returns 0
        without asking for the home. Call it again until it returns 0 to publish a long journal.
        """
        if not _waiting(self.home, read_snapshot(self.home.path).journal, 1):
            return 0
        with Writer.for_journal(self.home, wait=wait) as writer:
            entries = _waiting(self.home, writer.snapshot.journal, MOST)
            if entries:
                take_in(writer, entries, self.indexes)
                made = builders() if callable(builders) else builders
                writer.publish(f"journal: {len(entries)} entries", made)
        journal.drop_published(self.home)
        return len(entries)


def publish_journal(home: Home, builders: BuildersToBe = (), *, wait: float = 0.0) -> int:
    """Publish what waits in the journal as one snapshot, once; see `Publisher.publish`."""
    return Publisher(home).publish(builders, wait=wait)


def _waiting(home: Home, after: int, most: int) -> list[Entry]:
    return list(islice(journal.read_from(home, after), most))
