"""Holds: rows that must be kept, whatever else is erased."""

from __future__ import annotations

from forcesight.records.contract import Contract, instant, text


class Hold(Contract):
    """One row for each record that a hold covers; the rows of one hold share its `hold_id`.

    A hold beats disposal: while it stands, erasure refuses the rows that it covers. Like a tombstone it knows a row
    by the keyed hash of its identity, so it also covers what a newer edition says of the same record.
    """

    table = "hold"
    title = "Holds"
    key = ("hold_id", "of_table", "row_hash")

    hold_id = text("Identifier of the hold", required=True)
    of_table = text("The table that holds the row", required=True)
    row_hash = text("Keyed hash of the row's identity", required=True)
    reason = text("The ground for the hold, as a code", required=True)
    placed_at = instant("When it was placed", required=True)
    released_at = instant("When it was released; empty while it stands")
    loaded_at = instant("When this home wrote the row", required=True, volatile=True)
