"""The rows above and below a table: the names of its columns, and its totals."""

from __future__ import annotations

from collections.abc import Sequence


def plain(name: str) -> str:
    """A column's name as it is compared: without a mark at its start, spare spaces and case."""
    return " ".join(name.lstrip("\ufeff").split()).casefold()


def header_of(rows: Sequence[Sequence[str]], header_rows: Sequence[int]) -> tuple[str, ...]:
    """The names of the columns from the rows that hold them, counted from 1.

    In the upper rows a name stands for the columns to its right too, up to the next one, as merged cells do; with the
    name below it makes one.
    """
    chosen = [list(rows[number - 1]) if number <= len(rows) else [] for number in header_rows]
    width = max((len(row) for row in chosen), default=0)
    lines = [[" ".join(cell.lstrip("\ufeff").split()) for cell in row] + [""] * (width - len(row)) for row in chosen]
    upper = [_spread(line) for line in lines[:-1]]
    names = [" ".join(filter(None, column)) for column in zip(*upper, lines[-1], strict=True)] if lines else []
    return tuple(names)


def _spread(line: Sequence[str]) -> list[str]:
    spread: list[str] = []
    for cell in line:
        spread.append(cell or (spread[-1] if spread else ""))
    return spread


def is_footer(cells: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a row is one of totals: its first cell that is not empty begins with one of the words."""
    told = next((cell.strip().casefold() for cell in cells if cell.strip()), "")
    return any(told.startswith(word.strip().casefold()) for word in words)
