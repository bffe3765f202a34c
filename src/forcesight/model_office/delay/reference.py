"""The delay in plain Python: each job leaves after a time of its own."""

from __future__ import annotations

import math

from forcesight.model_office.compiled import plain
from forcesight.model_office.distributions import quantile
from forcesight.model_office.flow import SERVED, STILL_HERE
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Delay, Office
from forcesight.model_office.office.durations import law_of
from forcesight.model_office.reference import FINISHED, Arriving, Engine, Row
from forcesight.model_office.streams import stream, unit_of


class DelayReference:
    """One delay in the reference engine."""

    def __init__(self, station: Delay, office: Office, codes: Codes, seed: int, engine: Engine) -> None:  # noqa: ARG002
        self._station, self._engine = station, engine
        self._law = law_of(station.minutes)
        self._minutes = int(stream(seed, f"{station.id}: minutes"))
        self._rows: list[Row] = []

    def arrive(self, station: str, now: float, job: Arriving) -> None:
        """A job comes, and will leave."""
        leaves = now + plain(quantile)(*self._law, unit_of(self._minutes, job.entity))
        if leaves < self._engine.end:
            self._engine.at(leaves, FINISHED, job.entity, lambda: self._engine.leaves(station, job, SERVED, leaves))
            left, outcome = leaves, SERVED
        else:
            left, outcome = math.nan, STILL_HERE
        self._rows.append(Row(now, job.entity, job.kind, job.area, now, now, left, outcome, -1))

    def rows(self, station: str) -> list[Row]:  # noqa: ARG002
        """What became of each job, in the order in which they came."""
        return self._rows
