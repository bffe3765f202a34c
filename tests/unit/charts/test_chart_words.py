"""Figures in words."""

from __future__ import annotations

import pytest

from forcesight.charts.words import decimals_for, figure, labelled, listed, places, quantity


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "written"),
    [
        (1234, 0, "", "1,234"),
        (-1234.5, 1, "crimes", "−1,234.5"),
        (12.345, 1, "%", "12.3%"),
        (-0.04, 1, "", "0.0"),
        (None, 0, "%", "no data"),
    ],
)
def test_figures(value: float | None, decimals: int, unit: str, written: str) -> None:
    assert figure(value, decimals, unit) == written


def test_quantities_carry_their_unit() -> None:
    assert quantity(1200, 0, "crimes") == "1,200 crimes"
    assert quantity(12.5, 1, "%") == "12.5%"
    assert quantity(7, 0, "") == "7"
    assert quantity(None, 0, "crimes") == "no data"


@pytest.mark.parametrize(
    ("values", "expected"), [([1, 2, None], 0), ([], 0), ([12.5, 3], 1), ([1.25, 3], 2), ([0.5, 0.25], 3)]
)
def test_decimals_deserved(values: list[float | None], expected: int) -> None:
    assert decimals_for(values) == expected
    assert places(None, values) == expected
    assert places(4, values) == 4


def test_labels_do_not_say_their_unit_twice() -> None:
    assert labelled("Find rate", "%") == "Find rate (%)"
    assert labelled("Crimes a month", "crimes") == "Crimes a month"
    assert labelled("Rate", "") == "Rate"


def test_lists_read_as_sentences_do() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
