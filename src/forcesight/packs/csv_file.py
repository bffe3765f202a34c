"""The CSV of a table: RFC 4180, UTF-8 without byte order mark, one header line of column names, CRLF.

Standard: GOV.UK tabular data standard (28 September 2023), which recommends RFC 4180 and keeps types out of the file.
"""

from __future__ import annotations

import csv
import io

from forcesight.packs.column import PackColumn
from forcesight.packs.formulas import harmless
from forcesight.packs.table import PackTable


def csv_bytes(table: PackTable) -> bytes:
    """The table as CSV. No value is an empty cell; text that a spreadsheet would run is made harmless."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    columns = table.every_column
    writer.writerow([column.name for column in columns])
    writer.writerows(
        [_cell(column, value) for column, value in zip(columns, row, strict=True)] for row in table.every_row()
    )
    return text.getvalue().encode("utf-8")


def _cell(column: PackColumn, value: object) -> str:
    if value is None:
        return ""
    return harmless(str(value)) if column.datatype == "string" else column.type.write(value)
