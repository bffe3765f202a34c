"""Files and downloads of a table: CSV, CSVW metadata, a Frictionless data package and Parquet, or all of them in one zip."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from forcesight.packs.table import PackTable


FORMATS = ("csv", "csvw", "datapackage", "parquet")


def write_table(table: PackTable, folder: Path, *, formats: Sequence[str] = FORMATS) -> list[Path]:
    """Write the table's files to `folder` and return their paths."""
    raise NotImplementedError


def file_name(table: PackTable, suffix: str) -> str:
    """The name of one of the table's files, with its marking: `recorded-crime-official.csv`."""
    raise NotImplementedError


def csv_bytes(table: PackTable) -> bytes:
    """The table as CSV (RFC 4180, UTF-8 without byte order mark, CRLF)."""
    raise NotImplementedError


def csvw_json(table: PackTable) -> str:
    """The CSVW metadata of the CSV."""
    raise NotImplementedError


def parquet_bytes(table: PackTable) -> bytes:
    """The table as Parquet."""
    raise NotImplementedError


def zip_bytes(table: PackTable) -> bytes:
    """All four files in one zip."""
    raise NotImplementedError
