"""Labels that keep clear of each other."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from forcesight.charts.axes import dodge, rows_of, side_labels
from forcesight.charts.labels import Box, place
from forcesight.charts.lettering import width


def test_labels_that_would_touch_move_apart_in_order() -> None:
    assert dodge([50, 52, 200], 20, 0, 300) == [50, 70, 200]
    assert dodge([290, 295], 20, 0, 300) == [280, 300]


@given(st.lists(st.floats(0, 280), max_size=6))
def test_labels_that_fit_never_touch_and_never_leave(wanted: list[float]) -> None:
    placed = sorted(dodge(wanted, 20, 0, 280))
    assert all(0 <= y <= 280.001 for y in placed)
    assert all(b - a >= 19.999 for a, b in pairwise(placed))


def test_no_side_labels_for_no_lines() -> None:
    assert side_labels([], 0, 0, 100) == []


def test_notes_above_a_plot_take_as_few_rows_as_keep_them_apart() -> None:
    placed = rows_of([(100, "still filling"), (110, "part month"), (400, "trial limits")], 0, 720)
    assert [row for _, row, _ in placed] == [0, 1, 0]


def test_notes_stay_on_the_sheet() -> None:
    centre, _, words = rows_of([(718, "still filling")], 0, 720)[0]
    assert centre + width(words) / 2 == 720


FRAME = Box(0, 0, 300, 200)


def test_a_name_stands_right_of_its_point_where_there_is_room() -> None:
    assert place([("Northshire", 100, 100)], [(100, 100)], FRAME)[0][1] > 100


def test_a_name_moves_where_it_would_run_into_the_edge() -> None:
    name, left, _ = place([("Northshire", 290, 100)], [(290, 100)], FRAME)[0]
    assert left + width(name) < 290


def test_a_name_without_room_is_left_out() -> None:
    crowd = [(x, y) for x in range(0, 300, 8) for y in range(0, 200, 8)]
    assert place([("Northshire", 100, 100)], crowd, FRAME) == []
