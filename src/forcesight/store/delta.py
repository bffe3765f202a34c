"""The Delta Lake log of each table: which files it holds, at which version.

DuckDB writes the Parquet files; this module enters them in the log, so that Spark, Fabric and Power BI read the same
tables. File statistics hold counts only, never a value, so an erased value cannot survive in them.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from forcesight.records import Contract
from forcesight.store.durable import sync_file, sync_folder
from forcesight.store.faults import reach
from forcesight.store.snapshot import DataFile, TableState


def commit(folder: Path, contract: type[Contract], state: TableState | None, files: tuple[DataFile, ...]) -> TableState:
    """Enter `files` as the table's whole content, as one new version; returns its new state.

    Files that the old state had and `files` lacks are removed from the log, not from the disk.
    """
    old = state.files if state else ()
    added = [file for file in files if file not in old]
    gone = [file for file in old if file not in files]
    if state is not None and not added and not gone:
        return state
    reach(f"delta.{contract.table}.before")
    version = _write(folder, contract, added, gone, new=state is None)
    reach(f"delta.{contract.table}.after")
    return TableState(contract.table, contract.version, version, files)


def _write(folder: Path, contract: type[Contract], added: list[DataFile], gone: list[DataFile], *, new: bool) -> int:
    from deltalake import DeltaTable
    from deltalake.transaction import create_table_with_add_actions

    schema = _schema(contract)
    adds = [_add(folder, file) for file in added]
    if new:
        title = contract.metadata()["title"]
        create_table_with_add_actions(str(folder), schema, adds, description=title)
    else:
        removes = [_remove(file) for file in gone]
        table = DeltaTable(str(folder), without_files=True)
        table.create_write_transaction([*adds, *removes], mode="append", schema=schema)
    version = int(DeltaTable(str(folder), without_files=True).version())
    sync_file(folder / "_delta_log" / f"{version:020d}.json")
    sync_folder(folder / "_delta_log")
    return version


def _schema(contract: type[Contract]) -> Any:
    """The contract as a Delta schema, each column with its meaning and unit."""
    from deltalake import Field, Schema
    from deltalake.schema import PrimitiveType

    fields = []
    for column in contract.columns:
        words = {"description": column.description} | ({"unit": column.unit} if column.unit else {})
        fields.append(Field(column.name, PrimitiveType(_DELTA_TYPES[column.type.name]), nullable=True, metadata=words))
    return Schema(fields)


_DELTA_TYPES = {
    "text": "string",
    "code": "string",
    "period": "string",
    "integer": "long",
    "number": "double",
    "boolean": "boolean",
    "instant": "timestamp",
    "date": "date",
}


def _add(folder: Path, file: DataFile) -> Any:
    from deltalake.transaction import AddAction

    written = int((folder / file.path).stat().st_mtime * 1000)
    return AddAction(file.path, file.bytes, {}, written, True, json.dumps({"numRecords": file.rows}))


def _remove(file: DataFile) -> Any:
    from deltalake.transaction import RemoveAction

    return RemoveAction(file.path, data_change=True, deletion_timestamp=int(time.time() * 1000), size=file.bytes)


def roll_back(folder: Path, state: TableState | None) -> None:
    """Take back log entries that a crash left above the published version.

    Nobody has read them: readers open only what a snapshot names, and there is one writer.
    """
    log = folder / "_delta_log"
    published = state.version if state else -1
    for entry in sorted(log.glob("*"), reverse=True):
        number = entry.name.split(".")[0]
        if entry.name == "_last_checkpoint" or (number.isdigit() and int(number) > published):
            entry.unlink()
