"""Boundaries made drawable: longitude and latitude to short SVG paths.

Equirectangular projection with longitudes shrunk by the cosine of the middle latitude: over an area the size of a
police force, shapes are right to well under one per cent. Paths are in tenths of a pixel, written as whole-number
steps from point to point, and points closer together than the tolerance are dropped. This is the slow part of a map
and depends on the boundaries alone, so a caller draws many maps from one `Outlines`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forcesight.charts.svg import Markup


TENTHS = 10
"""Units of a path in one pixel."""

EDGE = 4.0
"""Pixels left free around the map, for the outline of the selected area."""

Ring = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Outlines:
    """One path for each area code; width and height of the sheet in pixels (paths are in tenths of a pixel)."""

    paths: Mapping[str, Markup]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees to tenths of a pixel, north up."""

    west: float
    north: float
    across: float
    down: float

    def ring(self, ring: Ring) -> list[tuple[int, int]]:
        """The points of a ring on the sheet."""
        west, north, across, down = self.west, self.north, self.across, self.down
        edge = round(EDGE * TENTHS)
        return [(edge + round((p[0] - west) * across), edge + round((north - p[1]) * down)) for p in ring]


def outlines(shapes: Mapping[str, Mapping[str, Any]], *, width: float = 720, tolerance: float = 0.6) -> Outlines:
    """Project GeoJSON geometries, by area code, onto a sheet at most `width` pixels wide and as many high.

    Polygons, MultiPolygons and GeometryCollections are drawn (points and lines within a collection are not); an area
    whose geometry is empty has no path. `tolerance` is in pixels. Raises ValueError where no shape has any extent.
    """
    rings = {code: list(_rings(shape)) for code, shape in shapes.items()}
    west, south, east, north = _extent(rings.values())
    down = (width - 2 * EDGE) * TENTHS / ((east - west) * math.cos(math.radians((south + north) / 2)))
    # A tall area is held to a square sheet, so that the whole map is on screen at once.
    down = min(down, (width - 2 * EDGE) * TENTHS / (north - south))
    across = down * math.cos(math.radians((south + north) / 2))
    projection = Projection(west, north, across, down)
    paths = {code: _path(each, projection, tolerance * TENTHS) for code, each in rings.items() if each}
    right, bottom = (east - west) * across / TENTHS, (north - south) * down / TENTHS
    return Outlines(paths, round(right + 2 * EDGE), round(bottom + 2 * EDGE))


def _rings(shape: Mapping[str, Any]) -> Iterator[Ring]:
    kind = shape["type"]
    if kind == "GeometryCollection":
        for part in shape["geometries"]:
            yield from _rings(part)
    elif kind == "Polygon":
        yield from shape["coordinates"]
    elif kind == "MultiPolygon":
        for polygon in shape["coordinates"]:
            yield from polygon


def _extent(areas: Iterable[list[Ring]]) -> tuple[float, float, float, float]:
    points = [point for rings in areas for ring in rings for point in ring]
    east_west, north_south = [point[0] for point in points], [point[1] for point in points]
    if not points or min(east_west) == max(east_west) or min(north_south) == max(north_south):
        raise ValueError("no boundary has any extent, so there is no map to draw; load boundaries for these areas.")
    return min(east_west), min(north_south), max(east_west), max(north_south)


def _path(rings: list[Ring], projection: Projection, tolerance: float) -> Markup:
    drawn = [_thin(projection.ring(ring), tolerance) for ring in rings]
    visible = [ring for ring in drawn if len(ring) > 2]
    # An area too small for the sheet still shows, as a dot: no area is ever dropped.
    return Markup("".join(map(_steps, visible)) or _dot(drawn[0][0]))


def _thin(points: list[tuple[int, int]], tolerance: float) -> list[tuple[int, int]]:
    """Drop points nearer than the tolerance to the last one kept, and the last point, which repeats the first."""
    reach = tolerance * tolerance
    x, y = points[0]
    kept = [points[0]]
    for a, b in points[1:-1]:
        if (a - x) * (a - x) + (b - y) * (b - y) >= reach:
            x, y = a, b
            kept.append((a, b))
    return kept


def _steps(points: list[tuple[int, int]]) -> str:
    x, y = points[0]
    parts = [f"M{x} {y}l"]
    for a, b in points[1:]:
        parts.append(f"{a - x} {b - y} ")
        x, y = a, b
    return "".join(parts)[:-1] + "z"


def _dot(point: tuple[int, int]) -> str:
    return f"M{point[0] - 10} {point[1] - 10}h20v20h-20z"
