"""What the live feed has brought: events by activity and hour, how fresh they are, lines that were refused.

Read from `mart.feed`, of the last week, and from `mart.rejected`. Counts only: no event is told here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from forcesight.store import Session


HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Received:
    """Events that are in force, of one sender, activity and hour: how many, and the newest of each time."""

    sender: str
    activity: str
    hour: datetime
    n: int
    last_happened_at: datetime
    last_received_at: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """Lines that a sender's day brought and that could not be counted, by reason."""

    source_file: str
    reason: str
    n: int
    last_received_at: datetime


@dataclass(frozen=True, slots=True)
class LiveFeed:
    """The last week of the feed."""

    received: tuple[Received, ...]
    refused: tuple[Refused, ...]

    @property
    def events(self) -> int:
        """How many events of the week are in force."""
        return counted(self.received)

    @property
    def last_received_at(self) -> datetime | None:
        """When the newest event came; None where none did."""
        return newest(self.received, "last_received_at")

    def hours(self, count: int) -> list[datetime]:
        """The last so many hours up to that of the newest event, newest first."""
        if not self.received:
            return []
        last = max(each.hour for each in self.received)
        return [last - step * HOUR for step in range(count)]

    def by_sender(self) -> dict[str, list[Received]]:
        """What each sender sent."""
        return _by(self.received, "sender")

    def by_activity(self) -> dict[str, list[Received]]:
        """What came of each activity."""
        return _by(self.received, "activity")


def live_feed(session: Session) -> LiveFeed:
    """The state of the feed in a snapshot's marts."""
    received = tuple(Received(*row) for row in session.rows(_RECEIVED))
    return LiveFeed(received, tuple(Refused(*row) for row in session.rows(_REFUSED)))


def counted(received: Iterable[Received]) -> int:
    """How many events."""
    return sum(each.n for each in received)


def newest(received: Iterable[Received], time: str) -> datetime | None:
    """The newest of a time; None where there is none."""
    return max((getattr(each, time) for each in received), default=None)


def _by(received: Iterable[Received], name: str) -> dict[str, list[Received]]:
    found: dict[str, list[Received]] = {}
    for each in received:
        found.setdefault(getattr(each, name), []).append(each)
    return dict(sorted(found.items()))


_RECEIVED = "SELECT sender, activity, received_hour, n, last_happened_at, last_received_at FROM mart.feed ORDER BY ALL"
_REFUSED = (
    "SELECT source_file, reason, n, last_loaded_at FROM mart.rejected WHERE source_file LIKE 'feed/%' "
    "AND last_loaded_at > (SELECT max(last_loaded_at) - INTERVAL 7 DAY FROM mart.rejected) ORDER BY 4 DESC, 1, 2"
)
