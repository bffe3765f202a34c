"""How long an office takes to fill: the warm-up that its own runs ask for, station by station.

The mean number of jobs at a station in each hour is averaged over several runs (Welch), freed of its weekly course, and
cut by MSER-5. A planner compares the answer with the office's `warm_up_days`.

A quarter of the weeks, and at least one, are left in any case: a station that is shut from Friday to Monday is
steadiest in the last hours of a run, and would never seem to have settled.

Sources: Welch 1983, "The statistical analysis of simulation results" (averaging across replications); White 1997
(MSER-5).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from forcesight.errors import InputRefused
from forcesight.model_office.engine import OfficePlan, Run, run
from forcesight.model_office.experiments.warm_up import mser5, without_week
from forcesight.model_office.flow import Record


HOUR: Final = 60.0
WEEK: Final = 168
RUNS: Final = 10
"""With fewer, luck moves the cut by weeks."""
SLACK: Final = 1.0
"""Days by which a stated warm-up may be shorter than the one found: batches are of five hours, and runs differ."""
Hours = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Beginning:
    """The days that a station's beginning takes; None with the sentence that says why it cannot be told."""

    station: str
    days: float | None
    reason: str = ""

    def longer_than(self, stated: float) -> bool:
        """Whether it takes more than the stated days, by more than luck makes it."""
        return self.days is not None and self.days > stated + SLACK


def beginnings(plan: OfficePlan, seeds: Sequence[int] = tuple(range(1, RUNS + 1))) -> list[Beginning]:
    """The warm-up that each station of an office asks for, from a few runs."""
    return beginnings_of([by_hour(run(plan, seed)) for seed in seeds])


def beginnings_of(runs: Sequence[Hours]) -> list[Beginning]:
    """The same from runs that were made: how many jobs were at each station in each hour of each run."""
    return [_beginning(station, np.mean([each[station] for each in runs], axis=0)) for station in runs[0]]


def by_hour(done: Run) -> dict[str, NDArray[np.float64]]:
    """How many jobs are at each station at the end of each hour of a run, by the station's id."""
    end = done.office.minutes
    return {station.id: here(done.stations[station.id].record, end) for station in done.office.stations}


def too_short(stated: float, found: Sequence[Beginning]) -> list[str]:
    """A sentence for each station that takes longer to fill than the stated warm-up, in days."""
    return [
        f"{each.station}: it takes about {math.ceil(each.days or 0)} days to fill (MSER-5), and warm_up_days is "
        f"{stated:g}: state more, and as many more weeks."
        for each in found
        if each.longer_than(stated)
    ]


def _beginning(station: str, series: NDArray[np.float64]) -> Beginning:
    try:
        residual = without_week(series, WEEK)
        return Beginning(station, mser5(residual, kept=max(len(residual) // WEEK // 4, 1) * WEEK).observations / 24)
    except InputRefused as refused:
        return Beginning(station, None, str(refused))


def here(record: Record, end: float) -> NDArray[np.float64]:
    """How many jobs are at a station at the end of each hour, shape (hours,)."""
    edges = np.arange(HOUR, end + HOUR / 2, HOUR)
    came = np.searchsorted(np.sort(record.arrived), edges, side="right")
    gone = np.searchsorted(np.sort(record.left[~np.isnan(record.left)]), edges, side="right")
    return np.asarray(came - gone, dtype=np.float64)
