"""A small home of a made-up force, and extracts written as text: what the examples of extracts need."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from textwrap import dedent
from typing import Any

from forcesight.records.extracts import read_mapping
from forcesight.store import Home, reading
from forcesight.store.erase import erase
from forcesight.store.extracts.report import ExtractReport
from forcesight.store.loading_extract import load_extract


EXTRACT = """
[extract]
source_system = "control"
"""
INCIDENTS = """
[[table]]
table = "incident"
files = ["logs.csv"]
holds = "{holds}"

[table.columns]
source_id = "LOG"
opened_at = "CREATED"
closed_at = "CLOSED"
opening_category = {{ column = "TYPE", codes = {{ BURG = "burglary", ROBB = "robbery" }} }}

[table.withdrawn]
{withdrawn}
"""
UNITS = """
[[table]]
table = "resource_status"
files = ["units.csv"]

[table.columns]
source_id = "ID"
incident_id = "LOG"
resource = "CALLSIGN"
allocated_at = "SENT"
"""
EVENTS = """
[[table]]
table = "event"
files = ["events.csv"]

[table.columns]
source_id = "ENTRY"
cases = { cases = { incident = "LOG", contact = "CALL" } }
activity = "WHAT"
occurred_at = "WHEN"
"""


@dataclass
class Example:
    """A home, a folder, and what the mapping says so far."""

    place: Path
    home: Home
    tables: dict[str, str] = field(default_factory=dict)
    others: count[int] = field(default_factory=count)

    @classmethod
    def create(cls, place: Path) -> Example:
        """An empty home of Fairshire."""
        (place / "in").mkdir(parents=True)
        return cls(place, Home.create(place / "home", "fairshire"))

    def another(self) -> Example:
        """Another empty home."""
        return Example.create(self.place / f"another-{next(self.others)}")

    def mapping(self, told: str) -> None:
        """Say the whole mapping."""
        self.tables = {"": dedent(told)}

    def file(self, name: str, content: str) -> None:
        """Put a file into the folder."""
        (self.place / "in" / name).write_text(dedent(content).lstrip("\n"), encoding="utf-8")

    def incidents(self, rows: str, *, holds: str = "changes", withdrawn: str = "") -> None:
        """Put a file of incidents into the folder."""
        self.tables["incident"] = INCIDENTS.format(holds=holds, withdrawn=withdrawn)
        self.file("logs.csv", rows)

    def units(self, rows: str) -> None:
        """Put a file of units sent to incidents into the folder."""
        self.tables["unit"] = UNITS
        self.file("units.csv", rows)

    def events(self, rows: str) -> None:
        """Put a file of events into the folder."""
        self.tables["event"] = EVENTS
        self.file("events.csv", rows)

    def load(self, *, extracted: str = "2024-07-31", **options: Any) -> ExtractReport:
        """Load the folder."""
        told = self.place / "mapping.toml"
        head = "" if "" in self.tables else EXTRACT
        told.write_text(head + "".join(self.tables.values()), encoding="utf-8")
        day = date.fromisoformat(extracted)
        return load_extract(self.home, self.place / "in", read_mapping(told), extracted=day, **options)

    def erase(self, identifier: str) -> None:
        """Erase a record."""
        erase(self.home, identifier, reason="subject-request")

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows that a query gives."""
        with reading(self.home.path) as session:
            return session.rows(sql)
