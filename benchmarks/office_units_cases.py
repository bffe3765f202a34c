"""The hypercube example of Larson and Odoni (5.4.3) as an office: three units, sent in an order of preference.

`hypercube_case` gives, for each figure with a known value, what each of some seeds came to.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.office.description import Area, Demand, Duration, Job, Office, Team, Units, UnitWork
from forcesight.model_office.theory.hypercube import hypercube


RATES = (0.50, 0.25, 0.35, 0.40)
ORDERS = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (2, 0, 1))
SEEDS = tuple(range(1, 21))
WEEK = 7 * 24 * 60
WEEKS = 52


def hypercube_office(weeks: int = WEEKS) -> Office:
    """The office: four areas without distance, service of a minute, one team for each unit."""
    units = Units(
        id="units",
        teams=tuple(Team(id=f"unit {n}", area="area 0", units=1, serves=("call",)) for n in range(3)),
        work=(UnitWork(job="call", scene=Duration(family="exponential", mean=1)),),
        despatch="in order",
        preference=tuple(tuple(f"unit {n}" for n in order) for order in ORDERS),
    )
    demand = tuple(
        Demand(id=f"calls {n}", job="call", to="units", per_week=rate * WEEK, area=f"area {n}")
        for n, rate in enumerate(RATES)
    )
    return Office(
        id="hypercube",
        name="Hypercube",
        starts=date(2026, 1, 5),
        weeks=weeks,
        jobs=(Job(id="call"),),
        demand=demand,
        stations=(units,),
        areas=tuple(Area(id=f"area {n}") for n in range(4)),
    )


def hypercube_case(seeds: Sequence[int] = SEEDS, weeks: int = WEEKS) -> dict[str, tuple[float, NDArray[np.float64]]]:
    """By figure: its exact value, and the value that each seed's run came to (the first day is not counted)."""
    exact = hypercube(RATES, ORDERS, 1.0, 3)
    plan = OfficePlan(hypercube_office(weeks)).ready()
    runs = np.array([_figures(plan, seed) for seed in seeds])
    names = ["workload of unit 1", "workload of unit 2", "workload of unit 3", "P(queue)", "mean wait"]
    values = [*exact.workload.tolist(), exact.all_busy, exact.mean_wait]
    return {
        f"hypercube, 3 units: {name}": (value, runs[:, column])
        for column, (name, value) in enumerate(zip(names, values, strict=True))
    }


def _figures(plan: OfficePlan, seed: int) -> list[float]:
    served = run(plan, seed).stations["units"]
    assert served.hours is not None
    record = served.record
    wait = (record.assigned - record.arrived)[record.arrived >= 24 * 60]
    busy = (served.hours.scene / plan.office.minutes).tolist()
    return [*busy, float((wait > 0).mean()), float(np.nanmean(wait))]
