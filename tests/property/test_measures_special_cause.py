"""The XmR chart against a second, slower reading of the NHS rules, written from their text alone."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from forcesight.measures.chart_choice import control_chart
from forcesight.measures.series import Observation


SETTINGS = settings(derandomize=True, max_examples=200, deadline=None)
SEVEN = 7

counts = st.lists(st.integers(0, 60), min_size=13, max_size=48)
level_counts = st.lists(st.integers(40, 60), min_size=13, max_size=48)
trending = st.lists(st.integers(-3, 4), min_size=13, max_size=48).map(
    lambda steps: [200 + sum(steps[: index + 1]) for index in range(len(steps))]
)


def observations(values: list[int | None]) -> list[Observation]:
    return [
        Observation(date(2020 + index // 12, index % 12 + 1, 1), value, status="missing" if value is None else "ok")
        for index, value in enumerate(values)
    ]


def charted(values: list[int | None], **how: object) -> list[tuple[str, str] | None]:
    points = control_chart(observations(values), minimum_mean=0, **how).points
    return [(point.rule, point.side) if point.rule else None for point in points]


def nhs_limits(values: list[int]) -> tuple[Fraction, Fraction]:
    """Mean and half the distance between the limits, in exact fractions."""
    ranges = [abs(Fraction(b - a)) for a, b in pairwise(values)]
    average = sum(ranges) / len(ranges)
    kept = [each for each in ranges if each < Fraction(3267, 1000) * average]
    average = sum(kept) / len(kept) if kept else Fraction(0)
    return Fraction(sum(values), len(values)), Fraction(266, 100) * average


def nhs_labels(values: list[int]) -> list[tuple[str, str] | None]:
    """Each rule read from its definition, every window tried, one month at a time."""
    mean, reach = nhs_limits(values)
    near = reach * Fraction(2, 3)
    return [label(values, month, mean, reach, near) for month in range(len(values))]


def label(values: list[int], month: int, mean: Fraction, reach: Fraction, near: Fraction) -> tuple[str, str] | None:
    away = [value - mean for value in values]
    windows7 = [range(i, i + SEVEN) for i in range(len(values) - SEVEN + 1) if i <= month < i + SEVEN]
    windows3 = [range(i, i + 3) for i in range(len(values) - 2) if i <= month < i + 3]
    if abs(away[month]) > reach:
        return "outside", "high" if away[month] > 0 else "low"
    for window in reversed(windows7):  # the later trend names a shared month
        if all(values[i] < values[i + 1] for i in window[:-1]):
            return "trend", "high"
        if all(values[i] > values[i + 1] for i in window[:-1]):
            return "trend", "low"
    side = "high" if away[month] > 0 else "low"
    for window in windows3:
        same_side = all(away[i] > 0 for i in window) or all(away[i] < 0 for i in window)
        close = [i for i in window if near < abs(away[i]) <= reach]
        if same_side and len(close) >= 2 and month in close:
            return "two_in_three", side
    for window in windows7:
        if all(away[i] > 0 for i in window) or all(away[i] < 0 for i in window):
            return "run", side
    return None


@SETTINGS
@given(st.one_of(counts, level_counts, trending))
def test_gapless_series_equal_the_nhs_rules(values: list[int]) -> None:
    assert charted(values) == nhs_labels(values)


@SETTINGS
@given(st.one_of(level_counts, trending))
def test_limits_equal_the_nhs_limits(values: list[int]) -> None:
    mean, reach = nhs_limits(values)
    point = control_chart(observations(values)).points[0]
    assert abs(point.centre - mean) < 1e-9
    assert abs(point.upper - (mean + reach)) < 1e-9
    assert abs(point.lower - (mean - reach)) < 1e-9
    assert abs(point.near_upper - (mean + reach * Fraction(2, 3))) < 1e-9


@SETTINGS
@given(level_counts, level_counts)
def test_segments_are_charts_of_their_own(before: list[int], after: list[int]) -> None:
    rebase = observations([*before, *after])[len(before)].period
    assert charted([*before, *after], rebases=[rebase]) == nhs_labels(before) + nhs_labels(after)


@SETTINGS
@given(level_counts, st.data())
def test_a_gap_never_adds_a_signal_that_spans_it(values: list[int], data: st.DataObject) -> None:
    """Every signal but `outside` must be found inside its own unbroken stretch, under the same limits."""
    gap = data.draw(st.integers(1, len(values) - 2))
    holed = [*values[:gap], None, *values[gap + 1 :]]
    chart = control_chart(observations(holed), minimum_mean=0)
    for signal in chart.signals:
        index = chart.points.index(signal)
        stretch = chart.points[:gap] if index < gap else chart.points[gap + 1 :]
        needed = {"outside": 1, "two_in_three": 3, "run": SEVEN, "trend": SEVEN}[signal.rule]
        assert len(stretch) >= needed


@SETTINGS
@given(level_counts)
def test_direction_turns_sides_into_meanings(values: list[int]) -> None:
    up = control_chart(observations(values), direction="increase").points
    down = control_chart(observations(values), direction="decrease").points
    opposite = {"improvement": "concern", "concern": "improvement"}
    assert [opposite.get(p.point_type, p.point_type) for p in up] == [p.point_type for p in down]
