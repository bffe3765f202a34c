"""Days and months

The day of the event is day 0 unless the rule says "beginning with", which makes it day 1. A limit of months ends on
the date with the same number, or on the last day of a month that is too short to have it. A period "beginning with" a
day ends the day before that date; "beginning with the day after" is counted so from the next day. Every such limit
runs to the end of its last day in London.
"""

from __future__ import annotations

from datetime import date

from tests.spec.clocks.shipped import when_due
from tests.spec.tables import rows

from forcesight.clocks.months import last_day


def test_day_0_or_day_1() -> None:
    """28 days after a meeting, and 28 days beginning with the day of an order."""
    assert when_due("matac_cycle", "2024-06-03 10:00") == "2024-07-01 23:59"
    assert when_due("dvpo_most", "2024-06-03 10:00") == "2024-06-30 23:59"
    assert when_due("rso_notify", "2024-06-03 10:00") == "2024-06-05 23:59"


def test_comments_on_an_inspection_report() -> None:
    """Before the end of 56 days beginning with the day of publication: publication and 55 days."""
    for row in rows("""
        published  | comments by
        2024-01-15 | 2024-03-10 23:59
        2024-02-29 | 2024-04-24 23:59
        2023-12-08 | 2024-02-01 23:59
        2022-09-27 | 2022-11-21 23:59
    """):
        assert when_due("s55_publish", row["published"]) == row["comments by"]


def test_months_after_an_event() -> None:
    """To the date with the same number, or the last day of a shorter month."""
    for row in rows("""
        event      | months | last day
        2024-01-15 | 1      | 2024-02-15
        2024-01-31 | 1      | 2024-02-29
        2023-01-31 | 1      | 2023-02-28
        2024-02-29 | 12     | 2025-02-28
        2023-11-30 | 3      | 2024-02-29
        2024-08-31 | 6      | 2025-02-28
        2024-02-29 | 1      | 2024-03-29
    """):
        assert last_day(row["event"], row["months"], "after") == row["last day"]


def test_months_beginning_with_a_day() -> None:
    """One day less; but a period that ends in a month too short ends with that month."""
    for row in rows("""
        first day  | months | last day
        2024-01-10 | 3      | 2024-04-09
        2024-03-01 | 3      | 2024-05-31
        2024-01-31 | 1      | 2024-02-29
        2023-01-31 | 1      | 2023-02-28
        2024-02-29 | 12     | 2025-02-28
    """):
        assert last_day(row["first day"], row["months"], "beginning with") == row["last day"]


def test_pre_charge_bail_begins_with_the_day_after_the_arrest() -> None:
    """Three months beginning with the bail start date, which is the day after the day of the arrest."""
    for row in rows("""
        arrested         | first limit      | because
        2024-01-09 23:50 | 2024-04-09 23:59 | 10 January to 9 April
        2023-02-28 08:00 | 2023-05-31 23:59 | 1 March to 31 May
        2024-02-28 08:00 | 2024-05-28 23:59 | 29 February to 28 May
        2023-11-29 08:00 | 2024-02-29 23:59 | 30 November; February 2024 has no 30th
        2022-11-29 08:00 | 2023-02-28 23:59 | 30 November; February 2023 has no 30th
        2023-11-30 08:00 | 2024-02-29 23:59 | 1 December to 29 February
    """):
        assert when_due("bail_1", row["arrested"]) == row["first limit"]


def test_the_limits_of_bail_all_count_from_the_arrest() -> None:
    """Three, six and nine months, and twelve in a designated case."""
    limits = {
        clock: when_due(clock, "2024-06-14 12:00")[:10] for clock in ("bail_1", "bail_2", "bail_3", "bail_complex")
    }
    assert limits == {
        "bail_1": "2024-09-14",
        "bail_2": "2024-12-14",
        "bail_3": "2025-03-14",
        "bail_complex": "2025-06-14",
    }


def test_a_day_agreed_and_the_day_before() -> None:
    """An update is due on the day that was agreed; an exit interview is held before the last day."""
    assert when_due("vc_update", date(2024, 6, 3)) == "2024-06-03 23:59"
    assert when_due("exit_interview", date(2024, 3, 1)) == "2024-02-29 23:59"
