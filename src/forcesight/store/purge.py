"""What an erasure takes from the home beside the tables: logs, published files, backups, the site's free pages."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

from forcesight.errors import ForcesightError
from forcesight.store.durable import replace_file
from forcesight.store.home import Home
from forcesight.store.tombstones import folded
from forcesight.store.traces import holds_text
from forcesight.store.writer import Writer


# A site at work lets go of its database within this many seconds.
PATIENCE = 30.0


def log_lines(home: Home, text: str) -> int:
    """Take the lines that hold the text out of the logs; how many there were."""
    taken = 0
    for path in sorted(p for p in home.logs.rglob("*") if p.is_file()):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
        kept = [line for line in lines if folded(text) not in folded(line)]
        if len(kept) < len(lines):
            replace_file(path, "".join(kept).encode())
            taken += len(lines) - len(kept)
    return taken


def backups(home: Home) -> list[str]:
    """Delete the backups inside the home: they hold the rows as they were."""
    gone = [str(path.relative_to(home.path)) for path in sorted(home.backups.glob("[!.]*"))]
    shutil.rmtree(home.backups, ignore_errors=True)
    return gone


def published_files(writer: Writer, text: str) -> list[str]:
    """Delete the published files that hold the text."""
    home = writer.home
    found = [
        path
        for path in sorted(home.publish.rglob("*"))
        if path.is_file() and holds_text(writer.connection, path, text, home.staging)
    ]
    for path in found:
        path.unlink()
    return [str(path.relative_to(home.path)) for path in found]


def site_database(home: Home) -> None:
    """Overwrite what the site's database has deleted; ForcesightError where the site does not let go of it."""
    if not home.site_database.exists():
        return
    try:
        with closing(sqlite3.connect(home.site_database, timeout=PATIENCE, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("VACUUM")
            (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as fault:
        raise ForcesightError(_still_open(home, str(fault))) from fault
    if busy:
        raise ForcesightError(_still_open(home, "its log could not be emptied"))


def _still_open(home: Home, fault: str) -> str:
    return (
        f"The records are erased, but {home.site_database} is in use ({fault}), so deleted rows may still be in it. "
        "Stop the site and run the same erasure again."
    )
