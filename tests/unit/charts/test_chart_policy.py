"""What holds for every picture: nothing that a strict content policy blocks, nothing that a screen reader misses."""

from __future__ import annotations

import pytest
from tests.unit.charts import test_chart_compare, test_chart_funnel, test_chart_map, test_chart_spark
from tests.unit.charts.drawn import chart, drawings, found, points, tree

from forcesight.charts import STYLES, Picture, choropleth, control_chart, dot_plot, funnel_plot, sparkline
from forcesight.charts.lettering import SIZE
from forcesight.charts.picture import NARROW, WIDE


NASTY = "\"><script>alert(1)</script>' onload=x & \x07"


def every_picture() -> dict[str, Picture]:
    """One of each, with hostile words wherever a name may stand."""
    control = chart(points([90, None, 130], centre=100.0, note=NASTY), title=NASTY, unit=NASTY, target=80.0)
    funnel = test_chart_funnel.funnel(size_label=NASTY, title=NASTY)
    compare = test_chart_compare.comparison(average_label=NASTY, title=NASTY)
    area = test_chart_map.area_map(value_label=NASTY, title=NASTY)
    return {
        "control": control_chart(control),
        "control, standalone": control_chart(control, standalone=True),
        "funnel": funnel_plot(funnel),
        "funnel, standalone": funnel_plot(funnel, standalone=True),
        "comparison": dot_plot(compare),
        "comparison, standalone": dot_plot(compare, standalone=True),
        "map": choropleth(area),
        "map, standalone": choropleth(area, standalone=True),
        "sparkline": sparkline(test_chart_spark.spark(1, 2)),
    }


PICTURES = every_picture()
pictures = pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES.keys())


@pictures
def test_no_style_no_script_no_event(picture: Picture) -> None:
    for each in tree(picture.svg).iter():
        assert each.tag.rpartition("}")[2] not in {"style", "script", "foreignObject"}
        assert not [name for name in each.attrib if name == "style" or name.startswith("on")]


@pictures
def test_every_drawing_is_named_and_described(picture: Picture) -> None:
    for drawing in drawings(picture):
        ids = {each.get("id") for each in drawing.iter()}
        assert {drawing.get("aria-labelledby"), drawing.get("aria-describedby")} <= ids
        assert drawing.get("role") in {"img", "group"}


@pictures
def test_ids_are_used_once_and_patterns_exist(picture: Picture) -> None:
    every = list(tree(picture.svg).iter())
    ids = [each.get("id") for each in every if each.get("id")]
    assert len(ids) == len(set(ids))
    used = {value[5:-1] for each in every for value in each.attrib.values() if value.startswith("url(#")}
    assert used <= set(ids)


@pictures
def test_text_is_text_in_arial_and_large_enough_on_a_phone(picture: Picture) -> None:
    for drawing in drawings(picture):
        assert drawing.get("font-family", "").startswith("Arial")
        assert all(float(each.get("font-size", SIZE)) >= SIZE for each in found(drawing, "text"))
    # 290 pixels are left of 320 beside the page's margins.
    assert 290 / NARROW * SIZE >= 12


@pictures
def test_words_lie_on_the_sheet(picture: Picture) -> None:
    for drawing in drawings(picture):
        _, _, width, height = map(float, drawing.get("viewBox", "").split())
        assert all(0 <= float(each.get("x", 0)) <= width + 1 for each in found(drawing, "text"))
        assert all(0 <= float(each.get("y", 0)) <= height for each in found(drawing, "text"))


def test_classes_that_decide_what_is_shown_are_in_the_stylesheet() -> None:
    classes = {
        name
        for picture in PICTURES.values()
        for each in tree(picture.svg).iter()
        for name in each.get("class", "").split()
    }
    assert all(f".{name}" in STYLES for name in classes)
    assert STYLES.count("{") == STYLES.count("}")


def test_the_wide_drawing_stays_readable_down_to_the_width_where_the_narrow_one_takes_over() -> None:
    assert "40.0525em" in STYLES
    # 641 pixels less the page's margins of 15 pixels a side.
    assert (641 - 30) / WIDE * SIZE >= 12
