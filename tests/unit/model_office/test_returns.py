"""Several returns of a job follow one rule, at desks and of units: each has its share, and at most one comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.flow import AGAIN
from forcesight.model_office.office.description import (
    Area,
    Demand,
    Desk,
    DeskWork,
    Duration,
    Group,
    Job,
    Office,
    Return,
    Team,
    Units,
    UnitWork,
)


MINUTE = Duration(family="constant", mean=1)
JOBS = ("call", "redial", "letter")
RETURNS = (
    Return(share=0.5, after=MINUTE, job="redial"),
    Return(share=0.25, after=replace(MINUTE, mean=9), job="letter"),
)


def returns_of(job: str) -> tuple[Return, ...]:
    """Only calls come back, so that everybody comes twice at most."""
    return RETURNS if job == "call" else ()


DESK = Desk(
    id="station",
    groups=(Group(id="group", staff=(40,), serves=JOBS),),
    work=tuple(DeskWork(job=job, service=MINUTE, returns=returns_of(job)) for job in JOBS),
)
UNITS = Units(
    id="station",
    teams=(Team(id="team", area="area", units=40, serves=JOBS),),
    work=tuple(UnitWork(job=job, scene=MINUTE, returns=returns_of(job)) for job in JOBS),
)


@pytest.mark.parametrize("station", [DESK, UNITS], ids=["desk", "units"])
def test_each_return_has_its_share_of_all_that_leave(station: Desk | Units) -> None:
    office = Office(
        id="returns",
        name="Returns",
        starts=date(2026, 1, 5),
        weeks=4,
        jobs=tuple(Job(id=job) for job in JOBS),
        demand=(Demand(id="calls", job="call", to="station", per_week=5000),),
        stations=(station,),
        areas=(Area(id="area"),),
    )
    done = run(OfficePlan(office), seed=11)
    record = done.stations["station"].record
    left = ~np.isnan(record.left)
    calls = int((left & (record.kind == 0)).sum())
    shares = [int((record.kind == kind).sum()) / calls for kind in (1, 2)]
    for found, wanted in zip(shares, (0.5, 0.25), strict=True):
        assert abs(found - wanted) < 3.5 * (wanted * (1 - wanted) / calls) ** 0.5 + 2 / calls
    assert len(np.unique(record.entity)) == len(record.entity), "nobody comes back in two ways at once"
    assert record.entity.max() // AGAIN == 1
    gaps = {kind: record.arrived[record.kind == kind] for kind in (1, 2)}
    ended = {int(entity): time for entity, time in zip(record.entity, record.left, strict=True)}
    for kind, delay in ((1, 1.0), (2, 9.0)):
        back = record.entity[record.kind == kind]
        assert np.allclose([time - ended[int(e) - AGAIN] for e, time in zip(back, gaps[kind], strict=True)], delay)
