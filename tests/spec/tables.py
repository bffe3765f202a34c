"""Typed tables written as text, so that a spec test reads like the example in a method book."""

from __future__ import annotations

from datetime import date


def rows(text: str) -> list[dict[str, object]]:
    """Read a small table: a header line, then one line a row, cells separated by `|` or by two or more spaces.

    `-` is a missing value; whole numbers, decimals and ISO dates become int, float and date; `2024-03` stays text.
    """
    lines = [line for line in text.strip().splitlines() if line.strip()]
    header = _cells(lines[0])
    return [dict(zip(header, map(_value, _cells(line)), strict=True)) for line in lines[1:]]


def column(text: str) -> list[object]:
    """Read one series written as words: `12 15 - 9` gives [12, 15, None, 9]."""
    return [_value(word) for word in text.split()]


def _cells(line: str) -> list[str]:
    parts = line.split("|") if "|" in line else line.split()
    return [part.strip() for part in parts]


def _value(word: str) -> object:
    if word == "-":
        return None
    for kind in (int, float, date.fromisoformat):
        try:
            return kind(word)
        except ValueError:
            continue
    return word
