"""A mean of small whole numbers is printed with one decimal; other lines follow their values."""

import pytest

from forcesight.charts.words import places_of_lines


@pytest.mark.parametrize(
    ("values", "centres", "expected"),
    [(0, [2.4], 1), (0, [12.0, 2.4, None], 1), (0, [2.4, 12.0], 0), (0, [None], 0), (2, [2.4], 2)],
)
def test_lines_take_a_decimal_more_than_small_counts(values, centres, expected):
    assert places_of_lines(values, centres) == expected
