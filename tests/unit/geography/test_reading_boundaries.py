"""Boundaries: whole polygons in degrees, light enough to draw."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely
from tests.unit.geography.maps import collection, feature, square

from forcesight.errors import InputRefused
from forcesight.records.readers.boundaries import read_boundaries
from forcesight.records.readers.outlines import TOLERANCE, outlines
from forcesight.records.readers.reference_file import NotOurs, Reading, read_text


Write = Callable[[str, str], Path]
Read = Callable[..., Reading]


@pytest.fixture
def read(write: Write) -> Read:
    """Read a map given as text."""
    return lambda text, name="map.geojson": read_boundaries(read_text(write(name, text), "boundaries"))


def shape(geometry: str) -> Any:
    """A stored geometry as a Shapely shape."""
    return shapely.from_geojson(json.dumps({"type": "MultiPolygon", "coordinates": json.loads(geometry)}))


def test_a_map_gives_outlines_areas_and_look_ups(read: Read) -> None:
    reading = read(collection(feature(LAD13CD="E07", LAD13NM="Fair", PFA16CD="E23", PFA16NM="Fairshire")))
    (boundary,) = reading.rows["boundary"]
    assert shape(boundary["geometry"]).equals(shapely.box(-2.0, 53.0, -1.9, 53.1))
    assert (boundary["centre_longitude"], boundary["centre_latitude"]) == (-1.95, 53.05)
    assert [(row["level"], row["code"]) for row in reading.rows["area"]] == [
        ("district", "E07"),
        ("force", "fairshire"),
    ]
    assert reading.rows["area_link"][0]["parent_code"] == "fairshire"


def test_features_that_are_no_area_are_rejected(read: Read) -> None:
    line = {"type": "LineString", "coordinates": [[-2.0, 53.0], [-1.9, 53.0]]}
    reading = read(
        collection(
            feature(LAD13CD="E07"),
            feature(LAD13CD="E08", geometry=line),
            feature(LAD13CD="E07"),
            feature(LAD13CD=""),
            {"type": "Feature", "properties": {"LAD13CD": "E09"}, "geometry": None},
            {"type": "Feature", "properties": None, "geometry": square()},
        )
    )
    assert [row["reason"] for row in reading.rejects] == [
        "feature 3: the row repeats row 1",
        "feature 4: the area has no code",
        "feature 6: the area has no code",
        "feature 2: the area has no outline",
        "feature 5: the area has no outline",
    ]
    assert (reading.rows_read, reading.rows_kept) == (6, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"type": "FeatureCollection",\n"features": [', "line 2: this is not whole JSON"),
        ("[" * 100_000, "is nested too deeply"),
        (collection(), "holds no areas"),
        (collection("x"), "holds no areas"),
        (
            collection(feature(LAD13CD="E07"), crs={"properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}),
            "is not in degrees of longitude and latitude .its coordinate system is urn:ogc:def:crs:EPSG::27700",
        ),
        (
            collection(feature(LAD13CD="E07", geometry=square(390430, 348756, 100))),
            "it begins at 390430, 348756.; eastings and northings must be converted",
        ),
    ],
)  # fmt: skip
def test_a_map_at_fault_is_refused(read: Read, text: str, sentence: str) -> None:
    with pytest.raises(InputRefused, match=sentence):
        read(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[]", "is not a GeoJSON feature collection"),
        ('{"type": "Topology"}', "is not a GeoJSON feature collection"),
        (collection(feature(NAME="Fair")), r"no property of its areas is a code .* \(found: NAME\)"),
        (collection(feature()), r"\(found: none\)"),
    ],
)
def test_a_map_of_another_kind(read: Read, text: str, sentence: str) -> None:
    with pytest.raises(NotOurs, match=sentence):
        read(text)


@pytest.mark.parametrize(
    "crs",
    [None, {}, {"properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}, {"properties": {"name": "EPSG:4326"}}],
)
def test_maps_in_degrees_say_so_or_say_nothing(read: Read, crs: Any) -> None:
    assert read(collection(feature(LAD13CD="E07"), crs=crs)).rows_kept == 1


@pytest.mark.parametrize("geometry", [{"type": "GeometryCollection", "geometries": []}, {"type": "Point"}, {"x": 1}])
def test_a_geometry_without_coordinates_is_no_outline(read: Read, geometry: dict[str, Any]) -> None:
    reading = read(collection(feature(LAD13CD="E07"), feature(LAD13CD="E08", geometry=geometry)))
    assert [row["reason"] for row in reading.rejects] == ["feature 2: the area has no outline"]


def test_polygons_are_taken_out_of_collections() -> None:
    mixed = {
        "type": "GeometryCollection",
        "geometries": [square(), {"type": "LineString", "coordinates": [[-2, 53], [-1.9, 53]]}, square(-1.5)],
    }
    (outline,) = outlines([mixed], "district")
    assert outline is not None
    assert len(json.loads(outline.geometry)) == 2


def test_a_polygon_that_crosses_itself_is_mended() -> None:
    bow = {"type": "Polygon", "coordinates": [[[-2, 53], [-1.9, 53.1], [-1.9, 53], [-2, 53.1], [-2, 53]]]}
    (outline,) = outlines([bow], "district")
    assert outline is not None
    assert shape(outline.geometry).is_valid
    assert shape(outline.geometry).area == pytest.approx(0.005, rel=0.01)


def test_the_smallest_area_keeps_its_outline() -> None:
    (outline,) = outlines([square(size=0.000004)], "district")
    assert outline is not None
    assert shape(outline.geometry).area > 0


def test_neighbours_still_touch_after_simplifying() -> None:
    wiggle = [[-1.95 + (0.00005 if n % 2 else -0.00005), 53 + n / 1000] for n in range(101)]
    west = {"type": "Polygon", "coordinates": [[[-2, 53], *wiggle, [-2, 53.1], [-2, 53]]]}
    east = {"type": "Polygon", "coordinates": [[[-1.9, 53], [-1.9, 53.1], *reversed(wiggle), [-1.9, 53]]]}
    found = [shape(o.geometry) for o in outlines([west, east], "district") if o]
    assert shapely.get_num_coordinates(found[0]) < 20
    assert found[0].intersection(found[1]).area == 0
    assert shapely.union_all(found).area == pytest.approx(found[0].area + found[1].area)
    assert shapely.union_all(found).geom_type == "Polygon"


def test_every_level_has_a_tolerance() -> None:
    assert set(TOLERANCE) == {"force", "district", "neighbourhood", "lsoa"}
