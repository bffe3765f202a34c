"""Holidays from their rules: the three forms, versions, stretches, moved days and substitutes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from forcesight.catalogue import Holiday
from forcesight.catalogue.falls import OnDate, OnEaster, OnWeekday, parse_falls
from forcesight.clocks.holidays import day_in, holidays


YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def holiday(falls: str, **said: Any) -> Holiday:
    options = {"id": falls.lower(), "group": "g", "valid_from": date(2000, 1, 1), "source": "s", "confidence": "high"}
    return Holiday(falls=falls, **(options | said))


def days(*versions: tuple[Holiday, ...], since: date = YEAR[0], until: date = YEAR[1]) -> list[str]:
    return [f"{day} {name}" for day, name in holidays(versions, "g", since, until).items()]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("25 December", OnDate(25, 12, None)),
        ("8 May 2020", OnDate(8, 5, 2020)),
        ("29 February", OnDate(29, 2, None)),
        ("first Monday in May", OnWeekday(1, 0, 5)),
        ("last Sunday in October", OnWeekday(-1, 6, 10)),
        ("Easter Sunday", OnEaster(0)),
        ("2 days before Easter Sunday", OnEaster(-2)),
        ("1 day after Easter Sunday", OnEaster(1)),
        ("31 April", None),
        ("29 February 2023", None),
        ("0 May", None),
        ("fifth Monday in May", None),
        ("Good Friday", None),
        ("", None),
    ],
)
def test_what_the_words_mean(text: str, form: object) -> None:
    assert parse_falls(text) == form


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("29 February", 2024, date(2024, 2, 29)),
        ("29 February", 2023, None),
        ("8 May 2020", 2020, date(2020, 5, 8)),
        ("8 May 2020", 2021, None),
        ("first Monday in May", 2023, date(2023, 5, 1)),
        ("third Monday in February", 2026, date(2026, 2, 16)),
        ("fourth Thursday in November", 2024, date(2024, 11, 28)),
        ("last Monday in August", 2026, date(2026, 8, 31)),
        ("last Saturday in December", 2022, date(2022, 12, 31)),
        ("2 days before Easter Sunday", 2024, date(2024, 3, 29)),
        ("6 days after Easter Sunday", 2025, date(2025, 4, 26)),
    ],
)
def test_when_it_falls(text: str, year: int, day: date | None) -> None:
    falls = parse_falls(text)
    assert falls is not None and day_in(falls, year) == day


def test_two_on_one_weekend_take_the_two_next_weekdays_in_order() -> None:
    christmas = holiday("25 December", id="z", name="Christmas", weekend="adds")
    boxing = holiday("26 December", id="a", name="Boxing", weekend="moves")
    assert days((boxing,), (christmas,)) == [
        "2021-12-25 Christmas",
        "2021-12-27 Christmas (substitute day)",
        "2021-12-28 Boxing (substitute day)",
    ]


def test_a_substitute_passes_over_a_day_that_is_a_holiday_itself() -> None:
    sunday, monday = holiday("4 July", weekend="moves"), holiday("5 July", name="Monday")
    assert days((sunday,), (monday,)) == ["2021-07-05 Monday", "2021-07-06 4 july (substitute day)"]


def test_a_substitute_may_reach_into_the_next_year() -> None:
    late = holiday("31 December", name="Late", weekend="moves")
    assert days((late,), since=date(2023, 1, 1), until=date(2023, 12, 31)) == ["2023-01-02 Late (substitute day)"]


def test_a_stretch_counts_its_weekends_and_may_cross_the_year() -> None:
    break_ = holiday("30 December", name="Break", days=4)
    assert days((break_,)) == [
        "2021-01-01 Break",
        "2021-01-02 Break",
        "2021-12-30 Break",
        "2021-12-31 Break",
    ]


def test_a_moved_day_leaves_its_old_place() -> None:
    yearly = holiday("first Monday in May", name="May")
    moved = holiday("7 May 2021", name="May, moved", instead_of=date(2021, 5, 3))
    assert days((yearly,), (moved,)) == ["2021-05-07 May, moved"]


def test_a_day_is_judged_by_the_version_in_force_on_it() -> None:
    old = holiday("1 June", id="x", name="Old", valid_to=date(2021, 6, 30))
    new = holiday("1 December", id="x", name="New", valid_from=date(2021, 7, 1))
    assert days((old, new), until=date(2022, 12, 31)) == ["2021-06-01 Old", "2021-12-01 New", "2022-12-01 New"]


def test_a_version_in_another_group_ends_the_one_before() -> None:
    ours = holiday("1 June", id="x")
    theirs = holiday("1 June", id="x", group="other", valid_from=date(2021, 1, 1))
    assert days((ours, theirs), since=date(2020, 1, 1)) == ["2020-06-01 x"]


def test_only_a_holiday_of_one_year_has_a_day_of_its_own() -> None:
    assert holiday("8 May 2020").once == date(2020, 5, 8)
    assert holiday("8 May").once is None
    assert holiday("Easter Sunday").once is None
