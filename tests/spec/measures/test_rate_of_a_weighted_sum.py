"""The rate of a weighted sum

Severity points per 1,000 residents are the points divided by the residents, month by month, on the chart as in every
total. Without an event there is no weight, so there is no interval either.
"""

from __future__ import annotations

from datetime import date

import pytest

from forcesight.measures.chart_choice import control_chart
from forcesight.measures.series import Observation


MARCH = date(2024, 3, 1)


def month(points: float, events: int, residents: int | None) -> Observation:
    """One month of a weighted measure, every event of the same weight."""
    variance = points * points / events if events else 0.0
    return Observation(MARCH, points, residents, events=events, variance=variance)


def test_points_are_divided_by_residents():
    """4,000 points among 20,000 residents are 200 for each 1,000."""
    (point,) = control_chart([month(4_000, 40, 20_000)], kind="weighted", per=1_000).points
    assert point.value == pytest.approx(200)
    assert point.interval is not None
    assert point.interval.low < 200 < point.interval.high < 300


def test_points_alone_stay_points():
    """Without residents the figure is the sum."""
    (point,) = control_chart([month(4_000, 40, None)], kind="weighted").points
    assert point.value == 4_000


def test_no_event_has_no_interval():
    """Nothing recorded is 0; how far from 0 it might have been cannot be told without a weight."""
    (point,) = control_chart([month(0, 0, 20_000)], kind="weighted", per=1_000).points
    assert point.value == 0
    assert point.interval is None
