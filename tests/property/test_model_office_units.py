"""Units: the kernel and the plain reference tell the same, to the bit, of random small stations."""

from __future__ import annotations

from datetime import date, time
from typing import Any, Literal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.model_office_flows import Job as Arrival
from tests.property.model_office_flows import PlainEngine, departures, flow_of, jobs, rows_of, same, waited

from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import (
    Area,
    Break,
    Duration,
    Job,
    Office,
    Regrade,
    Return,
    Shift,
    ShiftPattern,
    Team,
    Travel,
    Units,
    UnitWork,
)
from forcesight.model_office.units import UnitsReference, plan_units, run_units


JOBS = ("burglary", "assault", "fight", "nuisance")
AREAS = (
    Area(id="north", x_km=0, y_km=0),
    Area(id="south", x_km=0, y_km=12, rural=True),
    Area(id="east", x_km=9, y_km=6),
)
# Two shifts a day, back to back; four on and two off through midnight; one that begins before the office does.
PATTERNS = (
    ShiftPattern(id="12", cycle_days=1, shifts=tuple(Shift(day=0, starts=time(hour), hours=12) for hour in (7, 19))),
    ShiftPattern(
        id="2-2-2",
        cycle_days=6,
        shifts=tuple(Shift(day=day, starts=time(6) if day < 2 else time(20, 30), hours=9.5) for day in range(4)),
    ),
    ShiftPattern(id="nights", cycle_days=2, shifts=(Shift(day=1, starts=time(22), hours=10),)),
)  # fmt: skip
LENGTHS = (
    Duration(family="constant", mean=30),
    Duration(family="constant", mean=0),
    Duration(family="exponential", mean=90),
    Duration(family="lognormal", mean=240, cv=1.2),
    Duration(family="uniform", low=5, high=2_000),
)
END = 7 * 24 * 60.0

length = st.sampled_from(LENGTHS)
share = st.sampled_from([0.0, 0.3, 1.0])


def some(values: tuple[str, ...], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of the values, in an order of chance."""
    return st.permutations(values).flatmap(lambda order: st.integers(least, len(order)).map(lambda n: tuple(order[:n])))


@st.composite
def works(draw: st.DrawFn, job: str) -> UnitWork:
    regrade = Regrade(to=draw(st.sampled_from(JOBS)), share=draw(share), after=draw(length))
    back = Return(share=draw(st.sampled_from([0.3, 0.6])), after=draw(length), job=draw(st.sampled_from(("", *JOBS))))
    return UnitWork(
        job=job,
        priority=draw(st.integers(1, 3)),
        scene=draw(length),
        units=draw(st.sampled_from([1, 1, 2, 3])),
        arrest=draw(share),
        custody=draw(length),
        regrade=draw(st.sampled_from([None, regrade])),
        pre_empts=draw(some(tuple(each for each in JOBS if each != job))),
        returns=draw(st.sampled_from([(), (back,)])),
    )


@st.composite
def teams(draw: st.DrawFn, number: int) -> Team:
    rest = Break(
        minutes=draw(st.sampled_from([20.0, 45.0, 400.0])),
        after_hours=draw(st.integers(0, 4)),
        before_hours=draw(st.integers(3, 13)),
    )
    return Team(
        id=f"team {number}",
        area=draw(st.sampled_from(AREAS)).id,
        units=draw(st.integers(1, 3)),
        serves=draw(some(JOBS, 1)),
        pattern=draw(st.sampled_from(["", *(pattern.id for pattern in PATTERNS)])),
        offset_days=draw(st.integers(0, 7)),
        own_area_only=draw(st.booleans()),
        abstraction=draw(st.sampled_from([0.0, 0.4])),
        rest=draw(st.sampled_from([None, rest])),
        last_job_minutes=draw(st.sampled_from([0.0, 60.0, 900.0])),
        urgent=draw(st.integers(0, 2)),
    )  # fmt: skip


@st.composite
def offices(draw: st.DrawFn) -> Office:
    crews = tuple(draw(teams(number)) for number in range(draw(st.integers(1, 4))))
    despatch: Literal["nearest", "own area first", "in order"] = draw(
        st.sampled_from(("nearest", "own area first", "in order"))
    )
    station = Units(
        id="response",
        teams=crews,
        work=tuple(draw(works(job)) for job in draw(some(JOBS, 2))),
        despatch=despatch,
        preference=tuple(draw(some(tuple(team.id for team in crews))) for _ in AREAS),
        after=draw(st.sampled_from(("station", "scene"))),
    )
    spreads = (Duration(family="constant", mean=1), Duration(family="lognormal", mean=1, cv=0.3))
    travel = Travel(
        start_minutes=draw(st.sampled_from([0.0, 6.0])),
        rural_km_per_hour=draw(st.sampled_from([None, 60.0])),
        distance=draw(st.sampled_from(("straight", "manhattan"))),
        matrix=draw(st.sampled_from([(), ((2.0, 10.0, 10.0), (7.0, 1.0, 9.0), (7.0, 8.0, 0.0))])),
        spread=draw(st.sampled_from(spreads)),
    )  # fmt: skip
    return Office(
        id="office",
        name="",
        starts=date(2024, 1, 1),
        weeks=1,
        jobs=tuple(Job(id=job) for job in JOBS),
        demand=(),
        stations=(station,),
        areas=AREAS,
        travel=travel,
        patterns=PATTERNS,
    )


def kinds_served(office: Office) -> tuple[int, ...]:
    station = office.stations[0]
    assert isinstance(station, Units)
    return tuple(JOBS.index(work.job) for work in station.work)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Office, list[Arrival], int]:
    office, seed = draw(offices()), draw(st.integers(0, 99))
    kinds = kinds_served(office)
    return office, draw(jobs(END, kinds, len(AREAS), 1)) + rush(kinds, draw(st.sampled_from([0, 30, 150])), seed), seed


def rush(kinds: tuple[int, ...], count: int, seed: int) -> list[Arrival]:
    """Many jobs in two days, so that units are short."""
    chance = np.random.default_rng(seed)
    times = chance.uniform(1_000, 4_000, count).tolist()
    kind, area = chance.choice(kinds, count).tolist(), chance.integers(0, len(AREAS), count).tolist()
    return [(times[n], (2 << 40) + n, kind[n], area[n]) for n in range(count)]


@settings(deadline=None, max_examples=120)
@given(cases())
def test_the_kernel_and_the_reference_agree(case: tuple[Office, list[Arrival], int]) -> None:
    office, arriving, seed = case
    station, codes = office.stations[0], Codes.of(office)
    assert isinstance(station, Units)
    engine = PlainEngine(office, seed)
    reference = UnitsReference(station, office, codes, seed, engine)
    engine.stations["response"] = reference
    engine.run({"response": arriving})

    record, hours = run_units(plan_units(station, office, codes), flow_of(arriving), seed)

    assert same(in_order(rows_of(record)), in_order(engine.rows("response")))
    assert [("response", *left) for left in departures(record)] == engine.left
    assert record.waiting_integral == reference.waiting_integral()
    for name, mine, its in zip(hours._fields, hours, reference.hours(), strict=True):
        assert np.array_equal(mine, its), name
    assert np.isclose(record.waiting_integral, waited(record, END) - hours.pre_empted_minutes.sum())


def in_order(rows: list[Any]) -> list[Any]:
    """Rows by entity, helpers behind their job."""
    return sorted(rows, key=lambda row: (row.entity, row.helper))
