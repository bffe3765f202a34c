"""Boundaries from GeoJSON: the outline of each area, and the area itself for a home that does not know it yet."""

from __future__ import annotations

from forcesight.records.geography import Boundary
from forcesight.records.readers.areas import Gathered, district_of_file
from forcesight.records.readers.feature_collection import Feature, FeatureCollection
from forcesight.records.readers.gss import Named
from forcesight.records.readers.outlines import outlines
from forcesight.records.readers.reference_file import Once, Reading, ReferenceFile


def read_boundaries(file: ReferenceFile) -> Reading:
    """Rows of the boundary, area and look-up tables; InputRefused where the file as a whole is at fault."""
    reading, gathered, once = Reading(file), Gathered(), Once()
    collection = FeatureCollection(file)
    kept: list[tuple[int, Feature, Named]] = []
    for number, feature in collection.features(reading):
        areas = collection.areas_of(feature)
        key = {"level": areas[0].level, "code": areas[0].code, "vintage": areas[0].vintage} if areas else {}
        reason = once.offer(Boundary, key, number) if areas else "the area has no code"
        if reason:
            reading.reject(None, f"feature {number}: {reason}", collection.raw(feature))
        else:
            gathered.add_named(areas, number, district=district_of_file(file))
            kept.append((number, feature, areas[0]))
    _draw(reading, collection, kept)
    return gathered.into(reading)


def _draw(reading: Reading, collection: FeatureCollection, kept: list[tuple[int, Feature, Named]]) -> None:
    """Add the outlines, level by level; an area without a polygon is rejected."""
    for level in sorted({named.level for _, _, named in kept}):
        chosen = [item for item in kept if item[2].level == level]
        drawn = outlines([feature.get("geometry") for _, feature, _ in chosen], level)
        for (number, feature, named), outline in zip(chosen, drawn, strict=True):
            if outline is None:
                reading.reject(None, f"feature {number}: the area has no outline", collection.raw(feature))
                continue
            reading.add(
                Boundary,
                {
                    "level": named.level,
                    "code": named.code,
                    "vintage": named.vintage,
                    "geometry": outline.geometry,
                    "centre_longitude": outline.longitude,
                    "centre_latitude": outline.latitude,
                },
            )
