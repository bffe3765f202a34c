"""Calendars: where they begin and end, which version rules a day, and what they say outside."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from forcesight.catalogue import Catalogue, UnknownEntry
from forcesight.clocks import Calendar, ClockError, calendar, calendars
from forcesight.clocks.calendar import FIRST_DAY, LAST_DAY, every_day
from forcesight.clocks.local_time import end_of, instant_of, local_micros, micros_of


SHORT_WEEKS = """
[[calendar]]
id = "office"
description = "Monday to Wednesday"
open_on = ["Monday", "Tuesday", "Wednesday"]
valid_from = 2024-01-01
valid_to = 2024-01-31
source = "s"
confidence = "high"

[[calendar]]
id = "office"
description = "Thursday, after a pause"
open_on = ["Thursday"]
holidays = ["england-and-wales"]
starts_at = 09:15:00
valid_from = 2024-03-01
valid_to = 2024-04-30
source = "s"
confidence = "high"
"""


@pytest.fixture(scope="module")
def shipped() -> dict[str, Calendar]:
    return calendars(Catalogue.load())


@pytest.fixture
def office(tmp_path: Path) -> Calendar:
    (tmp_path / "office.toml").write_text(SHORT_WEEKS, encoding="utf-8")
    return calendar(Catalogue.load(overlay=tmp_path), "office")


def test_the_shipped_calendars_begin_with_their_rule(shipped: dict[str, Calendar]) -> None:
    assert list(shipped) == ["working-days", "protection-notice-days", "school-days"]
    assert {each.first for each in shipped.values()} == {date(2005, 1, 1)}
    assert {each.last for each in shipped.values()} == {LAST_DAY}


def test_every_ordinary_week_has_five_working_days(shipped: dict[str, Calendar]) -> None:
    working = shipped["working-days"]
    assert [working.open_on(date(2024, 6, 3) + timedelta(days=step)) for step in range(7)] == [True] * 5 + [False] * 2


def test_a_year_has_about_190_school_days(shipped: dict[str, Calendar]) -> None:
    school = shipped["school-days"]
    for year in range(2005, 2030):
        days = [date(year, 9, 1) + timedelta(days=step) for step in range(365)]
        assert 186 <= sum(map(school.open_on, days)) <= 197, year


def test_each_holiday_keeps_its_name(shipped: dict[str, Calendar]) -> None:
    assert shipped["working-days"].names[date(2022, 12, 27)] == "Christmas Day (substitute day)"
    assert shipped["school-days"].names[date(2024, 12, 25)] == "Christmas Day; School Christmas holidays"


def test_each_day_is_ruled_by_the_version_in_force(office: Calendar) -> None:
    assert (office.first, office.last) == (date(2024, 1, 1), date(2024, 4, 30))
    assert office.open_on(date(2024, 1, 31)) and not office.open_on(date(2024, 1, 4))
    assert office.open_on(date(2024, 3, 7)) and not office.open_on(date(2024, 3, 6))
    assert not any(office.open_on(date(2024, 2, 1) + timedelta(days=step)) for step in range(29))


def test_starts_are_known_only_where_every_version_says_them(office: Calendar, shipped: dict[str, Calendar]) -> None:
    assert office.starts is None and shipped["working-days"].starts is None
    starts = shipped["school-days"].starts
    assert starts is not None and len(starts) == len(shipped["school-days"].open_days)
    assert instant_of(starts[0]).strftime("%Y-%m-%d %H:%M") == "2005-01-04 08:30"


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2024, 5, 1)])
def test_outside_a_calendar_is_an_error(office: Calendar, day: date) -> None:
    with pytest.raises(ClockError, match=rf"'office' runs from 2024-01-01 to 2024-04-30; {day} lies outside"):
        office.open_on(day)
    with pytest.raises(ClockError, match="this moment lies outside"):
        office.number_at(local_micros(day))


def test_the_edges_of_a_calendar_are_inside(office: Calendar) -> None:
    assert office.number_at(local_micros(date(2024, 1, 1))) == 0
    assert office.number_at(local_micros(date(2024, 5, 1)) - 1) == 120


def test_an_unknown_calendar_is_told_with_the_known_ones() -> None:
    with pytest.raises(UnknownEntry, match="no calendar 'working'; there are working-days, protection-notice-days"):
        calendar(Catalogue.load(), "working")


def test_a_catalogue_without_calendars_has_none() -> None:
    assert calendars(Catalogue([])) == {}


def test_days_of_23_and_25_hours() -> None:
    days = every_day()
    hours = [(b - a) // 3_600_000_000 for a, b in zip(days.midnights, days.midnights[1:], strict=False)]
    odd = {days.day(number): length for number, length in enumerate(hours) if length != 24}
    assert odd[date(2024, 3, 31)] == 23 and odd[date(2024, 10, 27)] == 25
    assert [day for day in odd if day.year == 2025] == [date(2025, 3, 30), date(2025, 10, 26)]
    assert days.first == FIRST_DAY and days.micros_before[-1] == days.midnights[-1] - days.midnights[0]


def test_moments_keep_every_microsecond() -> None:
    moment = datetime(2024, 10, 27, 1, 30, 0, 123_457, tzinfo=UTC)
    assert instant_of(micros_of(moment)).astimezone(UTC) == moment
    assert end_of(date(2024, 3, 31)).isoformat() == "2024-03-31T23:59:59.999999+01:00"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ClockError, match="2024-10-27 01:30:00 has no time zone, so it may be two moments or none"):
        micros_of(datetime(2024, 10, 27, 1, 30))  # noqa: DTZ001
