"""Population estimates from CSV: one row for each area and year.

The columns are code, year and population; the level comes from its own column, or else from the kind of code. Known
headings beside these: area code, geography code, LAD20CD and the like; residents. Thousands may be separated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from forcesight.records.forces import force_slug
from forcesight.records.geography import LEVELS, Population
from forcesight.records.readers.gss import CODE, code_columns, level_of
from forcesight.records.readers.reference_file import Once, Reading, ReferenceFile, Row
from forcesight.records.readers.reference_table import Table, TableRow


CODES = ("code", "area_code", "geography_code", "gss_code")
NAMES = ("name", "area_name", "geography_name", "geography")
YEARS = ("year", "date")
PEOPLE = ("population", "residents", "usual_residents", "all_persons")

_YEAR = re.compile(r"(18|19|20)\d\d")
_GROUPED = re.compile(r"\d{1,3}([, \u00a0\u202f]\d{3})+")


def read_population(file: ReferenceFile) -> Reading:
    """Rows of the population table; InputRefused where the file as a whole is at fault."""
    table, reading, once = Table(file), Reading(file), Once()
    columns = _Columns.of(table)
    for row in table.rows(reading):
        found = columns.row(row)
        reason = found if isinstance(found, str) else once.offer(Population, found, row.line)
        if isinstance(found, str) or reason:
            reading.reject(row.line, reason, row.raw)
        else:
            reading.add(Population, found)
    return reading


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which of the file's columns say what; empty where none does."""

    code: str
    name: str
    level: str
    year: str
    people: str
    # The level of all rows, where the heading of the codes tells it (LAD20CD).
    one_level: str

    @classmethod
    def of(cls, table: Table) -> _Columns:
        """Find them; InputRefused where the header lacks one that is needed."""
        official = next(iter(code_columns(table.header)), None)
        code = official.code if official else table.column(CODES)
        name = official.name if official else table.column(NAMES)
        year, people = table.column(YEARS), table.column(PEOPLE)
        table.require(code=code, year=year, population=people)
        return cls(code, name, table.column(("level",)), year, people, official.level if official else "")

    def row(self, row: TableRow) -> Row | str:
        """A row of the population table, or why it cannot be one."""
        code, year, people = (row.cells[name] for name in (self.code, self.year, self.people))
        level = row.cells.get(self.level, "") or self.one_level or level_of(code)
        if not code:
            return "the row has no code"
        if level not in LEVELS:
            return f"{level or code!r} is not a force, district, neighbourhood or LSOA"
        if level == "force" and CODE.fullmatch(code) and not row.cells.get(self.name):
            return "the row of a force needs the force's name"
        if not _YEAR.fullmatch(year):
            return f"{year[:20]!r} is not a year"
        number = whole(people)
        if number is None:
            return f"{people[:20]!r} is not a number of people"
        code = force_slug(row.cells.get(self.name) or code) if level == "force" else code
        return {"level": level, "code": code, "year": int(year), "population": number}


def whole(text: str) -> int | None:
    """A number of people, thousands separated or not: 533149, 533,149, 533149.0; None where it is none."""
    digits = re.sub(r"\D", "", text) if _GROUPED.fullmatch(text) else re.sub(r"\.0+$", "", text)
    return int(digits) if digits.isdecimal() and len(digits) <= 12 else None
