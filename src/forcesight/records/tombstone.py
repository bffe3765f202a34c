"""What remains of an erased row: nothing that tells what it said."""

from __future__ import annotations

from forcesight.records.contract import Contract, instant, text


class Tombstone(Contract):
    """One row for each erased row: a keyed hash of its identity, so that a reload cannot bring it back.

    The key lives in the home; without it the hash tells nothing.
    """

    table = "tombstone"
    title = "Erased rows"
    key = ("row_hash",)

    of_table = text("The table that held the row", required=True)
    row_hash = text("Keyed hash of the row's identity", required=True)
    reason = text("The ground for the erasure, as a code", required=True)
    erased_at = instant("When it was erased", required=True, volatile=True)
