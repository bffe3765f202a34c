"""A small home of a made-up force, filled day by day with typed rows, and read as at any of those days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from forcesight.records import contract
from forcesight.store import Home, open_session
from forcesight.store.marts import open_as_at
from forcesight.store.writer import Writer


HANDLING = {"force": "fairshire", "source_system": "control", "source_file": "extract", "quality_flags": ""}


@dataclass(frozen=True, slots=True)
class ForceHome:
    """A home; `day` is the day, such as `2024-03-05`, on which it takes rows in or is read."""

    home: Home

    @classmethod
    def create(cls, folder: Path) -> ForceHome:
        """An empty home of Fairshire."""
        return cls(Home.create(folder / "home", "fairshire"))

    def load(self, day: str, table: str, rows: list[dict[str, Any]]) -> None:
        """Take rows in; one whose `source_id` is known already is a correction."""
        self._change(day, table, [row["source_id"] for row in rows], rows)

    def withdraw(self, day: str, table: str, source_id: str) -> None:
        """The source takes a row back."""
        self._change(day, table, [source_id], [])

    def _change(self, day: str, table: str, replaced: list[str], rows: list[dict[str, Any]]) -> None:
        with Writer.open(self.home) as writer:
            writer.now = moment(day)
            writer.supersede(table, "source_id", replaced)
            if rows:
                with writer.registered(table, [HANDLING | row for row in rows]) as source:
                    writer.add(table, contract(table).completed_select(source))
            writer.publish("example")

    def ask(self, sql: str, *, as_at: str = "") -> list[tuple[Any, ...]]:
        """The rows that a query gives, now or as at the end of a day."""
        end = moment(as_at or "2100-01-01").replace(hour=23, minute=59)
        session = open_as_at(self.home.path, end, ()) if as_at else open_session(self.home.path)
        try:
            return session.rows(sql)
        finally:
            session.close()


def moment(day: str) -> datetime:
    """The start of a day."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def story(home: ForceHome, kind: str, case: str, *, as_at: str = "") -> list[str]:
    """What happened to a case, in order, each with its local time: `09:00 incident opened`."""
    told = home.ask(
        "SELECT strftime(happened_at AT TIME ZONE 'Europe/London', '%H:%M') || ' ' || activity FROM event_log "
        f"WHERE case_kind = '{kind}' AND case_id = '{case}' ORDER BY happened_at, step, event_id",
        as_at=as_at,
    )
    return [words for (words,) in told]
