"""Suppressed tables against a reader who tries every table that fits what is published."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from forcesight.measures.small_numbers import Suppressed, leaks, recoverable, suppress


SETTINGS = settings(derandomize=True, max_examples=150, deadline=None)

small_tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 7), min_size=width, max_size=width), min_size=1, max_size=3)
)
tables = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.integers(0, 9), st.integers(0, 500)), min_size=width, max_size=width),
        min_size=1,
        max_size=6,
    )
)


def tables_that_fit(release: Suppressed, limit: int = 8) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every table of counts, hidden cells being 1 or more, that a reader could hold for true."""
    shown = release.shown
    rows, columns = len(shown) - 1, len(shown[0]) - 1
    inner = [(r, c) for r in range(rows) for c in range(columns) if shown[r][c] is None]
    for guess in product(range(1, limit + 1), repeat=len(inner)):
        filled = [list(row[:columns]) for row in shown[:rows]]
        for (r, c), value in zip(inner, guess, strict=True):
            filled[r][c] = value
        whole = [(*row, sum(row)) for row in filled]
        whole.append(tuple(map(sum, zip(*whole, strict=True))))
        if all(
            (shown[r][c] == value) if shown[r][c] is not None else value >= 1
            for r, row in enumerate(whole)
            for c, value in enumerate(row)
        ):
            yield tuple(whole)


@SETTINGS
@given(small_tables)
def test_no_hidden_cell_can_be_recovered(table: list[list[int]]) -> None:
    release = suppress(table)
    if sum(r < len(table) and c < len(table[0]) for r, c in release.hidden) > 5:
        return  # more guesses than the reader has patience for
    fits = list(tables_that_fit(release))
    for r, c in release.hidden:
        assert len({each[r][c] for each in fits}) > 1, (table, release.shown)


@SETTINGS
@given(small_tables, st.data())
def test_the_certain_cells_are_those_with_one_value(table: list[list[int]], data: st.DataObject) -> None:
    """`recoverable` agrees with the reader on any choice of hidden cells, safe or not."""
    figures = suppress(table).figures
    positions = [(r, c) for r in range(len(table)) for c in range(len(table[0])) if 0 < figures[r][c] <= 6]
    if not positions:
        return
    hidden = data.draw(st.sets(st.sampled_from(positions), min_size=1, max_size=4))
    fits = list(tables_that_fit(Suppressed(figures, frozenset(hidden)), limit=7))  # one more or less is another table
    certain = {(r, c) for r, c in hidden if len({each[r][c] for each in fits}) == 1}
    assert recoverable(figures, hidden) == certain


@SETTINGS
@given(tables)
def test_small_counts_are_hidden_and_zeros_shown(table: list[list[int]]) -> None:
    release = suppress(table)
    for r, row in enumerate(release.figures):
        for c, figure in enumerate(row):
            assert (release.shown[r][c] is None) == ((r, c) in release.hidden)
            assert figure == 0 or figure >= 5 or (r, c) in release.hidden
            assert figure or (r, c) not in release.hidden


@SETTINGS
@given(tables, st.data())
def test_releases_do_not_leak_when_the_hidden_stay_hidden(table: list[list[int]], data: st.DataObject) -> None:
    first = suppress(table)
    row = data.draw(st.integers(0, len(table) - 1))
    revised = [[*each] for each in table]
    revised[row][0] += data.draw(st.integers(0, 20))
    second = suppress(revised, hidden_before=first.hidden)
    assert [leak for leak in leaks([first, second]) if leak.release == 0] == []
