"""The hypercube model

Three units are sent in an order of preference that depends on the area; when all are busy, calls wait. Larson and Odoni
solve it by hand (Urban Operations Research, 5.4.3): the model here gives their workloads, and the office that is run
with the same rules comes to the same figures.
"""

from __future__ import annotations

from datetime import date

import pytest

from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.office.description import Area, Demand, Duration, Job, Office, Team, Units, UnitWork
from forcesight.model_office.theory.hypercube import hypercube


RATES = (0.50, 0.25, 0.35, 0.40)
ORDERS = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (2, 0, 1))


def test_the_example_of_the_book() -> None:
    """The book prints .5574, .4734 and .4693; a call finds all busy with the probability of Erlang's formula."""
    found = hypercube(RATES, ORDERS, 1.0, 3)
    assert found.workload == pytest.approx([0.557364, 0.473372, 0.469264], abs=5e-7)
    assert found.all_busy == pytest.approx(9 / 38)
    assert found.mean_wait == pytest.approx(9 / 38 / 1.5)
    assert found.served_by.sum(axis=1) == pytest.approx([1, 1, 1, 1])
    assert pytest.approx(found.workload) == found.served_by.T @ RATES


def test_one_unit_is_a_queue_with_one_server() -> None:
    found = hypercube((0.5,), ((0,),), 1.0, 1)
    assert (found.workload.tolist(), found.all_busy, found.mean_wait) == ([0.5], 0.5, 1.0)


def test_an_office_comes_to_the_same_figures() -> None:
    """Ten weeks of 1.5 calls a minute: workloads within one point."""
    areas = tuple(Area(id=f"area {n}") for n in range(4))
    week = 7 * 24 * 60
    demand = tuple(
        Demand(id=f"calls {n}", job="call", to="units", per_week=rate * week, area=f"area {n}")
        for n, rate in enumerate(RATES)
    )
    units = Units(
        id="units",
        teams=tuple(Team(id=f"unit {n}", area="area 0", units=1, serves=("call",)) for n in range(3)),
        work=(UnitWork(job="call", scene=Duration(family="exponential", mean=1)),),
        despatch="in order",
        preference=tuple(tuple(f"unit {n}" for n in order) for order in ORDERS),
    )
    office = Office(
        id="cube",
        name="Cube",
        starts=date(2026, 1, 5),
        weeks=10,
        jobs=(Job(id="call"),),
        demand=demand,
        stations=(units,),
        areas=areas,
    )
    served = run(OfficePlan(office), seed=1).stations["units"]
    assert served.hours is not None
    assert served.hours.scene / office.minutes == pytest.approx(hypercube(RATES, ORDERS, 1.0, 3).workload, abs=0.01)
    assert (served.record.assigned > served.record.arrived).mean() == pytest.approx(9 / 38, abs=0.01)


def test_what_cannot_be_solved_is_refused() -> None:
    with pytest.raises(ValueError, match="the queue grows without end"):
        hypercube((2.0, 1.0), ((0, 1), (1, 0)), 1.5, 2)
    with pytest.raises(ValueError, match="names every unit once"):
        hypercube((1.0,), ((0, 0),), 1.0, 2)
