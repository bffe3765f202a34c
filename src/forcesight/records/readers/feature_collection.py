"""GeoJSON feature collections: whole, in degrees, and with codes that we recognise."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from forcesight.errors import InputRefused
from forcesight.records.readers.gss import Named, code_columns, is_code_column, named_areas
from forcesight.records.readers.reference_file import LevelNotUsed, NotOurs, Reading, ReferenceFile


# Names of longitude and latitude on WGS 84, as programs write them.
_DEGREES = ("CRS84", "EPSG::4326", "EPSG:4326")

Feature = Mapping[str, Any]


class FeatureCollection:
    """The features of one map; made of a file, it is refused where the file as a whole is at fault."""

    def __init__(self, file: ReferenceFile) -> None:
        """Parse and check the file; InputRefused with the sentence that says what is wrong."""
        self.file = file
        told = _parse(file)
        if not isinstance(told, dict) or told.get("type") != "FeatureCollection":
            raise NotOurs(
                f"{file.label} is not a GeoJSON feature collection; export the areas as GeoJSON.",
                "it is not a GeoJSON feature collection",
            )
        self._features = [f for f in told.get("features") or [] if isinstance(f, dict)]
        if not self._features:
            raise InputRefused(f"{file.label} holds no areas; check which file it is.")
        _check_degrees(file, told, self._features)
        self._columns = code_columns(name for feature in self._features[:1] for name in _properties(feature))
        if not self._columns:
            raise _without_codes(file, list(_properties(self._features[0])))

    def features(self, reading: Reading) -> Iterator[tuple[int, Feature]]:
        """Each feature with its number, from 1."""
        reading.rows_read = len(self._features)
        yield from enumerate(self._features, start=1)

    def areas_of(self, feature: Feature) -> list[Named]:
        """The areas that a feature names; the first is its own."""
        return list(named_areas(self._columns, _properties(feature)))

    def raw(self, feature: Feature) -> str:
        """The feature's properties as text, for the reject table."""
        return json.dumps(_properties(feature), ensure_ascii=False, sort_keys=True)


def _without_codes(file: ReferenceFile, names: list[str]) -> NotOurs:
    """What to say of a map that has none of our codes: it may be of a level that no figure is added up by."""
    sentence = (
        f"{file.label}: no property of its areas is a code like LAD16CD, LSOA11CD, WD13CD or PFA16CD "
        f"(found: {', '.join(names[:12]) or 'none'}); export the map with its codes."
    )
    other = next((name for name in names if is_code_column(name)), "")
    if other:
        return LevelNotUsed(sentence, f"its areas are of a level that is not used here: {other}")
    return NotOurs(sentence, "no property of its areas is a code like LAD16CD, LSOA11CD, WD13CD or PFA16CD")


def _parse(file: ReferenceFile) -> Any:
    try:
        return json.loads(file.text)
    except json.JSONDecodeError as fault:
        raise InputRefused(
            f"{file.label}, line {fault.lineno}: this is not whole JSON ({fault.msg}); download or export it again."
        ) from None
    except RecursionError:
        raise InputRefused(f"{file.label} is nested too deeply to be GeoJSON; check which file it is.") from None


def _properties(feature: Feature) -> Mapping[str, Any]:
    told = feature.get("properties")
    return told if isinstance(told, dict) else {}


def _check_degrees(file: ReferenceFile, told: Mapping[str, Any], features: list[dict[str, Any]]) -> None:
    """Coordinates must be longitude and latitude, by the file's own word and by their size."""
    name = _named_system(told.get("crs"))
    if name and not name.endswith(_DEGREES):
        raise InputRefused(_not_degrees(file, f"its coordinate system is {name[:60]}"))
    for feature in features:
        point = _first_point(feature.get("geometry") or {})
        if point and not (abs(point[0]) <= 180 and abs(point[1]) <= 90):
            raise InputRefused(_not_degrees(file, f"it begins at {point[0]:g}, {point[1]:g}"))


def _named_system(crs: Any) -> str:
    told = crs.get("properties") if isinstance(crs, dict) else None
    return str(told.get("name", "")) if isinstance(told, dict) else ""


def _not_degrees(file: ReferenceFile, why: str) -> str:
    return (
        f"{file.label} is not in degrees of longitude and latitude ({why}); "
        "eastings and northings must be converted: export it as WGS 84 (EPSG:4326)."
    )


def _first_point(geometry: Mapping[str, Any]) -> tuple[float, float] | None:
    """The first pair of numbers of a geometry, however deep; None where there is none."""
    parts = geometry.get("geometries")
    found: Any = parts[0].get("coordinates") if isinstance(parts, list) and parts else geometry.get("coordinates")
    while isinstance(found, list) and found and isinstance(found[0], list):
        found = found[0]
    if isinstance(found, list) and len(found) >= 2 and all(isinstance(n, int | float) for n in found[:2]):
        return float(found[0]), float(found[1])
    return None
