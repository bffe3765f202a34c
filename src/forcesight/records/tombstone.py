"""What remains of an erased row: nothing that tells what it said."""

from __future__ import annotations

from forcesight.records.contract import Contract, instant, integer, text


class Tombstone(Contract):
    """One row for each erased identity, and one for each file whose rows held an erased text.

    Each is a keyed hash, so that a reload cannot bring back what was erased. The key lives in the home; without it
    the hash tells nothing. A text is only kept out of newer editions of the files that held it: `slot` names them,
    and `text_length` says how long the text was, since that is what its hash is compared with.
    """

    table = "tombstone"
    title = "Erased rows"
    key = ("row_hash",)

    of_table = text("The table that held the row; empty for a text")
    row_hash = text("Keyed hash of the row's identity, or of the text", required=True)
    slot = text("For a text: kind/force/month of the files that must not bring it back")
    text_length = integer("For a text: its length", unit="characters")
    reason = text("The ground for the erasure, as a code", required=True)
    erased_at = instant("When it was erased", required=True, volatile=True)
