"""What a clock cannot be asked, each answered with a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from forcesight.catalogue import Catalogue, Clock
from forcesight.clocks import Calendar, Cases, ClockError, Pause, calendars, due, due_sql, standing_sql, state
from forcesight.clocks.calendar import LAST_DAY
from forcesight.clocks.local_time import LONDON


NOON = datetime(2024, 6, 3, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture(scope="module")
def shipped(catalogue: Catalogue) -> dict[str, Calendar]:
    return calendars(catalogue)


def test_a_calendar_must_be_the_one_that_the_clock_names(catalogue: Catalogue, shipped: dict[str, Calendar]) -> None:
    referral = catalogue.clock("vc_referral")
    with pytest.raises(ClockError, match="vc_referral counts by the calendar 'working-days', and none was given"):
        due(referral, NOON)
    with pytest.raises(ClockError, match="vc_referral counts by the calendar 'working-days', not 'school-days'"):
        due(referral, NOON, calendar=shipped["school-days"])


def test_a_calendar_that_says_no_start_of_day(catalogue: Catalogue, shipped: dict[str, Calendar]) -> None:
    clock = replace(catalogue.clock("encompass"), calendar="working-days")
    with pytest.raises(ClockError, match="'working-days' does not say when a day starts: give it starts_at"):
        due(clock, NOON, calendar=shipped["working-days"])


def test_hours_cannot_run_from_a_bare_date(catalogue: Catalogue, shipped: dict[str, Calendar]) -> None:
    for clock_id in ("ncrs_record", "dvpn_hearing", "encompass"):
        clock = catalogue.clock(clock_id)
        with pytest.raises(ClockError, match="needs the time of day, and 2024-06-03 is a date without one"):
            due(clock, date(2024, 6, 3), calendar=shipped.get(clock.calendar))
    with pytest.raises(ClockError, match="ncrs_record needs the time of day, and reported is a date without one"):
        due_sql(catalogue.clock("ncrs_record"), Cases(table="t", started="reported", started_is_date=True))


@pytest.mark.parametrize("clock_id", ["vc_referral", "dvpn_hearing", "encompass", "bail_1", "s55_publish"])
def test_beyond_the_calendar(catalogue: Catalogue, shipped: dict[str, Calendar], clock_id: str) -> None:
    clock = catalogue.clock(clock_id)
    last = datetime.combine(LAST_DAY, datetime.min.time(), UTC) + timedelta(hours=12)
    for started in (last, last + timedelta(days=2), datetime(1969, 5, 5, 12, tzinfo=UTC)):
        with pytest.raises(ClockError, match=r"runs from .* lies outside"):
            due(clock, started, calendar=shipped.get(clock.calendar))


def test_nobody_is_late_in_a_window_or_before_an_earliest_date(catalogue: Catalogue) -> None:
    window, earliest = catalogue.clock("marac_repeat"), catalogue.clock("rso_reactive")
    with pytest.raises(ClockError, match="marac_repeat is a window in which events count, not a date to be met"):
        state(window, NOON, None, NOON)
    with pytest.raises(ClockError, match="rso_reactive is an earliest date, not a date to be met"):
        standing_sql(earliest, Cases(table="t", started="s"), NOON)
    assert due(window, NOON).date() == date(2025, 6, 3)


def test_a_pause_cannot_end_before_it_begins() -> None:
    with pytest.raises(ClockError, match="before it begins"):
        Pause("x", NOON, NOON - timedelta(seconds=1), "hospital", "Inspector 12")


def test_pauses_need_a_key() -> None:
    with pytest.raises(ClockError, match="name the column that holds the identifier of a case as key"):
        Cases(table="t", started="s", pauses="clock_pause")


def test_times_without_a_zone_are_refused_everywhere(catalogue: Catalogue) -> None:
    naive, ncrs = NOON.replace(tzinfo=None), catalogue.clock("ncrs_record")
    for times in ((naive, None, NOON), (NOON, naive, NOON), (NOON, None, naive)):
        with pytest.raises(ClockError, match="has no time zone"):
            state(ncrs, *times)
    with pytest.raises(ClockError, match="has no time zone"):
        standing_sql(ncrs, Cases(table="t", started="s"), naive)


def test_states_on_the_wall_do_not_depend_on_the_zone(catalogue: Catalogue) -> None:
    """Python compares two London times as they stand on the wall, which is an hour out between the two 01:30s."""
    clock: Clock = replace(catalogue.clock("ncrs_record"), limit=1)
    started = datetime(2024, 10, 27, 0, 15, tzinfo=UTC).astimezone(LONDON)
    just_late = datetime(2024, 10, 27, 1, 20, tzinfo=UTC).astimezone(LONDON)
    assert f"{started:%H:%M} {just_late:%H:%M}" == "01:15 01:20"
    standing = state(clock, started, just_late, just_late + timedelta(hours=3))
    assert (standing.state, standing.late_by) == ("missed", timedelta(minutes=5))
    assert state(clock, started, None, just_late).state == "overdue"
    assert state(clock, just_late, None, started).state == "not started"


def test_an_end_on_a_bare_date_ends_with_that_day(catalogue: Catalogue) -> None:
    comments, published, later = catalogue.clock("s55_publish"), date(2024, 1, 15), datetime(2024, 6, 1, tzinfo=UTC)
    assert state(comments, published, date(2024, 3, 10), later).state == "met"
    late = state(comments, published, date(2024, 3, 11), later)
    assert (late.state, late.late_by) == ("missed", timedelta(days=1))


def test_a_case_that_ended_during_a_pause_was_met(catalogue: Catalogue) -> None:
    bail, pause = catalogue.clock("bail_1"), Pause("bail_1", NOON, None, "with_prosecutor", "Inspector 12")
    arrested = NOON - timedelta(days=30)
    ended = state(bail, arrested, NOON + timedelta(days=200), NOON + timedelta(days=300), pauses=[pause])
    assert (ended.state, ended.due_at) == ("met", None)


def test_pauses_are_seen_as_they_were_known(catalogue: Catalogue) -> None:
    bail, arrested = catalogue.clock("bail_1"), datetime(2024, 4, 14, 12, tzinfo=UTC)
    pause = Pause("bail_1", NOON, NOON + timedelta(days=60), "with_prosecutor", "Inspector 12")

    def seen(after: int) -> str:
        return state(bail, arrested, None, NOON + timedelta(days=after), pauses=[pause]).state

    assert [seen(after) for after in (-1, 1, 59, 61, 99, 102)] == ["due", "paused", "paused", "due", "due", "overdue"]
