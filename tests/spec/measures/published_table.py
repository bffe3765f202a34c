"""One table with its totals as the linked figures that it is: what a reader sees of it, and what was hidden."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import product

import numpy as np
from scipy import sparse

from forcesight.measures.disclosure import THRESHOLD, Linked, hide


Position = tuple[int, int]
"""Row and column of a cell, from 0; the row and column after the last are the totals."""
TOTAL = 100.0
"""How many cells a total is worth, when one of them has to be hidden."""


def as_linked(table: Sequence[Sequence[int]], known: Collection[Position] = ()) -> tuple[Linked, dict[Position, int]]:
    """A table and its totals: each cell a group of rows, each figure a sum of cells; and the number of each position.

    `known` are the positions that an earlier publication shows as they are.
    """
    height, width = len(table), len(table[0])
    numbers = {position: i for i, position in enumerate(product(range(height + 1), range(width + 1)))}
    sums = np.array([
        [(r in (i, height)) and (c in (j, width)) for i, j in product(range(height), range(width))] for r, c in numbers
    ], dtype=int)  # fmt: skip
    rows = np.array([cell for line in table for cell in line])
    values = sums @ rows
    cost = values + np.array([TOTAL * values.sum() * (r == height or c == width) for r, c in numbers]) + 1.0
    seen = np.array([position in known for position in numbers])
    return Linked(sparse.csr_array(sums), rows, values, np.ones(len(sums), dtype=bool), seen, cost), numbers


def hidden(
    table: Sequence[Sequence[int]],
    *,
    threshold: int = THRESHOLD,
    hidden_before: Collection[Position] = (),
    known: Collection[Position] = (),
) -> frozenset[Position]:
    """The positions that must be hidden."""
    linked, numbers = as_linked(table, known)
    chosen = hide(linked, threshold=threshold, hidden_before={numbers[each] for each in hidden_before})
    assert chosen is not None
    return frozenset(position for position, number in numbers.items() if number in chosen)


def shown(table: Sequence[Sequence[int]], **more: int) -> list[list[int | None]]:
    """The table to publish, totals last; None where a figure is hidden."""
    linked, numbers = as_linked(table)
    out = hidden(table, **more)
    rows: list[list[int | None]] = [[] for _ in range(len(table) + 1)]
    for (r, c), number in numbers.items():
        rows[r].append(None if (r, c) in out else int(linked.values[number]))
    return rows
