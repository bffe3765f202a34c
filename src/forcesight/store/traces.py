"""Traces: which files of a home still hold a text, whatever they are packed in."""

from __future__ import annotations

import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from forcesight.store.query import quote, run
from forcesight.store.sought import contains_sql
from forcesight.store.tombstones import folded


if TYPE_CHECKING:
    import duckdb


BLOCK = 1 << 20
ESCAPE = re.compile(r'\\u([0-9a-fA-F]{4})|\\(["\\/])')


def traces(connection: duckdb.DuckDBPyConnection, folder: Path, text: str, scratch: Path) -> Iterator[str]:
    """The places under `folder` that hold the text, as a person would look for them; `scratch` is for unpacking."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            for place in places(connection, path, text, scratch):
                yield f"{path.relative_to(folder)}{place}"


def holds_text(connection: duckdb.DuckDBPyConnection, path: Path, text: str, scratch: Path) -> bool:
    """Whether a file holds the text."""
    return any(True for _ in places(connection, path, text, scratch))


def places(connection: duckdb.DuckDBPyConnection, path: Path, text: str, scratch: Path) -> Iterator[str]:
    """The places in one file that hold the text: columns, members, or the file itself."""
    with path.open("rb") as source:
        head = source.read(16)
    if head.startswith(b"PAR1"):
        yield from _in_parquet(connection, path, text)
    elif head[8:12] == b"DUCK":
        yield from _in_duckdb(connection, path, text)
    elif head.startswith(b"SQLite format 3"):
        yield from _in_sqlite(path, text)
    elif head.startswith(b"PK\3\4"):
        yield from _in_archive(connection, path, text, scratch)
    elif _in_bytes(path, text):
        yield ""


def _in_parquet(connection: duckdb.DuckDBPyConnection, path: Path, text: str) -> Iterator[str]:
    yield from _in_columns(connection, f"read_parquet({quote(path)})", text, " ({})")


def _in_duckdb(connection: duckdb.DuckDBPyConnection, path: Path, text: str) -> Iterator[str]:
    run(connection, f"ATTACH {quote(path)} AS searched (READ_ONLY)")
    try:
        sql = "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'searched' ORDER BY ALL"
        for schema, table in run(connection, sql):
            yield from _in_columns(connection, f'searched."{schema}"."{table}"', text, f" ({table}.{{}})")
    finally:
        run(connection, "DETACH searched")


def _in_columns(connection: duckdb.DuckDBPyConnection, source: str, text: str, words: str) -> Iterator[str]:
    described = run(connection, f"DESCRIBE SELECT * FROM {source}")
    names = [name for name, kind, *_ in described if kind == "VARCHAR"]
    if names:
        held = ", ".join(f"coalesce(bool_or({contains_sql(name, text)}), false)" for name in names)
        (found,) = run(connection, f"SELECT {held} FROM {source}")
        yield from (words.format(name) for name, here in zip(names, found, strict=True) if here)


def _in_sqlite(path: Path, text: str) -> Iterator[str]:
    # Not read-only: such a connection would leave the files of its shared memory behind.
    with closing(sqlite3.connect(path)) as connection:
        connection.create_function("folded", 1, lambda value: folded(str(value)))
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for _, column, *_ in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
                held = f'SELECT 1 FROM "{table}" WHERE instr(folded("{column}"), ?) LIMIT 1'
                if connection.execute(held, (folded(text),)).fetchone():
                    yield f" ({table}.{column})"


def _in_archive(connection: duckdb.DuckDBPyConnection, path: Path, text: str, scratch: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory(dir=scratch) as folder:
        for member in archive.infolist():
            if not member.is_dir():
                unpacked = Path(archive.extract(member, folder))
                if holds_text(connection, unpacked, text, scratch):
                    yield f" ({member.filename})"
                unpacked.unlink()


def _in_bytes(path: Path, text: str) -> bool:
    """Whether a file of text holds it, as it is or with its letters escaped as JSON does."""
    wanted = folded(text)
    kept = ""
    with path.open(encoding="utf-8", errors="replace", newline="") as source:
        while block := source.read(BLOCK):
            seen = kept + block
            if wanted in folded(seen) or wanted in folded(_unescaped(seen)):
                return True
            kept = seen[-12 * len(text) :]
    return False


def _unescaped(text: str) -> str:
    """JSON's escapes as the letters that they stand for."""
    return ESCAPE.sub(lambda told: chr(int(told[1], 16)) if told[1] else told[2], text)
