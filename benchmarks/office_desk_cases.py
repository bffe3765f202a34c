"""Desks whose answer is known, in the steady state: each as an office that draws its own arrivals.

A case is run in replications. Each tells its figures and, beside them, control variates: how far what was drawn (the
number of arrivals, the mean service time) lay from what is known of it, and how far the same jobs would have waited
from what the Pollaczek-Khinchine formula says, at one server as fast as all of the desk's together. Controls take their
share of luck out of a figure without touching what the desk did.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.arrivals import arrivals, plan_arrivals
from forcesight.model_office.compiled import compiled
from forcesight.model_office.desk import plan_desk, run_desk
from forcesight.model_office.flow import LOST, SERVED, Record
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Demand, Desk, DeskWork, Duration, Group, Job, Office
from forcesight.model_office.routing import join
from forcesight.model_office.theory import (
    constant_service,
    erlang_a,
    erlang_c,
    mean_wait_of_one_server,
    mean_wait_with_two_kinds,
    waits_by_priority,
)


WEEK, DAY = 10_080.0, 1_440.0
SECONDS_20 = 20 / 60

Replication = Callable[[int], tuple[list[float], list[float]]]
"""A seed's figures, and its control variates, whose mean is 0."""


@dataclass(frozen=True, slots=True)
class Case:
    """A queue, its figures with their exact values, and how one replication of it is run."""

    name: str
    known: dict[str, float]
    replication: Replication
    replications: int = 40


class Sums(NamedTuple):
    """What a desk did with the jobs of one kind that came between two moments, and in the time between them."""

    came: float
    served: float
    lost: float
    waited: float
    quick: float
    wait: float
    service: float
    service_squared: float
    queue_time: float
    busy_time: float


@compiled
def sums(record: Record, kind: int, since: float, until: float) -> NDArray[np.float64]:
    """The sums over a record."""
    total = np.zeros(10)
    for row in range(len(record.arrived)):
        if record.kind[row] != kind:
            continue
        arrived, began, left = record.arrived[row], record.began[row], record.left[row]
        left = math.inf if math.isnan(left) else left
        waits_until = left if math.isnan(began) else began
        total[8] += max(min(waits_until, until) - max(arrived, since), 0.0)
        if not math.isnan(began):
            total[9] += max(min(left, until) - max(began, since), 0.0)
        if arrived < since or arrived >= until:
            continue
        total[0] += 1
        total[3] += waits_until > arrived
        total[5] += waits_until - arrived
        if record.outcome[row] == SERVED:
            total[1] += 1
            total[4] += began - arrived <= SECONDS_20
            total[6] += left - began
            total[7] += (left - began) ** 2
        total[2] += record.outcome[row] == LOST
    return total


@compiled
def wait_of_one_server(record: Record, speed: float, since: float, until: float) -> float:
    """The mean wait of those who came between two moments, if one server did the same work so much faster (Lindley)."""
    wait, total, came, last = 0.0, 0.0, 0, 0.0
    for row in range(len(record.arrived)):
        arrived = record.arrived[row]
        if arrived >= until:
            break
        wait = max(wait - (arrived - last), 0.0)
        if arrived >= since:
            total += wait
            came += 1
        wait += (record.left[row] - record.began[row]) / speed
        last = arrived
    return total / came


def steady(
    name: str,
    known: dict[str, float],
    figures: Callable[[list[Sums], float], list[float]],
    *,
    rates: tuple[float, ...],
    service: Duration,
    servers: int,
    weeks: int,
    patience: Duration | None = None,
) -> Case:
    """A case with one group and constant rates a minute; the first rate is the most urgent job's.

    The first and the last day are not counted: the desk begins empty, and the end cuts waits off.
    """
    jobs = [f"job {n}" for n in range(len(rates))]
    gives_up = patience or Duration(family="never")
    work = tuple(
        DeskWork(job=job, service=service, priority=n, patience=gives_up) for n, job in enumerate(jobs, start=1)
    )
    desk = Desk(id="desk", groups=(Group(id="all", staff=(float(servers),), serves=tuple(jobs)),), work=work)
    demand = tuple(
        Demand(id=f"calls {job}", job=job, to="desk", per_week=rate * WEEK)
        for rate, job in zip(rates, jobs, strict=True)
    )
    office = Office(
        id="o", name="", starts=date(2026, 1, 5), weeks=weeks, jobs=tuple(Job(id=job) for job in jobs), demand=demand,
        stations=(desk,),
    )  # fmt: skip
    codes = Codes.of(office)
    plans, plan = plan_arrivals(office, codes), plan_desk(desk, office, codes)
    time = office.minutes - 2 * DAY
    # One server is known where nobody gives up; where it is the case itself, nothing would be left to show.
    compared = patience is None and servers > 1
    squared = service.mean**2 * (1 + service.cv**2)

    def replication(seed: int) -> tuple[list[float], list[float]]:
        record = run_desk(plan, join([arrivals(each, seed) for each in plans]), seed)
        told = [Sums(*sums(record, kind, DAY, DAY + time).tolist()) for kind in range(len(jobs))]
        came, served = sum(each.came for each in told), sum(each.served for each in told)
        controls = [came / (sum(rates) * time) - 1, sum(each.service for each in told) / served / service.mean - 1]
        if service.family == "lognormal":
            controls.append(sum(each.service_squared for each in told) / served / squared - 1)
        if compared:
            exact = mean_wait_of_one_server(sum(rates), service.mean / servers, service.cv)
            controls.append(wait_of_one_server(record, servers, DAY, DAY + time) / exact - 1)
        # Constant times have no luck.
        if service.family == "constant":
            del controls[1]
        return figures(told, time), controls

    return Case(name, known, replication)


