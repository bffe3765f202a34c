"""Faulty files for extracts, and the good rows in them: hidden sheets, merged headers, ends that are missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from tests.unit.records.extract_home import (
    COLUMNS,
    GOOD,
    HEADER,
    workbook,
)


FIRST, SECOND, THIRD = GOOD
OPENED, CLOSED = dt.datetime(2024, 3, 4, 9, 0), dt.datetime(2024, 3, 4, 10, 0)  # noqa: DTZ001 — cells of a sheet
XLSX = "incidents.xlsx"


def sheet(*rows: Any, **options: Any) -> Callable[[Path], None]:
    """A workbook with these rows below the usual header."""
    return lambda path: workbook(path, [HEADER.split(","), *rows], **options)


def in_1904(*rows: Any) -> Callable[[Path], None]:
    """A workbook that counts its days from 1904."""
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    return sheet(*rows, book=book)


def merged_header(path: Path) -> None:
    """A workbook whose upper header row has cells that are merged over several columns."""
    book = openpyxl.Workbook()
    page = book.active
    page.append(["Log", "Times", None, "What", None, None])
    page.append(["Ref", "Opened", "Closed", "Type", "Grade", "Place"])
    page.merge_cells("B1:C1")
    page.merge_cells("D1:F1")
    for row in GOOD:
        page.append(row.split(","))
    book.save(path)


def hidden_copy(path: Path) -> None:
    """A workbook with an older copy of its rows on a sheet that is hidden."""
    book = openpyxl.Workbook()
    for name in ("Incidents", "Incidents old"):
        page = book.create_sheet(name)
        page.append(HEADER.split(","))
        for row in GOOD:
            page.append(row.split(","))
    book["Incidents old"].sheet_state = "hidden"
    del book["Sheet"]
    book.save(path)


def renamed(**names: str) -> str:
    """The usual columns with other names in the source."""
    columns = COLUMNS
    for old, new in names.items():
        columns = columns.replace(f'"{old}"', f'"{new}"')
    return columns


def cut_short(path: Path) -> None:
    """A workbook of which the end is missing."""
    sheet(["I-1", OPENED, CLOSED, "BURG", "I", "x"])(path)
    path.write_bytes(path.read_bytes()[:-500])


def only_hidden(path: Path) -> None:
    """A workbook in which the sheet that is meant is hidden."""
    book = openpyxl.Workbook()
    book.create_sheet("Incidents").sheet_state = "hidden"
    book.save(path)


def two_sheets(path: Path) -> None:
    """A workbook with two sheets."""
    book = openpyxl.Workbook()
    book.create_sheet("Other")
    book.save(path)
