"""Which entries of the journal are in the tables."""

from __future__ import annotations

from forcesight.records.contract import Contract, code, instant, text


class JournalEvent(Contract):
    """One row for each journal entry that was published, so that an entry that is sent twice counts once."""

    table = "journal_event"
    title = "Journal entries published"
    key = ("event_id",)

    event_id = text("Identifier that the sender gave the entry", required=True)
    of_table = text("The table that it changed", required=True)
    op = code("What it did to the row", "put", "withdraw", required=True)
    at = instant("When the sender made the entry", required=True)
    loaded_at = instant("When it was published to the tables", required=True, volatile=True)
