"""Scales and nice ticks."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcesight.charts.scale import Scale, nice_step, nice_ticks, value_scale


@pytest.mark.parametrize(
    ("low", "high", "count", "ticks"),
    [
        (0, 1480, 5, (0, 500, 1000, 1500)),
        (0, 0.37, 4, (0, 0.1, 0.2, 0.3, 0.4)),
        (-12, 30, 5, (-20, -10, 0, 10, 20, 30)),
        (5, 5, 5, (5, 5.2, 5.4, 5.6, 5.8, 6)),
        (-3, -3, 2, (-4, -3.5, -3)),
        (0, 0, 5, (0, 0.2, 0.4, 0.6, 0.8, 1)),
    ],
)
def test_ticks_are_round_and_enclose_the_values(low: float, high: float, count: int, ticks: tuple[float, ...]) -> None:
    assert nice_ticks(low, high, count) == pytest.approx(ticks)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(1, 12))
def test_any_range_is_enclosed_by_few_even_ticks(low: float, span: float, count: int) -> None:
    high = low + span
    ticks = nice_ticks(low, high, count)
    step = nice_step(high - low, count)
    assert ticks[0] <= low + 1e-6 * step
    assert ticks[-1] >= high - 1e-6 * step
    assert 2 <= len(ticks) <= count + 3
    assert all(math.isclose(b - a, step, rel_tol=1e-6, abs_tol=1e-9) for a, b in pairwise(ticks))


def test_values_go_to_pixels_upwards() -> None:
    scale = value_scale([3, None, 9], 300, 100)
    assert (scale.low, scale.high) == (0, 10)
    assert [scale(0), scale(5), scale(10)] == [300, 200, 100]


def test_zero_is_on_the_axis_unless_asked_otherwise() -> None:
    assert value_scale([90, 110], 0, 1).low == 0
    assert value_scale([90, 110], 0, 1, from_zero=False).low == 90
    assert value_scale([-5, -3], 0, 1).high == 0
    assert value_scale([None, math.nan], 0, 1).ticks[0] == 0


@pytest.mark.parametrize(("ticks", "decimals"), [((0, 500), 0), ((0, 0.5), 1), ((0, 0.02), 2), ((0, 1), 0)])
def test_decimals_tell_ticks_apart(ticks: tuple[float, ...], decimals: int) -> None:
    assert Scale(0, 1, 0, 1, ticks).decimals == decimals
