"""What is expected of crimes: how many are reported in each hour, by type, and in which hour they are recorded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.signal import fftconvolve

from forcesight.synthetic.force.demand import HOURS, Line
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.offences import OFFENCES
from forcesight.synthetic.land import Array


_DAY = 86_400
# How far the delays of a prompt record lean towards the report: a day times a share drawn evenly, to this power.
PROMPTNESS = 3


@dataclass(frozen=True)
class CrimeFlow:
    """Crimes are numbered by type; an array by hour has the span's grid."""

    flow: Flow

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The types of crime, as they are numbered."""
        return tuple(self.flow.parameters.crime.types)

    @cached_property
    def victim_based(self) -> Array:
        """Whether crimes of each type have a victim."""
        told = {offence.offence_subgroup: offence.victim_based for offence in OFFENCES}
        return np.array([told[name] for name in self.names])

    @cached_property
    def types(self) -> Array:
        """The share of each type among the crimes that incidents of each category hold."""
        every = self.flow.parameters.response.categories.values()
        return np.array([[category.types.get(name, 0.0) for name in self.names] for category in every])

    @cached_property
    def recorded_share(self) -> Array:
        """The share of each category's incidents that hold a crime which is recorded, now or later."""
        return np.array([c.crime * c.recorded for c in self.flow.parameters.response.categories.values()])

    @cached_property
    def hidden(self) -> Array:
        """The share of each category's incidents that hold a crime which is never recorded."""
        return np.array([c.crime * (1 - c.recorded) for c in self.flow.parameters.response.categories.values()])

    @cached_property
    def from_incidents(self) -> Array:
        """Crimes reported as incidents and recorded, by hour and type."""
        found: Array = self.flow.every_incident @ (self.recorded_share[:, None] * self.types)
        return found

    @cached_property
    def direct(self) -> Array:
        """Crimes that no incident brings, by hour and type: what the types' first years lack."""
        brought = self.flow.first_year @ (self.recorded_share[:, None] * self.types)
        lines = []
        for name, kind, number in zip(self.names, self.flow.parameters.crime.types.values(), brought, strict=True):
            if number > kind.a_year:
                raise ValueError(
                    f"Incidents bring {number:.0f} crimes of {name} a year, more than its {kind.a_year:.0f}."
                )
            line = Line(kind.a_year - number, kind.drift, kind.shape)
            lines.append(self.flow.calendar.expected(line, self.flow.world.scale))
        return np.stack(lines, axis=1)

    @cached_property
    def reported(self) -> Array:
        """Crimes reported and recorded, now or later, by hour and type."""
        found: Array = self.from_incidents + self.direct
        return found

    @cached_property
    def earlier(self) -> Array:
        """The same for the days before the span whose late records fall into it; they are like the first days."""
        days = min(self.flow.world.span.days // 7 * 7, -(-self.flow.parameters.crime.recording.most // _DAY // 7) * 7)
        return self.reported[: days * HOURS]

    def recorded(self, reported: Array, earlier: Array, *, within_a_day: bool = False) -> Array:
        """What is recorded in each hour, of what is reported in each hour of the span and before it.

        With `within_a_day` only what is recorded within 24 hours of its report.
        """
        every = np.concatenate([earlier, reported])
        kernel = self._prompt * self.flow.parameters.crime.recording.prompt
        if not within_a_day:
            late = self._late * (1 - self.flow.parameters.crime.recording.prompt)
            kernel = np.pad(kernel, (0, len(late) - len(kernel))) + late
        found: Array = fftconvolve(every, kernel)[len(earlier) : len(every)].clip(min=0)
        return found

    @cached_property
    def recorded_by_type(self) -> Array:
        """Crimes recorded in each hour, by type."""
        columns = [self.recorded(self.reported[:, n], self.earlier[:, n]) for n in range(len(self.names))]
        return np.stack(columns, axis=1)

    @cached_property
    def _prompt(self) -> Array:
        """The share of prompt records made so many hours after the report."""
        edges = (np.arange(HOURS + 2) - 0.5).clip(0, HOURS) / HOURS
        return np.diff(edges ** (1 / PROMPTNESS))

    @cached_property
    def _late(self) -> Array:
        """The share of late records made so many hours after the report."""
        recording = self.flow.parameters.crime.recording
        edges = (np.arange(HOURS, recording.most // 3600 + 3) - HOURS - 0.5) * 3600
        shares = np.diff(recording.late.within_up_to(edges, recording.most - _DAY))
        return np.concatenate([np.zeros(HOURS), shares])
