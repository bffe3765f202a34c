"""Contact with the public: calls answered, calls given up, waits

A 999 call waits from when the operator passes it on. A 101 call that came by way of the switchboard waits twice, and
the second wait, for a contact handler, is told apart. Shares of calls answered in time are of the calls that were
answered, as in the national figures; the calls that nobody answered are a measure of their own beside them. The
limits, 10 seconds and a minute, are those of the catalogue's clocks.
"""

from __future__ import annotations

from tests.spec.catalogue.counting import counted


CALLS = """
line | seconds_to_answer | transferred_at | abandoned_at | switchboard_abandoned_at
999  |                 4 |              - |            - |                        -
999  |                10 |              - |            - |                        -
999  |                11 |              - |            - |                        -
999  |                 - |              - |        10:02 |                        -
101  |                55 |          10:00 |            - |                        -
101  |               300 |          10:00 |            - |                        -
101  |                 - |          10:00 |        10:09 |                        -
101  |                 - |              - |            - |                    10:01
"""
DIGITAL = """
channel       | incident_id
web chat      | I-1
online report | -
email         | -
telephone     | I-2
front counter | -
"""


def test_calls_are_counted_whether_or_not_anybody_answered() -> None:
    """Four calls on each line."""
    assert (counted("calls_999", CALLS)[0], counted("calls_101", CALLS)[0]) == (4, 4)


def test_within_ten_seconds_of_those_answered() -> None:
    """Ten seconds are in time, eleven are not; the call that nobody answered is left out."""
    assert counted("answered_999_in_10s", CALLS) == (2, 3)


def test_given_up_of_all() -> None:
    """One emergency call of four."""
    assert counted("abandoned_999", CALLS) == (1, 4)


def test_both_legs_of_a_101_call() -> None:
    """Two of four callers gave up, one of them at the switchboard: of the three passed on, one gave up."""
    assert counted("abandoned_101", CALLS) == (2, 4)
    assert counted("abandoned_101_handler", CALLS) == (1, 3)
    assert counted("answered_101_in_60s", CALLS) == (1, 2)


def test_a_mean_is_over_the_calls_whose_wait_is_known() -> None:
    """25 seconds over three emergency calls; 355 over two."""
    assert counted("wait_999", CALLS) == (25, 3)
    assert counted("wait_101", CALLS) == (355, 2)


def test_digital_contacts_and_what_became_of_them() -> None:
    """Three contacts were digital, and an incident was opened from one."""
    assert counted("digital_contacts", DIGITAL)[0] == 3
    assert counted("digital_to_incident", DIGITAL) == (1, 3)
