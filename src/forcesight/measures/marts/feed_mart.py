"""What the live feed brought of late: events by sender, activity and hour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from forcesight.records import Event
from forcesight.store.query import run


if TYPE_CHECKING:
    import duckdb

# Older hours are no longer watched; the events themselves stay.
DAYS = 7


class FeedMart:
    """`mart.feed`: current events of the last week, by sender, activity and the hour in which they were received.

    `n` counts them, `last_happened_at` and `last_received_at` are the newest of each.
    """

    name = "feed"
    fingerprint = "feed-1"
    needs = ()
    reads = ()

    def part_sql(self, table: str, source: str) -> str | None:
        """The same of one data file; events that were loaded from extracts are none of the feed's."""
        if table != Event.table:
            return None
        return f"SELECT {_KEYS}, {_SUMS} FROM {source} WHERE source_file LIKE 'feed/%' GROUP BY ALL"

    def build(self, connection: duckdb.DuckDBPyConnection, parts: Mapping[str, str]) -> None:
        """Create the table from the parts."""
        source = parts.get(Event.table) or f"({self.part_sql(Event.table, f'({Event.empty_select()})')})"
        since = f"(SELECT max(received_hour) - INTERVAL {DAYS} DAY FROM {source})"
        run(
            connection,
            "CREATE TABLE mart.feed AS SELECT sender, activity, received_hour, CAST(sum(n) AS BIGINT) AS n, "
            "max(last_happened_at) AS last_happened_at, max(last_received_at) AS last_received_at "
            f"FROM {source} WHERE received_hour > {since} GROUP BY ALL ORDER BY ALL",
        )


_KEYS = "source_system AS sender, activity, date_trunc('hour', loaded_at) AS received_hour"
_SUMS = "count(*) AS n, max(occurred_at) AS last_happened_at, max(loaded_at) AS last_received_at"
