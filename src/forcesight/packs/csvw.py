"""CSVW metadata: the companion that says what each column of a CSV is (W3C Tabular Metadata, `name.csv-metadata.json`).

Beyond the standard's own terms it uses Dublin Core for title, licence and provenance, `schema:unitText` for units and
`skos:note` for notes, all of which CSVW names without further declaration.
"""

from __future__ import annotations

import json
from typing import Any

from forcesight.packs.column import PackColumn
from forcesight.packs.names import file_name
from forcesight.packs.table import PackTable


FORMULAS = (
    "Text that a spreadsheet would run as a formula has an apostrophe in front; take it off when reading by program."
)


def csvw_json(table: PackTable) -> str:
    """The metadata of the table's CSV."""
    return json.dumps(_metadata(table), indent=2, ensure_ascii=False) + "\n"


def _metadata(table: PackTable) -> dict[str, Any]:
    origin = table.provenance
    metadata: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": file_name(table, "csv"),
        "dc:title": table.title,
        "dc:description": table.description,
        "dc:accessRights": table.marking,
        "dc:temporal": origin.period,
        "dc:provenance": f"{origin.definition} Read from snapshot {origin.snapshot}.",
        "dc:created": {"@value": origin.generated_at.isoformat(), "@type": "xsd:dateTime"},
        "skos:note": [*table.notes, FORMULAS],
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": [_column(table, column) for column in table.every_column]},
    }
    if origin.source:
        metadata["dc:source"] = origin.source
    if table.licence:
        metadata["dc:license"] = {"@id": table.licence.path}
    if table.primary_key:
        metadata["tableSchema"]["primaryKey"] = list(table.primary_key)
    return metadata


def _column(table: PackTable, column: PackColumn) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        # The header line holds the name; a second title is the heading for people.
        "titles": [column.name, column.label] if column.label else column.name,
        "datatype": column.type.csvw,
        "dc:description": column.description,
        "required": column.required or column.name in table.primary_key,
    }
    if column.unit:
        described["schema:unitText"] = column.unit
    return described
