"""Names of a table's files: lower case with dashes, ending with the marking."""

from __future__ import annotations

from forcesight.packs.table import PackTable


MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "csv-metadata.json": "application/csvm+json",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}


def file_name(table: PackTable, suffix: str) -> str:
    """The name of one of the table's files, for a folder or a download: `recorded-crime-official.csv`.

    `suffix` is csv, csv-metadata.json, parquet or zip.
    """
    stem = table.file_stem or f"{table.name}-{table.marking.lower()}"
    return f"{stem}.{suffix}"
