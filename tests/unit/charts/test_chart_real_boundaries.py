"""Maps of real boundaries: every area has a shape, and the page stays small."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from forcesight.charts import Area, AreaMap, choropleth, outlines


pytestmark = pytest.mark.realdata


@pytest.fixture
def folder() -> Path:
    """The folder of real boundaries; without it the test says so and skips."""
    data = os.environ.get("FORCESIGHT_TEST_DATA")
    if not data:
        pytest.skip("FORCESIGHT_TEST_DATA names no folder of real open data")
    return Path(data) / "boundaries"


@pytest.mark.parametrize(
    ("name", "code", "most"),
    [
        ("staffordshire_lsoa2011_bsc.geojson", "LSOA11CD", 200_000),
        ("staffordshire_lads.geojson", "LAD13CD", 40_000),
        ("police_force_areas_2016_from_lad.geojson", "PFA16CD", 200_000),
    ],
)
def test_every_area_is_drawn_in_a_page_of_reasonable_size(folder: Path, name: str, code: str, most: int) -> None:
    features = json.loads((folder / name).read_text())["features"]
    shapes = {each["properties"][code]: each["geometry"] for each in features}
    drawn = outlines(shapes)
    assert set(drawn.paths) == set(shapes)
    areas = tuple(
        Area(code=each, name=each, value=float(index), href=f"/area/{each}") for index, each in enumerate(shapes)
    )
    picture = choropleth(AreaMap(id="map", title="Areas", outlines=drawn, areas=areas))
    assert picture.svg.count("<a ") == len(shapes)
    assert len(picture.svg) < most
