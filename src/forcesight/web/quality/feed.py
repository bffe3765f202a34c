"""The live feed's page: how fresh it is, what came by activity and hour, who sends, what was refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from forcesight.charts import Column, Table
from forcesight.measures.file_words import file_words
from forcesight.measures.formats import plural
from forcesight.measures.live_feed import LiveFeed, Received, counted, live_feed, newest
from forcesight.store import journal
from forcesight.web.core.reading import Reading
from forcesight.web.core.tables import as_html, as_html_or_none


#: Columns of single hours, up to that of the newest event.
HOURS = 6
#: An event that came longer ago than this says that something may be wrong.
QUIET_SECONDS = 300


@dataclass(frozen=True)
class FeedPage:
    """Everything that the page prints of one snapshot; None for what there is nothing of."""

    events: int
    last_received_at: datetime | None
    activities: SafeString | None
    senders: SafeString | None
    refused: SafeString | None


@dataclass(frozen=True)
class Freshness:
    """What is true of this moment: how long ago the newest event came, and what is still to be published."""

    sentence: str
    quiet: bool
    waiting: str


def feed_page(now: Reading) -> FeedPage:
    """The page, made once for the snapshot."""
    return now.once("feed page", lambda: _page(now), live=True)


def freshness(now: Reading, page: FeedPage) -> Freshness:
    """How fresh the page is as it is read."""
    waiting = journal.waiting(now.platform.home)
    entries = f"{plural(waiting, 'entry waits', 'entries wait')} to be published."
    told = entries if waiting else "Everything that was received is published."
    if page.last_received_at is None:
        return Freshness("No event has been received yet.", quiet=False, waiting=told)
    seconds = max(0, round((timezone.now() - page.last_received_at).total_seconds()))
    sentence = f"The newest event was received {_ago(seconds)}, at {_moment(page.last_received_at)}."
    return Freshness(sentence, seconds > QUIET_SECONDS, told)


def _page(now: Reading) -> FeedPage:
    feed = LiveFeed((), ()) if now.empty else live_feed(now.figures.session)
    return FeedPage(
        events=feed.events,
        last_received_at=feed.last_received_at,
        activities=as_html(_activities(feed)) if feed.events else None,
        senders=as_html(_senders(feed)) if feed.events else None,
        refused=as_html_or_none(_refused(now, feed)),
    )


def _activities(feed: LiveFeed) -> Table:
    hours = feed.hours(HOURS)
    columns = (
        Column("activity", "Activity"),
        *(Column(f"{hour:%H}", _hour(hour), numeric=True) for hour in hours),
        Column("day", "24 hours", numeric=True),
        Column("happened", "Newest happened"),
        Column("received", "Newest received"),
    )
    rows = [_activity_row(name, received, feed, hours) for name, received in feed.by_activity().items()]
    return Table("Events by activity and the hour in which they were received", columns, tuple(rows))


def _activity_row(
    name: str, received: Sequence[Received], feed: LiveFeed, hours: Sequence[datetime]
) -> tuple[object, ...]:
    day = set(feed.hours(24))
    by_hour = [counted(each for each in received if each.hour == hour) for hour in hours]
    within = counted(each for each in received if each.hour in day)
    return (name.replace("_", " ").capitalize(), *by_hour, within, *_newest(received))


def _senders(feed: LiveFeed) -> Table:
    columns = (
        Column("sender", "Sender"),
        Column("hour", "Newest hour", numeric=True),
        Column("day", "24 hours", numeric=True),
        Column("week", "7 days", numeric=True),
        Column("happened", "Newest happened"),
        Column("received", "Newest received"),
    )
    spans = [set(feed.hours(count)) for count in (1, 24, 7 * 24)]
    rows = [
        (name, *(counted(each for each in received if each.hour in span) for span in spans), *_newest(received))
        for name, received in feed.by_sender().items()
    ]
    return Table("Events by sender", columns, tuple(rows))


def _refused(now: Reading, feed: LiveFeed) -> Table | None:
    """Which lines were refused, in the words that their sender was told; what they held is not shown here."""
    columns = (
        Column("file", "Sender and day"),
        Column("reason", "Reason"),
        Column("lines", "Lines", numeric=True),
        Column("received", "Newest received"),
    )
    name = now.platform.catalogue.force_name
    rows = tuple((file_words(e.source_file, name), e.reason, e.n, _moment(e.last_received_at)) for e in feed.refused)
    return Table("Refused lines", columns, rows) if rows else None


def _newest(received: Sequence[Received]) -> tuple[str, str]:
    return _moment(newest(received, "last_happened_at")), _moment(newest(received, "last_received_at"))


def _moment(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i:s") if moment else ""


def _hour(hour: datetime) -> str:
    local = timezone.localtime(hour)
    return f"{local:%H}:00 to {(local.hour + 1) % 24:02d}:00"


def _ago(seconds: int) -> str:
    if seconds < 120:
        return f"{plural(seconds, 'second')} ago"
    minutes = seconds // 60
    return f"{plural(minutes, 'minute')} ago" if minutes < 120 else f"{plural(minutes // 60, 'hour')} ago"
