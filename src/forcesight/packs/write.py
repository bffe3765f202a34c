"""A table's files in a folder, or all of them in one zip for a download."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from forcesight.packs.csv_file import csv_bytes
from forcesight.packs.csvw import csvw_json
from forcesight.packs.datapackage import FILE_NAME, datapackage_json
from forcesight.packs.names import file_name
from forcesight.packs.parquet import parquet_bytes
from forcesight.packs.table import PackTable


FORMATS = ("csv", "csvw", "datapackage", "parquet")


def write_table(table: PackTable, folder: Path, *, formats: Sequence[str] = FORMATS) -> list[Path]:
    """Write the table's files to `folder`, made if need be, and return their paths.

    Each file appears whole or not at all; a file of the same name is replaced. A `datapackage.json` that is there keeps
    its other tables. Raises ValueError for an unknown format, for metadata without the CSV that it describes, and where
    the folder's `datapackage.json` is not one.
    """
    _check_formats(formats)
    folder.mkdir(parents=True, exist_ok=True)
    package = folder / FILE_NAME
    before = package.read_text("utf-8") if "datapackage" in formats and package.exists() else None
    return [_put(folder / name, data) for name, data in _files(table, formats, before)]


def zip_bytes(table: PackTable) -> bytes:
    """All the table's files in one zip; the same table always gives the same bytes."""
    packed = io.BytesIO()
    made = table.provenance.generated_at.timetuple()[:6]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _files(table, FORMATS, None):
            member = zipfile.ZipInfo(name, made)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    return packed.getvalue()


def _files(table: PackTable, formats: Sequence[str], before: str | None) -> list[tuple[str, bytes]]:
    makers = {
        "csv": lambda: (file_name(table, "csv"), csv_bytes(table)),
        "csvw": lambda: (file_name(table, "csv-metadata.json"), csvw_json(table).encode("utf-8")),
        "datapackage": lambda: (FILE_NAME, datapackage_json(table, before).encode("utf-8")),
        "parquet": lambda: (file_name(table, "parquet"), parquet_bytes(table)),
    }
    return [makers[each]() for each in FORMATS if each in formats]


def _check_formats(formats: Sequence[str]) -> None:
    unknown = [each for each in formats if each not in FORMATS]
    if unknown:
        raise ValueError(f"a table can be written as {', '.join(FORMATS)}; {unknown[0]!r} is none of them.")
    if "csv" not in formats and {"csvw", "datapackage"} & set(formats):
        raise ValueError("csvw and datapackage describe the CSV file; write csv with them.")


def _put(path: Path, data: bytes) -> Path:
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path
