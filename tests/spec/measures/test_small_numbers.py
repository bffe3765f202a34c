"""Small numbers in published tables

A count from 1 to 4 could point at a person, so it is hidden. If its row total is published it follows by subtraction,
so further cells are hidden until nothing follows. What one release hides, no other release may give away.
"""

from __future__ import annotations

from tests.spec.measures.published_table import hidden, shown
from tests.spec.tables import rows


FIGURES = [[12, 3, 20], [8, 15, 9], [30, 40, 11]]


def table(text: str) -> list[list[object]]:
    return [list(row.values())[1:] for row in rows(text)]


def test_a_small_cell_takes_three_more_with_it() -> None:
    """The 3 is hidden; so are the cheapest cells that keep it from following from its row and its column."""
    assert shown(FIGURES) == table("""
        district | knife | robbery | other | total
        North    |     - |       - |    20 |    35
        South    |     - |       - |     9 |    32
        West     |    30 |      40 |    11 |    81
        total    |    50 |      58 |    40 |   148
    """)


def test_zeros_and_large_counts_are_shown() -> None:
    """0 points at nobody; 5 is the first count shown."""
    assert shown([[0, 5], [7, 0]]) == [[0, 5, 5], [7, 0, 7], [7, 5, 12]]


def test_two_small_cells_that_add_up_to_two() -> None:
    """Hidden cells are at least 1, so two that add up to 2 would both be known: a third is hidden beside them."""
    assert shown([[1, 1, 20], [30, 40, 50]]) == table("""
        district | knife | robbery | other | total
        North    |     - |       - |     - |    22
        South    |     - |       - |     - |   120
        total    |    31 |      41 |    70 |   142
    """)


def test_a_single_row() -> None:
    """Where rows and totals are the same figures the total's cell is hidden with it."""
    assert shown([[12, 3, 20]]) == [[None, None, 20, 35], [None, None, 20, 35]]


def test_a_small_total() -> None:
    """A total under the threshold is hidden too, and cannot be had from the others."""
    north, *_ = shown([[2, 1, 0], [30, 40, 50]])
    assert north == [None, None, 0, None]


def test_the_threshold_is_the_publishers() -> None:
    """Under 10 with a threshold of 10."""
    assert (0, 0) in hidden([[9, 50], [50, 50]], threshold=10)
    assert hidden([[9, 50], [50, 50]]) == frozenset()


def test_what_was_hidden_stays_hidden() -> None:
    """The 3 was revised to 6, which alone could be shown: but then the first release's 3 would be narrowed down."""
    first = hidden(FIGURES)
    revised = [[12, 6, 20], [8, 15, 9], [30, 40, 11]]
    assert hidden(revised) == frozenset()
    assert hidden(revised, hidden_before=first) == first


def test_what_another_release_shows_cannot_be_hidden() -> None:
    """An earlier release shows the 12 as it is: hiding it again would hide nothing, so another way round is found."""
    second = hidden(FIGURES, known=[(0, 0)])
    assert (0, 1) in second and (0, 0) not in second
    assert len(second) >= len(hidden(FIGURES))
