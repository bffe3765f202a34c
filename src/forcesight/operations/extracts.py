"""Extracts of a force's own systems: loading them, and looking at what a mapping makes of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from forcesight.access import Event, Principal, check
from forcesight.errors import InputRefused
from forcesight.measures.formats import plural
from forcesight.operations.platform import Platform
from forcesight.records.extracts import read_mapping
from forcesight.store.extracts.checking import ExtractCheck, check_extract
from forcesight.store.extracts.report import ExtractReport
from forcesight.store.loading import Progress, unseen
from forcesight.store.loading_extract import load_extract as load


def load_extract(
    platform: Platform,
    folder: Path,
    mapping: Path,
    *,
    by: Principal,
    extracted: date | None = None,
    accept_withdrawals: bool = False,
    progress: Progress = unseen,
    wait: float = 0.0,
) -> ExtractReport:
    """Load the files of an extract as a mapping says; see `store.loading_extract`."""
    check.check_can_load_records(by)
    told = read_mapping(mapping)
    report = load(
        platform.home,
        folder,
        told,
        extracted=extracted,
        accept_withdrawals=accept_withdrawals,
        builders=platform.builders,
        progress=progress,
        wait=wait,
    )
    if report.rows_loaded or report.rows_rejected:
        new = f"{plural(report.files, 'file')}, {plural(report.rows_loaded, 'row')}, snapshot {report.snapshot}"
        platform.audit(Event.RECORDS_LOADED, by, f"files:{told.source_system}", new=new)
    for name, table in report.tables.items():
        if table.rows_corrected or table.rows_withdrawn:
            new = f"{plural(table.rows_corrected, 'row')} corrected, {plural(table.rows_withdrawn, 'row')} withdrawn"
            platform.audit(Event.RECORDS_REPLACED, by, f"tables:{name}", new=new)
    return report


def check_mapping(mapping: Path, folder: Path | None = None, *, extracted: date | None = None) -> ExtractCheck:
    """What is wrong with a mapping, on its own or with the files of a folder.

    It needs no home and reads none, so nobody is asked for and nothing is logged: the files are those of whoever asks.
    """
    try:
        told = read_mapping(mapping)
        return check_extract(folder, told, extracted=extracted) if folder else ExtractCheck()
    except InputRefused as fault:
        return ExtractCheck(problems=list(fault.sentences))
