"""A table as it leaves Forcesight: typed columns, marking, licence and provenance travel with the rows.

How the marking travels. Every file name ends with it (`recorded-crime-official.csv`), every metadata file and the Parquet schema state it,
and every row has a last column `marking`. The column is there because files are renamed, attached and pasted: RFC 4180 allows no comment line and the
tabular data standard wants one header and one table, so a column is the only mark inside a CSV that no reader trips over and no
rename removes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from forcesight.packs.datatypes import DATATYPES, Datatype


NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
COLUMN_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")
MARKINGS = ("OFFICIAL", "OFFICIAL-SENSITIVE")
MARKING_COLUMN = "marking"


@dataclass(frozen=True, slots=True)
class Licence:
    """Terms of use: short name as in the Open Definition register, title and address."""

    name: str
    title: str
    path: str


OGL = Licence(
    "OGL-UK-3.0",
    "Open Government Licence v3.0",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where the figures come from: the definition in words, the snapshot and the period they cover, and when they were written."""

    definition: str
    snapshot: int
    period: str
    generated_at: datetime
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackColumn:
    """One column: name (lower case with underscores), datatype (string, integer, number, boolean, date, month, datetime), unit, description."""

    name: str
    datatype: str
    description: str
    unit: str = ""
    label: str = ""
    required: bool = False

    @property
    def type(self) -> Datatype:
        """The column's datatype."""
        return DATATYPES[self.datatype]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTable:
    """A table to write. `rows` are sequences in the order of the columns; an iterator is read once and kept."""

    name: str
    title: str
    description: str
    columns: tuple[PackColumn, ...]
    rows: Iterable[Sequence[object]]
    marking: str
    provenance: Provenance
    licence: Licence | None = None
    primary_key: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
