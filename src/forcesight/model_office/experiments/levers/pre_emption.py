"""From which jobs a unit is taken off for another."""

from __future__ import annotations

from dataclasses import dataclass, replace

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers.places import (
    STATION_WORDS,
    in_words,
    refuse_faults,
    with_work,
    work_at,
)
from forcesight.model_office.office.description import Office, UnitWork


@dataclass(frozen=True, kw_only=True)
class PreEmption:
    """Let a `job` take units off jobs of other kinds (`takes_from`) when none is free; an empty list ends it.

    The job that loses its unit waits again, at its old place, and starts anew. `station` is needed where several work
    on the job.
    """

    job: str
    takes_from: tuple[str, ...]
    station: str = ""

    @property
    def words(self) -> str:
        """The change in words."""
        off = f"may take units off {', '.join(self.takes_from)}" if self.takes_from else "takes no unit off another job"
        return f"{in_words(self.job, self.station)} {off}"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office with the new rule. Raises InputRefused for unknown jobs, and where the job is not one of units."""
        found = work_at(office, self.station, self.job)
        if not isinstance(found.work, UnitWork):
            what = STATION_WORDS[type(found.station)]
            raise InputRefused(f"{found.station.id!r} is a {what}: only units are taken off one job for another.")
        changed = with_work(office, found, replace(found.work, pre_empts=self.takes_from))
        refuse_faults(changed, ("stations", found.at, "work", found.place))
        same = found.work.pre_empts == self.takes_from
        return changed, ("It is so already: nothing changes.",) if same else ()
