"""Trying a number of staff by half hour on the same callers: what the desk achieves, and if that meets the standard."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.desk import plan_desk, run_desk
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Desk
from forcesight.model_office.office.hours import HALF_HOURS
from forcesight.model_office.requirement.achieved import Counted, by_half_hour, count, over_the_week, together
from forcesight.model_office.requirement.reaches import Reaching
from forcesight.model_office.requirement.standard import Standard


Staff = NDArray[np.int64]
"""People at the desk in each half hour of the week, shape (336,)."""


@dataclass
class Trials:
    """A desk whose group may have any staff, and the callers that every trial shares.

    `group` is a place in the desk. Staff are people at the desk: the group's shrinkage is taken out. `kinds` are the
    codes of the jobs that count. `runs` counts the trials so far.
    """

    desk: Desk
    group: int
    reaching: Reaching
    standard: Standard
    kinds: NDArray[np.int64]
    runs: int = 0

    @property
    def weeks(self) -> int:
        """Counted weeks of each run."""
        return self.reaching.office.weeks - 1

    def run(self, staff: Staff) -> Counted:
        """Simulate with so many people."""
        self.runs += 1
        groups = list(self.desk.groups)
        groups[self.group] = replace(groups[self.group], staff=tuple(map(float, staff)), shrinkage=0.0)
        office = self.reaching.office
        plan = plan_desk(replace(self.desk, groups=tuple(groups)), office, Codes.of(office))
        return together([
            count(run_desk(plan, flow, seed), self.standard, self.kinds, self.weeks)
            for seed, flow in self.reaching.flows.items()
        ])  # fmt: skip

    def missed(self, counted: Counted) -> NDArray[np.bool_]:
        """Which half hours miss the standard, shape (336,): all alike where it is for the week."""
        if self.standard.over == "week":
            return np.full(HALF_HOURS, self._misses_week(counted))
        if self.standard.sure:
            found = by_half_hour(counted, self.standard.level)
            shares = np.array([np.nan if each is None else self._worst(each.low, each.high) for each in found])
        else:
            shares = counted.shares()
        worse = shares < self.standard.share if self.standard.at_least else shares > self.standard.share
        return np.asarray(worse | counted.nobody_answered(), dtype=np.bool_)

    def meets(self, staff: Staff) -> bool:
        """Whether so many people meet the standard, in every half hour or over the week."""
        return not self.missed(self.run(staff)).any()

    def _misses_week(self, counted: Counted) -> bool:
        found = over_the_week(counted, self.standard.level)
        if found is None:
            return bool(counted.nobody_answered().any())
        share = self._worst(found.low, found.high) if self.standard.sure else found.estimate
        return share < self.standard.share if self.standard.at_least else share > self.standard.share

    def _worst(self, low: float, high: float) -> float:
        return low if self.standard.at_least else high
