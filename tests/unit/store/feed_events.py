"""Events as the journal carries them, and what a home then says of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.unit.store.published_files import rows

from forcesight.store import Home
from forcesight.store.journal import Entry


NINE = datetime(2024, 6, 3, 9, 0, tzinfo=UTC)


def minute(number: int | None) -> datetime | None:
    """So many minutes after nine."""
    return None if number is None else NINE + timedelta(minutes=number)


def event(name: str, activity: str = "unit_allocated", known: int | None = 0, **cells: object) -> Entry:
    """An event of a control room, known so many minutes after nine."""
    row = {
        "force": "fairshire", "source_system": "cad", "source_id": name, "source_file": "feed/cad/2024-06-03",
        "quality_flags": "", "cases": "incident:I-1", "activity": activity, "occurred_at": NINE,
        "known_at": minute(known), **cells,
    }  # fmt: skip
    return Entry.new(id=f"{name} {activity} {known}", table="event", row=row, at=NINE + timedelta(minutes=30))


def take_back(name: str, known: int, system: str = "cad") -> Entry:
    """A withdrawal, known so many minutes after nine."""
    row = {"source_system": system, "source_id": name, "known_at": minute(known)}
    return Entry.new(id=f"withdraw {name} {known}", table="event", op="withdraw", row=row, at=NINE)


def refused(raw: str, day: str = "2024-06-03", reason: str = "The line is not JSON.") -> Entry:
    """A line that was refused."""
    row = {
        "source_file": f"feed/cad/{day}", "line": 3, "reason": reason, "raw": raw, "raw_hash": f"hash of {raw}"
    }  # fmt: skip
    return Entry.new(id=f"refused {raw} {day}", table="reject", row=row)


def events(home: Home) -> list[tuple[object, ...]]:
    """Every event with its activity, and whether it is current."""
    return rows(home, "SELECT source_id, activity, superseded_at IS NULL FROM event_history ORDER BY ALL")
