"""The one writer: everything that changes a home's tables goes through it, and becomes one new snapshot.

    with Writer.open(home) as writer:
        writer.add("recorded_crime", sql)      # DuckDB writes a Parquet file
        writer.publish("load", marts)          # Delta log, marts, then the snapshot, in one rename

Until `publish`, nothing that a reader sees has changed. A process that dies at any moment leaves files that no
snapshot names; the next writer takes them back before it starts.

A change that takes long is prepared (`Writer.prepare`) while the publisher goes on bringing in what the journal holds
(`Writer.for_journal`), and is entered on top of it at the end: see docs/adr/0010.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from forcesight.records import REGISTRY
from forcesight.store import delta, marts
from forcesight.store.data_files import files_of, on_top
from forcesight.store.durable import sync_file, sync_folder
from forcesight.store.faults import reach
from forcesight.store.home import Home
from forcesight.store.journal import JOURNALED
from forcesight.store.lock import snapshot_lock, write_lock, write_lock_is_free
from forcesight.store.query import connect
from forcesight.store.recovery import empty, recover, tidy
from forcesight.store.snapshot import DataFile, Snapshot, TableState, read_snapshot, write_snapshot
from forcesight.store.table_changes import TableChanges


# The publisher holds the snapshot lock for a moment; whoever waits longer for it than this many seconds is told.
PATIENCE = 60.0


@dataclass(slots=True)
class Writer(TableChanges):
    """The pending change of a home's tables, on top of the snapshot that it started from."""

    journal: int = 0
    # Whether no other change is being prepared, so that whatever no snapshot names is a crash's.
    alone: bool = True
    _locks: ExitStack = field(default_factory=ExitStack)
    # Whether this writer holds the snapshot lock, so that nothing is published but by it.
    _entered: bool = False

    @classmethod
    @contextmanager
    def open(cls, home: Home, *, wait: float = 0.0) -> Iterator[Writer]:
        """Take the home for this change alone, clear what a crash left, and start."""
        with cls.prepare(home, wait=wait) as writer:
            writer.enter()
            yield writer

    @classmethod
    @contextmanager
    def prepare(cls, home: Home, *, wait: float = 0.0) -> Iterator[Writer]:
        """Start a change that takes long: the publisher publishes meanwhile what the journal holds.

        `publish` enters it on top of that. The journal's own tables can be changed from `enter` on, which `files`
        calls for them.
        """
        with write_lock(home.path, wait=wait), ExitStack() as locks:
            with snapshot_lock(home.path, wait=PATIENCE):
                recover(home, read_snapshot(home.path))
            try:
                with cls._started(home, locks) as writer:
                    yield writer
            finally:
                empty(home.staging)

    @classmethod
    @contextmanager
    def for_journal(cls, home: Home, *, wait: float = 0.0) -> Iterator[Writer]:
        """Start a short change of the journal's tables, even beside another; rows may be added to `reject`."""
        with ExitStack() as locks:
            locks.enter_context(snapshot_lock(home.path, wait=wait))
            alone = write_lock_is_free(home.path)
            recover(home, read_snapshot(home.path), alone=alone)
            with cls._started(home, locks, alone=alone, entered=True) as writer:
                yield writer

    @classmethod
    @contextmanager
    def _started(cls, home: Home, locks: ExitStack, *, alone: bool = True, entered: bool = False) -> Iterator[Writer]:
        snapshot, connection = read_snapshot(home.path), connect(home.path)
        now = datetime.now(UTC).replace(microsecond=0)
        try:
            yield cls(
                home, snapshot, connection, now,
                journal=snapshot.journal, alone=alone, _locks=locks, _entered=entered,
            )  # fmt: skip
        finally:
            connection.close()

    def enter(self) -> None:
        """From here on nobody else publishes: what was published meanwhile is taken in beneath this change."""
        if self._entered:
            return
        self._locks.enter_context(snapshot_lock(self.home.path, wait=PATIENCE))
        reach("enter.after")
        newest = read_snapshot(self.home.path)
        recover(self.home, newest, alone=False)
        for table, files in self.pending.items():
            self.pending[table] = on_top(files_of(newest, table), files_of(self.snapshot, table), files)
        self.snapshot, self.journal, self._entered = newest, newest.journal, True

    def files(self, table: str) -> list[DataFile]:
        """The files that the table will have; for a table of the journal, this writer enters first."""
        if table in JOURNALED:
            self.enter()
        return TableChanges.files(self, table)

    def publish(self, reason: str, builders: marts.Builders = (), *, forget: bool = False) -> Snapshot:
        """Make the change visible: Delta log, marts, then the snapshot by one rename.

        With `forget` nothing from before this change is kept: no snapshot, no data file, no log.
        """
        self._finish_files()
        if not self._entered:
            # What the publisher does not touch meanwhile is still right when this change is entered.
            marts.refresh(self.home, self._draft(reason, self._uncommitted()), builders)
            self.enter()
        held = self.snapshot.tables
        states = {t: self._commit(t) for t, files in sorted(self.pending.items()) if files or t in held}
        draft = self._draft(reason, states, oldest=self.number if forget else self.snapshot.oldest)
        reach("marts.before")
        draft = marts.refresh(self.home, draft, builders)
        reach("marts.after")
        write_snapshot(self.home.path, draft)
        self.snapshot, self.pending, self._written = draft, {}, []
        if self.alone:
            tidy(self.home, draft)
        for state in draft.tables.values():
            if forget or (state.name in states and delta.is_due(state)):
                delta.forget_history(self.home.records / state.name, state)
        return draft

    def _finish_files(self) -> None:
        """Everything that this change has written, joined where it is small, and on the disk."""
        for table in [table for table in self.pending if self.alone or table in JOURNALED]:
            self.join_small_files(table)
        for table in self.pending:
            for path in self.new_paths(table):
                sync_file(path)

    def _draft(self, reason: str, states: dict[str, TableState], *, oldest: int = 0) -> Snapshot:
        """The snapshot that this change makes, without its marts."""
        return replace(
            self.snapshot.with_tables(states),
            number=self.number,
            # What was prepared first may be entered last.
            published_at=max(self.now.isoformat(), self.snapshot.published_at),
            reason=reason,
            journal=self.journal,
            oldest=oldest or self.snapshot.oldest,
        )

    def _uncommitted(self) -> dict[str, TableState]:
        """What the changed tables hold, before any Delta log says so."""
        return {t: TableState(t, REGISTRY[t].version, -1, tuple(files)) for t, files in self.pending.items() if files}

    def _commit(self, table: str) -> TableState:
        folder = self.home.records / table
        sync_folder(folder)
        return delta.commit(folder, REGISTRY[table], self.snapshot.table(table), tuple(self.files(table)))
