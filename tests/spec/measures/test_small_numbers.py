"""Small numbers in published tables

A count from 1 to 4 could point at a person, so it is hidden. If its row total is published it follows by subtraction,
so further cells are hidden until nothing follows. What one release hides, no other release may give away.
"""

from __future__ import annotations

import pytest
from tests.spec.tables import rows

from forcesight.measures.small_numbers import Suppressed, leaks, suppress


def shown(release: Suppressed) -> list[list[object]]:
    return [list(row) for row in release.shown]


def table(text: str) -> list[list[object]]:
    return [list(row.values())[1:] for row in rows(text)]


def test_a_small_cell_takes_three_more_with_it() -> None:
    """The 3 is hidden; so are the cheapest cells that keep it from following from its row and its column."""
    release = suppress([[12, 3, 20], [8, 15, 9], [30, 40, 11]])
    assert shown(release) == table("""
        district | knife | robbery | other | total
        North    |     - |       - |    20 |    35
        South    |     - |       - |     9 |    32
        West     |    30 |      40 |    11 |    81
        total    |    50 |      58 |    40 |   148
    """)


def test_zeros_and_large_counts_are_shown() -> None:
    """0 points at nobody; 5 is the first count shown."""
    release = suppress([[0, 5], [7, 0]])
    assert release.hidden == frozenset()
    assert shown(release) == [[0, 5, 5], [7, 0, 7], [7, 5, 12]]


def test_two_small_cells_that_add_up_to_two() -> None:
    """Hidden cells are at least 1, so two that add up to 2 would both be known: another is hidden with them."""
    release = suppress([[1, 1, 20], [30, 40, 50]])
    assert {(0, 0), (0, 1)} < release.hidden
    assert any(position not in {(0, 0), (0, 1), (1, 0), (1, 1)} for position in release.hidden)


def test_a_single_row() -> None:
    """Where rows and totals are the same figures the total's cell is hidden with it."""
    assert shown(suppress([[12, 3, 20]])) == [[None, None, 20, 35], [None, None, 20, 35]]


def test_a_small_total() -> None:
    """A total under the threshold is hidden too, and cannot be had from the others."""
    release = suppress([[2, 1, 0], [30, 40, 50]])
    assert release.shown[0][3] is None
    assert release.shown[0][2] == 0


def test_the_threshold_is_the_publishers() -> None:
    """Under 10 with a threshold of 10."""
    assert (0, 0) in suppress([[9, 50], [50, 50]], threshold=10).hidden
    assert (0, 0) not in suppress([[9, 50], [50, 50]]).hidden


def test_a_later_release_gives_a_cell_away() -> None:
    """The second release hides other cells for the same figures; between them they show everything."""
    figures = [[12, 3, 20], [8, 15, 9], [30, 40, 11]]
    first = suppress(figures)
    careless = Suppressed(first.figures, frozenset({(0, 1), (0, 2), (2, 1), (2, 2)}))
    found = leaks([first, careless])
    assert (0, (0, 0), "another release shows it") in [(x.release, x.position, x.because) for x in found]
    assert (0, (0, 1), "it follows from the totals") in [(x.release, x.position, x.because) for x in found]


def test_what_was_hidden_stays_hidden() -> None:
    """The 3 was revised to 6. The cells that the first release hid stay hidden, and nothing leaks."""
    first = suppress([[12, 3, 20], [8, 15, 9], [30, 40, 11]])
    second = suppress([[12, 6, 20], [8, 15, 9], [30, 40, 11]], hidden_before=first.hidden)
    assert second.hidden >= first.hidden
    assert leaks([first, second]) == []
    forgetful = suppress([[12, 6, 20], [8, 15, 9], [30, 40, 11]])
    assert {leak.position for leak in leaks([first, forgetful])} == first.hidden


def test_not_a_table_of_counts() -> None:
    """Ragged rows and negative counts are refused."""
    with pytest.raises(ValueError, match="rows of one length"):
        suppress([[1, 2], [3]])
    with pytest.raises(ValueError, match="rows of one length"):
        suppress([[]])
    with pytest.raises(ValueError, match="below zero"):
        suppress([[1, -2]])
