"""Work that falls due on a day: done in time, done late, or not yet done when the records end.

Delays are whole days, so what is expected of a month is a sum of shares: a review due on a day is made on one of the
days before it, or on one of the days after.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forcesight.synthetic.force.span import Span
from forcesight.synthetic.force.waiting import choose
from forcesight.synthetic.land import Array


_LATEST = 40
_LAST_SECOND = 86_399


def _late(mean: float, latest: int) -> tuple[float, ...]:
    """Shares of delays of 1, 2, 3 … days: each as much less likely than the one before it."""
    return tuple((1 - 1 / mean) ** np.arange(latest))


@dataclass(frozen=True, slots=True)
class Due:
    """How often work is done in time, how many days before the due day then, and how many days after it otherwise.

    `early[0]` is the share on the due day itself; `late[0]` that of the day after. Ours.
    """

    in_time: float
    early: tuple[float, ...] = (0.45, 0.3, 0.15, 0.1)
    late: tuple[float, ...] = _late(9.0, _LATEST)

    def done(self, due: Array, days: int) -> tuple[Array, Array]:
        """Of what is due on each day from the first on: what is done in time and in all, by the day when it is done.

        `due` reaches as far beyond the last of so many days as work is done early.
        """
        in_time = shifted(due, self.early, 0, -1, days) * self.in_time
        return in_time, in_time + shifted(due, self.late, 1, 1, days) * (1 - self.in_time)


def shifted(due: Array, shares: Sequence[float], first: int, step: int, days: int) -> Array:
    """What is due, by the day on which it is done: `first` days later, and `step` further for each of the shares."""
    found = np.zeros(days)
    for turn, share in enumerate(np.asarray(shares) / np.sum(shares)):
        away = first + turn * step
        moved = due[max(-away, 0) : days - away]
        found[max(away, 0) : max(away, 0) + len(moved)] += share * moved
    return found


@dataclass(frozen=True, slots=True)
class Times:
    """When work was due and done; `seen` numbers what was done before the records end."""

    due_at: Array
    done_at: Array
    done_day: Array
    seen: Array


def draw_due(span: Span, due: Due, due_day: Array, rng: np.random.Generator) -> Times:
    """Draw when work that is due by the end of these days was done."""
    in_time = rng.random(len(due_day)) < due.in_time
    early = choose(np.array(due.early), rng, len(due_day))
    late = choose(np.array(due.late), rng, len(due_day)) + 1
    done_day = due_day + np.where(in_time, -early, late)
    done_at = span.instants(done_day, working_hours(rng, len(due_day)))
    due_at = span.instants(due_day, np.full(len(due_day), _LAST_SECOND))
    inside = (done_day >= 0) & (done_at <= span.end)
    return Times(due_at, done_at, done_day, np.flatnonzero(inside))


def working_hours(rng: np.random.Generator, count: int) -> Array:
    """Seconds since midnight of so many moments between seven in the morning and ten in the evening."""
    return (7 + 15 * rng.beta(1.6, 1.9, count)) * 3600
