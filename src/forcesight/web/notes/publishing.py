"""From the site's outbox to the journal, and from the journal to the home's tables.

An outbox row leaves once the journal has it on disk. A crash in between sends it again under the same id, which the
publisher counts once.
"""

from __future__ import annotations

from django.db import transaction

from forcesight.access import Principal
from forcesight.operations import Platform, upkeep
from forcesight.store.journal import Entry, append
from forcesight.store.publisher import publish_journal
from forcesight.web.notes.models import Outbox


#: Rows that are handed to the journal at once.
BATCH = 1000


def relay(platform: Platform) -> int:
    """Hand what waits in the outbox to the journal, in order; how many rows."""
    with transaction.atomic():
        waiting = list(Outbox.objects.select_for_update()[:BATCH])
        if waiting:
            append(platform.home, [_entry(row) for row in waiting])
            Outbox.objects.filter(pk__in=[row.pk for row in waiting]).delete()
    return len(waiting)


def _entry(row: Outbox) -> Entry:
    return Entry.new(id=str(row.event_id), table=row.table, row=row.row, at=row.created_at)


def publish_waiting(platform: Platform) -> bool:
    """Publish what people wrote, if anything waits; HomeBusy where another writer is at work."""
    relayed = relay(platform)
    return bool(publish_journal(platform.home, platform.builders) or relayed)


def publish(platform: Platform, *, by: Principal) -> int:
    """Publish all that waits, and the marts anew where definitions changed; the number of the snapshot."""
    while relay(platform):
        pass
    return upkeep.publish(platform, by=by)
