"""Desks whose answer is known although the rate goes up and down with the hour.

Beside the count of arrivals, the control variates are how many would be there at the moments that are looked at if
there were a server for everybody: a Poisson number, whose mean is known, made of the same arrivals and service times.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.office_desk_cases import Case
from forcesight.model_office.compiled import compiled
from forcesight.model_office.desk import DeskPlan, plan_desk, run_desk
from forcesight.model_office.flow import Flow, Record
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Desk, DeskWork, Duration, Group, Job, Office
from forcesight.model_office.streams import stream, unit
from forcesight.model_office.theory import all_busy, mean_there, rate_by_hour


Whole = NDArray[np.int64]
DAY = 1_440.0
DAYS_AWAY = 2
"""Days at either end that are not counted."""


class Wave(NamedTuple):
    """Arrivals a minute: average + swing * sin(2π time / day)."""

    average: float
    swing: float

    def rate(self, time: float) -> float:
        """The rate at a time."""
        return self.average + self.swing * math.sin(2 * math.pi * time / DAY)

    def times(self, days: int, seed: int) -> NDArray[np.float64]:
        """When jobs arrive: unit gaps, turned into times by the inverse of the cumulative rate (a fine table of it)."""
        drawn = np.random.default_rng([4, seed])
        expected = self.average * DAY * days
        passed = np.cumsum(drawn.standard_exponential(int(expected + 10 * math.sqrt(expected))))
        passed = passed[passed < expected]
        clock = np.linspace(0, DAY, 1 << 16)
        swung = self.swing * DAY / (2 * math.pi) * (1 - np.cos(2 * math.pi * clock / DAY))
        day, rest = np.divmod(passed, self.average * DAY)
        return np.asarray(day * DAY + np.interp(rest, self.average * clock + swung, clock))


@compiled
def there(record: Record, offset: float, step: float, moments: int, service: float, start: np.uint64) -> Whole:
    """How many were there at moments a step apart, and how many would have been if each had had a server at once."""
    found = np.zeros((2, moments), dtype=np.int64)
    for row in range(len(record.arrived)):
        arrived = record.arrived[row]
        alone = arrived - service * math.log(1.0 - unit(start, record.entity[row]))
        left = math.inf if math.isnan(record.left[row]) else record.left[row]
        for moment in range(max(math.ceil((arrived - offset) / step), 0), moments):
            now = offset + moment * step
            if now >= max(left, alone):
                break
            found[0, moment] += now < left
            found[1, moment] += now < alone
    return found


def _planned(staff: Sequence[float], service: float, patience: Duration, weeks: int) -> DeskPlan:
    work = DeskWork(job="call", service=Duration(family="exponential", mean=service), patience=patience)
    desk = Desk(id="desk", groups=(Group(id="all", staff=tuple(staff), serves=("call",)),), work=(work,))
    office = Office(
        id="o", name="", starts=date(2026, 1, 5), weeks=weeks, jobs=(Job(id="call"),), demand=(), stations=(desk,)
    )
    return plan_desk(desk, office, Codes.of(office))


def _recorded(plan: DeskPlan, wave: Wave, seed: int) -> Record:
    time = wave.times(round(plan.end / DAY), seed)
    nothing = np.zeros(len(time), dtype=np.int64)
    return run_desk(plan, Flow(time, np.arange(len(time)), nothing, nothing - 1), seed)


class Looks(NamedTuple):
    """Some moments of every counted day: how many were there, and would have been; (days, moments)."""

    at: NDArray[np.float64]
    really: Whole
    alone: Whole

    @classmethod
    def of(cls, record: Record, plan: DeskPlan, service: float, offset: float, a_day: int, seed: int) -> Looks:
        """Look `a_day` times a day."""
        days = round(plan.end / DAY)
        start = stream(seed, "desk: service")
        found = there(record, offset, DAY / a_day, days * a_day, service, start).reshape(2, days, a_day)
        really, alone = found[:, DAYS_AWAY:-DAYS_AWAY]
        return cls(offset + np.arange(a_day) * DAY / a_day, really, alone)

    def controls(self, wave: Wave, service: float, moment: int, servers: int) -> list[float]:
        """What would have been at one moment, less what is known of it: those there, and whether so many were."""
        mean, alone = _mean(wave, service, self.at[moment]), self.alone[:, moment]
        several = (servers - 2, servers, servers + 3)
        shares = [float((alone >= many).mean()) - all_busy(mean, many) for many in several]
        return [float(alone.mean()) / mean - 1, *shares]

    def excess(self, wave: Wave, service: float, servers: int) -> list[float]:
        """Those above the number of servers over all moments, and their squares, less what is known of both."""
        over = np.maximum(self.alone - servers, 0)
        known = np.zeros(2)
        for at in self.at:
            mean = _mean(wave, service, at)
            less, same, more = (all_busy(mean, servers + n) for n in (-1, 0, 1))
            known += (mean * same - servers * more,
                      mean**2 * less + mean * same - 2 * servers * mean * same + servers**2 * more)  # fmt: skip
        return [float((over**power).mean()) - known[power - 1] / len(self.at) for power in (1, 2)]


def _mean(wave: Wave, service: float, at: float) -> float:
    return mean_there(wave.average, wave.swing, 2 * math.pi / DAY, service, at)


def staffed_for_the_average(servers: int, weeks: int) -> Case:
    """20 calls an hour on average, 10 to 30 in the course of the day, an hour each, and constant staff."""
    wave = Wave(20 / 60, 10 / 60)
    plan = _planned([servers], 60, Duration(family="never"), weeks)
    exact = rate_by_hour(wave.rate, DAY, 60, servers)
    known = {"waits": exact.waits}
    if servers == 30:
        known |= {"mean wait": exact.mean_wait, "most busy": exact.most_busy}

    def replication(seed: int) -> tuple[list[float], list[float]]:
        record = _recorded(plan, wave, seed)
        counted = (record.arrived >= DAYS_AWAY * DAY) & (record.arrived < plan.end - DAYS_AWAY * DAY)
        wait = (record.began - record.arrived)[counted]
        service = (record.left - record.began)[counted]
        looks = Looks.of(record, plan, 60, exact.most_busy_at % 60, 24, seed)
        worst = int(exact.most_busy_at // 60)
        controls = [*looks.controls(wave, 60, worst, servers), *looks.excess(wave, 60, servers)]
        expected = wave.average * (plan.end - 2 * DAYS_AWAY * DAY)
        controls += [len(wait) / expected - 1, float(service.mean()) / 60 - 1]
        busy = float((looks.really[:, worst] >= servers).mean())
        return [float((wait > 0).mean()), float(wait.mean()), busy][: len(known)], controls

    return Case(f"M(t)/M/{servers}", known, replication)


def staffed_for_one_in_ten(weeks: int) -> Case:
    """Arrivals at 100 + 20 sin t; service and patience 1, where a day is 2π: staff so that about one in ten waits."""
    unit_time = DAY / (2 * math.pi)
    wave = Wave(100 / unit_time, 20 / unit_time)
    clock = np.arange(0, DAY, 30)
    means = [_mean(wave, unit_time, at) for at in clock]
    staff = [next(s for s in range(60, 200) if all_busy(mean, s) <= 0.1015) for mean in means]
    plan = _planned(staff * 7, unit_time, Duration(family="exponential", mean=unit_time), weeks)
    quarters = (0, 1)
    there = [staff[n * len(staff) // 4] for n in quarters]
    known = {f"all busy at {n}/4 of the day": all_busy(_mean(wave, unit_time, n * DAY / 4), there[n]) for n in quarters}

    def replication(seed: int) -> tuple[list[float], list[float]]:
        looks = Looks.of(_recorded(plan, wave, seed), plan, unit_time, 0.0, 4, seed)
        figures = [float((looks.really[:, n] >= there[n]).mean()) for n in quarters]
        return figures, [each for n in quarters for each in looks.controls(wave, unit_time, n, there[n])]

    return Case("staff that follow the demand", known, replication, replications=100)


def cases_by_hour() -> list[Case]:
    """All of them. The lengths are chosen so that intervals are narrow enough."""
    return [staffed_for_the_average(30, 270), staffed_for_the_average(25, 30), staffed_for_one_in_ten(180)]
