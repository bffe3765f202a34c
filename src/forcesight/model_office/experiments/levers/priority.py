"""Which job goes first at a station."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from forcesight.model_office.experiments.levers.places import in_words, refuse_faults, with_work, work_at
from forcesight.model_office.office.description import Office


@dataclass(frozen=True, kw_only=True)
class Priority:
    """Give a `job` another `priority`: a lower number goes first, and within a number who came first.

    `station` is needed where several work on the job. At units it may also become one that is taken in the last
    minutes of a shift, or no longer be one: see `urgent` of teams.
    """

    job: str
    priority: int
    station: str = ""

    @property
    def words(self) -> str:
        """The change in words."""
        return f"{in_words(self.job, self.station)} has priority {self.priority}"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office with the job in its new place. Raises InputRefused for an unknown job or station."""
        found = work_at(office, self.station, self.job)
        changed = with_work(office, found, replace(found.work, priority=self.priority))
        refuse_faults(changed, ("stations", found.at, "work", found.place))
        of_all = sorted((self.priority if w.job == self.job else w.priority, w.job) for w in found.station.work)
        order = [" and ".join(job for _, job in same) for _, same in groupby(of_all, key=lambda each: each[0])]
        return changed, (f"The order at {found.station.id} is {', then '.join(order)}.",)
