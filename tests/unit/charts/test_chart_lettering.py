"""Widths, wrapping and shortening of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcesight.charts.lettering import shorten, width, wrap


def test_width_follows_the_letters() -> None:
    assert width("iii", 10) == pytest.approx(6.66)
    assert width("WWW", 10) == pytest.approx(28.32)
    assert width("123", 20) == 2 * width("123", 10)


def test_a_letter_unknown_counts_as_a_wide_one() -> None:
    assert width("Ŵ", 100) > width("n", 100)


def test_wrapping_keeps_lines_within_the_room() -> None:
    lines = wrap("Recorded burglary of homes and businesses, crimes a month, Northshire", 200)
    assert " ".join(lines) == "Recorded burglary of homes and businesses, crimes a month, Northshire"
    assert len(lines) == 3
    assert all(width(line) <= 200 for line in lines)


def test_a_word_wider_than_the_room_stands_alone() -> None:
    assert wrap("a Llanfairpwllgwyngyll b", 50) == ["a", "Llanfairpwllgwyngyll", "b"]
    assert wrap("", 50) == []


@given(st.text(min_size=1, max_size=40), st.floats(20, 300))
def test_shortened_text_fits(words: str, room: float) -> None:
    short = shorten(words, room)
    assert short == words or (short.endswith("…") and width(short) <= room)
