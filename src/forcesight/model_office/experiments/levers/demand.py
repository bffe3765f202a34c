"""More or less work from outside: every demand, that of some jobs, or single ones."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers.amount import in_percent
from forcesight.model_office.experiments.levers.whose import named
from forcesight.model_office.office.description import Office


@dataclass(frozen=True, kw_only=True)
class DemandFactor:
    """Multiply demand: 1.08 is a rise of 8 %.

    `demands` are ids of demand, `jobs` the jobs whose demand is meant; with neither, all of it. What one station sends
    to another follows from what comes, and is not multiplied again.
    """

    factor: float
    demands: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not math.isfinite(self.factor) or self.factor < 0:
            raise InputRefused(
                f"A demand cannot become {self.factor:g} times itself: write a factor that is 0 or more."
            )

    @property
    def words(self) -> str:
        """The change in words."""
        which = ", ".join((*self.demands, *(f"all that brings {job}" for job in self.jobs)))
        return in_percent(self.factor, f"demand: {which}" if which else "demand of every kind", "less")

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office with the demand multiplied. Raises InputRefused for what the office has no demand of."""
        for name in self.demands:
            named((each.id for each in office.demand), name, "demand")
        for job in self.jobs:
            named((each.job for each in office.demand), job, "demand for the job")
        everything = not self.demands and not self.jobs
        demand = tuple(
            replace(each, growth=each.growth * self.factor)
            if everything or each.id in self.demands or each.job in self.jobs
            else each
            for each in office.demand
        )
        return replace(office, demand=demand), ()
