"""Bank holidays

Holidays are rules with dates: "25 December", "first Monday in May", "2 days before Easter Sunday". On a Saturday or
Sunday the next free weekday is added or takes the day's place. A holiday that was moved or added for one year is an
entry of its own, with the day on which it was announced. The rules give the published lists of England and Wales.
"""

from __future__ import annotations

from datetime import date

from tests.spec.clocks.shipped import catalogue, shipped_calendars
from tests.spec.tables import rows

from forcesight.clocks import calendar, easter_sunday


def weekdays_off(year: int) -> str:
    """The bank holidays of a year that are not on a Saturday or Sunday, as a published list gives them."""
    names = shipped_calendars()["working-days"].names
    return ", ".join(f"{day.day} {day:%b}" for day in names if day.year == year and day.weekday() < 5)


def test_easter_sunday() -> None:
    """Among them the earliest (2008) and the latest (2038) of the first half of this century."""
    for row in rows("""
        year | Easter Sunday
        2005 | 2005-03-27
        2008 | 2008-03-23
        2011 | 2011-04-24
        2024 | 2024-03-31
        2025 | 2025-04-20
        2026 | 2026-04-05
        2027 | 2027-03-28
        2030 | 2030-04-21
        2038 | 2038-04-25
    """):
        assert easter_sunday(row["year"]) == row["Easter Sunday"]


def test_an_ordinary_year() -> None:
    """Eight holidays; Christmas and New Year at a weekend move to the next free weekdays."""
    for row in rows("""
        year | published
        2005 | 3 Jan, 25 Mar, 28 Mar, 2 May, 30 May, 29 Aug, 26 Dec, 27 Dec
        2010 | 1 Jan, 2 Apr, 5 Apr, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec
        2016 | 1 Jan, 25 Mar, 28 Mar, 2 May, 30 May, 29 Aug, 26 Dec, 27 Dec
        2019 | 1 Jan, 19 Apr, 22 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec
        2021 | 1 Jan, 2 Apr, 5 Apr, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec
        2024 | 1 Jan, 29 Mar, 1 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec
        2025 | 1 Jan, 18 Apr, 21 Apr, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec
        2026 | 1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec
        2027 | 1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec
    """):
        assert weekdays_off(row["year"]) == row["published"]


def test_a_year_with_a_day_moved_or_added() -> None:
    """The royal wedding, the Diamond Jubilee, VE day, the Platinum Jubilee with the State Funeral, the coronation."""
    for row in rows("""
        year | published
        2011 | 3 Jan, 22 Apr, 25 Apr, 29 Apr, 2 May, 30 May, 29 Aug, 26 Dec, 27 Dec
        2012 | 2 Jan, 6 Apr, 9 Apr, 7 May, 4 Jun, 5 Jun, 27 Aug, 25 Dec, 26 Dec
        2020 | 1 Jan, 10 Apr, 13 Apr, 8 May, 25 May, 31 Aug, 25 Dec, 28 Dec
        2022 | 3 Jan, 15 Apr, 18 Apr, 2 May, 2 Jun, 3 Jun, 29 Aug, 19 Sep, 26 Dec, 27 Dec
        2023 | 2 Jan, 7 Apr, 10 Apr, 1 May, 8 May, 29 May, 28 Aug, 25 Dec, 26 Dec
    """):
        assert weekdays_off(row["year"]) == row["published"]


def test_what_was_known_on_a_past_day() -> None:
    """On 5 September 2022 nobody could know that the 19th would be a bank holiday."""
    funeral = date(2022, 9, 19)
    assert calendar(catalogue(), "working-days", known_on=date(2022, 9, 5)).open_on(funeral)
    assert not calendar(catalogue(), "working-days", known_on=date(2022, 9, 10)).open_on(funeral)
    assert not calendar(catalogue(), "working-days").open_on(funeral)


def test_days_off_on_a_saturday() -> None:
    """25 and 26 December stay holidays on a Saturday, by custom and by the Act; 1 January does not."""
    days = shipped_calendars()["protection-notice-days"]
    for row in rows("""
        Saturday   | counts towards the 48 hours
        2021-12-25 | no
        2020-12-26 | no
        2022-01-01 | yes
        2024-06-01 | yes
    """):
        assert days.open_on(row["Saturday"]) == (row["counts towards the 48 hours"] == "yes")
