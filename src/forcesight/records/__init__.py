"""What a force knows: one contract for each table, and the readers that fill them."""

from __future__ import annotations

from forcesight.records.contract import REGISTRY, Column, Contract, Operational
from forcesight.records.crime_outcome import CrimeOutcome
from forcesight.records.geography import LEVELS, Area, AreaLink, Boundary, Population
from forcesight.records.hold import Hold
from forcesight.records.journal_event import JournalEvent
from forcesight.records.note import Note
from forcesight.records.rebase import Rebase
from forcesight.records.recorded_crime import CRIME_TYPES, RecordedCrime
from forcesight.records.reject import Reject
from forcesight.records.source_file import SourceFile
from forcesight.records.stop_search import StopSearch
from forcesight.records.tombstone import Tombstone


__all__ = [
    "CRIME_TYPES",
    "LEVELS",
    "REGISTRY",
    "Area",
    "AreaLink",
    "Boundary",
    "Column",
    "Contract",
    "CrimeOutcome",
    "Hold",
    "JournalEvent",
    "Note",
    "Operational",
    "Population",
    "Rebase",
    "RecordedCrime",
    "Reject",
    "SourceFile",
    "StopSearch",
    "Tombstone",
    "contract",
]


def contract(table: str) -> type[Contract]:
    """The contract of `table`; KeyError with the known tables where there is none."""
    if table not in REGISTRY:
        raise KeyError(f"There is no table {table!r}; the tables are {', '.join(sorted(REGISTRY))}.")
    return REGISTRY[table]
