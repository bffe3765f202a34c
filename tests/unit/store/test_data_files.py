"""Data files: when small ones are joined, and what two changes of one table come to."""

from __future__ import annotations

import pytest

from forcesight.store.data_files import FAN_IN, LARGE, files_of, on_top, too_many
from forcesight.store.snapshot import DataFile, Snapshot, TableState


def file(name: str, rows: int = 10) -> DataFile:
    """A file of so many rows."""
    return DataFile(name, rows, rows, 100 * rows)


def test_a_table_that_is_not_there_has_no_files() -> None:
    state = TableState("note", 1, 1, (file("a"),))
    assert files_of(Snapshot(tables={"note": state}), "note") == [file("a")]
    assert files_of(Snapshot(), "note") == []


def test_eight_files_of_one_size_are_joined_and_seven_are_not() -> None:
    small = [file(f"s{n}", 9 + n) for n in range(FAN_IN)]
    assert too_many(small) == small
    assert too_many(small[1:]) == []


def test_small_files_are_joined_first_and_large_ones_never() -> None:
    small = [file(f"s{n}", 1) for n in range(FAN_IN)]
    middle = [file(f"m{n}", 1000) for n in range(FAN_IN)]
    large = [file(f"l{n}", LARGE) for n in range(20)]
    assert too_many([*large, *middle, *small]) == small
    assert too_many([*large, *middle]) == middle
    assert too_many([*large, *middle[1:], *small[1:]]) == []


def test_files_gather_no_faster_than_the_logarithm_of_the_rows() -> None:
    """A publication a second for hours, each of two hundred rows."""
    files: list[DataFile] = []
    written = most = 0
    for number in range(20_000):
        files.append(file(f"n{number}", 200))
        while joined := too_many(files):
            rows = sum(each.rows for each in joined)
            written += rows
            files = [each for each in files if each not in joined] + [file(f"j{number}-{rows}", rows)]
        most = max(most, len([each for each in files if each.rows < LARGE]))
    assert sum(each.rows for each in files) == 200 * 20_000
    assert most <= 5 * FAN_IN
    assert written <= 4 * 200 * 20_000


def test_two_changes_of_one_table_are_put_on_top_of_each_other() -> None:
    before = [file("a"), file("b")]
    mine = [file("a"), file("b2"), file("mine")]
    theirs = [*before, file("theirs")]
    assert on_top(theirs, before, mine) == [file("a"), file("theirs"), file("b2"), file("mine")]


def test_two_changes_of_one_file_are_a_fault() -> None:
    before = [file("a"), file("b")]
    with pytest.raises(ValueError, match="Two changes replaced the same files: b"):
        on_top([file("a"), file("b3")], before, [file("a"), file("b2")])
