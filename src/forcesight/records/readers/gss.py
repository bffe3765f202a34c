"""The codes of the Office for National Statistics: which level of area a code or a column belongs to.

Its files name a column by the kind of area, the year of the geography and CD or NM: LAD16CD, LSOA11NM, WD13CD. So a
look-up, a map and a table of areas can be read by the same rule, whatever the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from forcesight.records.forces import force_slug
from forcesight.records.geography import LEVELS


# Finest first: the first level that a row names is what the row is about.
_KINDS = {"lsoa": "lsoa", "wd": "neighbourhood", "lad": "district", "pfa": "force"}
_COLUMN = re.compile(rf"({'|'.join(_KINDS)})(\d\d)cd")
_ANY_COLUMN = re.compile(r"[a-z]{2,8}\d\dcd")
_PREFIXES = {
    "lsoa": ("E01", "W01"),
    "neighbourhood": ("E05", "W05"),
    "district": ("E06", "E07", "E08", "E09", "W06"),
    "force": ("E23", "W15"),
}
CODE = re.compile(r"[A-Z]\d{8}")

# The look-ups that figures are added up by.
LINKS = (("lsoa", "neighbourhood"), ("lsoa", "district"), ("neighbourhood", "district"), ("district", "force"))


@dataclass(frozen=True, slots=True)
class CodeColumn:
    """One column of codes: the level of its areas, the year of the geography, and the column of their names."""

    level: str
    code: str
    name: str
    vintage: str


@dataclass(frozen=True, slots=True)
class Named:
    """One area as a row names it; a force's code is its slug, `statistical_code` what the file says."""

    level: str
    code: str
    name: str
    statistical_code: str | None
    vintage: str


def code_columns(names: Iterable[str]) -> tuple[CodeColumn, ...]:
    """The columns of codes among these, finest level first."""
    spelt = {name.lower(): name for name in names}
    found = [(match, name) for low, name in spelt.items() if (match := _COLUMN.fullmatch(low))]
    columns = [
        CodeColumn(_KINDS[m[1]], name, spelt.get(name.lower()[:-2] + "nm", ""), f"20{m[2]}") for m, name in found
    ]
    return tuple(sorted(columns, key=lambda column: LEVELS.index(column.level), reverse=True))


def is_code_column(name: str) -> bool:
    """Whether a column is named like one of codes, of whatever kind of area: CSP16CD, LAD16CD."""
    return _ANY_COLUMN.fullmatch(name.lower()) is not None


def level_of(code: str) -> str:
    """The level that a code belongs to by its first three characters; empty where it is none of ours."""
    return next((level for level, prefixes in _PREFIXES.items() if code.startswith(prefixes)), "")


def named_areas(columns: Iterable[CodeColumn], cells: Mapping[str, object]) -> Iterator[Named]:
    """The areas that a row names, finest first; a cell without a code names none."""
    for column in columns:
        code, name = _text(cells.get(column.code)), _text(cells.get(column.name))
        if column.level == "force" and name:
            yield Named("force", force_slug(name), name, code or None, column.vintage)
        elif code and column.level != "force":
            yield Named(column.level, code, name or code, None, column.vintage)


def links_between(areas: Iterable[Named]) -> Iterator[dict[str, object]]:
    """The look-ups that one row states, each of the vintage of its parent."""
    by_level = {area.level: area for area in areas}
    for child, parent in LINKS:
        if child in by_level and parent in by_level:
            yield {
                "child_level": child,
                "child_code": by_level[child].code,
                "parent_level": parent,
                "parent_code": by_level[parent].code,
                "vintage": by_level[parent].vintage,
                "method": "published",
            }


def _text(cell: object) -> str:
    return str(cell).strip() if cell is not None else ""
