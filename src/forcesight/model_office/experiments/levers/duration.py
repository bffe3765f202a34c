"""How long work takes."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import cast

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers.amount import in_percent, plain
from forcesight.model_office.experiments.levers.places import STATION_WORDS, only_station, refuse_faults, with_station
from forcesight.model_office.experiments.levers.whose import named, no_such
from forcesight.model_office.office.description import (
    Appointments,
    Caseload,
    CaseWork,
    Delay,
    Desk,
    DeskWork,
    Duration,
    Office,
    Station,
    Units,
    UnitWork,
)
from forcesight.model_office.office.traffic import jobs_at


@dataclass(frozen=True, kw_only=True)
class DurationFactor:
    """Multiply how long a `job` takes at a `station`: 0.9 is a tenth less. Its spread grows or shrinks with it.

    It is the service of a desk, the time of units at the scene (with `custody`, the time in custody after an arrest
    instead), the hours of a caseload, the minutes of a diary or a delay. A station alone stands for all of its jobs,
    and a job alone for the only station that works on it.
    """

    factor: float
    station: str = ""
    job: str = ""
    custody: bool = False

    def __post_init__(self) -> None:
        if not math.isfinite(self.factor) or self.factor <= 0:
            change = plain((self.factor - 1) * 100)
            raise InputRefused(
                f"A time cannot become {self.factor:g} times itself, a change of {change} %: write a factor above 0, "
                "so a change of more than -100 %."
            )
        if not self.station and not self.job:
            raise InputRefused("duration: say whose time it is: give a station, a job or both.")

    @property
    def words(self) -> str:
        """The change in words."""
        what = "time in custody" if self.custody else "time"
        where = f" at {self.station}" if self.station else ""
        return f"{in_percent(self.factor, what, 'less')} for {self.job or 'every job'}{where}"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office with the other times. Raises InputRefused for unknown names, and for custody without any."""
        at = self._where(office)
        station = office.stations[at]
        if self.custody and not isinstance(station, Units):
            raise InputRefused(f"{station.id!r} is a {STATION_WORDS[type(station)]}: only units have times in custody.")
        changed = with_station(office, at, self._with_times(station))
        refuse_faults(changed, ("stations", at, "minutes" if isinstance(station, Appointments | Delay) else "work"))
        return changed, ()

    def _where(self, office: Office) -> int:
        """The number of the station that is meant."""
        if self.station:
            return named((station.id for station in office.stations), self.station, "station")
        there = [at for at, station in enumerate(office.stations) if self.job in jobs_at(station)]
        if not there:
            known = [job for station in office.stations for job in jobs_at(station)]
            raise InputRefused(no_such(self.job, known, "station with work for the job"))
        return only_station(office, there, self.job)

    def _with_times(self, station: Station) -> Station:
        if isinstance(station, Appointments | Delay):
            return self._with_one_time(station)
        if self.job and self.job not in (work.job for work in station.work):
            known = [work.job for work in station.work]
            raise InputRefused(no_such(self.job, known, f"work at {station.id!r} for the job"))
        if isinstance(station, Desk):
            return replace(station, work=tuple(self._desk(work) for work in station.work))
        if isinstance(station, Caseload):
            return replace(station, work=tuple(self._case(work) for work in station.work))
        if self.custody and not any(work.arrest for work in station.work if self._is_meant(work)):
            raise InputRefused(f"Nobody is arrested after {self.job or 'any job'} at {station.id!r}.")
        return replace(station, work=tuple(self._units(work) for work in station.work))

    def _is_meant(self, work: DeskWork | UnitWork | CaseWork) -> bool:
        return self.job in ("", work.job)

    def _desk(self, work: DeskWork) -> DeskWork:
        return replace(work, service=self._times(work.service)) if self._is_meant(work) else work

    def _case(self, work: CaseWork) -> CaseWork:
        return replace(work, hours=self._times(work.hours)) if self._is_meant(work) else work

    def _units(self, work: UnitWork) -> UnitWork:
        if not self._is_meant(work):
            return work
        if self.custody:
            return replace(work, custody=self._times(work.custody))
        return replace(work, scene=self._times(work.scene))

    def _with_one_time(self, station: Appointments | Delay) -> Station:
        if self.job and station.jobs != (self.job,):
            named(station.jobs, self.job, f"work at {station.id!r} for the job")
            raise InputRefused(f"{station.id!r} has one time for {', '.join(station.jobs)}: leave the job out.")
        return cast(Station, replace(station, minutes=self._times(station.minutes)))

    def _times(self, duration: Duration) -> Duration:
        return scaled(duration, self.factor)


def scaled(duration: Duration, factor: float) -> Duration:
    """A duration whose every draw is multiplied: means, ends, scales and quantiles are; shapes and cvs stay."""
    return replace(
        duration,
        mean=duration.mean * factor,
        low=duration.low * factor,
        high=duration.high * factor,
        scale=duration.scale * factor,
        quantiles=tuple(minutes * factor for minutes in duration.quantiles),
    )
