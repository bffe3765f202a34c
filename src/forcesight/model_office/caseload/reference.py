"""The caseloads in plain Python: at the end of each day, each team looks at all of its cases.

It follows the five steps that `caseload.plan` tells; the ways between the teams are the engine's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

from forcesight.model_office.caseload.days import CaseloadDays, days_of
from forcesight.model_office.caseload.plan import DAY, present, room
from forcesight.model_office.compiled import plain
from forcesight.model_office.distributions import quantile
from forcesight.model_office.flow import SERVED, STILL_HERE
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Caseload, CaseWork, Office
from forcesight.model_office.office.durations import law_of
from forcesight.model_office.reference import CHANGED, Arriving, Engine, Row
from forcesight.model_office.streams import stream, unit_of


@dataclass(slots=True)
class Case:
    """One case at one team; a time is NaN until it is known, and so are the hours still to be worked."""

    job: Arriving
    work: CaseWork
    arrived: float
    assigned: float = math.nan
    began: float = math.nan
    left: float = math.nan
    hours: float = math.nan

    @property
    def turn(self) -> tuple[int, float, int]:
        """Cases go by priority, then by arrival."""
        return self.work.priority, self.arrived, self.job.entity

    @property
    def open(self) -> bool:
        """Whether it is allocated and not finished."""
        return not math.isnan(self.assigned) and math.isnan(self.left)

    @property
    def waits(self) -> bool:
        """Whether it is still to be allocated."""
        return math.isnan(self.assigned)


class Team:
    """One caseload."""

    def __init__(self, station: Caseload, codes: Codes, seed: int, engine: Engine) -> None:
        self.station, self.engine = station, engine
        self.work = {codes.jobs[work.job]: work for work in station.work}
        self.hours_stream = int(stream(seed, f"{station.id}: hours"))
        self.cases: list[Case] = []
        self.days: list[tuple[int, int, int, int, float, float]] = []
        self.worked_on = -1

    def day_ends(self, day: int) -> None:
        """Allocate, review and work; let finished cases leave."""
        now = (day + 1) * DAY
        available = present(self.station) * self.station.hours[day % 7]
        left, due, missed = available, 0, 0
        if available > 0:
            due = sum(self._has_review(case, day) for case in self.cases if case.open)
            self._allocate(now)
            left, missed = self._reviewed(left, due)
            left = self._worked(left, now)
            self.worked_on = day
        waiting, allocated = (sum(flags) for flags in ([c.waits for c in self.cases], [c.open for c in self.cases]))
        self.days.append((waiting, allocated, due, missed, available, available - left))

    def _has_review(self, case: Case, day: int) -> bool:
        """Whether a multiple of the team's review days fell on this day, or since the last day with hours."""
        if self.station.review_days is None:
            return False
        allocated_on = round(case.assigned / DAY) - 1
        before, now = ((on - allocated_on) // self.station.review_days for on in (self.worked_on, day))
        return now > before

    def _allocate(self, now: float) -> None:
        allocated = sum(case.open for case in self.cases)
        for case in sorted((case for case in self.cases if case.waits), key=lambda case: case.turn):
            if allocated >= room(self.station):
                break
            case.assigned = now
            allocated += 1

    def _reviewed(self, left: float, due: int) -> tuple[float, int]:
        """The hours left after the reviews, and how many reviews were missed."""
        for done in range(due):
            if left < self.station.review_hours:
                return left, due - done
            left -= self.station.review_hours
        return left, 0

    def _worked(self, left: float, now: float) -> float:
        """The hours left after the day's work."""
        finished = []
        for case in sorted((case for case in self.cases if case.open), key=lambda case: case.turn):
            if left <= 0:
                break
            if math.isnan(case.began):
                case.began = now
                u = unit_of(self.hours_stream, case.job.entity)
                case.hours = plain(quantile)(*law_of(case.work.hours), u)
            worked = min(case.hours, case.work.hours_a_day, left)
            left -= worked
            case.hours -= worked
            if case.hours <= 0:
                case.left = now
                finished.append(case)
        for case in finished:
            self.engine.leaves(self.station.id, case.job, SERVED, now)
        return left


class CaseloadsReference:
    """All caseloads of an office in the reference engine."""

    def __init__(self, stations: tuple[Caseload, ...], office: Office, codes: Codes, seed: int, engine: Engine) -> None:
        self._teams = {station.id: Team(station, codes, seed, engine) for station in stations}
        for day in range(office.weeks * 7 - 1):
            for key, team in enumerate(self._teams.values()):
                engine.at((day + 1) * DAY, CHANGED, key, partial(team.day_ends, day))

    def arrive(self, station: str, now: float, job: Arriving) -> None:
        """A case comes to a team. It is taken up at the end of its day."""
        team = self._teams[station]
        team.cases.append(Case(job, team.work[job.kind], now))

    def rows(self, station: str) -> list[Row]:
        """What became of each case of a team, in the order in which they came."""
        return [_row(case) for case in self._teams[station].cases]

    def days(self, station: str) -> CaseloadDays:
        """A team's days."""
        return days_of(self._teams[station].days)


def _row(case: Case) -> Row:
    outcome, server = STILL_HERE if math.isnan(case.left) else SERVED, -1 if case.waits else 0
    return Row(case.arrived, *case.job, case.assigned, case.began, case.left, outcome, server)
