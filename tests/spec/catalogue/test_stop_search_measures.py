"""Stop and search: find rate and action.

The find rate is the share of searches whose outcome was linked to what was looked for, among the searches for which the
force says so. Where it says nothing the link is unknown: such a search counts neither for nor against, and the share of
unknown links is a measure of its own, shown beside it.
"""

from __future__ import annotations

from tests.spec.catalogue.counting import counted


SEARCHES = """
outcome                        | outcome_linked
Arrest                         | 1
Arrest                         | 0
A no further action disposal   | 0
A no further action disposal   | -
Community resolution           | -
-                              | 0
"""


def test_the_find_rate_leaves_the_unknown_out() -> None:
    """One of the four searches with a known link found what was looked for."""
    assert counted("search_find_rate", SEARCHES) == (1, 4)


def test_the_unknown_is_counted_beside_it() -> None:
    """Two of all six searches have an unknown link."""
    assert counted("search_link_not_known", SEARCHES) == (2, 6)


def test_action_is_any_outcome_but_no_further_action() -> None:
    """Three of the five searches with a recorded outcome led to action, linked or not."""
    assert counted("search_action_rate", SEARCHES) == (3, 5)


def test_every_search_counts() -> None:
    """All six searches, whatever became of them."""
    assert counted("stop_searches", SEARCHES)[0] == 6
