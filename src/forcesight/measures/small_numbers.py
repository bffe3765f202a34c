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
    hidden = {(r, c) for r, c in _positions(figures) if 0 < figures[r][c] < threshold}
    hidden |= {(r, c) for r, c in hidden_before if figures[r][c]}
    while unsafe := next(iter(sorted(recoverable(figures, hidden))), None):
        hidden |= _cheapest_rectangle(figures, hidden, unsafe)
    return Suppressed(figures, frozenset(hidden))


def recoverable(figures: Sequence[Sequence[int]], hidden: Collection[Position]) -> set[Position]:
    """The hidden cells whose values follow from what is shown. `figures` have their totals last."""
    return {cell for cell in hidden if not _is_safe(figures, hidden, cell)}


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


def _cheapest_rectangle(
    figures: Sequence[Sequence[int]], hidden: Collection[Position], cell: Position
) -> set[Position]:
    """The corners to hide so that a cell is safe. The rectangle with its own totals always does."""
    row, column = cell
    last_row, last_column = len(figures) - 1, len(figures[0]) - 1

    def cost(corners: set[Position]) -> tuple[int, int]:
        new = corners - set(hidden)
        totals = sum(r == last_row or c == last_column for r, c in new)
        return totals, sum(figures[r][c] for r, c in new)

    rectangles = [
        {cell, (row, c), (r, column), (r, c)}
        for r, c in _positions(figures)
        if r != row and c != column and figures[row][c] and figures[r][column] and figures[r][c]
    ]
    safe = (each for each in sorted(rectangles, key=cost) if _is_safe(figures, {*hidden, *each}, cell))
    return next(safe)


def _is_safe(figures: Sequence[Sequence[int]], hidden: Collection[Position], cell: Position) -> bool:
    """Whether the cell could be one more or one less, all totals as they are and every hidden cell at least 1."""
    moves = {other: list(_moves(figures, other)) for other in hidden}
    others = [move for other, each in moves.items() if other != cell for move in each]
    return any(_leads(others, end, start) for start, end in moves[cell])


def _moves(figures: Sequence[Sequence[int]], cell: Position) -> Iterator[tuple[int, int]]:
    """Steps between the cell's row (r) and column (-1 - c) that a change by one makes: up always, down from 2.

    A total stands on the other side of its sum, so it steps the other way.
    """
    r, c = cell
    row, column = r, -1 - c
    is_margin = (r == len(figures) - 1) != (c == len(figures[0]) - 1)
    up = (column, row) if is_margin else (row, column)
    yield up
    if figures[r][c] >= 2:
        yield up[1], up[0]


def _leads(moves: Sequence[tuple[int, int]], start: int, goal: int) -> bool:
    reached, ahead = {start}, [start]
    while ahead:
        here = ahead.pop()
        for a, b in moves:
            if a == here and b not in reached:
                reached.add(b)
                ahead.append(b)
    return goal in reached
