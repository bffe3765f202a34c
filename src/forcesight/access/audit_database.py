"""The audit log of a home, for a program without Django: the command line writes the table that the site writes.

A home keeps its log in the site's database: the SQLite file of the home, or PostgreSQL where its address is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forcesight.access.audit import START, ChainState, Cursor, Entry, Link, record, verify_chain
from forcesight.access.audit_schema import POSTGRESQL, SQLITE, Dialect


#: Another program may be writing; a command waits this many seconds for its turn.
PATIENCE = 30.0


def record_in(database: Path | str, entry: Entry) -> Link:
    """Append an entry in a transaction of its own, synced to disk, creating the table where it is missing.

    `database` is the path of a SQLite file, or the address of a PostgreSQL database (`postgresql://…`).
    """
    with _opened(database) as (cursor, dialect):
        for statement in dialect.schema():
            cursor.execute(statement)
        return record(cursor, dialect, entry)


def verify_in(database: Path | str, known: Link = START) -> ChainState:
    """Check the whole chain of a database; see `verify_chain`."""
    with _opened(database) as (cursor, dialect):
        for statement in dialect.schema():
            cursor.execute(statement)
        return verify_chain(cursor, known)


@contextmanager
def _opened(database: Path | str) -> Iterator[tuple[Cursor, Dialect]]:
    if isinstance(database, str) and database.startswith(("postgresql://", "postgres://")):
        with _postgresql(database) as cursor:
            yield cursor, POSTGRESQL
    else:
        with _sqlite(Path(database)) as cursor:
            yield cursor, SQLITE


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may read, for SQLite to fill; one that exists stays as it is."""
    if not path.exists():
        path.touch(mode=0o600)


@contextmanager
def _sqlite(path: Path) -> Iterator[Cursor]:
    import sqlite3

    make_private(path)
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        # The write lock from the start: the last row that we read stays the last until we have written.
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            yield connection.cursor()
    finally:
        connection.close()


@contextmanager
def _postgresql(address: str) -> Iterator[Cursor]:
    try:
        import psycopg
    except ImportError as missing:
        raise RuntimeError("PostgreSQL needs its driver: install forcesight[postgres].") from missing

    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        yield cursor
