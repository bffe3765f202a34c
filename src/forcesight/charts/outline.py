"""Boundaries made drawable: longitude and latitude to short SVG paths.

Equirectangular projection with longitudes shrunk by the cosine of the middle latitude: for an area the size of a force, shapes and
distances are right to well under one per cent. Paths are in tenths of a pixel, written as whole-number steps, and points
closer together than `tolerance` pixels are dropped. This is the slow part of a map and depends on the boundaries alone, so a caller
draws many maps from one `Outlines`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outlines:
    """One path for each area code, and the size of the sheet in tenths of a pixel."""

    paths: Mapping[str, str]
    width: int
    height: int


def outlines(shapes: Mapping[str, Mapping[str, object]], *, width: float = 720, tolerance: float = 0.6) -> Outlines:
    """Project GeoJSON geometries (Polygon, MultiPolygon, GeometryCollection), by area code, onto a sheet `width` pixels wide."""
    raise NotImplementedError
