"""The diary in plain Python: each job looks through the diary of its area for the first place that it can take."""

from __future__ import annotations

import math

from forcesight.model_office.appointments.plan import slots_of
from forcesight.model_office.compiled import plain
from forcesight.model_office.distributions import quantile
from forcesight.model_office.flow import LOST, SERVED, STILL_HERE
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Appointments, Office
from forcesight.model_office.office.durations import law_of
from forcesight.model_office.reference import FINISHED, Arriving, Engine, Row
from forcesight.model_office.streams import stream, unit_of


class AppointmentsReference:
    """One diary in the reference engine."""

    def __init__(self, station: Appointments, office: Office, codes: Codes, seed: int, engine: Engine) -> None:
        self._station, self._engine = station, engine
        self._slots = slots_of(station.slots, office.weeks)
        # The free places of each slot, in the diary of each area (-1: jobs without one).
        self._free = {area: [places for _, places in self._slots] for area in (-1, *codes.areas.values())}
        self._law = law_of(station.minutes)
        self._not_kept = int(stream(seed, f"{station.id}: not kept"))
        self._minutes = int(stream(seed, f"{station.id}: minutes"))
        self._rows: list[Row] = []

    def arrive(self, station: str, now: float, job: Arriving) -> None:
        """A job comes, and takes a place or finds none."""
        time = self._taken(now + self._station.notice, self._free[job.area])
        began, left, outcome = math.nan, math.nan, STILL_HERE
        if time is not None:
            if unit_of(self._not_kept, job.entity) < self._station.not_kept:
                left, outcome = time, LOST
            else:
                began = time
                ends = time + plain(quantile)(*self._law, unit_of(self._minutes, job.entity))
                if ends < self._engine.end:
                    left, outcome = ends, SERVED
        if outcome != STILL_HERE:
            self._engine.at(left, FINISHED, job.entity, lambda: self._engine.leaves(station, job, outcome, left))
        server = -1 if math.isnan(began) else 0
        self._rows.append(Row(now, job.entity, job.kind, job.area, began, began, left, outcome, server))

    def _taken(self, earliest: float, free: list[int]) -> float | None:
        """Take the first free place of a diary that is late enough; its time."""
        for slot, (time, _) in enumerate(self._slots):
            if time >= earliest and free[slot]:
                free[slot] -= 1
                return time
        return None

    def rows(self, station: str) -> list[Row]:  # noqa: ARG002
        """What became of each job, in the order in which they came."""
        return self._rows
