"""The days of a synthetic force, and its clocks, which change twice a year."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.span import Span


LONDON = ZoneInfo("Europe/London")
SPAN = Span.of_years(
    3, date(2025, 12, 31), (date(2022, 12, 27), date(2024, 1, 1), date(2025, 12, 25), date(2026, 1, 1))
)


def utc(year: int, month: int, day: int, seconds: int) -> str:
    """The instant, in UTC, at which the clock shows so many seconds after midnight of a day."""
    number = (date(year, month, day) - SPAN.first).days
    (found,) = SPAN.instants(np.array([number]), np.array([seconds]))
    return str(found)[:19]


def test_whole_years_end_on_the_last_day() -> None:
    assert (SPAN.first, SPAN.last, SPAN.days) == (date(2023, 1, 1), date(2025, 12, 31), 1096)
    assert str(SPAN.end)[:19] == "2026-01-01T00:00:00"
    assert SPAN.month_names[0] == "2023-01"
    assert SPAN.month_names[-1] == "2025-12"
    assert len(SPAN.month_names) == SPAN.month[-1] + 1 == 36


def test_bank_holidays_are_those_of_the_span() -> None:
    assert SPAN.bank_holidays == (date(2024, 1, 1), date(2025, 12, 25))
    assert [str(day) for day in SPAN.dates[SPAN.holiday]] == ["2024-01-01", "2025-12-25"]


@pytest.mark.parametrize(
    ("day", "seconds", "instant"),
    [
        ((2024, 1, 15), 9 * 3600, "2024-01-15T09:00:00"),
        ((2024, 7, 15), 9 * 3600, "2024-07-15T08:00:00"),
        ((2024, 7, 15), 0, "2024-07-14T23:00:00"),
        # 31 March 2024: the clocks skip from 01:00 to 02:00, so 01:30 is told as 02:30 summer time.
        ((2024, 3, 31), 5400, "2024-03-31T01:30:00"),
        ((2024, 3, 31), 7200, "2024-03-31T01:00:00"),
        # 27 October 2024: 01:30 comes twice, and the first is meant.
        ((2024, 10, 27), 5400, "2024-10-27T00:30:00"),
        ((2024, 10, 27), 7200, "2024-10-27T02:00:00"),
        # Seconds that run over.
        ((2024, 10, 26), 27 * 3600, "2024-10-27T03:00:00"),
    ],
)
def test_local_times_become_instants(day: tuple[int, int, int], seconds: int, instant: str) -> None:
    assert utc(*day, seconds) == instant


def test_instants_agree_with_the_standard_library_and_come_back() -> None:
    rng = chance(1, "test")
    day, seconds = rng.integers(0, SPAN.days, 3000), rng.integers(7200, 86400, 3000)
    instants = SPAN.instants(day, seconds)
    for instant, number, second in zip(instants.tolist(), day.tolist(), seconds.tolist(), strict=True):
        local = instant.replace(tzinfo=UTC).astimezone(LONDON)
        assert (local.date() - SPAN.first).days == number
        assert local.hour * 3600 + local.minute * 60 + local.second == second
    again = SPAN.local(instants)
    assert (again[0] == day).all()
    assert (again[1] == seconds).all()


def test_a_purpose_has_a_stream_of_its_own() -> None:
    first, same, other = (chance(1, *purpose).random(4) for purpose in (("a", 1), ("a", 1), ("a", 2)))
    assert (first == same).all()
    assert (first != other).any()
    assert (chance(2, "a", 1).random(4) != first).any()
    # The stream is known, so a change of machine or library that moved it would be seen.
    assert chance(1, "people").integers(1_000_000, size=3).tolist() == [762895, 704029, 126630]


def test_the_day_after_the_last_is_that_of_the_clock() -> None:
    summer = Span(date(2024, 6, 1), date(2024, 6, 30))
    assert summer.end.item() == datetime(2024, 6, 30, 23)  # noqa: DTZ001 - NumPy's instants have no zone
