"""Rows that could not be counted."""

from __future__ import annotations

from forcesight.records.contract import Contract, instant, integer, text


class Reject(Contract):
    """One row for each row of a file that could not be counted, with the reason and the raw row.

    The raw row is cut at 64 KiB; its hash is that of the whole row.
    """

    table = "reject"
    title = "Rejected rows"

    source_file = text("Identity of the file: kind/force/month@edition", required=True)
    line = integer("Line number in the file, from 1", unit="line")
    reason = text("Why the row could not be counted", required=True, personal=True)
    raw = text("The raw row, cut at 64 KiB", personal=True)
    raw_hash = text("BLAKE2b hash of the whole raw row", required=True)
    loaded_at = instant("When this home read the row", required=True, volatile=True)
    superseded_at = instant("When a newer edition replaced the file", volatile=True)
