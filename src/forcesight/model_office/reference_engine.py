"""The reference engine: every station of an office in one event loop, in Python that a reader can follow.

It is slow and obvious. The compiled engine, which runs one station after the other, must agree with it to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import accumulate, count

from forcesight.model_office.appointments import AppointmentsReference
from forcesight.model_office.arrivals import plain_arrivals, plan_arrivals
from forcesight.model_office.caseload import CaseloadsReference
from forcesight.model_office.delay import DelayReference
from forcesight.model_office.desk import DeskReference
from forcesight.model_office.flow import AGAIN, LAST_VISIT, OUTCOMES
from forcesight.model_office.network import reachable, ways
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Appointments, Caseload, Delay, Desk, Office, Units
from forcesight.model_office.reference import ARRIVED, Arriving, ReferenceStation, Row
from forcesight.model_office.streams import stream, unit_of
from forcesight.model_office.units import UnitsReference


_REFERENCES: dict[type, Callable[..., ReferenceStation]] = {
    Desk: DeskReference,
    Units: UnitsReference,
    Appointments: AppointmentsReference,
    Delay: DelayReference,
}


class ReferenceEngine:
    """All stations of an office in one loop: what is next, by time, rank and key, is done.

    `rows(station)` then tells what became of each job of a station, as the station's class tells it.
    """

    def __init__(self, office: Office, seed: int) -> None:
        """Make every station, and let everybody arrive who will."""
        self.office, self.seed, self.end = office, seed, office.minutes
        self._codes = Codes.of(office)
        self._due: list[tuple[float, int, int, int, Callable[[], None]]] = []
        self._order = count()
        self._stations = self._made()
        self._again = self._routes_back()
        for demand, plan in zip(office.demand, plan_arrivals(office, self._codes), strict=True):
            for time, entity, kind, area in plain_arrivals(plan, seed):
                self._arrives(demand.to, Arriving(entity, kind, area), time)

    def run(self) -> ReferenceEngine:
        """Do everything that happens before the end."""
        while self._due:
            self.now, _, _, _, action = heappop(self._due)
            action()
        return self

    def rows(self, station: str) -> list[Row]:
        """What became of each job of a station, ordered by entity and helper."""
        return sorted(self._stations[station].rows(station), key=lambda row: (row.entity, row.helper))

    def at(self, time: float, rank: int, key: int, action: Callable[[], None]) -> None:
        """Do something at a time; nothing is done at the end or later."""
        if time < self.end:
            heappush(self._due, (time, rank, key, next(self._order), action))

    def leaves(self, station: str, job: Arriving, outcome: int, now: float) -> None:
        """Send a job on by the office's routes, or let it go."""
        when = OUTCOMES[outcome]
        name = self.office.jobs[job.kind].id
        ways = [r for r in self.office.routes if (r.station, r.job, r.when) == (station, name, when)]
        if not ways:
            return
        u = unit_of(int(stream(self.seed, f"{station}: route")), job.entity)
        shares = accumulate(route.share for route in ways[:-1])
        chosen = next((route for route, share in zip(ways, shares, strict=False) if u < share), ways[-1])
        again = (station, chosen.to) in self._again
        if chosen.to and not (again and job.entity >= LAST_VISIT):
            entity = job.entity + (AGAIN if again else 0)
            self._arrives(chosen.to, Arriving(entity, self._codes.jobs[chosen.becomes or name], job.area), now)

    def _arrives(self, station: str, job: Arriving, time: float) -> None:
        self.at(time, ARRIVED, job.entity, lambda: self._stations[station].arrive(station, time, job))

    def _made(self) -> dict[str, ReferenceStation]:
        given = (self.office, self._codes, self.seed, self)
        teams = tuple(station for station in self.office.stations if isinstance(station, Caseload))
        made: dict[str, ReferenceStation] = {}
        for station in self.office.stations:
            if not isinstance(station, Caseload):
                made[station.id] = _REFERENCES[type(station)](station, *given)
        if teams:
            made |= dict.fromkeys((team.id for team in teams), CaseloadsReference(teams, *given))
        return made

    def _routes_back(self) -> set[tuple[str, str]]:
        """The routes on which an entity comes again: to a station from which it can come to where it was."""
        names = [station.id for station in self.office.stations]
        reach = reachable(ways(self.office))
        return {(names[a], names[b]) for a in reach for b in ways(self.office)[a] if a == b or a in reach[b]}
