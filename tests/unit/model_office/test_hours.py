"""One number, a day, a week by hours or by half hours become the 336 half hours of a week."""

from __future__ import annotations

import pytest

from forcesight.model_office.office.hours import half_hours


def test_one_number_holds_always() -> None:
    assert half_hours((3.0,)).tolist() == [3.0] * 336


def test_a_day_by_hours_is_every_day() -> None:
    hours = half_hours(tuple(float(hour) for hour in range(24)))
    assert hours.shape == (336,)
    assert hours[:4].tolist() == [0, 0, 1, 1]
    assert hours[48 + 46 :][:2].tolist() == [23, 23]


def test_a_week_by_hours_and_by_half_hours() -> None:
    assert half_hours(tuple(float(hour) for hour in range(168)))[-3:].tolist() == [166, 167, 167]
    assert half_hours(tuple(float(half) for half in range(336)))[:3].tolist() == [0, 1, 2]


def test_another_length_is_an_error() -> None:
    with pytest.raises(ValueError, match="7 numbers: give 1, 24, 168 or 336"):
        half_hours((1.0,) * 7)
