"""Tables as they leave Forcesight: CSV, CSVW, Frictionless and Parquet, each bearing its marking and its provenance."""

from forcesight.packs.column import MARKINGS, PackColumn
from forcesight.packs.csv_file import csv_bytes
from forcesight.packs.csvw import csvw_json
from forcesight.packs.datapackage import datapackage_json
from forcesight.packs.formulas import harmless, restored
from forcesight.packs.names import MEDIA_TYPES, file_name
from forcesight.packs.origin import OGL, Licence, Provenance
from forcesight.packs.parquet import arrow_table, parquet_bytes
from forcesight.packs.table import PackTable
from forcesight.packs.write import FORMATS, write_table, zip_bytes


__all__ = [
    "FORMATS",
    "MARKINGS",
    "MEDIA_TYPES",
    "OGL",
    "Licence",
    "PackColumn",
    "PackTable",
    "Provenance",
    "arrow_table",
    "csv_bytes",
    "csvw_json",
    "datapackage_json",
    "file_name",
    "harmless",
    "parquet_bytes",
    "restored",
    "write_table",
    "zip_bytes",
]
