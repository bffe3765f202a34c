"""Linked figures against a reader who tries every number of rows that fits what is published."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from tests.property.small_numbers import recoverable
from tests.spec.measures.published_table import as_linked

from forcesight.measures.disclosure import THRESHOLD, Linked, hide


SETTINGS = settings(derandomize=True, max_examples=60, deadline=None)
MOST = 9
"""More rows than any group has here, and then one, so that "one more" is always among the guesses."""


def linked(sums, rows, *, published=None, known=None, cost=None) -> Linked:
    sums, rows = np.array(sums), np.array(rows)
    yes = np.ones(len(sums), dtype=bool)
    return Linked(
        sparse.csr_array(sums),
        rows,
        sums @ rows,
        yes if published is None else np.array(published),
        ~yes if known is None else np.array(known),
        np.ones(len(sums)) if cost is None else np.array(cost, dtype=float),
    )


def worlds(sums, told) -> np.ndarray:
    """What every figure may be, given what is `told` of it: its value, `hidden` (1 or more) or nothing (None)."""
    sums = np.array(sums)
    guesses = np.array(list(product(range(MOST + 1), repeat=sums.shape[1])))
    figures = guesses @ sums.T
    fits = np.ones(len(guesses), dtype=bool)
    for number, what in enumerate(told):
        if what == "hidden":
            fits &= figures[:, number] >= 1
        elif what is not None:
            fits &= figures[:, number] == what
    return figures[fits]


def told_of(month: Linked, hidden) -> list[object]:
    return [
        None if not shown else "hidden" if number in hidden and not known else int(value)
        for number, (shown, known, value) in enumerate(zip(month.published, month.known, month.values, strict=True))
    ]


def certain(possible: np.ndarray) -> set[int]:
    """The figures that are the same in every world that fits."""
    return {number for number in range(possible.shape[1]) if len(set(possible[:, number].tolist())) == 1}


@st.composite
def months(draw, most_groups: int = 4) -> Linked:
    """Any figures over a few groups of rows; some are nobody's to see."""
    groups = draw(st.integers(2, most_groups))
    bits = st.lists(st.integers(0, 1), min_size=groups, max_size=groups).filter(any)
    sums = draw(st.lists(bits, min_size=1, max_size=6, unique_by=tuple))
    rows = draw(st.lists(st.one_of(st.integers(0, 3), st.integers(0, MOST - 1)), min_size=groups, max_size=groups))
    published = draw(st.lists(st.sampled_from([True, True, True, False]), min_size=len(sums), max_size=len(sums)))
    return linked(sums, rows, published=published)


@SETTINGS
@given(months())
def test_no_small_figure_can_be_worked_out(month: Linked) -> None:
    hidden = hide(month)
    if hidden is None:
        return
    small = {i for i, value in enumerate(month.values) if 0 < value < THRESHOLD}
    assert {i for i in small if month.published[i]} <= hidden
    assert all(month.published[i] and month.values[i] for i in hidden)
    assert not certain(worlds(month.sums.toarray(), told_of(month, hidden))) & (hidden | small)


@SETTINGS
@given(months())
def test_figures_are_given_up_only_where_nothing_else_helps(month: Linked) -> None:
    """None is the answer only where a small figure is certain even with every figure hidden that is not 0."""
    if hide(month) is None:
        everything = {i for i, value in enumerate(month.values) if value and month.published[i]}
        small = {i for i, value in enumerate(month.values) if 0 < value < THRESHOLD}
        assert certain(worlds(month.sums.toarray(), told_of(month, everything))) & small


tables = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.integers(0, 9), st.integers(0, 300)), min_size=width, max_size=width),
        min_size=2,
        max_size=4,
    )
)


@SETTINGS
@given(tables)
def test_of_a_plain_table_nothing_follows_by_the_rule_for_tables(table: list[list[int]]) -> None:
    """Another method, the same answer: no hidden cell is off every path of hidden cells."""
    month, numbers = as_linked(table)
    chosen = hide(month)
    if chosen is None:
        return
    height, width = len(table) + 1, len(table[0]) + 1
    figures = [[int(month.values[numbers[r, c]]) for c in range(width)] for r in range(height)]
    hidden = {position for position, number in numbers.items() if number in chosen}
    assert hidden >= {(r, c) for r, c in numbers if 0 < figures[r][c] < THRESHOLD}
    assert recoverable(figures, hidden) == set()


@SETTINGS
@given(months(most_groups=3), st.data())
def test_two_releases_together_give_nothing_away(month: Linked, data: st.DataObject) -> None:
    """The first release has fewer measures; between the two, some groups of rows may be revised."""
    sums = month.sums.toarray()
    there = data.draw(st.lists(st.booleans(), min_size=len(sums), max_size=len(sums)))
    first = linked(sums, month.rows, published=month.published & np.array(there))
    hidden_first = hide(first)
    if hidden_first is None:
        return
    change = data.draw(st.lists(st.sampled_from([0, 0, 0, 1, -1]), min_size=len(month.rows), max_size=len(month.rows)))
    rows = np.maximum(month.rows + np.array(change), 0)
    values = sums @ rows
    shown = [i not in hidden_first and bool(first.published[i]) for i in range(len(sums))]
    known = [was and values[i] == first.values[i] for i, was in enumerate(shown)]
    second = linked(sums, rows, published=month.published, known=known)
    hidden = hide(second, hidden_before=hidden_first)
    if hidden is None:
        return
    assert all(i in hidden for i in hidden_first if values[i] and not known[i] and second.published[i])
    told = [
        int(value) if known else seen for value, known, seen in zip(values, known, told_of(second, hidden), strict=True)
    ]
    small = {i for i, value in enumerate(values) if 0 < value < THRESHOLD and not known[i]}
    assert not certain(worlds(sums, told)) & small
