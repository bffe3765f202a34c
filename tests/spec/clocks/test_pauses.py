"""Pauses

While a pause lasts the clock stands still, and its end moves by exactly what the pause took. A pause is a row that
says from when to when, for which reason and on whose authority, and it stops only the clocks that the catalogue lets
it stop. Time that two pauses share counts once.
"""

from __future__ import annotations

import pytest
from tests.spec.clocks.shipped import clock_for, london, when_due
from tests.spec.tables import rows

from forcesight.clocks import ClockError, Pause, due, state


def pauses(text: str) -> list[Pause]:
    """Pauses as a table: paused, resumed (- while it lasts), reason."""
    return [
        Pause(london(row["paused"]), london(row["resumed"]) if row["resumed"] else None, row["reason"], "Inspector")
        for row in rows(text)
    ]


def test_hours_in_hospital_do_not_count_towards_detention() -> None:
    """24 hours from 10:00, with three and a half hours in hospital."""
    in_hospital = pauses("""
        paused           | resumed          | reason
        2024-06-03 12:00 | 2024-06-03 15:30 | hospital
    """)
    assert when_due("custody_detention", "2024-06-03 10:00") == "2024-06-04 10:00"
    assert when_due("custody_detention", "2024-06-03 10:00", *in_hospital) == "2024-06-04 13:30"


def test_a_pause_stops_only_the_clocks_that_it_may_stop() -> None:
    """Reviews of detention go on while the person is in hospital; recording a crime can never be paused."""
    in_hospital = pauses("""
        paused           | resumed          | reason
        2024-06-03 12:00 | 2024-06-03 15:30 | hospital
    """)
    assert when_due("custody_review_first", "2024-06-03 10:00", *in_hospital) == "2024-06-03 16:00"
    assert when_due("ncrs_record", "2024-06-03 10:00", *in_hospital) == "2024-06-04 10:00"


def test_time_that_two_pauses_share_counts_once() -> None:
    """From 12:00 to 16:00 are four hours, whoever wrote them down; the order of the rows does not matter."""
    both = pauses("""
        paused           | resumed          | reason
        2024-06-03 13:00 | 2024-06-03 16:00 | hospital
        2024-06-03 12:00 | 2024-06-03 15:30 | bail_breach_arrest
    """)
    assert when_due("custody_detention", "2024-06-03 10:00", *both) == "2024-06-04 14:00"


def test_a_pause_moves_the_end_into_reach_of_the_next() -> None:
    """The second pause lies after the first end, but before the end as the first pause has moved it."""
    two = pauses("""
        paused           | resumed          | reason
        2024-06-04 09:00 | 2024-06-04 11:00 | hospital
        2024-06-04 11:30 | 2024-06-04 12:30 | hospital
        2024-06-04 13:00 | 2024-06-04 14:00 | hospital
    """)
    assert when_due("custody_detention", "2024-06-03 10:00", *two[:1]) == "2024-06-04 12:00"
    assert when_due("custody_detention", "2024-06-03 10:00", *two) == "2024-06-04 13:00"


def test_what_lies_before_the_start_or_after_the_end_changes_nothing() -> None:
    """Of a pause that had begun before the event, only the rest counts."""
    early = pauses("""
        paused           | resumed          | reason
        2024-06-03 08:00 | 2024-06-03 11:00 | hospital
        2024-06-04 11:00 | 2024-06-04 15:00 | hospital
    """)
    assert when_due("custody_detention", "2024-06-03 10:00", *early) == "2024-06-04 11:00"


def test_days_with_the_prosecutor_are_added_to_bail() -> None:
    """From 3 to 10 June are seven days; a pause within one day adds none."""
    with_prosecutor = pauses("""
        paused           | resumed          | reason
        2024-06-03 16:00 | 2024-06-10 09:00 | with_prosecutor
        2024-06-12 09:00 | 2024-06-12 17:00 | with_prosecutor
    """)
    assert when_due("bail_1", "2024-04-14 12:00") == "2024-07-14 23:59"
    assert when_due("bail_1", "2024-04-14 12:00", *with_prosecutor) == "2024-07-21 23:59"


def test_a_pause_that_lasts_leaves_no_due_date() -> None:
    """The case is paused, neither due nor overdue."""
    lasting = pauses("""
        paused           | resumed | reason
        2024-06-03 16:00 | -       | with_prosecutor
    """)
    bail = clock_for("bail_1", "2024-04-14")
    with pytest.raises(ClockError, match="The clock bail_1 is paused, so it has no due date until the pause ends"):
        due(bail, london("2024-04-14 12:00"), pauses=lasting)
    standing = state(bail, london("2024-04-14 12:00"), None, london("2025-01-01 12:00"), pauses=lasting)
    assert (standing.state, standing.due_at) == ("paused", None)


def test_a_pause_needs_a_reason_and_an_authority() -> None:
    """Without either the clock runs on, so such a row is refused."""
    with pytest.raises(ClockError, match="say why the clock stops, and who allowed it"):
        Pause(london("2024-06-03 12:00"), None, "hospital", " ")
