"""Crimes, victims, custody, missing people: shares of cases in time

A limit that the records themselves work out, such as when a review was due, is in the row: it is in time where no day
of lateness is recorded. What was due and never done has no row and cannot be in a share, and the measures say so.
Shares of what takes time to happen, such as a cancellation or a charge, count only once the months after it are known.
"""

from __future__ import annotations

from tests.spec.catalogue.counting import counted

from forcesight.catalogue import Catalogue


CRIMES = """
record_kind | hours_to_record | cancelled_at
crime       |              24 | -
crime       |            24.1 | -
crime       |               - | -
crime       |               2 | 2025-06-02
N100        |               2 | -
"""
REVIEWS = """
due_at     | days_late
2025-06-01 |         -
2025-06-01 |         0
2025-06-01 |       0.5
-          |         -
"""
CONTACTS = """
contact_kind | due_at     | days_late
update       | 2025-06-01 |         -
update       | 2025-06-01 |         3
key decision | 2025-06-01 |         -
update       | -          |         -
"""
STAYS = """
is_child | overnight | appropriate_adult_at
1        |         1 | 22:15
1        |         - | -
0        |         1 | -
"""
BAIL = """
bail_kind                    | due_at     | ended_at   | days_late
pre-charge bail              | 2025-06-01 | 2025-05-20 |         -
pre-charge bail              | 2025-06-01 | 2025-06-04 |         3
pre-charge bail              | 2025-06-01 | -          |         -
released under investigation | -          | 2025-06-04 |         -
"""
REFERRALS = """
risk     | hours_to_triage
high     |              23
amber    |              25
medium   |               -
standard |             200
-        |               2
"""
EPISODES = """
is_child | found_at | hours_to_interview
1        | 23:00    |                 72
1        | 23:00    |                  -
1        | -        |                  -
0        | 23:00    |                  5
"""
SEARCHES = """
self_defined_ethnicity | object_found | body_worn_video
W1                     |            1 |               1
NS                     |            0 |               0
-                      |            - |               1
"""
ANSWERS = """
survey  | question | satisfied
victims | overall  |         1
victims | overall  |         0
victims | overall  |         -
victims | update   |         0
staff   | overall  |         0
"""


def test_recorded_within_24_hours() -> None:
    """Two of three crimes whose first report is known; a report that was not crimed is no crime."""
    assert counted("crimes_recorded_in_24h", CRIMES) == (2, 3)


def test_cancelled_crimes() -> None:
    """One of four was cancelled, so three count as crimes."""
    assert counted("crimes_cancelled", CRIMES) == (1, 4)
    assert counted("crimes", CRIMES)[0] == 3


def test_reviews_in_time() -> None:
    """Two of three that had a date; half a day late is late."""
    assert counted("investigation_reviewed_in_time", REVIEWS) == (2, 3)


def test_victims_told_in_time() -> None:
    """Updates and key decisions are told apart."""
    assert counted("victim_updated_in_time", CONTACTS) == (1, 2)
    assert counted("victim_told_of_decision_in_time", CONTACTS) == (1, 1)


def test_children_in_custody() -> None:
    """An appropriate adult came for one of two; whether the other was held overnight is not known."""
    assert counted("custody_appropriate_adult", STAYS) == (1, 2)
    assert counted("custody_children_overnight", STAYS) == (1, 1)


def test_bail_that_ended_late() -> None:
    """One of the two that have ended; one of four releases was under investigation."""
    assert counted("bail_overdue", BAIL) == (1, 2)
    assert counted("released_under_investigation", BAIL) == (1, 4)


def test_referrals_triaged_in_time() -> None:
    """Of three above standard risk one was triaged in a day, one later and one not at all."""
    assert counted("referral_assessed_in_time", REFERRALS) == (1, 3)


def test_return_interviews() -> None:
    """Seventy-two hours are in time; a child who is still missing cannot be interviewed."""
    assert counted("missing_return_interview_in_72h", EPISODES) == (1, 2)


def test_what_is_missing_in_searches() -> None:
    """That somebody did not state an ethnicity is a record; that nobody asked is none."""
    assert counted("search_ethnicity_missing", SEARCHES) == (1, 3)
    assert counted("force_search_find_rate", SEARCHES) == (1, 2)
    assert counted("search_body_worn_video", SEARCHES) == (2, 3)


def test_satisfaction_is_of_one_question_of_one_survey() -> None:
    """One of the two victims who answered the question on the whole."""
    assert counted("satisfaction", ANSWERS) == (1, 2)


def test_shares_that_take_time_say_how_long() -> None:
    """Months that must have passed before a month counts."""
    measures = {measure.id: measure.maturity_months for measure in Catalogue.load().measures()}
    waiting = ("crimes_cancelled", "crimes_charged", "bail_overdue", "hours_detained", "crimes_recorded_in_24h")
    assert [measures[name] for name in waiting] == [3, 6, 6, 1, 0]
