"""Small numbers stay out of published tables, and cannot be worked out from what is published.

Primary: a count from 1 to 4 (under `threshold`) is hidden; 0 is shown. Secondary: with totals published, a hidden cell
may follow by subtraction, so further cells are hidden until none does. A hidden cell is safe when the table could be
raised or lowered by one around a closed path of hidden cells that runs through it, keeping every total shown and every
hidden cell at 1 or more: a reader cannot tell the true table from that one. Otherwise the value is certain (Gusfield,
"A graph theoretic approach to statistical data security", SIAM J. Computing 17 (1988) 552-571). The cells hidden are
those of the rectangle that costs least: no totals if possible, then the smallest counts.

It protects exact values. A reader still learns that a hidden cell is small, or stands beside one that is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass


Position = tuple[int, int]
"""Row and column of a cell, from 0; the row and column after the last are the totals."""

THRESHOLD = 5


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A table with its totals in the last row and column, and which cells of it are hidden.

    It holds the true figures, for checks of later releases. Publish `shown` only.
    """

    figures: tuple[tuple[int, ...], ...]
    hidden: frozenset[Position]

    @property
    def shown(self) -> tuple[tuple[int | None, ...], ...]:
        """The table to publish, totals last; None where a figure is hidden."""
        return tuple(
            tuple(None if (r, c) in self.hidden else figure for c, figure in enumerate(row))
            for r, row in enumerate(self.figures)
        )


@dataclass(frozen=True, slots=True)
class Leak:
    """A cell hidden in one release (numbered from 0) that the releases together give away."""

    release: int
    position: Position
    because: str


def suppress(
    table: Sequence[Sequence[int]], *, threshold: int = THRESHOLD, hidden_before: Collection[Position] = ()
) -> Suppressed:
    """Hides what must be hidden of a table of counts, given without its totals.

    `hidden_before` are the cells that earlier releases of this table hid: they stay hidden. Raises ValueError for a
    negative count or rows of unequal length.
    """
    figures = _with_totals(table)
    small = {(r, c) for r, c in _positions(figures) if 0 < figures[r][c] < threshold}
    network = _Network(figures, small | {(r, c) for r, c in hidden_before if figures[r][c]})
    to_check = sorted(network.hidden)
    for cell in to_check:  # it grows; a cell once safe stays so, for hiding more only opens more paths
        if not network.is_safe(cell):
            to_check += sorted(network.protect(cell))
    return Suppressed(figures, frozenset(network.hidden))


def recoverable(figures: Sequence[Sequence[int]], hidden: Collection[Position]) -> set[Position]:
    """The hidden cells whose values follow from what is shown. `figures` have their totals last."""
    network = _Network(figures, hidden)
    return {cell for cell in hidden if not network.is_safe(cell)}


def leaks(releases: Sequence[Suppressed]) -> list[Leak]:
    """What releases of one table give away together, a figure that was not revised counting as known from any."""
    found = []
    for number, release in enumerate(releases):
        known = {cell for cell in release.hidden if _shown_elsewhere(cell, release, releases)}
        found += [Leak(number, cell, "another release shows it") for cell in sorted(known)]
        follows = recoverable(release.figures, release.hidden - known)
        found += [Leak(number, cell, "it follows from the totals") for cell in sorted(follows)]
    return found


def _shown_elsewhere(cell: Position, release: Suppressed, releases: Sequence[Suppressed]) -> bool:
    row, column = cell
    return any(
        cell not in other.hidden and other.figures[row][column] == release.figures[row][column] for other in releases
    )


def _with_totals(table: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    if len({len(row) for row in table}) != 1 or not table[0]:
        raise ValueError("A table needs rows of one length, with at least one column.")
    if any(figure < 0 for row in table for figure in row):
        raise ValueError("A count cannot be below zero; give the table of counts, without differences.")
    rows = [(*row, sum(row)) for row in table]
    return (*rows, tuple(map(sum, zip(*rows, strict=True))))


def _positions(figures: Sequence[Sequence[int]]) -> Iterator[Position]:
    return ((r, c) for r, row in enumerate(figures) for c in range(len(row)))


class _Network:
    """Rows and columns as places, and hidden cells as the ways between their row and column.

    A cell that is one more takes its row's excess to its column; one less, from 2, the other way round. A total stands
    on the other side of its sum, so its ways run opposite. Rows are numbered from 0 up, columns from -1 down.
    """

    def __init__(self, figures: Sequence[Sequence[int]], hidden: Collection[Position]) -> None:
        self.figures = figures
        self.totals = len(figures) - 1, len(figures[0]) - 1
        self.hidden: set[Position] = set()
        self.ways: dict[int, set[int]] = defaultdict(set)
        self._hide(hidden)

    def is_safe(self, cell: Position) -> bool:
        """Whether the cell could be one more or one less, all totals as they are and every hidden cell at least 1."""
        return any(self._leads(end, start, cell) for start, end in self._moves(cell))

    def protect(self, cell: Position) -> set[Position]:
        """Hides the cheapest corners that make a cell safe, and returns them. Those of its own totals always do."""
        for corners in sorted(self._rectangles(cell), key=self._cost):
            new = corners - self.hidden
            self._hide(new)
            if self.is_safe(cell):
                break
            self._show(new)
        return new

    def _rectangles(self, cell: Position) -> Iterator[set[Position]]:
        row, column = cell
        for r, c in _positions(self.figures):
            if r != row and c != column and self.figures[row][c] and self.figures[r][column] and self.figures[r][c]:
                yield {(row, c), (r, column), (r, c)}

    def _cost(self, corners: set[Position]) -> tuple[int, int]:
        new = corners - self.hidden
        return sum(map(self._is_total, new)), sum(self.figures[r][c] for r, c in new)

    def _is_total(self, cell: Position) -> bool:
        return cell[0] == self.totals[0] or cell[1] == self.totals[1]

    def _hide(self, cells: Collection[Position]) -> None:
        self.hidden.update(cells)
        for start, end in (move for cell in cells for move in self._moves(cell)):
            self.ways[start].add(end)

    def _show(self, cells: Collection[Position]) -> None:
        self.hidden.difference_update(cells)
        for start, end in (move for cell in cells for move in self._moves(cell)):
            self.ways[start].discard(end)

    def _moves(self, cell: Position) -> Iterator[tuple[int, int]]:
        row, column = cell[0], -1 - cell[1]
        on_a_margin = (cell[0] == self.totals[0]) != (cell[1] == self.totals[1])
        up = (column, row) if on_a_margin else (row, column)
        yield up
        if self.figures[cell[0]][cell[1]] >= 2:
            yield up[1], up[0]

    def _leads(self, start: int, goal: int, barred: Position) -> bool:
        """Whether a path leads there without the barred cell."""
        bar = {barred[0], -1 - barred[1]}
        reached, ahead = {start}, [start]
        while ahead:
            here = ahead.pop()
            steps = {step for step in self.ways[here] - reached if {here, step} != bar}
            if goal in steps:
                return True
            reached |= steps
            ahead += steps
        return False
