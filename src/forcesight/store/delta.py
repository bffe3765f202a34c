"""The Delta Lake log of each table: which files it holds, at which version.

DuckDB writes the Parquet files; this module enters them in the log, so that Spark, Fabric and Power BI read the same
tables. File statistics hold counts only, never a value, so an erased value cannot survive in them.
"""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

from forcesight.records import Contract
from forcesight.store.durable import sync_file, sync_folder
from forcesight.store.faults import reach
from forcesight.store.snapshot import DataFile, TableState


# A log entry or a checkpoint, by the version that it tells; anything else is a crashed writer's half-written file.
ENTRY = re.compile(r"(\d{20})\.(json|checkpoint(\.\d+\.\d+)?\.parquet)")
# After so many versions a checkpoint replaces the log before it.
CHECKPOINT_EVERY = 20


def commit(folder: Path, contract: type[Contract], state: TableState | None, files: tuple[DataFile, ...]) -> TableState:
    """Enter `files` as the table's whole content, as one new version; returns its new state.

    Files that the old state had and `files` lacks are removed from the log, not from the disk.
    """
    old = state.files if state else ()
    added = [file for file in files if file not in old]
    gone = [file for file in old if file not in files]
    if state is not None and state.contract == contract.version and not added and not gone:
        return state
    reach(f"delta.{contract.table}.before")
    if state is None:
        _create(folder, contract, files)
    elif state.contract != contract.version:
        _write(folder, contract, [_add(folder, file) for file in files], mode="overwrite")
    else:
        actions = [_add(folder, file) for file in added] + [_remove(file) for file in gone]
        _write(folder, contract, actions, mode="append")
    version = _synced_version(folder)
    reach(f"delta.{contract.table}.after")
    return TableState(contract.table, contract.version, version, files)


def _create(folder: Path, contract: type[Contract], files: tuple[DataFile, ...]) -> None:
    from deltalake.transaction import create_table_with_add_actions

    adds = [_add(folder, file) for file in files]
    create_table_with_add_actions(str(folder), _schema(contract), adds, description=contract.metadata()["title"])


def _write(folder: Path, contract: type[Contract], actions: list[Any], *, mode: str) -> None:
    """One new version; with `overwrite`, the schema too is that of the contract."""
    from deltalake import DeltaTable, PostCommitHookProperties

    # What is not yet published may be rolled back, so nothing older may be tidied away on its account.
    hooks = PostCommitHookProperties(create_checkpoint=False, cleanup_expired_logs=False)
    table = DeltaTable(str(folder))
    table.create_write_transaction(actions, mode=mode, schema=_schema(contract), post_commithook_properties=hooks)


def _schema(contract: type[Contract]) -> Any:
    """The contract as a Delta schema, each column with its meaning and unit.

    Made without pyarrow, whose import would cost more than the commit.
    """
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


def _synced_version(folder: Path) -> int:
    log = folder / "_delta_log"
    newest = max(path for path in log.glob("*.json") if ENTRY.fullmatch(path.name))
    sync_file(newest)
    sync_folder(log)
    return int(newest.stem)


def is_due(state: TableState) -> bool:
    """Whether the log is long enough for a checkpoint."""
    return state.version % CHECKPOINT_EVERY == CHECKPOINT_EVERY - 1


def forget_history(folder: Path, state: TableState) -> None:
    """Put a checkpoint in place of the log before the published version."""
    from deltalake import DeltaTable

    DeltaTable(str(folder)).create_checkpoint()
    reach(f"delta.{state.name}.checkpoint")
    for entry in sorted((folder / "_delta_log").iterdir()):
        told = ENTRY.fullmatch(entry.name)
        if told and int(told[1]) < state.version:
            entry.unlink()


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
    published = state.version if state else -1
    for entry in (folder / "_delta_log").glob("*"):
        told = ENTRY.fullmatch(entry.name)
        if not told or int(told[1]) > published:
            entry.unlink()
