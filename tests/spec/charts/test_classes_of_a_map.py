"""Classes of a map

A map shades areas in at most five classes. "Quantile" classes hold about as many areas each; "equal" classes are
equally wide. Values are rounded as they are printed before they are sorted into classes, so that the ranges in the key
leave no value between them and no value in two.
"""

from __future__ import annotations

from tests.spec.tables import column

from forcesight.charts.classes import classes


def test_quantile_classes_hold_as_many_areas_each() -> None:
    """Ten areas in five classes: two areas each."""
    made = classes(column("1 2 3 5 8 13 21 34 55 89"), 5, "quantile", 0)
    assert made.ranges() == [(1, 2), (3, 7), (8, 20), (21, 54), (55, 89)]


def test_equal_classes_are_equally_wide() -> None:
    """From 0 to 100 in five classes of 20."""
    made = classes(column("0 7 12 55 100"), 5, "equal", 0)
    assert made.ranges() == [(0, 19), (20, 39), (40, 59), (60, 79), (80, 100)]


def test_ties_make_fewer_classes() -> None:
    """Most areas have no offence: they are one class, not four."""
    made = classes(column("0 0 0 0 0 0 0 1 4 9"), 5, "quantile", 0)
    assert made.ranges() == [(0, 3), (4, 9)]


def test_a_value_is_rounded_before_it_is_placed() -> None:
    """4.96 prints as 5.0, so it belongs to the class that starts at 5.0."""
    made = classes(column("1.0 2.0 5.0 9.0"), 2, "quantile", 1)
    assert made.ranges() == [(1.0, 4.9), (5.0, 9.0)]
    assert made.index(4.96) == 1
