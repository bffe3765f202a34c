"""Holds: rows that must be kept. A hold beats disposal: erasure refuses the rows that it covers."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forcesight.errors import InputRefused
from forcesight.records import Hold, Reject
from forcesight.store.home import Home
from forcesight.store.marts import Builders
from forcesight.store.query import quote, run
from forcesight.store.sought import Sought, operational_tables
from forcesight.store.tombstones import identity_hash
from forcesight.store.writer import Writer


HOLD_REASONS: Mapping[str, str] = {
    "court-proceedings": "Criminal or civil proceedings are under way or expected",
    "inquiry": "A public inquiry or an inspection has asked for the records",
    "complaint": "A complaint or a review of conduct is open",
    "case-review": "A statutory review of a case is open",
}


def place_hold(home: Home, text_or_id: str, *, reason: str, builders: Builders = (), wait: float = 0.0) -> str:
    """Hold every row that the text or identifier finds; returns the hold's identifier.

    InputRefused where the reason is none of `HOLD_REASONS`, or where nothing is found.
    """
    check_reason(reason, HOLD_REASONS)
    hold_id = secrets.token_hex(8)
    with Writer.open(home, wait=wait) as writer:
        rows = _covered(writer, Sought(writer, text_or_id))
        if not rows:
            raise InputRefused("No row of the home carries this identifier or this text, so there is nothing to hold.")
        told = {"hold_id": hold_id, "reason": reason, "placed_at": writer.now}
        writer.add_rows(Hold.table, [told | {"of_table": table, "row_hash": row_hash} for table, row_hash in rows])
        writer.publish("hold placed", builders)
    return hold_id


def _covered(writer: Writer, sought: Sought) -> list[tuple[str, str]]:
    """The identities that the hold covers; an identifier is held in every table, whatever is loaded later."""
    rows = {(table, h) for table in (*sought.tables, Reject.table) for h in sought.hashes(table)}
    if sought.is_identifier():
        rows |= {(table, identity_hash(writer.home, table, sought.text)) for table in operational_tables()}
    return sorted(rows)


def release_hold(home: Home, hold_id: str, *, builders: Builders = (), wait: float = 0.0) -> None:
    """End a hold; InputRefused where no hold of this identifier stands."""
    with Writer.open(home, wait=wait) as writer:
        chosen = f"hold_id = {quote(hold_id)} AND released_at IS NULL"
        source = writer.source(Hold.table)
        if not run(writer.connection, f"SELECT 1 FROM {source} WHERE {chosen} LIMIT 1"):
            raise InputRefused(f"There is no standing hold {hold_id!r}; list the holds to see their identifiers.")
        released = f"CASE WHEN {chosen} THEN {writer.clock()} ELSE released_at END AS released_at"
        writer.rewrite(Hold.table, f"SELECT * REPLACE ({released}) FROM {source}")
        writer.publish("hold released", builders)


def standing_holds(writer: Writer, sought: Sought) -> list[dict[str, Any]]:
    """The holds that cover found rows: `hold_id`, `reason`, `placed_at`, and how many records they cover."""
    found: dict[tuple[str, str, datetime], int] = {}
    for table in (*sought.tables, Reject.table):
        hashes = ", ".join(quote(h) for h in sorted(sought.hashes(table)))
        covered = f"of_table = {quote(table)} AND row_hash IN ({hashes})" if hashes else "false"
        sql = f"SELECT hold_id, reason, placed_at, count(*) FROM {writer.source(Hold.table)}"
        for *told, count in run(writer.connection, f"{sql} WHERE released_at IS NULL AND {covered} GROUP BY ALL"):
            key = (told[0], told[1], told[2])
            found[key] = found.get(key, 0) + count
    return [dict(zip(("hold_id", "reason", "placed_at", "records"), (*k, n), strict=True)) for k, n in found.items()]


def refuse_held(writer: Writer, sought: Sought) -> None:
    """InputRefused where a hold covers some of the found rows."""
    sentences = [
        f"{hold['records']:,} of the records are under hold {hold['hold_id']} "
        f"({HOLD_REASONS.get(hold['reason'], hold['reason']).lower()}) since {hold['placed_at']:%-d %B %Y}; "
        "nothing was erased. Release the hold first, or erase something narrower."
        for hold in standing_holds(writer, sought)
    ]
    if sentences:
        raise InputRefused(*sentences)


def check_reason(reason: str, known: Mapping[str, str]) -> None:
    """InputRefused where the reason is not one of the codes."""
    if reason not in known:
        raise InputRefused(f"{reason!r} is not a reason; the reasons are {', '.join(known)}.")
