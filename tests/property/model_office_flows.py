"""Given flows through stations in the plain reference: what the compiled stations are compared with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from heapq import heappop, heappush
from itertools import accumulate, count

import numpy as np
from hypothesis import strategies as st

from forcesight.model_office.flow import AGAIN, LAST_VISIT, OUTCOMES, Flow, Record
from forcesight.model_office.network import reachable, ways
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Duration, Office
from forcesight.model_office.reference import ARRIVED, Arriving, ReferenceStation, Row
from forcesight.model_office.streams import stream, unit_of


Job = tuple[float, int, int, int]
"""When, whose, what, where: one job of a flow."""

DURATIONS = (
    Duration(family="constant", mean=30),
    Duration(family="constant", mean=0),
    Duration(family="exponential", mean=700),
    Duration(family="lognormal", mean=90, cv=1.5),
    Duration(family="uniform", low=5, high=20_000),
    Duration(family="observed", quantiles=(1, 2, 400)),
)


def flow_of(jobs: list[Job]) -> Flow:
    """Jobs as a flow."""
    ordered = sorted(jobs, key=lambda job: job[:2])
    time, *whole = zip(*ordered, strict=True) if ordered else ((),) * 4
    return Flow(np.array(time, dtype=np.float64), *(np.array(column, dtype=np.int64) for column in whole))


@st.composite
def jobs(draw: st.DrawFn, end: float, kinds: tuple[int, ...], areas: int, origin: int) -> list[Job]:
    """Some jobs of one origin, some of them at the same moments and on the hour."""
    times = draw(st.lists(st.floats(0, end, exclude_max=True) | st.integers(0, int(end / 60) - 1).map((60.0).__mul__)))
    kind, area = st.sampled_from(kinds), st.integers(-1, areas - 1)
    numbers = draw(st.permutations(range(len(times))))
    return [(time, (origin << 40) + n, draw(kind), draw(area)) for time, n in zip(times, numbers, strict=True)]


class PlainEngine:
    """An engine for stations that are given their jobs; jobs that leave go on by the office's routes."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.seed, self.end = office, seed, office.minutes
        self.stations: dict[str, ReferenceStation] = {}
        self.left: list[tuple[str, float, int]] = []
        self._due: list[tuple[float, int, int, int, Callable[[], None]]] = []
        self._order = count()

    def at(self, time: float, rank: int, key: int, action: Callable[[], None]) -> None:
        if time < self.end:
            heappush(self._due, (time, rank, key, next(self._order), action))

    def arrives(self, station: str, time: float, job: Arriving) -> None:
        self.at(time, ARRIVED, job.entity, lambda: self.stations[station].arrive(station, time, job))

    def leaves(self, station: str, job: Arriving, outcome: int, now: float) -> None:
        names = list(self.office.jobs)
        key = (station, names[job.kind].id, OUTCOMES[outcome])
        routes = [route for route in self.office.routes if (route.station, route.job, route.when) == key]
        u = unit_of(int(stream(self.seed, f"{station}: route")), job.entity)
        for route, share in zip(routes, [*accumulate(r.share for r in routes[:-1]), 1.0], strict=False):
            if u < share:
                again = self._comes_again(station, route.to) if route.to in self.stations else False
                if route.to in self.stations and not (again and job.entity >= LAST_VISIT):
                    kind = Codes.of(self.office).jobs[route.becomes or route.job]
                    self.arrives(route.to, now, Arriving(job.entity + again * AGAIN, kind, job.area))
                    return
                break
        self.left.append((station, now, job.entity))

    def _comes_again(self, station: str, to: str) -> bool:
        places = {each.id: place for place, each in enumerate(self.office.stations)}
        return places[station] in reachable(ways(self.office))[places[to]] or station == to

    def run(self, given: Mapping[str, list[Job]]) -> PlainEngine:
        for station, several in given.items():
            for time, *job in several:
                self.arrives(station, time, Arriving(*job))
        while self._due:
            heappop(self._due)[-1]()
        return self

    def rows(self, station: str) -> list[Row]:
        return sorted(self.stations[station].rows(station), key=lambda row: row.entity)


def rows_of(record: Record) -> list[Row]:
    """A record as rows, by entity."""
    columns = (column.tolist() for column in record[:10])
    return sorted((Row(*row) for row in zip(*columns, strict=True)), key=lambda row: row.entity)


def same(compiled: list[Row], plain: list[Row]) -> bool:
    """Whether rows are equal to the bit; NaN equals NaN."""
    return np.array_equal(np.array(compiled, dtype=object).astype(str), np.array(plain, dtype=object).astype(str))


def departures(record: Record) -> list[tuple[float, int]]:
    """When and who left a station, in the record's order."""
    return [(float(record.left[row]), int(record.entity[row])) for row in record.leaving]


def waited(record: Record, end: float) -> float:
    """The waits of all jobs, each until it was taken up or lost, or to the end."""
    until = np.where(np.isnan(record.assigned), record.left, record.assigned)
    return float((np.where(np.isnan(until), end, until) - record.arrived).sum())
