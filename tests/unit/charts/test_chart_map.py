"""Outlines, classes and the choropleth."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.charts.drawn import drawings, found, hatched, titles, words

from forcesight.charts import Area, AreaMap, choropleth, outlines
from forcesight.charts.classes import classes
from forcesight.charts.map_drawing import MOST_STOPS


def square(west: float, south: float, side: float = 0.1) -> dict[str, Any]:
    """A square polygon of `side` degrees."""
    east, north = west + side, south + side
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


SHAPES = {"A": square(-2.2, 52.9), "B": square(-2.1, 52.9), "C": square(-2.2, 52.8), "D": square(-2.1, 52.8)}


def area_map(*areas: Area, **more: object) -> AreaMap:
    given = areas or (
        Area(code="A", name="Aston", value=10.0, n=4, href="/area/A"),
        Area(code="B", name="Bury & Co", value=20.0, n=8, href="/area/B", selected=True),
        Area(code="C", name="Coton", value=30.0),
        Area(code="D", name="Denby", value=None, href="/area/D"),
    )
    fields = {
        "id": "map",
        "title": "Crime is highest in Coton",
        "unit": "crimes",
        "outlines": outlines(SHAPES),
        "areas": given,
    }
    return AreaMap(**(fields | more))  # type: ignore[arg-type]


def corners(path: str) -> list[tuple[int, int]]:
    """The absolute points of a path of one move and relative steps."""
    x, y = map(int, re.findall(r"-?\d+", path.split("l")[0]))
    steps = [int(each) for each in re.findall(r"-?\d+", path.split("l")[1])]
    points = [(x, y)]
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        points.append((points[-1][0] + dx, points[-1][1] + dy))
    return points


def test_north_is_up_and_a_degree_east_is_shorter_by_the_cosine_of_the_latitude() -> None:
    points = corners(outlines({"A": square(-2, 52.9, side=0.2)}, width=720).paths["A"])
    across = max(x for x, _ in points) - min(x for x, _ in points)
    down = max(y for _, y in points) - min(y for _, y in points)
    assert across / down == pytest.approx(math.cos(math.radians(53)), abs=0.001)
    south_west, south_east, north_east, north_west = points
    assert south_west[1] > north_west[1]
    assert south_east[0] > south_west[0]
    assert north_east == (south_east[0], north_west[1])


def test_neighbours_share_their_edge() -> None:
    paths = outlines(SHAPES).paths
    assert {x for x, _ in corners(paths["A"])} & {x for x, _ in corners(paths["B"])}


def test_the_sheet_is_no_wider_and_no_taller_than_asked() -> None:
    flat = outlines({"A": square(-2, 52), "B": square(-1, 52)}, width=500)
    tall = outlines({"A": square(-2, 52), "B": square(-2, 54)}, width=500)
    assert (flat.width, tall.height) == (500, 500)
    assert flat.height < 500 > tall.width


def test_points_nearer_than_the_tolerance_are_dropped() -> None:
    ring = [
        [-2 + 0.1 * math.cos(turn / 500 * math.tau), 53 + 0.1 * math.sin(turn / 500 * math.tau)] for turn in range(501)
    ]
    shapes = {"A": {"type": "Polygon", "coordinates": [ring]}}
    fine, coarse = (len(corners(outlines(shapes, width=400, tolerance=each).paths["A"])) for each in (0, 8))
    assert fine == 500
    assert 100 < coarse < 200


def test_multipolygons_collections_and_holes_are_drawn() -> None:
    island, hole = square(-2, 53, side=0.2)["coordinates"][0], square(-1.95, 53.05)["coordinates"][0]
    shapes = {
        "A": {"type": "MultiPolygon", "coordinates": [[island, hole], [square(-1.5, 53)["coordinates"][0]]]},
        "B": {"type": "GeometryCollection", "geometries": [square(-1, 53), {"type": "Point", "coordinates": [0, 0]}]},
        "C": {"type": "GeometryCollection", "geometries": []},
    }
    paths = outlines(shapes).paths
    assert [paths[code].count("z") for code in "AB"] == [3, 1]
    assert "C" not in paths


def test_an_area_too_small_to_see_is_a_dot_and_not_lost() -> None:
    paths = outlines({"A": square(-2, 53, side=1), "B": square(-1, 53, side=1e-6)}).paths
    assert paths["B"].endswith("h20v20h-20z")


@pytest.mark.parametrize(
    "shapes", [{}, {"A": {"type": "GeometryCollection", "geometries": []}}, {"A": square(1, 1, 0)}]
)
def test_no_extent_is_no_map(shapes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no boundary has any extent"):
        outlines(shapes)


@given(
    st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=60),
    st.integers(1, 5),
    st.sampled_from(["quantile", "equal"]),
    st.integers(0, 2),
)
def test_every_value_lies_in_the_printed_range_of_its_class(
    values: list[float], count: int, way: str, decimals: int
) -> None:
    made = classes(values, count, way, decimals)
    assert 1 <= len(made) <= count
    for value in values:
        low, high = made.ranges()[made.index(value)]
        assert low <= round(value, decimals) <= high


def test_an_area_is_a_link_with_a_name_that_says_its_figure() -> None:
    _, drawing = drawings(choropleth(area_map()))
    links = found(drawing, "a")
    assert [each.get("href") for each in links] == ["/area/A", "/area/D", "/area/B"]
    assert titles(links[0]) == ["Aston: 10 crimes, count 4"]
    assert titles(links[1]) == ["Denby: no data"]
    assert drawing.get("role") == "group"


def test_an_area_without_a_link_is_still_named() -> None:
    _, drawing = drawings(choropleth(area_map()))
    named = next(each for each in found(drawing, "g") if each.get("role") == "img")
    assert titles(named) == ["Coton: 30 crimes"]


def test_the_selected_area_is_outlined_above_its_neighbours() -> None:
    _, drawing = drawings(choropleth(area_map()))
    last = found(drawing, "a")[-1]
    assert last.get("aria-current") == "true"
    assert found(last, "path")[0].get("stroke-width") == "3"
    assert "Outlined: Bury & Co: 20 crimes, count 8." in choropleth(area_map()).description


def test_areas_without_data_are_hatched_and_in_the_key() -> None:
    key, drawing = drawings(choropleth(area_map()))
    assert len(hatched(drawing)) == 1
    assert "No data" in words(key)
    whole, _ = drawings(choropleth(area_map(Area(code="A", name="Aston", value=1.0))))
    assert "No data" not in words(whole)


def test_the_key_gives_the_range_of_each_class() -> None:
    key, drawing = drawings(choropleth(area_map(classes=3, breaks="equal")))
    assert words(key)[1:4] == ["10 to 16", "17 to 22", "23 to 30"]
    assert len({each.get("fill") for each in found(drawing, "path") if each.get("d", "").startswith("M")}) == 4


def test_a_class_of_one_value_is_printed_once() -> None:
    key, _ = drawings(choropleth(area_map(Area(code="A", name="Aston", value=7.0))))
    assert words(key)[1] == "7"


def test_a_map_with_no_value_at_all_is_hatched_throughout() -> None:
    picture = choropleth(area_map(Area(code="A", name="Aston", value=None)))
    assert "1 area without data, hatched." in picture.description
    assert len(hatched(drawings(picture)[1])) == 1


def test_an_area_without_a_boundary_is_in_the_table_and_counted() -> None:
    picture = choropleth(area_map(Area(code="A", name="Aston", value=1.0), Area(code="Z", name="Zeal", value=2.0)))
    assert "1 area without a boundary, in the table only." in picture.description
    assert [row[0].text for row in picture.table.cells] == ["Aston", "Zeal"]


def test_the_table_has_the_same_links_by_name() -> None:
    rows = list(choropleth(area_map()).table.cells)
    assert [(row[0].text, row[0].href) for row in rows] == [
        ("Aston", "/area/A"), ("Bury & Co", "/area/B"), ("Coton", None), ("Denby", "/area/D"),
    ]  # fmt: skip
    assert [cell.text for cell in rows[3]] == ["Denby", "no data", "no data"]


def test_the_tab_key_passes_over_a_map_with_very_many_links() -> None:
    many = tuple(Area(code="A", name=f"Area {index}", value=1.0, href="/a") for index in range(MOST_STOPS + 1))
    _, drawing = drawings(choropleth(area_map(*many)))
    assert {each.get("tabindex") for each in found(drawing, "a")} == {"-1"}
    _, few = drawings(choropleth(area_map()))
    assert {each.get("tabindex") for each in found(few, "a")} == {None}


def test_a_standalone_map_has_key_title_and_marking_in_one_drawing() -> None:
    picture = choropleth(area_map(source="data.police.uk"), standalone=True)
    (drawing,) = drawings(picture)
    assert {"OFFICIAL", "Crime is highest in Coton", "No data", "Source: data.police.uk"} <= set(words(drawing))
    ids = [each.get("id") for each in drawing.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert picture.css_needed is None


@pytest.mark.parametrize(
    ("change", "message"), [({"classes": 6}, "1 to 5 classes"), ({"breaks": "jenks"}, "quantile or equal")]
)
def test_classes_that_a_reader_cannot_tell_apart_are_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        choropleth(area_map(**change))


def test_no_values_make_no_classes_and_no_areas_no_map() -> None:
    with pytest.raises(ValueError, match="no classes to make"):
        classes([], 5, "equal", 0)
    with pytest.raises(ValueError, match="has no areas"):
        AreaMap(id="map", title="t", outlines=outlines(SHAPES), areas=())
