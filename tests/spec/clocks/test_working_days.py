"""Working days

A working day is Monday to Friday, except bank holidays of England and Wales. The day of the event is day 0, whatever
its time of day, and the limit runs to the end of its last working day. So a victim's referral "within 2 working days"
of a report late on a Thursday is in time until the end of Monday.
"""

from __future__ import annotations

from tests.spec.clocks.shipped import london, when_due
from tests.spec.tables import rows


def test_the_day_of_the_event_is_day_0() -> None:
    """The time of day makes no difference, and the last day counts to its end."""
    for row in rows("""
        reported         | referred by
        2024-06-03 00:00 | 2024-06-05 23:59
        2024-06-03 23:59 | 2024-06-05 23:59
        2024-06-06 10:00 | 2024-06-10 23:59
    """):
        assert when_due("vc_referral", row["reported"]) == row["referred by"]


def test_weekends_and_bank_holidays_do_not_count() -> None:
    """Good Friday and Easter Monday 2024 were 29 March and 1 April."""
    for row in rows("""
        reported         | referred by      | because
        2024-03-28 09:00 | 2024-04-03 23:59 | Friday to Monday do not count
        2024-03-30 09:00 | 2024-04-03 23:59 | a report on a Saturday: Tuesday is day 1
        2024-04-01 09:00 | 2024-04-03 23:59 | a report on a bank holiday: Tuesday is day 1
    """):
        assert when_due("vc_referral", row["reported"]) == row["referred by"]


def test_the_turn_of_the_year() -> None:
    """25, 26 and 27 December 2022, and 2 January 2023, were holidays."""
    assert when_due("vc_key_std", "2022-12-22 12:00") == "2023-01-03 23:59"
    assert when_due("vc_key_enh", "2022-12-23 12:00") == "2022-12-28 23:59"


def test_a_leap_day_is_a_day() -> None:
    """29 February 2024 was a Thursday."""
    assert when_due("vc_key_enh", "2024-02-28 12:00") == "2024-02-29 23:59"
    assert when_due("vc_key_enh", "2023-02-28 12:00") == "2023-03-01 23:59"


def test_an_event_belongs_to_its_day_in_london() -> None:
    """In summer, 23.30 in UTC is already the next day in London."""
    assert when_due("vc_key_enh", "2024-06-03T23:30:00+00:00") == when_due("vc_key_enh", "2024-06-04 00:30")
    assert when_due("vc_key_enh", "2024-06-04 00:30") == "2024-06-05 23:59"


def test_fifteen_working_days() -> None:
    """The first assessment of a registered sex offender, with a bank holiday on 27 May 2024."""
    assert when_due("arms_first", "2024-05-16 15:00") == "2024-06-07 23:59"
    assert london("2024-06-07 23:59").strftime("%A") == "Friday"
