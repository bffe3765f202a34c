"""The commands that the crash tests run, in processes that import this module once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import deltalake
import deltalake.transaction  # noqa: F401
import duckdb  # noqa: F401
import pyarrow  # noqa: F401
from tests.unit.store.marts_for_tests import CountMart
from tests.unit.store.published_files import load

from forcesight.store import Home
from forcesight.store.erase import erase
from forcesight.store.journal import Entry, append, read_from
from forcesight.store.publisher import publish_journal
from forcesight.store.upgrade import upgrade
from forcesight.store.writer import Writer


MARTS = [CountMart()]
PLACE = "Zephyrine Crescent"


def load_all(home: Path) -> None:
    """Load the files beside the home, in the edition that lies there."""
    from forcesight.records.readers import discover
    from forcesight.store.loading import load_published

    edition = (home.parent / "edition").read_text()
    load_published(Home.open(home), discover([home.parent / "in"], edition=edition), builders=MARTS)


def load_beside(home: Path) -> None:
    """A load, between whose steps the publisher brings in what waits."""
    from unittest import mock

    opened, original = Home.open(home), Writer.publish

    def publish(writer: Writer, *given: Any) -> Any:
        if not writer.journal:
            publish_journal(opened, MARTS)
        return original(writer, *given)

    with mock.patch.object(Writer, "publish", publish):
        load_all(home)
    publish_journal(opened, MARTS)


def append_and_publish(home: Path) -> None:
    """What a relay does: hand over everything, again where it does not know, then publish."""
    opened = Home.open(home)
    append(opened, [_note("e3", "n1", "Third words"), _note("e4", "n3", "Other words")])
    append(opened, [Entry.new(id="e5", table="note", op="withdraw", row={"note_id": "n2"}, at=_at(12))])
    while publish_journal(opened, MARTS):
        pass


def _note(event: str, note: str, body: str) -> Entry:
    row = {
        "note_id": note, "measure": "recorded-crime", "area_level": "force", "area_code": "fairshire", "body": body,
        "author": "A. Analyst", "written_at": _at(9),
    }  # fmt: skip
    return Entry.new(id=event, table="note", row=row, at=_at(11))


def _at(hour: int) -> datetime:
    return datetime.fromisoformat(f"2024-06-03T{hour:02d}:00:00+00:00")


def upsert(home: Path) -> None:
    """Put rows in place of those with the same key."""
    rows = [
        {"level": "force", "code": "fairshire", "year": year, "population": 1000 + year, "source": "test"}
        for year in (2021, 2022, 2023)
    ]
    with Writer.open(Home.open(home)) as writer:
        writer.upsert("population", rows)
        writer.publish("population")


def erase_place(home: Path) -> None:
    """Erase a text."""
    erase(Home.open(home), PLACE, reason="subject-request")


def upgrade_home(home: Path) -> None:
    """Upgrade an older home."""
    upgrade(home)


__all__ = [
    "append_and_publish",
    "erase_place",
    "load",
    "load_all",
    "load_beside",
    "read_from",
    "upgrade_home",
    "upsert",
]
