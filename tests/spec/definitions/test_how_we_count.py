"""How we count.

A definition is a condition or a number that is worked out for each row, and then added up. A missing value is not "no"
and not zero: it is unknown, and stays unknown in everything that is worked out from it. Unknown adds nothing to a sum.
So a share is right only when its denominator leaves out the same rows: count the known ones with `is not null`.

Every example here gives the same answer on each engine that Forcesight runs on.
"""

from __future__ import annotations

from tests.spec.definitions.answers import asked

from forcesight.records import RecordedCrime, StopSearch
from forcesight.store.definitions.engines import Engine


SEARCHES = """
force  | month   | hour | outcome          | outcome_linked
north  | 2024-01 |    9 | Arrest           | true
north  | 2024-01 |   16 | Arrest           | false
north  | 2024-02 |   23 | -                | -
south  | 2024-02 |    - | Khat or Cannabis | true
south  | 2024-03 |   17 | -                | -
"""


def test_a_condition_counts_the_rows_where_it_is_true(engine: Engine) -> None:
    """Two outcomes were linked, one was not, and of two it is unknown: those count for neither."""
    assert asked(engine, StopSearch, SEARCHES, "outcome_linked", "not outcome_linked") == [2, 1]


def test_what_is_known_can_be_counted(engine: Engine) -> None:
    """The link is known of three searches, so that the share that was linked is 2 of 3."""
    assert asked(engine, StopSearch, SEARCHES, "outcome_linked is not null", "outcome_linked is null") == [3, 2]


def test_unknown_can_be_asked_for(engine: Engine) -> None:
    """`is true` is never unknown: what is not true is false or missing."""
    assert asked(engine, StopSearch, SEARCHES, "outcome_linked is true", "outcome_linked is not true") == [2, 3]


def test_a_missing_value_is_neither_equal_nor_different(engine: Engine) -> None:
    """Two searches without an outcome are not among those whose outcome is "not an arrest"."""
    assert asked(engine, StopSearch, SEARCHES, "outcome = 'Arrest'", "outcome <> 'Arrest'") == [2, 1]


def test_a_missing_value_is_in_no_list_and_outside_none(engine: Engine) -> None:
    """The same holds for lists."""
    found = asked(engine, StopSearch, SEARCHES, "outcome in ('Arrest', 'Caution')", "outcome not in ('Caution')")
    assert found == [2, 3]


def test_one_side_may_decide(engine: Engine) -> None:
    """`and` is false when either side is, `or` is true when either side is, whatever the other one may be."""
    both = asked(engine, StopSearch, SEARCHES, "(outcome_linked and force = 'north') is null")
    either = asked(engine, StopSearch, SEARCHES, "outcome_linked or force = 'north'")
    assert (both, either) == ([1], [4])


def test_a_number_is_added_where_it_is_known(engine: Engine) -> None:
    """The hours of four searches are 9, 16, 23 and 17; the fifth adds nothing."""
    assert asked(engine, StopSearch, SEARCHES, "hour") == [65]


def test_a_sum_of_nothing_known_is_unknown(engine: Engine) -> None:
    """No latitude is known, so their sum is unknown and not 0; a count of something that never happened is 0."""
    assert asked(engine, StopSearch, SEARCHES, "latitude", "latitude > 52") == [None, 0]


def test_no_rows_at_all(engine: Engine) -> None:
    """The count is 0, and the sum is unknown."""
    assert asked(engine, StopSearch, SEARCHES, "outcome_linked", "hour", where="force = 'east'") == [0, None]


def test_rows_are_chosen_by_a_condition_that_is_true(engine: Engine) -> None:
    """Rows of which the condition is false or unknown are left out."""
    assert asked(engine, StopSearch, SEARCHES, where="outcome_linked") == [2]


def test_a_missing_value_is_a_group_of_its_own(engine: Engine) -> None:
    """Searches without an outcome are shown as such, not dropped."""
    by_outcome = asked(engine, StopSearch, SEARCHES, by="outcome")
    assert by_outcome == {"Arrest": [2], "Khat or Cannabis": [1], None: [2]}


def test_between_includes_both_ends(engine: Engine) -> None:
    """9 and 16 lie between 9 and 16, and a missing hour lies nowhere."""
    assert asked(engine, StopSearch, SEARCHES, "hour between 9 and 16", "hour not between 9 and 16") == [2, 2]


def test_months_are_compared_as_they_are_written(engine: Engine) -> None:
    """Months sort by year and then by month."""
    since = asked(engine, StopSearch, SEARCHES, "month >= '2024-02'", "month between '2024-01' and '2024-02'")
    assert since == [3, 4]


def test_the_first_true_branch_of_a_case_counts(engine: Engine) -> None:
    """A night search counts 2 and any other one 1; an hour that is not known is not night."""
    assert asked(engine, StopSearch, SEARCHES, "case when hour >= 22 then 2 else 1 end") == [6]


def test_a_missing_value_may_be_given_one(engine: Engine) -> None:
    """`coalesce` takes the first that is known."""
    assert asked(engine, StopSearch, SEARCHES, "coalesce(outcome_linked, false)", "coalesce(hour, 0)") == [2, 65]


def test_dividing_by_zero_is_unknown(engine: Engine) -> None:
    """7 divided by the hour less 16 is -1 for 9, 1 for 23, 7 for 17, and unknown for 16 and for a missing hour."""
    assert asked(engine, StopSearch, SEARCHES, "7 / (hour - 16)") == [7]


PLACES = """
location          | latitude
On or near Ash St |  53.0
on or near ash st |  0
ON OR NEAR ÉCOLE  |  1e16
On or near Ash St |  1e-16
"""


def test_text_is_compared_letter_by_letter(engine: Engine) -> None:
    """Capitals differ from small letters, unless `lower` or `upper` has made them alike."""
    exact, folded = "location = 'On or near Ash St'", "lower(location) = 'on or near ash st'"
    assert asked(engine, RecordedCrime, PLACES, exact, folded) == [2, 3]


def test_lower_and_upper_change_a_to_z_only(engine: Engine) -> None:
    """É stays as it is in `lower`, because engines differ on letters with accents."""
    ends = ("lower(location) like '%École'", "lower(location) like '%école'")
    assert asked(engine, RecordedCrime, PLACES, *ends) == [1, 0]


def test_like_has_two_signs(engine: Engine) -> None:
    """`%` is any run of characters, also of none, and `_` is exactly one."""
    assert asked(engine, RecordedCrime, PLACES, "location like 'On%St'", "location like 'On or near ___ St'") == [2, 2]


def test_capitals_sort_before_small_letters(engine: Engine) -> None:
    """Text sorts by the number of its characters in Unicode, in no language's order."""
    assert asked(engine, RecordedCrime, PLACES, "location < 'a'") == [3]


def test_a_number_that_is_no_measurement_is_unknown(engine: Engine) -> None:
    """Beyond 1e15, or nearer to zero than 1e-15 without being 0, nothing was measured: 53 and 0 are left."""
    assert asked(engine, RecordedCrime, PLACES, "latitude is not null", "latitude") == [2, 53]
