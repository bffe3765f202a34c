"""A column of a table as it leaves Forcesight, and the marking column that every table ends with.

How the marking travels. Every file name ends with it (`recorded-crime-official.csv`), every metadata file and the
Parquet schema state it, and every row has a last column `marking`. The column is there because files are renamed,
attached and pasted: RFC 4180 allows no comment line, and the tabular data standard wants one header and one table, so
a column is the only mark inside a CSV that no reader trips over and no renaming removes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from forcesight.packs.datatypes import DATATYPES, Datatype


COLUMN_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")
MARKINGS = ("OFFICIAL", "OFFICIAL-SENSITIVE")
"""From the least to the most guarded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackColumn:
    """One column.

    name:     lower case with underscores, as in the glossary
    datatype: string, integer, number, boolean, date, month (given as its first day) or datetime (with time zone)
    unit:     "crimes", "per 1,000 people", "%"
    label:    what a heading on a page would say
    required: no row may lack it
    """

    name: str
    datatype: str
    description: str
    unit: str = ""
    label: str = ""
    required: bool = False

    def __post_init__(self) -> None:
        if not COLUMN_NAME.match(self.name):
            raise ValueError(f"a column's name is lower case with underscores, such as crime_type; got {self.name!r}.")
        if self.datatype not in DATATYPES:
            raise ValueError(f"column {self.name}: a datatype is one of {', '.join(DATATYPES)}; got {self.datatype!r}.")

    @property
    def type(self) -> Datatype:
        """The column's datatype."""
        return DATATYPES[self.datatype]


MARKING = PackColumn(
    name="marking",
    datatype="string",
    description="Government security classification of the whole table, the same in every row.",
    label="Marking",
    required=True,
)
