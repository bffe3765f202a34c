"""Response: attendance in time, and what downgrades do to it

Attendance is told by the first grade of an incident, so that a downgrade after the time has run out does not take a
late arrival out of the figure. An attended incident without a time of arrival is never in time; how many there are is
a measure of its own. The limits are those of the catalogue's clocks: 15 minutes in urban places, 20 in rural ones, 60
for grade 2. A change of grade in the last fifth of the time allowed is what a review looks at first.
"""

from __future__ import annotations

from tests.spec.catalogue.counting import counted


INCIDENTS = """
first_grade | grade | rural | attended | minutes_to_attend
1           | 1     |     0 |        1 |                15
1           | 2     |     0 |        1 |                16
1           | 1     |     0 |        1 |                 -
1           | 1     |     1 |        1 |                19
1           | 1     |     - |        1 |                 5
1           | 3     |     0 |        0 |                 -
2           | 2     |     0 |        1 |                60
2           | 1     |     1 |        1 |                61
4           | 4     |     0 |        - |                 -
"""
CHANGES = """
from_grade | to_grade | minutes_open | reason_code
-          | 1        |            1 | -
1          | 2        |           12 | -
1          | 2        |            3 | new information
2          | 3        |           59 | no unit available
2          | 4        |           61 | new information
3          | 4        |           14 | reassessed
2          | 1        |           14 | new information
"""


def test_the_first_grade_decides() -> None:
    """Of three urban emergencies that were attended one was in time; one was late and downgraded, one has no time."""
    assert counted("immediate_in_15_urban", INCIDENTS) == (1, 3)


def test_rural_places_have_their_own_limit() -> None:
    """Nineteen minutes are in time there. A place of which the records do not say is in neither share."""
    assert counted("immediate_in_20_rural", INCIDENTS) == (1, 1)


def test_priority() -> None:
    """Sixty minutes are in time, sixty-one are not, whatever the grade is now."""
    assert counted("priority_in_60", INCIDENTS) == (1, 2)


def test_the_mean_leaves_unknown_times_out() -> None:
    """15, 16, 19 and 5 minutes."""
    assert counted("minutes_to_attend_immediate", INCIDENTS) == (55, 4)


def test_what_is_not_known() -> None:
    """One of seven attended incidents has no time of arrival; whether a unit attended is known of eight of nine."""
    assert counted("attendance_time_missing", INCIDENTS) == (1, 7)
    assert counted("incidents_attended", INCIDENTS) == (7, 8)
    assert counted("incidents", INCIDENTS)[0] == 9


def test_downgraded() -> None:
    """Two of nine have a lower grade now than at first; one has a higher one."""
    assert counted("downgraded", INCIDENTS) == (2, 9)


def test_downgraded_as_time_ran_out() -> None:
    """Of four downgrades from grades 1 and 2, one came after 12 of 15 minutes and one after 59 of 60."""
    assert counted("downgraded_near_limit", CHANGES) == (2, 4)


def test_changed_without_a_reason() -> None:
    """Of six changes one has no reason; the first grade of all is no change."""
    assert counted("regraded_without_reason", CHANGES) == (1, 6)
