"""Areas: where a figure is about, what lies above it and what lies inside it."""

from __future__ import annotations

from dataclasses import dataclass

from forcesight.catalogue import Catalogue
from forcesight.errors import InputRefused
from forcesight.records import LEVELS
from forcesight.store import Session


LEVEL_WORDS = {"force": "force", "district": "district", "neighbourhood": "neighbourhood", "lsoa": "LSOA"}
LEVEL_PLURALS = {"force": "forces", "district": "districts", "neighbourhood": "neighbourhoods", "lsoa": "LSOAs"}


@dataclass(frozen=True, slots=True)
class Area:
    """One area: its level, code and name."""

    level: str
    code: str
    name: str
    vintage: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Level and code, which together tell areas apart."""
        return self.level, self.code


@dataclass(frozen=True, slots=True)
class Outline:
    """An area's boundary as GeoJSON MultiPolygon coordinates, as text."""

    area: Area
    geometry: str


class Areas:
    """The areas of one snapshot."""

    def __init__(self, session: Session, catalogue: Catalogue) -> None:
        """Read areas through `session`; a force without a name in the records takes the catalogue's."""
        self._session, self._catalogue = session, catalogue

    def get(self, level: str, code: str) -> Area:
        """One area; InputRefused with a sentence where there is none."""
        found = self._select("level = ? AND code = ?", [level, code])
        if not found:
            raise InputRefused(f"There is no {LEVEL_WORDS.get(level, level)} {code!r} in this home.")
        return found[0]

    def at_level(self, level: str, *, force: str | None = None) -> list[Area]:
        """Every area of a level, by name; of one force only, where one is given."""
        if level not in LEVELS:
            raise InputRefused(f"{level!r} is not a level; the levels are {', '.join(LEVELS)}.")
        if force is None or level == "force":
            return self._select("level = ?", [level])
        return self._select(f"level = ? AND {_IN_FORCE}", [level, force, force])

    def children(self, area: Area) -> list[Area]:
        """The areas of the next level down that lie in this one; a level without any is stepped over."""
        for level in LEVELS[LEVELS.index(area.level) + 1 :]:
            inside = f"level = ? AND {_IN_FORCE}" if area.level == "force" else f"level = ? AND {area.level} = ?"
            codes = [area.code, area.code] if area.level == "force" else [area.code]
            found = self._select(inside, [level, *codes])
            if found:
                return found
        return []

    def breadcrumb(self, area: Area) -> list[Area]:
        """The areas above this one, widest first, and itself last."""
        told = self._session.dicts(
            "SELECT a.force, a.district, a.neighbourhood, d.force AS district_force FROM mart.area a "
            "LEFT JOIN mart.area d ON d.level = 'district' AND d.code = a.district "
            "WHERE a.level = ? AND a.code = ?",
            [area.level, area.code],
        )
        row = told[0] if told else {}
        force = row.get("force") or row.get("district_force")
        above = {"force": force, "district": row.get("district"), "neighbourhood": row.get("neighbourhood")}
        codes = [(level, code) for level, code in above.items() if code and level != area.level]
        return [self.get(level, code) for level, code in codes] + [area]

    def outlines(self, areas: list[Area]) -> list[Outline]:
        """The boundaries of these areas, those that have one."""
        known = {area.key: area for area in areas}
        levels = sorted({area.level for area in areas})
        rows: list[tuple[str, str, str]] = []
        for level in levels:
            codes = [area.code for area in areas if area.level == level]
            rows += self._session.rows(
                "SELECT level, code, geometry FROM mart.boundary WHERE level = ? AND list_contains(?, code)",
                [level, codes],
            )
        return [Outline(known[level, code], geometry) for level, code, geometry in rows]

    def population(self, level: str, codes: list[str]) -> dict[str, dict[int, int]]:
        """Residents by code and year."""
        found: dict[str, dict[int, int]] = {}
        rows = self._session.rows(
            "SELECT code, year, population FROM mart.population WHERE level = ? AND list_contains(?, code)",
            [level, codes],
        )
        for code, year, population in rows:
            found.setdefault(code, {})[year] = population
        return found

    def _select(self, where: str, parameters: list[object]) -> list[Area]:
        sql = f"SELECT level, code, coalesce(name, ''), vintage FROM mart.area WHERE {where} ORDER BY name, code"
        return [
            Area(level, code, name or self._name_of(level, code), vintage or "")
            for level, code, name, vintage in self._session.rows(sql, parameters)
        ]

    def _name_of(self, level: str, code: str) -> str:
        return self._catalogue.force_name(code) if level == "force" else code


# An LSOA or neighbourhood belongs to the force of its district.
_IN_FORCE = "(force = ? OR district IN (SELECT code FROM mart.area WHERE level = 'district' AND force = ?))"
