"""The desk in plain Python, which a reader can follow: a list of who waits, and everybody looked at each time.

At one moment, patience runs out first, then work ends, then staff change, then jobs arrive.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from forcesight.model_office.compiled import plain
from forcesight.model_office.desk.plan import chances, servers_of
from forcesight.model_office.distributions import Law, quantile
from forcesight.model_office.flow import AGAIN, LOST, OUTCOMES, SERVED, STILL_HERE, VISITS
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Desk, Group, Office, Return
from forcesight.model_office.office.durations import law_of
from forcesight.model_office.office.hours import HALF_HOURS
from forcesight.model_office.reference import ARRIVED, CHANGED, FINISHED, Arriving, Engine, Row
from forcesight.model_office.streams import stream, unit_of


OUT_OF_PATIENCE = FINISHED - 1
"""A job leaves at its last moment of patience: it must be begun before, so this comes first."""


@dataclass(eq=False, slots=True)
class _Visit:
    """One job at the desk, from its arrival on."""

    arrived: float
    job: Arriving
    began: float = math.nan
    left: float = math.nan
    outcome: int = STILL_HERE
    server: int = -1


@dataclass(eq=False, slots=True)
class _Servers:
    """The servers of one group: how many are there and how many are busy."""

    place: int
    serves: frozenset[int]
    lends: list[tuple[int, int, int]]
    by_half_hour: list[int]
    there: int
    busy: int = 0

    @classmethod
    def of(cls, place: int, group: Group, codes: Codes) -> _Servers:
        staff = servers_of(group).tolist()
        lends = [(codes.jobs[each.job], each.when_waiting_over, each.keeps_free) for each in group.lends]
        return cls(place, frozenset(codes.jobs[job] for job in group.serves), lends, staff, staff[0])

    @property
    def free(self) -> int:
        return self.there - self.busy

    def may_help(self, kind: int, waiting: int) -> bool:
        """Whether one of them may take a job that the group does not serve, while so many of its kind wait."""
        return any(kind == job and waiting > over and self.free - 1 >= keeps for job, over, keeps in self.lends)


@dataclass(eq=False, slots=True)
class _Work:
    """How the desk handles one kind of job."""

    priority: int
    service: Law
    patience: Law
    returns: dict[int, list[tuple[Return, float]]] = field(default_factory=dict)


class DeskReference:
    """One desk in the reference engine."""

    def __init__(self, station: Desk, office: Office, codes: Codes, seed: int, engine: Engine) -> None:  # noqa: ARG002
        self._station, self._codes, self._seed, self._engine = station, codes, seed, engine
        self._groups = [_Servers.of(place, group, codes) for place, group in enumerate(station.groups)]
        self._work = {
            codes.jobs[work.job]: _Work(
                work.priority, law_of(work.service), law_of(work.patience),
                {OUTCOMES.index(when): list(zip(work.returns, chances(work.returns, when), strict=True))
                 for when in ("served", "lost")},
            )
            for work in station.work
        }  # fmt: skip
        self._visits: list[_Visit] = []
        # In the order in which they came.
        self._waiting: list[_Visit] = []
        self._integral, self._since = 0.0, 0.0
        self._next_staff(1)

    def arrive(self, station: str, now: float, job: Arriving) -> None:  # noqa: ARG002
        """A job comes: to the first group that serves it and is free, else to the first that helps, else it waits."""
        visit = _Visit(now, job)
        self._visits.append(visit)
        ahead = [other for other in self._waiting if other.job.kind == job.kind]
        free = [group for group in self._groups if group.free > 0 and job.kind in group.serves]
        helping = [group for group in self._groups if group.may_help(job.kind, len(ahead) + 1)]
        group = next(iter(free + helping), None)
        if group is None:
            self._wait(visit, now)
        elif not ahead:
            self._begin(visit, group, now)
        else:
            self._take(ahead[0], group, now)
            self._wait(visit, now)

    def rows(self, station: str) -> list[Row]:  # noqa: ARG002
        """What became of each job, in the order in which they came."""
        return [
            Row(v.arrived, *v.job, assigned=v.began, began=v.began, left=v.left, outcome=v.outcome, server=v.server)
            for v in self._visits
        ]

    def waiting_integral(self) -> float:
        """The time integral of the number waiting, from 0 to the end."""
        return self._integral + len(self._waiting) * (self._engine.end - self._since)

    def _wait(self, visit: _Visit, now: float) -> None:
        self._time_passes(now)
        self._waiting.append(visit)
        until = now + self._drawn(self._work[visit.job.kind].patience, "patience", visit)
        self._engine.at(until, OUT_OF_PATIENCE, visit.job.entity, lambda: self._give_up(visit, until))

    def _give_up(self, visit: _Visit, now: float) -> None:
        if visit in self._waiting:
            self._time_passes(now)
            self._waiting.remove(visit)
            self._leave(visit, LOST, now)

    def _take(self, visit: _Visit, group: _Servers, now: float) -> None:
        self._time_passes(now)
        self._waiting.remove(visit)
        self._begin(visit, group, now)

    def _begin(self, visit: _Visit, group: _Servers, now: float) -> None:
        visit.began, visit.server = now, group.place
        group.busy += 1
        until = now + self._drawn(self._work[visit.job.kind].service, "service", visit)
        self._engine.at(until, FINISHED, visit.job.entity, lambda: self._finish(visit, group, until))

    def _finish(self, visit: _Visit, group: _Servers, now: float) -> None:
        group.busy -= 1
        self._leave(visit, SERVED, now)
        found = self._own(group) or self._lent(group)
        if found:
            self._take(found, group, now)

    def _next_staff(self, half_hour: int) -> None:
        self._engine.at(half_hour * 30.0, CHANGED, 0, lambda: self._change_staff(half_hour))

    def _change_staff(self, half_hour: int) -> None:
        """Other people are there. First every group looks after its own; then those who may help do."""
        self._next_staff(half_hour + 1)
        for group in self._groups:
            group.there = group.by_half_hour[half_hour % HALF_HOURS]
        for look in (self._own, self._lent):
            for group in self._groups:
                while found := look(group):
                    self._take(found, group, half_hour * 30.0)

    def _own(self, group: _Servers) -> _Visit | None:
        """Who of those that a group serves is next."""
        return self._first(v for v in self._waiting if group.free > 0 and v.job.kind in group.serves)

    def _lent(self, group: _Servers) -> _Visit | None:
        """Who of those that a group may help is next."""
        waiting = Counter(visit.job.kind for visit in self._waiting)
        helped = {kind for kind, number in waiting.items() if group.may_help(kind, number)}
        return self._first(visit for visit in self._waiting if visit.job.kind in helped)

    def _first(self, visits: Iterable[_Visit]) -> _Visit | None:
        """The lowest priority number, then who came first."""
        return min(visits, key=lambda v: (self._work[v.job.kind].priority, v.arrived, v.job.entity), default=None)

    def _leave(self, visit: _Visit, outcome: int, now: float) -> None:
        """Leave, to come back or for good."""
        visit.left, visit.outcome = now, outcome
        entity = visit.job.entity
        for number, (way, chance) in enumerate(self._work[visit.job.kind].returns[outcome]):
            if self._unit(f"returns {number}", entity) < chance and entity // AGAIN < VISITS - 1:
                self._come_back(visit, way, now)
                return
        self._engine.leaves(self._station.id, visit.job, outcome, now)

    def _come_back(self, visit: _Visit, way: Return, now: float) -> None:
        kind = self._codes.jobs[way.job] if way.job else visit.job.kind
        again = Arriving(visit.job.entity + AGAIN, kind, visit.job.area)
        back = now + self._drawn(law_of(way.after), "return after", visit)
        self._engine.at(back, ARRIVED, again.entity, lambda: self.arrive(self._station.id, back, again))

    def _time_passes(self, now: float) -> None:
        self._integral += len(self._waiting) * (now - self._since)
        self._since = now

    def _drawn(self, law: Law, purpose: str, visit: _Visit) -> float:
        return plain(quantile)(*law, self._unit(purpose, visit.job.entity))

    def _unit(self, purpose: str, entity: int) -> float:
        return unit_of(int(stream(self._seed, f"{self._station.id}: {purpose}")), entity)
