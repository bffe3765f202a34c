"""Areas and the look-ups between them, from three forms of file.

- a look-up of the Office for National Statistics: LAD16CD, LAD16NM, …, PFA16CD, PFA16NM;
- a map whose features carry such codes; the ward maps of one district each are named for that district's code;
- our own table: level, code, name, and if wanted parent_level, parent_code, vintage, valid_from, valid_to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from forcesight.errors import InputRefused
from forcesight.records.contract import Contract
from forcesight.records.forces import force_slug
from forcesight.records.geography import LEVELS, Area, AreaLink
from forcesight.records.readers.feature_collection import FeatureCollection
from forcesight.records.readers.gss import CODE, CodeColumn, Named, code_columns, links_between, named_areas
from forcesight.records.readers.reference_file import Once, Reading, ReferenceFile, Row
from forcesight.records.readers.reference_table import Table, TableRow


Offer = tuple[type[Contract], Row]


def read_areas(file: ReferenceFile) -> Reading:
    """Rows of the area and look-up tables; InputRefused where the file as a whole is at fault."""
    return _read_map(file) if file.is_map else _read_table(file)


def _read_map(file: ReferenceFile) -> Reading:
    reading, gathered = Reading(file), Gathered()
    collection = FeatureCollection(file)
    for number, feature in collection.features(reading):
        reason = gathered.add_named(collection.areas_of(feature), number, district=district_of_file(file))
        if reason:
            reading.reject(None, f"feature {number}: {reason}", collection.raw(feature))
    return gathered.into(reading)


def _read_table(file: ReferenceFile) -> Reading:
    table, reading, gathered = Table(file), Reading(file), Gathered()
    columns = code_columns(table.header)
    if not columns:
        table.require(**{name: table.column((name,)) for name in ("level", "code", "name")})
    for row in table.rows(reading):
        reason = _add(gathered, row, columns)
        if reason:
            reading.reject(row.line, reason, row.raw)
    return gathered.into(reading)


def _add(gathered: Gathered, row: TableRow, columns: tuple[CodeColumn, ...]) -> str:
    """Why a row of a table cannot be kept; empty where it is."""
    if columns:
        return gathered.add_named(named_areas(columns, row.cells), row.line)
    try:
        return gathered.add(_own_form(row.cells), row.line)
    except InputRefused as fault:
        return str(fault)


def district_of_file(file: ReferenceFile) -> str:
    """The district that a map's file name is the code of; empty where it is none."""
    stem = file.path.name.split(".")[0]
    return stem if CODE.fullmatch(stem) else ""


class Gathered:
    """The areas and look-ups of a file, each once."""

    def __init__(self) -> None:
        self._once = Once()
        self._parents: dict[tuple[str, str, str], Row] = {}
        self._kept: list[Offer] = []

    def add_named(self, named: Iterable[Named], line: int, *, district: str = "") -> str:
        """Keep what a row names: the finest area is its own, the others stand above it."""
        areas = [*named]
        if not areas:
            return "the row has no code"
        own, *above = areas
        if district and own.level == "neighbourhood" and not any(area.level == "district" for area in above):
            above.append(Named("district", district, "", None, own.vintage))
        for area in above:
            if area.name:
                self._parents.setdefault((area.level, area.code, area.vintage), _area(area))
        links: Iterator[Offer] = ((AreaLink, link) for link in links_between([own, *above]))
        return self.add([(Area, _area(own)), *links], line)

    def add(self, offers: list[Offer], line: int) -> str:
        """Keep an area and its look-ups, unless the file has said otherwise before, or has said it all before."""
        reasons = [self._once.offer(contract, row, line) for contract, row in offers]
        against = [reason for reason in reasons if "contradicts" in reason]
        if against or all(reasons):
            return (against or reasons)[0]
        self._kept += [offer for offer, reason in zip(offers, reasons, strict=True) if not reason]
        return ""

    def into(self, reading: Reading) -> Reading:
        """Put what was kept into the reading; areas above only where no row is about them."""
        own = {(row["level"], row["code"], row["vintage"]) for contract, row in self._kept if contract is Area}
        for contract, row in self._kept:
            reading.add(contract, row)
        for key, row in self._parents.items():
            if key not in own:
                reading.add(Area, row)
        return reading


def _area(named: Named) -> Row:
    return {
        "level": named.level,
        "code": named.code,
        "name": named.name,
        "statistical_code": named.statistical_code,
        "vintage": named.vintage,
    }


def _own_form(cells: Mapping[str, str]) -> list[Offer]:
    """The area and the look-up that a row of our own table gives; InputRefused with what is wrong with it."""
    level, code, name = cells["level"], cells["code"], cells["name"]
    parent_level, parent = cells.get("parent_level", ""), cells.get("parent_code", "")
    _check_levels(level, code, parent_level, parent)
    dated = {
        "vintage": cells.get("vintage") or "unknown",
        "valid_from": _day(cells, "valid_from"),
        "valid_to": _day(cells, "valid_to"),
    }
    area = {"level": level, "code": _coded(level, code), "name": name or code, **dated}
    area["statistical_code"] = cells.get("statistical_code") or None
    if not parent_level:
        return [(Area, area)]
    link = {"child_level": level, "child_code": area["code"], "parent_level": parent_level, "method": "published"}
    return [(Area, area), (AreaLink, link | {"parent_code": _coded(parent_level, parent), **dated})]


def _check_levels(level: str, code: str, parent_level: str, parent: str) -> None:
    if level not in LEVELS:
        raise InputRefused(f"{level[:20]!r} is not a level; the levels are {', '.join(LEVELS)}")
    if not code:
        raise InputRefused("the row has no code")
    if bool(parent_level) != bool(parent):
        raise InputRefused("parent_level and parent_code must be given together")
    if parent_level and parent_level not in LEVELS[: LEVELS.index(level)]:
        raise InputRefused(f"a {level} cannot lie in a {parent_level[:20]}")


def _coded(level: str, code: str) -> str:
    return force_slug(code) if level == "force" else code


def _day(cells: Mapping[str, str], name: str) -> date | None:
    text = cells.get(name, "")
    if not text:
        return None
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise InputRefused(f"{name} {text[:20]!r} is not a date like 2016-04-01")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputRefused(f"{name} {text!r} is not a day of the calendar") from None
