"""The start of a requirement: least people by half hour by queueing theory, each half hour on its own.

All jobs that the group serves are one queue with their mixed service time and mixed patience; each half hour is taken
as if its load had held for ever.

- "period": the half hour's own rate (stationary, independent, period by period: SIPP);
- "lagged": the greatest load of the half hour, with the lag of service times (the modified offered load), turned back
  into a rate.

Sources: Green, Kolesar and Whitt 2007; Jennings et al. 1996; the formulas of `theory`. Assumptions: exponential service
and patience of the right mean, one priority, nobody comes back, no other group helps. The simulation corrects all five.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Desk
from forcesight.model_office.office.durations import law_of, mean_of
from forcesight.model_office.office.hours import HALF_HOURS
from forcesight.model_office.requirement.offered_load import load_lagged, load_now
from forcesight.model_office.requirement.queue_share import queue_share
from forcesight.model_office.requirement.reaches import Reaching
from forcesight.model_office.requirement.standard import Standard


Method = Literal["period", "lagged"]


@dataclass(frozen=True)
class Analysis:
    """The queue of each half hour: load (people busy if nobody waited), and mean minutes of service and patience."""

    load: NDArray[np.float64]
    service: float
    patience: float
    at_once: int
    standard: Standard

    def share(self, place: int, people: int) -> float:
        """The standard's share in a half hour with so many people."""
        rate = float(self.load[place]) / self.service
        return queue_share(self.standard, rate, self.service, self.patience, people * self.at_once)

    def meets(self, place: int, people: int) -> bool:
        """Whether so many people meet the standard there."""
        share = self.share(place, people)
        return share >= self.standard.share if self.standard.at_least else share <= self.standard.share

    def worth(self, place: int, people: int) -> float:
        """What the last of so many people is worth: jobs a minute that are treated as the standard wants."""
        if self.load[place] <= 0 or people <= 0:
            return 0.0
        better = self.share(place, people) - self.share(place, people - 1)
        return abs(better) * float(self.load[place]) / self.service

    def least(self, place: int) -> int:
        """The least number of people that meets the standard in a half hour."""
        if self.load[place] <= 0:
            return 0
        high = max(1, math.ceil(float(self.load[place]) / self.at_once))
        while not self.meets(place, high):
            high += max(1, high // 4)
        low = 0
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.meets(place, middle) else (middle, high)
        return high


def analysis(desk: Desk, group: int, reaching: Reaching, standard: Standard, method: Method = "lagged") -> Analysis:
    """The queues of a desk's group, by the place of the group in the desk, from what reaches the desk."""
    codes = Codes.of(reaching.office)
    people, served = desk.groups[group], {work.job: work for work in desk.work}
    load, calls, leaving = np.zeros(HALF_HOURS), 0.0, 0.0
    for job in people.serves:
        rate, mean = reaching.rates[codes.jobs[job]], mean_of(served[job].service)
        own = load_now(rate, mean) if method == "period" else load_lagged(rate, law_of(served[job].service), mean)
        load += own
        calls += float(rate.sum())
        leaving += float(rate.sum()) / mean_of(served[job].patience)
    service = float(sum(
        reaching.rates[codes.jobs[job]].sum() * mean_of(served[job].service) for job in people.serves
    )) / calls if calls else 0.0  # fmt: skip
    return Analysis(load, service, calls / leaving if leaving else math.inf, people.at_once, standard)
