"""The compiled engine against the reference engine: on random small offices, every job's record to the last bit."""

from __future__ import annotations

import math
from datetime import date, time

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.flow import Record
from forcesight.model_office.office.description import (
    Appointments,
    Area,
    Caseload,
    CaseWork,
    Delay,
    Demand,
    Desk,
    DeskWork,
    Duration,
    Group,
    Job,
    Office,
    Route,
    Shift,
    ShiftPattern,
    Slot,
    Team,
    Travel,
    Units,
    UnitWork,
)
from forcesight.model_office.reference_engine import ReferenceEngine


SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
JOBS = ("call", "urgent", "visit")
AREAS = (Area(id="town", weight=2), Area(id="hill", x_km=9, rural=True))
DAYS = ShiftPattern(
    id="days", cycle_days=2, shifts=(Shift(day=0, starts=time(7), hours=12), Shift(day=1, starts=time(9), hours=10))
)
WEEKDAYS = (Slot(weekdays=(0, 1, 2, 3, 4), at=time(10), places=2), Slot(weekdays=(1, 5), at=time(16, 30), places=1))


def minutes(draw: st.DrawFn, most: float) -> Duration:
    """Some time, of some family."""
    mean = draw(st.floats(1, most))
    return draw(
        st.sampled_from(
            [
                Duration(family="exponential", mean=mean),
                Duration(family="lognormal", mean=mean, cv=0.8),
                Duration(family="constant", mean=mean),
                Duration(family="uniform", low=mean / 2, high=mean),
            ]
        )
    )


@st.composite
def desks(draw: st.DrawFn) -> Desk:
    """A desk with two groups, of which one is there by day only."""
    by_day = (0.0,) * 7 + (float(draw(st.integers(1, 3))),) * 17
    patience = Duration(family="exponential", mean=draw(st.floats(1, 60)))
    return Desk(
        id="desk",
        groups=(Group(id="first", staff=(1.0,), serves=JOBS), Group(id="second", staff=by_day, serves=("call",))),
        work=tuple(
            DeskWork(job=job, service=minutes(draw, 40), priority=1 + place, patience=patience)
            for place, job in enumerate(JOBS)
        ),
    )


@st.composite
def units(draw: st.DrawFn) -> Units:
    """A team always there, and one by shifts."""
    return Units(
        id="units",
        teams=(
            Team(id="always", area="town", units=draw(st.integers(1, 2)), serves=JOBS),
            Team(
                id="shifts",
                area="hill",
                units=2,
                serves=("urgent",),
                pattern="days",
                offset_days=draw(st.integers(0, 1)),
            ),
        ),
        work=tuple(UnitWork(job=job, scene=minutes(draw, 120), priority=1 + place) for place, job in enumerate(JOBS)),
        despatch=draw(st.sampled_from(["nearest", "own area first"])),
    )


@st.composite
def caseloads(draw: st.DrawFn, name: str) -> Caseload:
    """A small team on weekdays."""
    return Caseload(
        id=name,
        staff=draw(st.integers(1, 4)),
        hours=(7.0,) * 5 + (0.0,) * 2,
        work=tuple(CaseWork(job=job, hours=Duration(family="lognormal", mean=6, cv=1)) for job in JOBS),
        limit=draw(st.sampled_from([None, 2.0])),
        review_days=draw(st.sampled_from([None, 2])),
        review_hours=0.5,
    )


@st.composite
def routes(draw: st.DrawFn, stations: list[str]) -> tuple[Route, ...]:
    """Some share of each station's jobs goes to another, forward; or back, which half of them at most do."""
    found: list[Route] = []
    for place, station in enumerate(stations):
        for job in JOBS:
            ahead = draw(st.sampled_from([*stations[place + 1 :], ""]))
            back = draw(st.sampled_from([*stations[:place], ""])) if draw(st.integers(0, 5)) == 0 else ""
            share = draw(st.floats(0.05, 0.4))
            found += [
                Route(station=station, job=job, share=share, to=back, becomes=draw(st.sampled_from(JOBS))),
                Route(station=station, job=job, share=1 - share, to=ahead, becomes=draw(st.sampled_from(JOBS))),
            ]
    return tuple(found)


@st.composite
def offices(draw: st.DrawFn) -> Office:
    """Every kind of station, in some order, with work that mostly flows forward."""
    stations = draw(st.permutations([draw(desks()), draw(units()), draw(caseloads("cases")), draw(caseloads("lab")),
                                     Delay(id="delay", jobs=JOBS, minutes=minutes(draw, 600)),
                                     Appointments(id="diary", slots=WEEKDAYS, jobs=JOBS, minutes=minutes(draw, 60),
                                                  notice=30, not_kept=0.2)]))  # fmt: skip
    names = [station.id for station in stations]
    demand = tuple(
        Demand(id=f"from {job}", job=job, to=draw(st.sampled_from(names)), per_week=draw(st.floats(1, 60)))
        for job in draw(st.lists(st.sampled_from(JOBS), min_size=1, max_size=3, unique=True))
    )
    return Office(
        id="random",
        name="Random",
        starts=date(2026, 1, 5),
        weeks=draw(st.integers(1, 2)),
        jobs=tuple(Job(id=job) for job in JOBS),
        demand=demand,
        stations=tuple(stations),
        areas=AREAS,
        travel=Travel(start_minutes=2, spread=Duration(family="lognormal", mean=1, cv=0.3)),
        patterns=(DAYS,),
        routes=draw(routes(names)),
    )


def told(record: Record) -> list[tuple[float | int | None, ...]]:
    """The rows of a record, by entity and helper."""
    columns = (
        record.arrived, record.entity, record.kind, record.area, record.assigned, record.began, record.left,
        record.outcome, record.server, record.helper,
    )  # fmt: skip
    order = np.lexsort((record.helper, record.entity))
    return [comparable(row) for row in zip(*(column[order].tolist() for column in columns), strict=True)]


def comparable(row: tuple[float | int, ...]) -> tuple[float | int | None, ...]:
    """A row with None for NaN, which is equal to nothing, not even to itself."""
    return tuple(None if math.isnan(value) else value for value in row)


@SETTINGS
@given(offices(), st.integers(0, 1000))
def test_both_engines_say_the_same_of_every_job(office: Office, seed: int) -> None:
    compiled = run(OfficePlan(office), seed)
    reference = ReferenceEngine(office, seed).run()
    for station in office.stations:
        rows = [comparable(row) for row in reference.rows(station.id)]
        assert told(compiled.stations[station.id].record) == rows, station.id
