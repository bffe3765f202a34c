"""A home, a folder for extracts, and a mapping of a few columns: what the tests of extracts need."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from forcesight.records.extracts import read_mapping
from forcesight.store import Home, reading
from forcesight.store.extracts.report import ExtractReport
from forcesight.store.loading_extract import load_extract


HEADER = "REF,OPENED,CLOSED,TYPE,GRADE,PLACE"
COLUMNS = """
source_id = "REF"
opened_at = "OPENED"
closed_at = "CLOSED"
opening_category = { column = "TYPE", codes = { BURG = "burglary", ROBB = "robbery", DOMI = "domestic incident" } }
first_grade = { column = "GRADE", codes = { I = "1", P = "2", S = "3" } }
location = "PLACE"
"""
# Three rows in which nothing is wrong.
GOOD = (
    "I-1,04/03/2024 09:00,04/03/2024 10:00,BURG,I,1 High Street",
    "I-2,05/03/2024 23:30,06/03/2024 01:15,ROBB,P,2 High Street",
    "I-3,06/03/2024 12:00,,DOMI,S,3 High Street",
)


def text(*rows: str, header: str = HEADER, end: str = "\n") -> str:
    """A delimited file of these lines."""
    return end.join([header, *rows, ""])


def mapping(
    columns: str = COLUMNS,
    *,
    table: str = "incident",
    files: str = "incidents.*",
    extract: str = "",
    said: str = "",
    more: str = "",
) -> str:
    """A mapping of one table; `extract` and `said` are lines about the extract and the table, `more` comes after."""
    return f"""
[extract]
source_system = "control"
dates = ["%d/%m/%Y %H:%M"]
{extract}

[[table]]
table = "{table}"
files = ["{files}"]
{said}

[table.columns]
{columns}
{more}
"""


def workbook(path: Path, rows: Iterable[Sequence[Any]], *, sheet: str = "Sheet", book: Any = None) -> None:
    """Save rows as a workbook of one sheet; `book` may be one that is prepared."""
    book = book or openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(path)


@dataclass(frozen=True)
class ExtractHome:
    """A home and a folder of extracts."""

    home: Home
    folder: Path

    @classmethod
    def create(cls, place: Path) -> ExtractHome:
        """An empty home of Fairshire and an empty folder."""
        (place / "in").mkdir(parents=True)
        return cls(Home.create(place / "home", "fairshire"), place / "in")

    def write(self, content: str | bytes, name: str = "incidents.csv") -> Path:
        """Put a file into the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def empty(self) -> None:
        """Take everything out of the folder."""
        shutil.rmtree(self.folder)
        self.folder.mkdir()

    def load(self, told: str = "", *, extracted: str = "2024-06-30", **options: Any) -> ExtractReport:
        """Load the folder with a mapping, by default that of the few columns."""
        path = self.folder.parent / "mapping.toml"
        path.write_text(told or mapping(), encoding="utf-8")
        said = date.fromisoformat(extracted) if extracted else None
        return load_extract(self.home, self.folder, read_mapping(path), extracted=said, **options)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows that a query gives, with instants in UTC."""
        with reading(self.home.path) as session:
            session.connection.execute("SET GLOBAL TimeZone = 'UTC'").fetchall()
            return session.rows(sql)

    def rejects(self) -> list[tuple[int | None, str]]:
        """Line and reason of every rejected row."""
        return self.ask("SELECT line, reason FROM reject WHERE superseded_at IS NULL ORDER BY ALL")


def counts(report: ExtractReport) -> tuple[int, int, int, int]:
    """Rows read, loaded, rejected and already loaded."""
    return report.rows_read, report.rows_loaded, report.rows_rejected, report.rows_already_loaded
