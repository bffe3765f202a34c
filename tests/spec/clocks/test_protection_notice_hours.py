"""The 48 hours after a protection notice

The magistrates' court must hear the application not later than 48 hours after the notice was served. Sundays,
Christmas Day, Good Friday and bank holidays are disregarded: the clock stands still on those days from midnight to
midnight. Saturdays count.
"""

from __future__ import annotations

from tests.spec.clocks.shipped import when_due
from tests.spec.tables import rows


def test_in_an_ordinary_week() -> None:
    """Sunday is left out, Saturday is not."""
    for row in rows("""
        served           | heard by
        2024-06-03 14:30 | 2024-06-05 14:30
        2024-06-06 14:30 | 2024-06-08 14:30
        2024-06-07 14:30 | 2024-06-10 14:30
        2024-06-08 14:30 | 2024-06-11 14:30
    """):
        assert when_due("dvpn_hearing", row["served"]) == row["heard by"]


def test_served_on_a_day_that_does_not_count() -> None:
    """The 48 hours begin at the midnight that ends it."""
    assert when_due("dvpn_hearing", "2024-06-09 14:30") == "2024-06-12 00:00"
    assert when_due("dvpn_hearing", "2024-06-09 00:00") == "2024-06-12 00:00"


def test_an_end_at_midnight_is_that_midnight() -> None:
    """48 hours from the first moment of a Thursday are used up as Saturday begins; of a Friday, as Sunday begins."""
    assert when_due("dvpn_hearing", "2024-06-06 00:00") == "2024-06-08 00:00"
    assert when_due("dvpn_hearing", "2024-06-07 00:00") == "2024-06-09 00:00"


def test_easter_and_the_clocks_going_forward() -> None:
    """Easter Sunday 2024 was the day of 23 hours; none of its hours count, so the label does not move."""
    for row in rows("""
        served           | heard by         | left out
        2024-03-28 16:00 | 2024-04-02 16:00 | Good Friday, Sunday and Monday
        2024-03-30 16:00 | 2024-04-03 16:00 | Sunday and Monday
    """):
        assert when_due("dvpn_hearing", row["served"]) == row["heard by"]


def test_christmas_at_a_weekend() -> None:
    """In 2021 the 25th (Saturday), 26th (Sunday), 27th and 28th of December did not count."""
    assert when_due("dvpn_hearing", "2021-12-24 10:00") == "2021-12-30 10:00"


def test_the_newer_notice_counts_alike() -> None:
    """A domestic abuse protection notice, where it is in force."""
    assert when_due("dapn_hearing", "2024-12-24 10:00") == "2024-12-28 10:00"
