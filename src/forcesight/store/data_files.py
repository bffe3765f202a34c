"""The data files of a table: which small ones are to be joined, and what two changes of one table come to."""

from __future__ import annotations

import math
from collections.abc import Sequence

from forcesight.store.snapshot import DataFile, Snapshot


# So many files of about one size become one, which is then of the next size: a row is written again a few times only.
FAN_IN = 8
# A file of so many rows is never joined to others: a correction in it is to be written in a second.
LARGE = 100_000


def files_of(snapshot: Snapshot, table: str) -> list[DataFile]:
    """The files that a table has in a snapshot."""
    state = snapshot.table(table)
    return list(state.files) if state else []


def too_many(files: Sequence[DataFile]) -> list[DataFile]:
    """The files to be joined next, small ones first; empty where there are few of every size."""
    sizes: dict[int, list[DataFile]] = {}
    for file in files:
        if file.rows < LARGE:
            sizes.setdefault(int(math.log(max(file.rows, 1), FAN_IN)), []).append(file)
    return next((sizes[size] for size in sorted(sizes) if len(sizes[size]) >= FAN_IN), [])


def on_top(theirs: Sequence[DataFile], before: Sequence[DataFile], mine: Sequence[DataFile]) -> list[DataFile]:
    """The files after two changes since `before`: what the other left, without what this one took, with its own.

    ValueError where both took the same file. Two writers never do: each changes other tables, or only adds.
    """
    taken = [file for file in before if file not in mine]
    lost = [file.path for file in taken if file not in theirs]
    if lost:
        raise ValueError(f"Two changes replaced the same files: {', '.join(lost)}.")
    return [file for file in theirs if file not in taken] + [file for file in mine if file not in before]
