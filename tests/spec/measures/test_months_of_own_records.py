"""Months of a force's own records

Published figures come month by month in files. A force's own records come as rows, in extracts that begin and end
anywhere, or live. So a month's figure must say whether the month is whole. A month that begins or ends with days
without a row, on which the table is used to have some, covers less than others: it is shown, and kept out of limits and
tests. A month without any row is unknown, never zero, unless the table has so few rows that chance may leave a month
empty. How old a month is tells the newest row and not the clock: an extract that is loaded a year late is as old as
what it holds.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.spec.measures.own_records import at, days, fairshire, load, told

from forcesight.operations import Platform


@pytest.fixture
def home(tmp_path: Path) -> Platform:
    return fairshire(tmp_path)


def calls(first: str, last: str, each_day: int = 2) -> list[dict[str, object]]:
    """So many 999 calls on every day from one to another."""
    return [{"channel": "telephone", "line": "999", "offered_at": at(f"{day} {hour:02d}:00")}
            for day in days(first, last) for hour in range(each_day)]  # fmt: skip


def test_whole_months_count(home: Platform) -> None:
    """Two calls a day from March to May: 62, 60 and 62."""
    load(home, "contact", calls("2025-03-01", "2025-05-31"))
    assert told(home, "calls_999") == {"2025-03": 62, "2025-04": 60, "2025-05": 62}


def test_an_extract_that_begins_and_ends_within_months(home: Platform) -> None:
    """From 10 March to 20 June: March and June cover less than others."""
    load(home, "contact", calls("2025-03-10", "2025-06-20"))
    assert told(home, "calls_999") == {"2025-03": "partial", "2025-04": 60, "2025-05": 62, "2025-06": "partial"}


def test_the_month_that_is_not_over(home: Platform) -> None:
    """On 31 May, May has all its days but is not over: calls may still come, or come in late."""
    load(home, "contact", calls("2025-04-01", "2025-05-31"))
    assert told(home, "calls_999", on="2025-05-31") == {"2025-04": 60, "2025-05": "partial"}


def test_a_month_between_without_any_row_is_unknown(home: Platform) -> None:
    """Nobody loaded April: that is not a month without emergencies."""
    load(home, "contact", [*calls("2025-03-01", "2025-03-31"), *calls("2025-05-01", "2025-05-31")])
    assert told(home, "calls_999") == {"2025-03": 62, "2025-04": "missing", "2025-05": 62}


def test_where_rows_are_few_a_month_may_have_none(home: Platform) -> None:
    """A row a month on average: an empty month is zero, and one whose last ten days are empty is whole."""
    rows = [{"used_at": at(f"2025-{month} 12:00")} for month in ("03-05", "03-20", "05-11", "06-02", "06-28")]
    load(home, "use_of_force", rows)
    assert told(home, "use_of_force") == {"2025-03": 2, "2025-04": 0, "2025-05": 1, "2025-06": 2}


def test_an_office_that_is_closed_at_weekends(home: Platform) -> None:
    """Reviews on working days. August ended on a Sunday and is whole; September, to Thursday the 25th, is not."""
    closed = ("2025-05-05", "2025-05-26", "2025-08-25")
    worked = [day for day in days("2025-05-01", "2025-09-25") if at(day).weekday() < 5 and day not in closed]
    reviews = [{"investigation_id": "i", "reviewed_at": at(f"{day} {hour}:00"), "due_at": at(f"{day} 23:00")}
               for day in worked for hour in (10, 12, 14)]  # fmt: skip
    load(home, "supervisor_review", reviews)
    found = told(home, "investigation_reviewed_in_time")
    assert found == {**dict.fromkeys([f"2025-{month:02d}" for month in range(5, 9)], 100), "2025-09": "partial"}


def test_a_month_settles_when_later_months_are_held(home: Platform) -> None:
    """Hours in custody are known when people have left: a month counts once the month after it is held whole."""
    stays = [{"arrived_at": at(f"{day} 10:00"), "released_at": at(f"{day} {hour}:00")}
             for day in days("2025-03-01", "2025-05-31") for hour in (14, 18)]  # fmt: skip
    load(home, "custody_record", stays)
    assert told(home, "hours_detained") == {"2025-03": 6, "2025-04": 6, "2025-05": "filling"}
    assert told(home, "custody_records")["2025-05"] == 62, "how many came in is known already"


def test_age_is_told_by_the_newest_row_and_not_by_the_clock(home: Platform) -> None:
    """Investigations of one year, loaded three years later: the last six months are as unsettled as they were."""
    load(home, "investigation", [{"crime_id": "c", "allocated_at": at(f"{day} 10:00")}
                                 for day in days("2022-01-01", "2022-12-31")])  # fmt: skip
    found = told(home, "crimes_charged")
    assert [month for month, figure in found.items() if figure == "filling"] == [f"2022-{m:02d}" for m in range(7, 13)]


def test_what_is_planned_has_not_happened(home: Platform) -> None:
    """Duties are planned ahead: a month that lies ahead is not shown."""
    duties = [{"officer_id": "o", "duty_kind": "duty", "starts_at": at(f"{day} 07:00")}
              for day in days("2025-11-01", "2026-03-31")]  # fmt: skip
    load(home, "duty", duties)
    assert told(home, "duty_sickness") == {"2025-11": 0, "2025-12": 0, "2026-01": "partial"}


def test_a_slip_of_the_pen_makes_no_month_whole(home: Platform) -> None:
    """One row dated 2062 does not settle the months before it, nor make decades of unknown months."""
    load(home, "contact", [*calls("2025-03-01", "2025-04-10"), *calls("2062-01-01", "2062-01-01")])
    assert told(home, "calls_999") == {"2025-03": 62, "2025-04": "partial"}
