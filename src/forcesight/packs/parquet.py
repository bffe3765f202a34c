"""The table as Parquet: real types, and in the schema what the CSV needs companion files for."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from forcesight.packs.column import PackColumn
from forcesight.packs.table import PackTable


if TYPE_CHECKING:
    import pyarrow


def parquet_bytes(table: PackTable) -> bytes:
    """The table as Parquet (Snappy, which every reader knows). Text is as it was: a formula is none in Parquet."""
    from pyarrow import parquet

    written = io.BytesIO()
    parquet.write_table(arrow_table(table), written, compression="snappy")
    return written.getvalue()


def arrow_table(table: PackTable) -> pyarrow.Table:
    """The table in Arrow: unit and description in each field's metadata, definition and marking in the schema's."""
    import pyarrow

    columns = table.every_column
    values = list(zip(*table.every_row(), strict=True)) or [() for _ in columns]
    arrays = [
        pyarrow.array([None if value is None else column.type.keep(value) for value in each], _arrow_type(column))
        for column, each in zip(columns, values, strict=True)
    ]
    fields = [pyarrow.field(each.name, _arrow_type(each), metadata=_described(each)) for each in columns]
    return pyarrow.Table.from_arrays(arrays, schema=pyarrow.schema(fields, metadata=_stated(table)))


def _arrow_type(column: PackColumn) -> pyarrow.DataType:
    import pyarrow

    if column.datatype == "datetime":
        return pyarrow.timestamp("ms", tz="UTC")
    return pyarrow.type_for_alias(column.type.arrow)


def _described(column: PackColumn) -> dict[str, str]:
    return {"description": column.description, "unit": column.unit, "label": column.label}


def _stated(table: PackTable) -> dict[str, str]:
    origin = table.provenance
    return {
        "title": table.title,
        "description": table.description,
        "marking": table.marking,
        "definition": origin.definition,
        "snapshot": str(origin.snapshot),
        "period": origin.period,
        "generated_at": origin.generated_at.isoformat(),
        "source": origin.source,
        "licence": table.licence.path if table.licence else "",
        "primary_key": json.dumps(list(table.primary_key)),
        "notes": json.dumps(list(table.notes), ensure_ascii=False),
    }