def _waits(told: list[Sums], _: float) -> list[float]:
    return [told[0].waited / told[0].came, told[0].wait / told[0].came]


def cases() -> list[Case]:
    """All of them. The lengths are chosen so that intervals are narrow enough."""
    return [*_without_patience(), *_with_patience(), *_priorities(), *_other_times()]


def _without_patience() -> list[Case]:
    centre = erlang_c(100 / 30, 3, 14)
    found = [
        steady(
            "Erlang C, 14 servers",
            {"waits": centre.waits, "mean wait": centre.mean_wait, "within 20 s": centre.served_within(SECONDS_20)},
            lambda told, _: [*_waits(told, _), told[0].quick / told[0].came],
            rates=(100 / 30,), service=_exponential(3), servers=14, weeks=15,
        )
    ]  # fmt: skip
    for rate, weeks in ((8, 4), (9, 4)):
        exact = erlang_c(rate, 1, 10)
        known = {"waits": exact.waits, "mean wait": exact.mean_wait}
        name = f"M/M/10 at {rate / 10}"
        found.append(steady(name, known, _waits, rates=(rate,), service=_exponential(1), servers=10, weeks=weeks))
    return found


def _with_patience() -> list[Case]:
    small, large = erlang_a(1.9, 6, 3, 11), erlang_a(48, 1, 2, 50)
    return [
        steady(
            "Erlang A, 11 servers",
            {"waits": small.waits, "lost": small.lost, "within 20 s": small.served_within(SECONDS_20)},
            lambda told, _: [told[0].waited / told[0].came, told[0].lost / told[0].came, told[0].quick / told[0].came],
            rates=(1.9,), service=_exponential(6), servers=11, patience=_exponential(3), weeks=4,
        ),
        steady(
            "Erlang A, 50 servers",
            {
                "waits": large.waits, "lost": large.lost, "mean wait": large.mean_wait, "queue": large.mean_queue,
                "occupancy": large.occupancy, "within 20 s": large.served_within(SECONDS_20),
            },
            lambda told, time: [
                told[0].waited / told[0].came, told[0].lost / told[0].came, told[0].wait / told[0].came,
                told[0].queue_time / time, told[0].busy_time / time / 50, told[0].quick / told[0].came,
            ],
            rates=(48,), service=_exponential(1), servers=50, patience=_exponential(2), weeks=1,
        ),
    ]  # fmt: skip


def _priorities() -> list[Case]:
    return [
        steady(
            f"{len(rates)} priorities, 10 servers",
            {f"wait {n}": wait for n, wait in enumerate(waits_by_priority(rates, 1, 10), start=1)},
            lambda told, _: [each.wait / each.came for each in told],
            rates=rates, service=_exponential(1), servers=10, weeks=weeks,
        )
        for rates, weeks in (((2.4, 5.6), 4), ((1.0, 3.0, 4.5), 6))
    ]  # fmt: skip


def _other_times() -> list[Case]:
    constant = constant_service(8, 1, 10)
    mean_wait = lambda told, _: [told[0].wait / told[0].came]  # noqa: E731 - the reading of one figure
    return [
        steady(
            "M/G/1, lognormal cv 1.5", {"mean wait": mean_wait_of_one_server(0.8, 1, 1.5)}, mean_wait,
            rates=(0.8,), service=Duration(family="lognormal", mean=1, cv=1.5), servers=1, weeks=75,
        ),
        steady(
            "M/D/10", {"waits": constant.waits, "mean wait": constant.mean_wait}, _waits,
            rates=(8,), service=Duration(family="constant", mean=1), servers=10, weeks=2,
        ),
        steady(
            "M/H2/10", {"mean wait": mean_wait_with_two_kinds(8, 1, 1.5, 10)}, mean_wait,
            rates=(8,), service=Duration(family="hyperexponential", mean=1, cv=1.5), servers=10, weeks=6,
        ),
    ]  # fmt: skip


def _exponential(mean: float) -> Duration:
    # The cv is what the family has; the plan of a desk does not read it.
    return Duration(family="exponential", mean=mean, cv=1)
