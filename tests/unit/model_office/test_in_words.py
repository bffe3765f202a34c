"""Times and shifts of an office, as people say them."""

from __future__ import annotations

from datetime import time

import pytest

from forcesight.model_office.office.description import Duration, Shift, ShiftPattern, Travel
from forcesight.model_office.office.in_words import duration_in_words, pattern_in_words, travel_in_words


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (Duration(family="never"), "never"),
        (Duration(family="constant", mean=30), "always 30 minutes"),
        # -ln 0.5 and -ln 0.1 of the mean.
        (Duration(family="exponential", mean=0.5), "30 seconds on average; half within 21, nine in ten within 69"),
        (Duration(family="exponential", mean=10), "10 minutes on average; half within 6.9, nine in ten within 23"),
        (Duration(family="exponential", mean=300), "5 hours on average; half within 3.5, nine in ten within 12"),
        (Duration(family="exponential", mean=5760), "4 days on average; half within 2.8, nine in ten within 9.2"),
        (Duration(family="uniform", low=10, high=20), "15 minutes on average; half within 15, nine in ten within 19"),
        (
            Duration(family="loglogistic", scale=10, shape=0.9),
            "half within 10, nine in ten within 115 minutes; a few take so long that there is no average",
        ),
    ],
)
def test_a_duration(duration, words):
    assert duration_in_words(duration) == words


def test_hours_of_work_are_not_days():
    told = duration_in_words(Duration(family="exponential", mean=60), of_work=True)
    assert told == "60 hours of work on average; half within 42, nine in ten within 138"


def test_a_pattern_tells_shifts_that_begin_alike_together():
    shifts = (Shift(day=0, starts=time(7), hours=10), Shift(day=1, starts=time(7), hours=10),
              Shift(day=3, starts=time(22, 30), hours=9.5))  # fmt: skip
    told = pattern_in_words(ShiftPattern(id="x", cycle_days=6, shifts=shifts))
    assert told == "6 days: 07:00 to 17:00 on days 1 and 2; 22:30 to 08:00 on day 4"


def test_travel():
    assert travel_in_words(Travel()) == "48 km an hour between the areas’ centres"
    rural = Travel(start_minutes=2, km_per_hour=50, rural_km_per_hour=72.5)
    assert travel_in_words(rural) == (
        "2 minutes to start, then 50 km an hour between the areas’ centres, 72 in the country"
    )
    assert travel_in_words(Travel(matrix=((1.0,),))) == "the minutes between areas that the file gives"
