"""Months that cover less of a place than others, and months in which a place's code was not in use."""

from __future__ import annotations

from datetime import date

from forcesight.measures.coverage import Coverage, Span
from forcesight.measures.months import month_after


FIRST = date(2024, 1, 1)
MONTHS = tuple(month_after(FIRST, step) for step in range(8))


def known(first: int, last: int, rows: int = 60) -> Span:
    """A code that so many rows carried from one month to another, counted from 0."""
    return Span(MONTHS[first], MONTHS[last], rows)


def statuses(covered: Coverage, code: str = "A") -> list[str]:
    return [covered.status(code, month) for month in MONTHS]


def place(*spans: Span, thin: frozenset[date] = frozenset(), usual: float = 60, by_code: bool = True) -> Coverage:
    return Coverage(MONTHS, thin, {"A": spans}, usual, by_code)


def test_a_code_that_was_retired_is_unknown_afterwards_never_zero():
    assert statuses(place(known(0, 3))) == ["ok"] * 4 + ["missing"] * 4


def test_a_code_that_began_later_is_unknown_before():
    assert statuses(place(known(4, 7))) == ["missing"] * 4 + ["ok"] * 4


def test_a_quiet_month_or_two_at_the_end_are_zero():
    assert statuses(place(known(0, 5))) == ["ok"] * 8


def test_a_neighbourhood_that_lost_one_of_its_codes_is_shown_and_left_out_of_tests():
    assert statuses(place(known(0, 7), known(0, 3))) == ["ok"] * 4 + ["partial"] * 4


def test_a_place_that_no_row_ever_named_is_unknown():
    assert statuses(place()) == ["missing"] * 8


def test_a_code_of_few_rows_is_silent_by_chance():
    """Nine rows fall into the first four of eight months by chance about twice in a thousand times; ten, once."""
    assert statuses(place(known(0, 3, rows=9))) == ["ok"] * 8
    assert statuses(place(known(0, 3, rows=10))) == ["ok"] * 4 + ["missing"] * 4


def test_where_codes_have_few_rows_one_without_any_has_none():
    """With 7 rows to a code, fewer than one code in a thousand has none by chance; with 6 it may."""
    assert statuses(place(usual=6)) == ["ok"] * 8
    assert statuses(place(usual=7)) == ["missing"] * 8


def test_a_month_in_which_too_few_rows_could_be_placed_is_not_compared():
    thin = frozenset({MONTHS[0]})
    assert statuses(place(thin=thin, by_code=False)) == ["partial"] + ["ok"] * 7
