"""The audit log's table, and the triggers by which the database itself refuses to change it.

One table, `audit_event`, in the site's database. Its rows are facts: text and times, no foreign keys, so that no
later deletion can break them. The site's migration runs these statements, and the command line runs them where the
site has not been set up yet; each may be run again without harm.

A row may only be appended: its sequence follows the last one's, and it carries the last one's hash. The insert
trigger also closes SQLite's `INSERT OR REPLACE`, which would delete the old row without firing a delete trigger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


TABLE = "audit_event"

#: The columns that the hash covers, in the order it covers them.
FACTS = (
    "at",
    "event",
    "verb",
    "actor",
    "channel",
    "purpose",
    "target",
    "parent",
    "old",
    "new",
    "marking",
)
COLUMNS = ("sequence", *FACTS, "previous_hash", "hash")

_REFUSAL = "The audit log is append-only."


@dataclass(frozen=True)
class Dialect:
    """How one kind of cursor wants its SQL: the engine behind it, and the mark for a parameter."""

    engine: Literal["sqlite", "postgresql"]
    mark: Literal["?", "%s"]

    def schema(self) -> list[str]:
        """The statements that create the table, its indexes and its triggers where they are missing."""
        return [_TABLE, *_INDEXES, *(_SQLITE if self.engine == "sqlite" else _POSTGRESQL)]


#: Python's own `sqlite3`, Django over SQLite (which rewrites %s), and PostgreSQL through Django or psycopg.
SQLITE = Dialect("sqlite", "?")
DJANGO_SQLITE = Dialect("sqlite", "%s")
POSTGRESQL = Dialect("postgresql", "%s")

_TABLE = f"""
CREATE TABLE IF NOT EXISTS {TABLE} (
    sequence bigint PRIMARY KEY,
    {", ".join(f"{fact} text NOT NULL" for fact in FACTS)},
    previous_hash text NOT NULL,
    hash text NOT NULL
)"""

_INDEXES = [
    f"CREATE INDEX IF NOT EXISTS {TABLE}_{column} ON {TABLE} ({column}, sequence)" for column in ("at", "actor", "verb")
]

_FOLLOWS = f"""
    NEW.sequence = (SELECT coalesce(max(sequence), 0) + 1 FROM {TABLE})
    AND NEW.previous_hash = coalesce((SELECT hash FROM {TABLE} ORDER BY sequence DESC LIMIT 1), '')
"""

_SQLITE = [
    f"""
    CREATE TRIGGER IF NOT EXISTS {TABLE}_{name} BEFORE {verb} ON {TABLE} {condition}
    BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END
    """
    for name, verb, condition in (
        ("no_update", "UPDATE", ""),
        ("no_delete", "DELETE", ""),
        ("follows", "INSERT", f"WHEN NOT ({_FOLLOWS})"),
    )
]

_POSTGRESQL = [
    f"""
    CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{_REFUSAL}';
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION {TABLE}_follows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT ({_FOLLOWS}) THEN
            RAISE EXCEPTION '{_REFUSAL}';
        END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE OR REPLACE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()
    """,
    f"""
    CREATE OR REPLACE TRIGGER {TABLE}_follows BEFORE INSERT ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION {TABLE}_follows()
    """,
]
