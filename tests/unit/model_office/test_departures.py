"""The order of leaving: by time, then by entity, without those that are still here."""

from __future__ import annotations

import numpy as np
import pytest

from forcesight.model_office.departures import in_order_of_leaving


@pytest.mark.parametrize(
    ("left", "entity", "expected"),
    [
        pytest.param([], [], [], id="nobody"),
        pytest.param([np.nan, np.nan], [1, 2], [], id="nobody left"),
        pytest.param([5, np.nan, 6, 9], [4, 3, 2, 1], [0, 2, 3], id="in order already"),
        pytest.param([7, 5, np.nan, 6], [1, 2, 3, 4], [1, 3, 0], id="out of order"),
        pytest.param([5, 5, 5], [3, 1, 2], [1, 2, 0], id="all at one moment"),
        pytest.param([8, 5, 8, 5, 8, 2], [9, 8, 1, 2, 5, 6], [5, 3, 1, 2, 4, 0], id="ties among others"),
    ],
)
def test_in_order_of_leaving(left: list[float], entity: list[int], expected: list[int]) -> None:
    rows = in_order_of_leaving(np.array(left, dtype=np.float64), np.array(entity, dtype=np.int64))
    assert rows.tolist() == expected


def test_many_ties_equal_a_sort_by_both() -> None:
    drawn = np.random.default_rng(1)
    left, entity = drawn.integers(0, 50, 5000).astype(float), drawn.permutation(5000)
    assert in_order_of_leaving(left, entity).tolist() == np.lexsort((entity, left)).tolist()
