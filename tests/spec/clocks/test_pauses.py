"""Pauses

While a pause lasts the clock stands still, and its end moves by exactly what the pause took. A pause is a row that says
which clock stops, from when to when, why, and by whose authority. It stops the clock that it names and every clock for
which the catalogue lists its reason; a clock without such reasons cannot be paused. Time that two pauses share counts
once.
"""

from __future__ import annotations

import pytest
from tests.spec.clocks.shipped import clock_for, london, when_due
from tests.spec.tables import rows

from forcesight.clocks import ClockError, Pause, due, state


def pauses(clock: str, text: str) -> list[Pause]:
    """Pauses of a clock as a table: paused, resumed (- while it lasts), reason."""
    return [
        Pause(clock, london(row["paused"]), row["resumed"] and london(row["resumed"]), row["reason"], "Inspector 12")
        for row in rows(text)
    ]


def test_hours_in_hospital_do_not_count_towards_detention() -> None:
    """24 hours from 10:00, with three and a half hours in hospital."""
    in_hospital = pauses("custody_detention", """
        paused           | resumed          | reason
        2024-06-03 12:00 | 2024-06-03 15:30 | hospital
    """)  # fmt: skip
    assert when_due("custody_detention", "2024-06-03 10:00") == "2024-06-04 10:00"
    assert when_due("custody_detention", "2024-06-03 10:00", *in_hospital) == "2024-06-04 13:30"


def test_a_clock_without_reasons_cannot_be_paused() -> None:
    """The law lets nothing stop the six hours to the first review of detention, whatever a row says."""
    claimed = pauses("custody_review_first", """
        paused           | resumed          | reason
        2024-06-03 12:00 | 2024-06-03 15:30 | hospital
    """)  # fmt: skip
    assert when_due("custody_review_first", "2024-06-03 10:00", *claimed) == "2024-06-03 16:00"


def test_a_reason_in_words_stops_only_the_clock_that_is_named() -> None:
    """A reason that the catalogue lists stops every clock that lists it: here, each limit of the bail."""
    in_words = pauses("bail_1", """
        paused           | resumed          | reason
        2024-06-03 16:00 | 2024-06-10 09:00 | File sent for a decision
    """)  # fmt: skip
    listed = pauses("bail_1", """
        paused           | resumed          | reason
        2024-06-03 16:00 | 2024-06-10 09:00 | with_prosecutor
    """)  # fmt: skip
    assert when_due("bail_1", "2024-04-14 12:00", *in_words) == "2024-07-21 23:59"
    assert when_due("bail_2", "2024-04-14 12:00", *in_words) == "2024-10-14 23:59"
    assert when_due("bail_2", "2024-04-14 12:00", *listed) == "2024-10-21 23:59"


def test_time_that_two_pauses_share_counts_once() -> None:
    """From 12:00 to 16:00 are four hours, whoever wrote them down; the order of the rows does not matter."""
    both = pauses("custody_detention", """
        paused           | resumed          | reason
        2024-06-03 13:00 | 2024-06-03 16:00 | hospital
        2024-06-03 12:00 | 2024-06-03 15:30 | bail_breach_arrest
    """)  # fmt: skip
    assert when_due("custody_detention", "2024-06-03 10:00", *both) == "2024-06-04 14:00"


def test_a_pause_moves_the_end_into_reach_of_the_next() -> None:
    """The second lies after the end, but before the end as the first has moved it; the third lies after both."""
    three = pauses("custody_detention", """
        paused           | resumed          | reason
        2024-06-04 09:00 | 2024-06-04 11:00 | hospital
        2024-06-04 11:30 | 2024-06-04 12:30 | hospital
        2024-06-04 13:00 | 2024-06-04 14:00 | hospital
    """)  # fmt: skip
    assert when_due("custody_detention", "2024-06-03 10:00", *three[:1]) == "2024-06-04 12:00"
    assert when_due("custody_detention", "2024-06-03 10:00", *three) == "2024-06-04 13:00"


def test_what_lies_before_the_start_or_after_the_end_changes_nothing() -> None:
    """Of a pause that had begun before the event, only the rest counts."""
    early = pauses("custody_detention", """
        paused           | resumed          | reason
        2024-06-03 08:00 | 2024-06-03 11:00 | hospital
        2024-06-04 11:00 | 2024-06-04 15:00 | hospital
    """)  # fmt: skip
    assert when_due("custody_detention", "2024-06-03 10:00", *early) == "2024-06-04 11:00"


def test_days_with_the_prosecutor_are_added_to_bail() -> None:
    """From 3 to 10 June are seven days; a pause within one day adds none."""
    with_prosecutor = pauses("bail_1", """
        paused           | resumed          | reason
        2024-06-03 16:00 | 2024-06-10 09:00 | with_prosecutor
        2024-06-12 09:00 | 2024-06-12 17:00 | with_prosecutor
    """)  # fmt: skip
    assert when_due("bail_1", "2024-04-14 12:00") == "2024-07-14 23:59"
    assert when_due("bail_1", "2024-04-14 12:00", *with_prosecutor) == "2024-07-21 23:59"


def test_a_pause_that_lasts_leaves_no_due_date() -> None:
    """The case is paused, neither due nor overdue."""
    lasting = pauses("bail_1", """
        paused           | resumed | reason
        2024-06-03 16:00 | -       | with_prosecutor
    """)  # fmt: skip
    bail = clock_for("bail_1", "2024-04-14")
    with pytest.raises(ClockError, match="The clock bail_1 is paused, so it has no due date until the pause ends"):
        due(bail, london("2024-04-14 12:00"), pauses=lasting)
    standing = state(bail, london("2024-04-14 12:00"), None, london("2025-01-01 12:00"), pauses=lasting)
    assert (standing.state, standing.due_at) == ("paused", None)


def test_a_pause_needs_a_reason_and_an_authority() -> None:
    """Without either the clock runs on, so such a row is refused."""
    with pytest.raises(ClockError, match="say why the clock stops, and who authorised it"):
        Pause("custody_detention", london("2024-06-03 12:00"), None, "hospital", " ")
