"""What a desk achieved in its runs, by half hour and over the week, each share with its interval.

The unit of chance is a week: calls of one half hour share a queue and are not independent, weeks are nearly so. The
share is a ratio of two sums over weeks; its variance is that of the ratio estimator, turned into the number of
independent calls that would be as sure ("effective" number), for which Wilson's interval is taken, with Student's
quantile for so many weeks in place of the normal one. Where all calls agree the variance says nothing, and each week
with a call counts as one.

Sources: Cochran 1977, "Sampling techniques", section 6.4 (ratio estimator); Kish 1965, "Survey sampling" (effective
number); Wilson 1927.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.measures.interval import Interval, normal_quantile
from forcesight.measures.proportions import wilson
from forcesight.model_office.compiled import compiled
from forcesight.model_office.experiments.replication import t_quantile
from forcesight.model_office.flow import LOST, STILL_HERE, Record
from forcesight.model_office.office.hours import HALF_HOURS
from forcesight.model_office.requirement.reaches import WEEK
from forcesight.model_office.requirement.standard import Standard


METHOD = "ratio over weeks, Wilson with the effective number"


class Counted(NamedTuple):
    """Jobs by week of a run (rows) and half hour, shape (weeks, 336).

    `came` are those that count (only those answered, where the standard is of them), `hits` those of them with the
    measure, `lost` those that gave up, and `rang` all.
    """

    came: NDArray[np.float64]
    hits: NDArray[np.float64]
    lost: NDArray[np.float64]
    rang: NDArray[np.float64]

    def shares(self) -> NDArray[np.float64]:
        """The share in each half hour, NaN where nobody came."""
        came = self.came.sum(axis=0)
        return np.where(came > 0, self.hits.sum(axis=0) / np.maximum(came, 1), np.nan)

    def nobody_answered(self) -> NDArray[np.bool_]:
        """The half hours in which somebody gave up and none counts, shape (336,): no share says how poor they are."""
        return np.asarray((self.came.sum(axis=0) == 0) & (self.lost.sum(axis=0) > 0))

    def gives_up(self) -> float | None:
        """The share of all that gave up, over the week; None where nobody came."""
        rang = self.rang.sum()
        return float(self.lost.sum() / rang) if rang else None

    def share(self) -> float:
        """The share over all; NaN where nobody came."""
        came = self.came.sum()
        return float(self.hits.sum() / came) if came else float("nan")


def count(record: Record, standard: Standard, kinds: NDArray[np.int64], weeks: int) -> Counted:
    """Count one run of `weeks` weeks after its first; `kinds` are the codes of the jobs that count."""
    counts = np.zeros(int(max(record.kind.max(initial=-1), kinds.max())) + 1, dtype=np.bool_)
    counts[kinds] = True
    found = Counted(*(np.zeros((weeks, HALF_HOURS)) for _ in range(4)))
    measure = ("answered within", "waits", "gives up").index(standard.measure)
    _count(record.arrived, record.began, record.outcome, record.kind, counts, measure, standard.of_answered,
           standard.within_seconds / 60, WEEK * (weeks + 1), found)  # fmt: skip
    return found


@compiled
def _count(
    arrived: NDArray[np.float64],
    began: NDArray[np.float64],
    outcome: NDArray[np.int8],
    kind: NDArray[np.int64],
    counts: NDArray[np.bool_],
    measure: int,
    answered_only: bool,
    limit: float,
    end: float,
    found: Counted,
) -> None:
    for row in range(len(arrived)):
        at, wait = arrived[row], began[row] - arrived[row]
        if at < WEEK or not counts[kind[row]]:
            continue
        # Whoever still waits at the end has waited too long already, or nobody can know.
        if np.isnan(wait) and outcome[row] == STILL_HERE and end - at <= limit:
            continue
        week, half_hour = int(at // WEEK) - 1, int(at % WEEK // 30.0)
        found.rang[week, half_hour] += 1.0
        found.lost[week, half_hour] += outcome[row] == LOST
        if answered_only and np.isnan(wait):
            continue
        found.came[week, half_hour] += 1.0
        if measure == 0:
            # As the desk's own figure is counted, to the last call.
            hit = wait <= limit
        elif measure == 1:
            hit = not wait <= 1e-9
        else:
            hit = outcome[row] == LOST
        if hit:
            found.hits[week, half_hour] += 1.0


def together(runs: list[Counted]) -> Counted:
    """Several runs as one longer run."""
    return Counted(*(np.concatenate(column) for column in zip(*runs, strict=True)))


def by_half_hour(counted: Counted, level: float) -> tuple[Interval | None, ...]:
    """The share in each half hour with its interval; None where nobody came."""
    return tuple(_interval(counted.came[:, place], counted.hits[:, place], level) for place in range(HALF_HOURS))


def over_the_week(counted: Counted, level: float) -> Interval | None:
    """The share over all half hours together; None where nobody came."""
    return _interval(counted.came.sum(axis=1), counted.hits.sum(axis=1), level)


def interval_of(came: Sequence[float], hits: Sequence[float], level: float) -> Interval:
    """The share of `hits` among those who `came`, from one number for each week; somebody came."""
    there, good = np.asarray(came, dtype=np.float64), np.asarray(hits, dtype=np.float64)
    weeks, all_came = len(there), float(there.sum())
    share = float(good.sum()) / all_came
    variance = weeks / max(weeks - 1, 1) * float(((good - share * there) ** 2).sum()) / all_came**2
    if share in (0.0, 1.0):
        effective = float((there > 0).sum())
    else:
        effective = share * (1 - share) / variance if variance > 0 else all_came
    student = t_quantile(max(weeks - 1, 1), level) / normal_quantile(level)
    independent = min(effective, all_came) / student**2
    found = wilson(share * independent, independent, level=level)
    return Interval(share, min(found.low, share), max(found.high, share), all_came, METHOD, level)


def _interval(came: NDArray[np.float64], hits: NDArray[np.float64], level: float) -> Interval | None:
    return interval_of(came.tolist(), hits.tolist(), level) if came.any() else None
