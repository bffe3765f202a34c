"""What a home knows of events: those in its tables, and those that wait in its journal."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from forcesight.records import Event, Reject, Tombstone, Withdrawal
from forcesight.store.entry_rows import REJECT_KEY, instant, key_of, typed, versions_of
from forcesight.store.home import Home
from forcesight.store.journal import Entry, read_from
from forcesight.store.key_index import Key, KeyIndexes
from forcesight.store.query import connect, files_sql, table_files
from forcesight.store.snapshot import InUse, Snapshot, read_snapshot, snapshot_stamp, use_snapshot
from forcesight.store.tombstones import erased_hashes, identity_hash
from forcesight.store.versions import Versions


class KnownEvents:
    """Follows one home's snapshots and its journal, and tells which entries say something new.

    For one thread at a time. `follow`, then `look_up` with all the entries that are then asked about one after another.
    """

    def __init__(self, home: Home, indexes: KeyIndexes) -> None:
        self.home = home
        self._indexes = indexes
        self._connection = connect(home.path)
        self._stamp: object = None
        self._snapshot = Snapshot()
        self._claim: InUse | None = None
        self._erased: set[str] = set()
        self._versions = Versions(Event)
        self._refused: set[Key] = set()
        # The entries that are not published yet, by table and key, and in their order.
        self._waiting: dict[tuple[str, Key], list[Entry]] = {}
        self._order: deque[Entry] = deque()
        self._last = read_snapshot(home.path).journal
        self.follow()
        self._wait_for(read_from(home, self._snapshot.journal))

    @property
    def waiting(self) -> int:
        """How many entries of the journal were not published when this was last looked at."""
        if self._stamp != snapshot_stamp(self.home.path):
            return max(0, self._last - read_snapshot(self.home.path).journal)
        return max(0, self._last - self._snapshot.journal)

    def look_up(self, entries: Sequence[Entry]) -> None:
        """Find what is known of these entries' rows."""
        self.follow()
        files = {table: table_files(self.home.path, self._snapshot, table) for table in (Event.table, Withdrawal.table)}
        keys = {_key(entry) for entry in entries if entry.table == Event.table}
        self._versions = versions_of(self._connection, files, Event, keys, self._indexes)
        for key in keys:
            for entry in self._waiting.get((Event.table, key), ()):
                self._say(entry)
        wanted = {_key(entry) for entry in entries if entry.table == Reject.table}
        index = self._indexes.of(Reject.table, REJECT_KEY)
        rejects = table_files(self.home.path, self._snapshot, Reject.table)
        held = index.rows(self._connection, rejects, wanted, REJECT_KEY)
        self._refused = {tuple(row[name] for name in REJECT_KEY) for _, row in held}
        self._refused |= {key for key in wanted if (Reject.table, key) in self._waiting}

    def is_news(self, entry: Entry) -> bool:
        """Whether the entry says something that neither the home nor an entry before it said."""
        if entry.table == Event.table:
            return self._say(entry)
        key = _key(entry)
        is_new = key not in self._refused
        self._refused.add(key)
        return is_new

    def remember(self, entries: Sequence[Entry], last: int) -> None:
        """These entries are now the last of the journal, up to this sequence number."""
        first = last - len(entries) + 1
        self._wait_for(entry.numbered(first + place) for place, entry in enumerate(entries))

    def was_erased(self, name: str) -> bool:
        """Whether the event of this name was erased, and may not come back."""
        return bool(self._erased) and identity_hash(self.home, Event.table, name) in self._erased

    def _say(self, entry: Entry) -> bool:
        key, row, at = _key(entry), typed(Event, entry.row), instant(entry.at)
        if entry.op == "put":
            return self._versions.put(key, row, at)
        return self._versions.withdraw(key, row.get("known_at"), at)

    def _wait_for(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self._last = max(self._last, entry.sequence)
            if entry.row and entry.table in (Event.table, Reject.table):
                self._waiting.setdefault((entry.table, _key(entry)), []).append(entry)
                self._order.append(entry)

    def follow(self) -> None:
        """Turn to the newest snapshot: what it holds need not be waited for any more."""
        stamp = snapshot_stamp(self.home.path)
        if stamp == self._stamp:
            return
        self._snapshot, self._claim = use_snapshot(self.home.path)
        self._stamp = stamp
        stones = files_sql(table_files(self.home.path, self._snapshot, Tombstone.table), Tombstone)
        self._erased = erased_hashes(self._connection, stones, Event.table)
        while self._order and self._order[0].sequence <= self._snapshot.journal:
            entry = self._order.popleft()
            rest = self._waiting[entry.table, _key(entry)]
            rest.pop(0)
            if not rest:
                del self._waiting[entry.table, _key(entry)]


def _key(entry: Entry) -> Key:
    if entry.table == Event.table:
        return key_of(Event, entry.row)
    return tuple(entry.row[name] for name in REJECT_KEY)
