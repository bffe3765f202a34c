"""Rows that their source has taken back."""

from __future__ import annotations

from forcesight.records.contract import Contract, instant, text


class Withdrawal(Contract):
    """One row for each time that the live feed took a row back.

    The row itself stays in its table, with `superseded_at`. A withdrawal may come before the row that it takes back,
    and both may come again; `known_at` tells which of the things that were said of a row was said last.
    """

    table = "withdrawal"
    title = "Withdrawals"
    key = ("of_table", "source_system", "source_id", "known_at")

    of_table = text("The table of the row", required=True)
    source_system = text("The system that the row came from", required=True)
    source_id = text("The identifier that the source gave the row", required=True, personal=True)
    known_at = instant("When the source withdrew it, or else when the feed was told so", required=True)
    loaded_at = instant("When it was published to the tables", required=True, volatile=True)
