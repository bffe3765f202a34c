"""Outlines made light enough to draw: whole polygons, few points, neighbours that still touch.

Polygons that share an edge are simplified together (Visvalingam and Whyatt 1993, over the coverage of all areas), so
that no gap opens between neighbours. Coordinates are rounded to 5 decimals, which is about a metre; an area that would
vanish by that keeps its outline in full, to 7. Shapely does the geometry, and is imported only when it is needed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


DECIMALS = 5
# In degrees, small beside the pixel of a map that shows a whole area of the level above.
TOLERANCE = {"force": 0.003, "district": 0.0007, "neighbourhood": 0.0003, "lsoa": 0.00015}


@dataclass(frozen=True, slots=True)
class Outline:
    """GeoJSON MultiPolygon coordinates as text, and a point inside."""

    geometry: str
    longitude: float
    latitude: float


def outlines(geometries: Sequence[Mapping[str, Any] | None], level: str) -> list[Outline | None]:
    """The outline of each geometry; None where it has no area. Degrees in, degrees out."""
    import shapely

    shapes = [_polygons(shapely, geometry) for geometry in geometries]
    there = [place for place, shape in enumerate(shapes) if not shape.is_empty]
    simple = shapely.coverage_simplify([shapes[place] for place in there], TOLERANCE[level])
    found: list[Outline | None] = [None] * len(shapes)
    for place, shape in zip(there, simple, strict=True):
        found[place] = _outline(shapely, shape, shapes[place])
    return found


def _polygons(shapely: Any, geometry: Mapping[str, Any] | None) -> Any:
    """The valid polygons of a GeoJSON geometry, collections included; lines and points are no area."""
    try:
        shape = shapely.make_valid(shapely.from_geojson(json.dumps(geometry)), method="structure", keep_collapsed=False)
    except (shapely.GEOSException, TypeError):
        return shapely.MultiPolygon()
    parts = [part for part in _single_parts(shape) if part.geom_type == "Polygon" and part.area > 0]
    return shapely.union_all(parts) if len(parts) > 1 else shapely.MultiPolygon(parts)


def _single_parts(shape: Any) -> list[Any]:
    """The single parts of a geometry, however deeply collected."""
    return [part for member in shape.geoms for part in _single_parts(member)] if hasattr(shape, "geoms") else [shape]


def _outline(shapely: Any, simple: Any, whole: Any) -> Outline:
    rounded = shapely.set_precision(simple, 10**-DECIMALS)
    shape = whole if rounded.is_empty else rounded
    inside = shapely.point_on_surface(shape)
    polygons = shapely.get_parts(shapely.orient_polygons(shape))
    coordinates = [[_points(ring) for ring in (part.exterior, *part.interiors)] for part in polygons]
    return Outline(json.dumps(coordinates, separators=(",", ":")), _rounded(inside.x), _rounded(inside.y))


def _points(ring: Any) -> list[list[float]]:
    return [[_rounded(x), _rounded(y)] for x, y, *_ in ring.coords]


def _rounded(value: float) -> float:
    return round(value, DECIMALS + 2)
