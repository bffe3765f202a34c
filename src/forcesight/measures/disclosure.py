"""Figures that hang together: which must be hidden so that no small number can be worked out from the others.

Types of crime add up to all crime, districts to the force, outcomes to crimes: one table's totals are another's cells.
So all figures of a month are one system. Each is a sum over *groups* of rows that are counted alike. A *world* is any
number of rows in each group, 0 or more, that gives every shown figure its value and every hidden one at least 1 (a
zero would have been shown). A small number is safe where some world gives it another value: a reader cannot tell that
world from the true one (Fischetti and Salazar-González, "Solving the cell suppression problem on tabular data with
linear constraints", Management Science 47 (2001) 1008-1027).

Worlds are found by integer programming (HiGHS). Where there is none, the cheapest further figures are hidden that make
one possible.

It protects exact values. A reader still learns that a hidden figure is small, or stands beside one that is.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp


Whole = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
THRESHOLD = 5
"""Counts from 1 to one under this could point at a person; 0 points at nobody."""
REACH = 3
"""Rows that a group may gain or lose in another world. Small steps suffice, and the search for them is fast."""
PATIENCE = 20.0
"""Seconds for one search; a world not found by then counts as none, and more is hidden."""


@dataclass(frozen=True)
class Linked:
    """The figures of one month.

    sums:      figures x groups, whole numbers: what one row of a group adds to a figure
    rows:      how many rows each group has
    values:    the true figures; they may also count rows of no group, which a reader is taken to know
    published: whether the figure would be shown. One that would not can still follow, and must not where it is small
    known:     whether an earlier publication shows the figure as it is today, so that hiding it hides nothing
    cost:      what is lost when the figure is hidden
    """

    sums: sparse.csr_array
    rows: Whole
    values: Whole
    published: Mask
    known: Mask
    cost: Numbers


def hide(linked: Linked, *, hidden_before: Collection[int] = (), threshold: int = THRESHOLD) -> frozenset[int] | None:
    """The figures to hide; None where no choice of further figures makes every small number safe.

    `hidden_before` are the figures that an earlier publication hid: they stay hidden.
    """
    values = linked.values
    small = set(np.flatnonzero((values > 0) & (values < threshold)).tolist())
    wanted = small | {i for i in hidden_before if values[i] and not linked.known[i]}
    hidden = {i for i in wanted if linked.published[i]}
    doubtful = {i for i in wanted if not linked.known[i]}
    while doubtful:
        figure = min(doubtful, key=lambda i: (values[i], i))
        change = _nearest_world(linked, figure, hidden, _may_be_hidden(linked, hidden))
        if change is None:
            return None
        # Worlds found before stay worlds: what is hidden now has its true value in them.
        moved = set(np.flatnonzero(change).tolist())
        hidden |= {i for i in moved if linked.published[i]}
        doubtful -= moved
    return frozenset(hidden)


def _may_be_hidden(linked: Linked, hidden: Collection[int]) -> Mask:
    may = linked.published & ~linked.known & (linked.values > 0)
    may[list(hidden)] = False
    return may


def _nearest_world(linked: Linked, figure: int, hidden: Collection[int], may_hide: Mask) -> Whole | None:
    """By how much each figure differs in the world that costs least among those where `figure` has another value."""
    for up in (True, False):
        low, high = _leeway(linked, hidden)
        low[figure], high[figure] = (1.0, high[figure]) if up else (low[figure], -1.0)
        change = _solve(linked, low, high, may_hide) if low[figure] <= high[figure] else None
        if change is not None:
            return change
    return None


def _leeway(linked: Linked, hidden: Collection[int]) -> tuple[Numbers, Numbers]:
    """How far each figure may move: not at all where it is shown, freely where nobody sees it."""
    free = ~linked.published & ~linked.known
    low, high = np.where(free, -np.inf, 0.0), np.where(free, np.inf, 0.0)
    chosen = [i for i in hidden if not linked.known[i]]
    low[chosen], high[chosen] = 1 - linked.values[chosen], np.inf
    return low, high


def _solve(linked: Linked, low: Numbers, high: Numbers, may_hide: Mask) -> Whole | None:
    """Whole changes to the groups; a figure that may be hidden moves by at most one, at its cost."""
    groups, extra = len(linked.rows), np.flatnonzero(may_hide)
    slack = sparse.csr_array(
        (np.ones(len(extra)), (extra, np.arange(len(extra)))), shape=(len(linked.values), len(extra))
    )
    found = milp(
        np.concatenate([np.zeros(groups), linked.cost[extra]]),
        integrality=np.concatenate([np.ones(groups), np.zeros(len(extra))]),
        bounds=Bounds(
            np.concatenate([np.maximum(-linked.rows, -REACH), np.zeros(len(extra))]),
            np.concatenate([np.full(groups, REACH), np.ones(len(extra))]),
        ),
        constraints=[
            LinearConstraint(sparse.hstack([linked.sums, -slack], format="csr"), -np.inf, high),
            LinearConstraint(sparse.hstack([linked.sums, slack], format="csr"), low, np.inf),
        ],
        # Without presolve such small problems are solved in half the time.
        options={"time_limit": PATIENCE, "presolve": False},
    )
    return None if found.x is None else np.asarray(linked.sums @ np.rint(found.x[:groups]), dtype=np.int64)
