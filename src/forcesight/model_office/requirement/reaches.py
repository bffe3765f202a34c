"""What reaches a desk in a typical week: the jobs of several runs, and the mean rate of each job by half hour.

Dated events are left out: a requirement is for the week that comes again and again. Where only demands lead to the
desk, the rates are the office's own; where other stations send it work, they are counted in the runs. What reaches the
desk is found once and is the same for every number of staff, so that all are compared on the same callers.

Assumption: what reaches the desk does not depend on its own staff; a desk whose work comes round again is refused.
Jobs that come back to the desk by its own returns are part of each run.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from forcesight.errors import InputRefused
from forcesight.model_office.arrivals import arrivals, plan_arrivals
from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.flow import Flow
from forcesight.model_office.network import reachable, ways
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Desk, Office
from forcesight.model_office.office.hours import HALF_HOURS, half_hours
from forcesight.model_office.routing import join


WEEK: Final = 7 * 24 * 60.0


@dataclass(frozen=True, slots=True)
class Reaching:
    """The office of a typical week, the flow of each run (by seed), and jobs per minute: shape (kinds, 336)."""

    office: Office
    flows: dict[int, Flow]
    rates: NDArray[np.float64]


def reaching(desk: Desk, office: Office, seeds: tuple[int, ...], weeks: int) -> Reaching:
    """What reaches a desk in so many counted weeks of each seed, after one week that is run and not counted.

    Raises InputRefused where work comes back to the desk from other stations.
    """
    typical = replace(
        office, weeks=weeks + 1, warm_up_days=7.0,
        demand=tuple(replace(demand, events=()) for demand in office.demand),
    )  # fmt: skip
    place = [station.id for station in office.stations].index(desk.id)
    sends = ways(office)
    if place in reachable(sends)[place]:
        raise InputRefused(
            f"Station {desk.id}: its work comes round to it again by the routes, so its staff change what reaches it. "
            "Let jobs come back through [[… returns]], or take the route out."
        )
    if any(place in targets for targets in sends.values()):
        flows = {seed: run(OfficePlan(typical), seed).flows[desk.id] for seed in seeds}
        return Reaching(typical, flows, _counted(flows, len(office.jobs), weeks + 1))
    return Reaching(typical, *_from_demands(desk, typical, seeds))


def _from_demands(desk: Desk, office: Office, seeds: tuple[int, ...]) -> tuple[dict[int, Flow], NDArray[np.float64]]:
    codes = Codes.of(office)
    plans = [
        plan for plan, demand in zip(plan_arrivals(office, codes), office.demand, strict=True) if demand.to == desk.id
    ]
    rates = np.zeros((len(office.jobs), HALF_HOURS))
    for demand in office.demand:
        if demand.to == desk.id:
            shape = half_hours(demand.by_hour)
            rates[codes.jobs[demand.job]] += shape / shape.sum() * demand.per_week * demand.growth / 30.0
    return {seed: join([arrivals(plan, seed) for plan in plans]) for seed in seeds}, rates


def _counted(flows: dict[int, Flow], kinds: int, weeks: int) -> NDArray[np.float64]:
    """Jobs per minute by kind and half hour, counted after the first week."""
    found = np.zeros(kinds * HALF_HOURS)
    for flow in flows.values():
        later = flow.time >= WEEK
        place = flow.kind[later] * HALF_HOURS + half_hour_of(flow.time[later])
        found += np.bincount(place, minlength=len(found))
    return found.reshape(kinds, HALF_HOURS) / (30.0 * (weeks - 1) * len(flows))


def half_hour_of(time: NDArray[np.float64]) -> NDArray[np.int64]:
    """The half hour of the week in which each time lies, 0 to 335."""
    return (time % WEEK // 30.0).astype(np.int64)
