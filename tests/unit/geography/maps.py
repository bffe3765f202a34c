"""Small GeoJSON maps for the geography tests."""

from __future__ import annotations

import json
from typing import Any


def square(west: float = -2.0, south: float = 53.0, size: float = 0.1) -> dict[str, Any]:
    """A square polygon."""
    east, north = west + size, south + size
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def feature(geometry: Any = None, **properties: Any) -> dict[str, Any]:
    """One feature with these properties; a square where no geometry is given."""
    return {"type": "Feature", "properties": properties, "geometry": square() if geometry is None else geometry}


def collection(*features: Any, **members: Any) -> str:
    """The text of a feature collection."""
    return json.dumps({"type": "FeatureCollection", **members, "features": list(features)})
