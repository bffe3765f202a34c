"""Sparklines."""

from __future__ import annotations

import pytest
from tests.unit.charts.drawn import drawings, found

from forcesight.charts import Spark, sparkline
from forcesight.charts.palette import SIGNS


def spark(*values: float | None, **more: object) -> Spark:
    return Spark(id="spark", title="Burglary, 12 months", unit="crimes", values=values, **more)  # type: ignore[arg-type]


def line(chart: Spark) -> str:
    (drawing,) = drawings(sparkline(chart))
    return next(each.get("d", "") for each in found(drawing, "path") if each.get("stroke-linecap"))


def test_the_line_lifts_at_gaps_and_a_lone_value_is_a_dot() -> None:
    path = line(spark(1, 2, None, 3, None, 4, 5))
    assert (path.count("M"), path.count("L")) == (3, 2)
    assert path.count("h0") == 3


def test_the_last_known_point_bears_its_kind() -> None:
    (drawing,) = drawings(sparkline(spark(1, 9, None, kinds=("common", "concern", "common"))))
    assert found(drawing, "g")[0].get("fill") == SIGNS["concern"].colour


def test_a_level_series_is_a_level_line() -> None:
    heights = {part.split(" ")[1].removesuffix("h0") for part in line(spark(5, 5, 5)).replace("L", "M").split("M")[1:]}
    assert len(heights) == 1


def test_the_centre_is_drawn_when_given() -> None:
    assert [len(found(drawings(sparkline(spark(1, 2, centre=each)))[0], "line")) for each in (None, 1.5)] == [0, 1]


def test_words_and_table() -> None:
    picture = sparkline(spark(1, None, 3, kinds=("common",) * 3, labels=("Jan", "Feb", "Mar")))
    assert picture.description == "3 periods, from 1 crimes to 3 crimes. 1 without data."
    assert [[cell.text for cell in row] for row in picture.table.cells] == [
        ["Jan", "1", "Usual variation"],
        ["Feb", "no data", "Usual variation"],
        ["Mar", "3", "Usual variation"],
    ]
    assert [row[0].text for row in sparkline(spark(1, 2)).table.cells] == ["1", "2"]


@pytest.mark.parametrize(
    ("values", "more", "message"),
    [
        ((None,), {}, "has no values"),
        ((1, 2), {"kinds": ("common",)}, "1 kinds"),
        ((1, 2), {"labels": ("a",)}, "1 labels"),
    ],
)
def test_a_sparkline_that_cannot_be_drawn_is_refused(
    values: tuple[float | None, ...], more: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        spark(*values, **more)
