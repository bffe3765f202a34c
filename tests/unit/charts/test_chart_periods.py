"""Periods as whole numbers, their names, and which of them are labelled."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcesight.charts.periods import STEPS, first_day, label, ordinal, ordinals, plural, stride, ticked
from forcesight.charts.timeline import LONG, SHOWN, Timeline, is_long


@pytest.mark.parametrize(
    ("step", "day", "after", "name"),
    [
        ("month", date(2023, 12, 1), date(2024, 1, 1), "Jan 2024"),
        ("quarter", date(2023, 10, 1), date(2024, 1, 1), "Jan to Mar 2024"),
        ("year", date(2023, 1, 1), date(2024, 1, 1), "2024"),
        ("week", date(2023, 12, 25), date(2024, 1, 1), "1 Jan 2024"),
        ("day", date(2023, 12, 31), date(2024, 1, 1), "1 Jan 2024"),
    ],
)
def test_neighbours_differ_by_one(step: str, day: date, after: date, name: str) -> None:
    assert ordinal(after, step) == ordinal(day, step) + 1
    assert label(after, step) == name


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from([step for step in STEPS if step != "event"]))
def test_the_first_day_lies_in_its_own_period(day: date, step: str) -> None:
    first = first_day(ordinal(day, step), step)
    assert first <= day
    assert ordinal(first, step) == ordinal(day, step)
    assert ordinal(date.fromordinal(first.toordinal() - 1), step) == ordinal(day, step) - 1


def test_events_are_numbered_as_they_come() -> None:
    assert ordinals([date(2024, 1, 1), date(2024, 1, 1), date(2024, 5, 1)], "event") == [0, 1, 2]
    assert ordinals([date(2024, 1, 1), date(2024, 5, 1)], "month") == [24288, 24292]


def test_plurals() -> None:
    assert [plural(1, "month"), plural(36, "month")] == ["1 month", "36 months"]


def test_labels_are_as_many_as_there_is_room_for() -> None:
    assert [stride(36, "month", 8), stride(36, "month", 3), stride(20, "event", 6), stride(500, "year", 0)] == [
        6,
        12,
        5,
        500,
    ]
    months = ticked(ordinal(date(2022, 3, 1), "month"), ordinal(date(2024, 12, 1), "month"), "month", 6)
    assert [label(first_day(each, "month"), "month") for each in months] == [
        "Jul 2022", "Jan 2023", "Jul 2023", "Jan 2024", "Jul 2024",
    ]  # fmt: skip


def test_a_short_series_without_a_round_month_is_labelled_at_its_start() -> None:
    assert ticked(1, 4, "month", 1) == [1]


def test_a_long_gap_takes_the_room_of_half_a_year() -> None:
    timeline = Timeline(0, 99, ((10, 89),))
    assert timeline.length == 10 + SHOWN + 10
    assert timeline.place(9.5) == 10
    assert timeline.place(89.5) == 10 + SHOWN
    assert timeline.place(49.5) == 10 + SHOWN / 2
    assert timeline.place(90) == 16.5


def test_no_label_stands_in_a_shortened_gap_or_on_another() -> None:
    assert Timeline(0, 99, ((10, 89),)).ticks("month", 5) == [0, 6, 90, 96]
    assert Timeline(0, 47, ((13, 35),)).ticks("month", 3) == [0, 12]


def test_a_chart_whose_round_months_are_all_hidden_labels_its_first() -> None:
    assert Timeline(1, 40, ((2, 39),)).ticks("month", 2) == [1]


def test_a_year_without_data_is_drawn_at_full_width() -> None:
    assert not is_long((1, LONG))
    assert is_long((1, LONG + 1))
