"""A run whose books do not balance gives no figure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.spec.model_office.small_office import OFFICE

from forcesight.errors import InputRefused
from forcesight.model_office import engine
from forcesight.model_office.conservation import BooksDoNotBalance, check
from forcesight.model_office.engine import OfficePlan, Run, Served, run
from forcesight.model_office.flow import STILL_HERE
from forcesight.model_office.office.description import Delay, Demand, Duration, Job, Office, Route


@pytest.fixture(scope="module")
def done() -> Run:
    return run(OfficePlan(OFFICE).ready(), 1)


def with_record(done: Run, station: str, **columns: object) -> Run:
    record = done.stations[station].record._replace(**columns)
    return replace(done, stations=done.stations | {station: Served(record)})


def test_a_run_balances(done: Run) -> None:
    check(done)


def test_a_job_that_is_neither_gone_nor_here(done: Run) -> None:
    outcome = done.stations["switchboard"].record.outcome.copy()
    outcome[3] = STILL_HERE
    with pytest.raises(BooksDoNotBalance, match=r"switchboard, seed 1: \d+ jobs came"):
        check(with_record(done, "switchboard", outcome=outcome))


def test_time_that_was_forgotten(done: Run) -> None:
    integral = done.stations["detectives"].record.waiting_integral
    with pytest.raises(BooksDoNotBalance, match="the queue's integral"):
        check(with_record(done, "detectives", waiting_integral=integral * 0.999))


def test_jobs_that_came_from_nowhere(done: Run) -> None:
    with pytest.raises(BooksDoNotBalance, match="reached one"):
        check(replace(done, arrived=10**6))


def test_the_same_seed_gives_the_same_run(done: Run) -> None:
    again = run(OfficePlan(OFFICE), 1)
    for station, served in done.stations.items():
        for one, other in zip(served.record[:-1], again.stations[station].record[:-1], strict=True):
            assert np.array_equal(one, other, equal_nan=one.dtype.kind == "f")


def round_and_round(minutes: float) -> Office:
    """Two delays that send each other nine jobs in ten."""
    delay = Duration(family="constant", mean=minutes)
    ways = (("a", "b"), ("b", "a"))
    return replace(
        OFFICE,
        weeks=1,
        jobs=(Job(id="call"),),
        demand=(Demand(id="calls", job="call", to="a", per_week=20),),
        stations=tuple(Delay(id=name, jobs=("call",), minutes=delay) for name in "ab"),
        routes=tuple(
            route
            for here, there in ways
            for route in (
                Route(station=here, job="call", to=there, share=0.9),
                Route(station=here, job="call", share=0.1),
            )
        ),
    )


def test_work_that_goes_round_is_run_until_it_settles() -> None:
    settled = run(OfficePlan(round_and_round(300)), 1)
    assert settled.passes > 2
    entities = settled.stations["b"].record.entity
    assert len(set(entities.tolist())) == len(entities)


def test_work_that_does_not_settle_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PASSES", 3)
    with pytest.raises(InputRefused, match="Work that goes round between a, b does not settle within 3 passes"):
        run(OfficePlan(round_and_round(300)), 1)
