"""A Frictionless data package (version 2): `datapackage.json`, one a folder, with a resource for each table in it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from forcesight.packs.column import MARKING, MARKINGS, PackColumn
from forcesight.packs.csv_file import csv_bytes
from forcesight.packs.names import file_name
from forcesight.packs.table import PackTable


FILE_NAME = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0"


def datapackage_json(table: PackTable, before: str | None = None) -> str:
    """The package with this table in it; `before` is the folder's package so far, whose other tables stay.

    Raises ValueError where `before` is not a data package.
    """
    others = [each for each in _resources(before) if each["name"] != table.name]
    resources = sorted([*others, _resource(table)], key=lambda each: str(each["name"]))
    package = {
        "$schema": f"{PROFILE}/datapackage.json",
        "name": table.name if len(resources) == 1 else "forcesight-tables",
        "created": table.provenance.generated_at.isoformat(),
        # The package is as guarded as the most guarded table in it.
        "marking": max((str(each["marking"]) for each in resources), key=MARKINGS.index),
        "resources": resources,
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _resources(before: str | None) -> list[dict[str, Any]]:
    if before is None:
        return []
    try:
        resources = json.loads(before)["resources"]
        if all(each["marking"] in MARKINGS and each["name"] for each in resources):
            return list(resources)
    except (ValueError, KeyError, TypeError):
        pass
    raise ValueError(
        f"the folder's {FILE_NAME} was not written by Forcesight, so no table can be added to it; "
        "choose another folder or move that file away."
    )


def _resource(table: PackTable) -> dict[str, Any]:
    origin, data = table.provenance, csv_bytes(table)
    resource: dict[str, Any] = {
        "name": table.name,
        "type": "table",
        "path": file_name(table, "csv"),
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "marking": table.marking,
        "definition": origin.definition,
        "snapshot": origin.snapshot,
        "period": origin.period,
        "notes": list(table.notes),
        "schema": _schema(table),
    }
    if origin.source:
        resource["sources"] = [{"title": origin.source}]
    if table.licence:
        resource["licenses"] = [{"name": table.licence.name, "title": table.licence.title, "path": table.licence.path}]
    return resource


def _schema(table: PackTable) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{PROFILE}/tableschema.json",
        "fields": [_field(table, column) for column in table.every_column],
        "missingValues": [""],
    }
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    return schema


def _field(table: PackTable, column: PackColumn) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type.frictionless,
        "title": column.label or column.name,
        "description": column.description,
    }
    if column.unit:
        field["unit"] = column.unit
    if column is MARKING:
        field["constraints"] = {"required": True, "enum": [table.marking]}
    elif column.required or column.name in table.primary_key:
        field["constraints"] = {"required": True}
    return field
