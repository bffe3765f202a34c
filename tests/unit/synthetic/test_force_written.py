"""People as a source writes them down: mostly right, now and then not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.unit.synthetic.small_world import small_world

from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.written import HAND, written


WORLD = small_world()
PEOPLE = WORLD.people
PERSON = np.repeat(np.arange(400), 50)
COLUMNS = written(WORLD, PERSON, chance(1, "written"))


def told(name: str) -> Any:
    """A column of the mentions, as an array."""
    column = COLUMNS[name]
    return column if isinstance(column, np.ndarray) else np.array(column.to_pylist(), dtype=object)


def share(truths: Any) -> float:
    """The share of truths."""
    return float(np.mean(truths))


def test_most_names_are_right_and_some_slip() -> None:
    right = np.array(PEOPLE.family_names, dtype=object)[PEOPLE.family_name[PERSON]]
    assert 1 - share(told("family_name") == right) == pytest.approx(HAND.family_slip, abs=0.01)


def test_a_slip_is_a_letter_left_out_doubled_or_changed_places() -> None:
    right = np.array(PEOPLE.family_names, dtype=object)[PEOPLE.family_name[PERSON]]
    slips = {(a, b) for a, b in zip(told("family_name"), right, strict=True) if a != b}
    assert slips
    assert all(abs(len(a) - len(b)) == 1 or sorted(a) == sorted(b) for a, b in slips)


def test_an_alias_stands_in_for_the_given_name_or_beside_it() -> None:
    alias = PEOPLE.alias[PERSON]
    goes_by = np.array([*PEOPLE.given_names, None], dtype=object)[alias]
    beside = told("alias") != None  # noqa: E711 - element by element
    assert (told("alias")[beside] == goes_by[beside]).all()
    assert beside[alias >= 0].any()
    assert not beside[alias < 0].any()
    assert share(told("given_name")[alias >= 0] == goes_by[alias >= 0]) == pytest.approx(0.25, abs=0.05)


def test_dates_of_birth_are_missing_swapped_or_wrong_now_and_then() -> None:
    born, dates = PEOPLE.date_of_birth[PERSON], told("date_of_birth")
    missing = np.isnat(dates)
    assert share(missing) == pytest.approx(HAND.birth_missing + HAND.birth_year_only * 0.85, abs=0.02)
    wrong = dates[~missing] != born[~missing]
    assert 0.01 < share(wrong) < 0.04
    years = told("year_of_birth")
    known = years != None  # noqa: E711
    assert (years[known].astype(int) == born[known].astype("datetime64[Y]").astype(int) + 1970).all()
    assert missing[known].all()


def test_a_swapped_date_has_day_and_month_the_wrong_way_round() -> None:
    born, dates = PEOPLE.date_of_birth[PERSON], told("date_of_birth")
    other_month = ~np.isnat(dates) & (dates.astype("datetime64[M]") != born.astype("datetime64[M]"))
    assert other_month.any()
    for a, b in zip(born[other_month].tolist(), dates[other_month].tolist(), strict=True):
        assert (a.year, a.month, a.day) == (b.year, b.day, b.month)


def test_numbers_and_addresses_cannot_be_anybodys() -> None:
    phones = [phone for phone in told("phone") if phone]
    assert all(phone.startswith("01632") and len(phone) == 11 for phone in phones)
    emails = [email for email in told("email") if email]
    assert emails
    assert all(email.endswith("@example.org") for email in emails)
    assert all(code.startswith("XN") for code in told("postcode") if code)


def test_a_source_gives_one_person_several_numbers_and_now_and_then_those_of_a_stranger() -> None:
    numbers = told("source_person")
    known = numbers != None  # noqa: E711
    assert share(~known) == pytest.approx(HAND.person_missing, abs=0.02)
    of_person = [len(set(numbers[known & (person == PERSON)])) for person in range(30)]
    assert max(of_person) > 1
    whose = np.array([int(number[2:]) // 4 for number in numbers[known]])
    assert 0 < share(whose != PERSON[known]) < 0.01


def test_nobody_is_written_down_as_nothing() -> None:
    nobody = written(WORLD, np.array([-1, -1]), chance(1, "nobody"))
    for name, column in nobody.items():
        values = column.tolist() if isinstance(column, np.ndarray) else column.to_pylist()
        assert values == [None, None], name
