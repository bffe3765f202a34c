"""How long an office takes to fill: the warm-up that its own runs ask for, station by station.

The mean number of jobs at a station in each hour is averaged over several runs (Welch), freed of its weekly course, and
cut by MSER-5. A planner compares the answer with the office's `warm_up_days`.

Sources: Welch 1983, "The statistical analysis of simulation results" (averaging across replications); White 1997
(MSER-5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from forcesight.errors import InputRefused
from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.experiments.warm_up import mser5, without_week
from forcesight.model_office.flow import Record


HOUR: Final = 60.0


@dataclass(frozen=True, slots=True)
class Beginning:
    """The days that a station's beginning takes; None with the sentence that says why it cannot be told."""

    station: str
    days: float | None
    reason: str = ""


def beginnings(plan: OfficePlan, seeds: Sequence[int] = (1, 2, 3)) -> list[Beginning]:
    """The warm-up that each station of an office asks for, from a few runs."""
    runs = [run(plan, seed) for seed in seeds]
    found = []
    for station in plan.office.stations:
        series = np.mean([here(each.stations[station.id].record, plan.office.minutes) for each in runs], axis=0)
        found.append(_beginning(station.id, series))
    return found


def _beginning(station: str, series: NDArray[np.float64]) -> Beginning:
    try:
        return Beginning(station, mser5(without_week(series)).observations / 24)
    except InputRefused as refused:
        return Beginning(station, None, str(refused))


def here(record: Record, end: float) -> NDArray[np.float64]:
    """How many jobs are at a station at the end of each hour, shape (hours,)."""
    edges = np.arange(HOUR, end + HOUR / 2, HOUR)
    came = np.searchsorted(np.sort(record.arrived), edges, side="right")
    gone = np.searchsorted(np.sort(record.left[~np.isnan(record.left)]), edges, side="right")
    return np.asarray(came - gone, dtype=np.float64)
