"""The rule for a single table with its totals, by paths: what a reader can work out of its hidden cells.

A hidden cell is safe when the table could be raised or lowered by one around a closed path of hidden cells that runs
through it, keeping every total shown and every hidden cell at 1 or more: a reader cannot tell the true table from that
one. Otherwise its value is certain (Gusfield, "A graph theoretic approach to statistical data security", SIAM J.
Computing 17 (1988) 552-571). It shares nothing with the search for another world that the product uses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence


Position = tuple[int, int]


def recoverable(figures: Sequence[Sequence[int]], hidden: Collection[Position]) -> set[Position]:
    """The hidden cells whose values follow from what is shown. `figures` have their totals last."""
    height, width = len(figures) - 1, len(figures[0]) - 1

    def moves(cell: Position) -> Iterator[tuple[int, int]]:
        """A cell that is one more takes its row's excess to its column; one less, from 2, the other way round.

        A total stands on the other side of its sum, so its ways run opposite. Columns are numbered from -1 down.
        """
        row, column = cell[0], -1 - cell[1]
        on_a_margin = (cell[0] == height) != (cell[1] == width)
        up = (column, row) if on_a_margin else (row, column)
        yield up
        if figures[cell[0]][cell[1]] >= 2:
            yield up[1], up[0]

    ways = defaultdict(set)
    for start, end in (move for cell in hidden for move in moves(cell)):
        ways[start].add(end)
    return {cell for cell in hidden if not any(_leads(ways, end, start, cell) for start, end in moves(cell))}


def _leads(ways: dict[int, set[int]], start: int, goal: int, barred: Position) -> bool:
    """Whether a path leads there without the barred cell."""
    bar = {barred[0], -1 - barred[1]}
    reached, ahead = {start}, [start]
    while ahead:
        here = ahead.pop()
        steps = {step for step in ways[here] - reached if {here, step} != bar}
        if goal in steps:
            return True
        reached |= steps
        ahead += steps
    return False
