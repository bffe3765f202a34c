"""What became of an extract's rows, together and table by table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from forcesight.store.loading import LoadReport


@dataclass(slots=True)
class TableReport:
    """What became of the rows of one table; `rows_read` is always the sum of the next three counts."""

    rows_read: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0
    rows_already_loaded: int = 0
    # Of the rows loaded: those that put right what the home held, and those that took it back.
    rows_corrected: int = 0
    # Rows in force that are no longer: their source took them back, or an extract of everything lacks them.
    rows_withdrawn: int = 0
    # Rows whose identifier another row of the same extract has too.
    rows_repeated: int = 0
    # How many of the rows loaded bear each quality flag.
    flags: dict[str, int] = field(default_factory=dict)

    def __iadd__(self, other: TableReport) -> TableReport:
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.flags = dict(sorted((Counter(self.flags) + Counter(other.flags)).items()))
        return self


_COUNTS = [name for name in TableReport.__dataclass_fields__ if name.startswith("rows_")]


@dataclass(slots=True)
class ExtractReport(LoadReport):
    """What became of an extract's rows."""

    tables: dict[str, TableReport] = field(default_factory=dict)
    # Tables that the mapping names and the folder has no file for.
    without_files: tuple[str, ...] = ()
    # What a person should know of this load, in sentences.
    remarks: list[str] = field(default_factory=list)

    def add(self, table: str, told: TableReport) -> None:
        """Count what became of rows of one table."""
        held = self.tables.setdefault(table, TableReport())
        held += told
        self.rows_loaded += told.rows_loaded
        self.rows_rejected += told.rows_rejected
        self.rows_already_loaded += told.rows_already_loaded
