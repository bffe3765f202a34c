"""Tables as they leave Forcesight: CSV, CSVW, Frictionless and Parquet, each bearing its marking and its provenance."""

from forcesight.packs.table import OGL, Licence, PackColumn, PackTable, Provenance
from forcesight.packs.write import (
    FORMATS,
    csv_bytes,
    csvw_json,
    file_name,
    parquet_bytes,
    write_table,
    zip_bytes,
)


__all__ = [
    "FORMATS",
    "OGL",
    "Licence",
    "PackColumn",
    "PackTable",
    "Provenance",
    "csv_bytes",
    "csvw_json",
    "file_name",
    "parquet_bytes",
    "write_table",
    "zip_bytes",
]
