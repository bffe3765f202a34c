"""The compiled desk agrees with the plain one to the bit: on random groups, skills, help, staff, patience, returns."""

from __future__ import annotations

from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.model_office_flows import Job, PlainEngine, departures, flow_of, rows_of, same, waited

from forcesight.model_office.desk import DeskReference, plan_desk, run_desk
from forcesight.model_office.flow import SERVED, STILL_HERE, Record
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Desk, DeskWork, Duration, Group, Lend, Office, Return
from forcesight.model_office.office.description import Job as Kind


SETTINGS = settings(derandomize=True, max_examples=400, deadline=None)
KINDS = ("emergency", "call", "chat")
END = 7 * 24 * 60.0

services = st.sampled_from(
    [
        Duration(family="constant", mean=30),
        Duration(family="constant", mean=0),
        Duration(family="constant", mean=15),
        Duration(family="exponential", mean=25),
        Duration(family="lognormal", mean=90, cv=1.5),
        Duration(family="observed", quantiles=(1, 2, 400)),
    ]
)
patience = st.sampled_from(
    [
        Duration(family="never"),
        Duration(family="constant", mean=0),
        Duration(family="constant", mean=30),
        Duration(family="constant", mean=15),
        Duration(family="exponential", mean=20),
        Duration(family="uniform", low=0, high=300),
    ]
)
delays = st.sampled_from(
    [
        Duration(family="constant", mean=0),
        Duration(family="constant", mean=30),
        Duration(family="exponential", mean=200),
    ]
)
back = st.builds(
    Return, share=st.sampled_from([0.2, 0.5]), after=delays, job=st.sampled_from(["", *KINDS]),
    when=st.sampled_from(["served", "lost"]),
)  # fmt: skip
staff = st.one_of(
    st.integers(1, 6).map(lambda n: (float(n),)),
    # Nobody at night, and what is told by half hours changes often.
    st.tuples(*[st.integers(0, 3)] * 3).map(lambda n: (n[0] * 0.0,) * 7 + (float(n[1]),) * 9 + (float(n[2]),) * 8),
    st.lists(st.integers(0, 4).map(float), min_size=168, max_size=168).map(tuple),
)
lends = st.builds(Lend, job=st.sampled_from(KINDS), when_waiting_over=st.integers(0, 3), keeps_free=st.integers(0, 2))


@st.composite
def groups(draw: st.DrawFn, place: int) -> Group:
    serves = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=2, unique=True))
    help_ = draw(st.lists(lends, max_size=3, unique_by=lambda lend: lend.job))
    return Group(
        id=f"g{place}", staff=draw(staff), serves=tuple(serves),
        lends=tuple(each for each in help_ if each.job not in serves),
        shrinkage=draw(st.sampled_from([0.0, 0.3])), at_once=draw(st.sampled_from([1, 1, 2])),
    )  # fmt: skip


@st.composite
def desks(draw: st.DrawFn) -> Desk:
    how_many = draw(st.integers(1, 3))
    work = [
        DeskWork(
            job=kind, service=draw(services), patience=draw(patience), priority=draw(st.integers(1, 2)),
            returns=tuple(draw(st.lists(back, max_size=2))),
        )
        for kind in KINDS
    ]  # fmt: skip
    return Desk(id="s", groups=tuple(draw(groups(place)) for place in range(how_many)), work=tuple(work))


@st.composite
def desks_with_one_line(draw: st.DrawFn) -> Desk:
    """One group for everything, first come, first served: these are gone through without a list of events."""
    work = [DeskWork(job=kind, service=draw(services), patience=draw(patience)) for kind in KINDS]
    group = Group(
        id="g", staff=draw(staff), serves=KINDS,
        shrinkage=draw(st.sampled_from([0.0, 0.3])), at_once=draw(st.sampled_from([1, 1, 2])),
    )  # fmt: skip
    return Desk(id="s", groups=(group,), work=tuple(work))


@st.composite
def flows(draw: st.DrawFn) -> list[Job]:
    """Enough jobs for queues, in some hours: half of them at quarters of an hour, where all else happens too."""
    number, hours = draw(st.integers(0, 90)), draw(st.integers(1, 12))
    start = 60.0 * draw(st.integers(0, 150))
    chance = Random(draw(st.integers(0, 2**32)))
    times = [
        15.0 * chance.randrange(4 * hours) if chance.random() < 0.5 else 60 * hours * chance.random()
        for _ in range(number)
    ]
    numbers = chance.sample(range(number), number)
    return [
        (start + time, (3 << 40) + n, chance.randrange(3), chance.randrange(-1, 4))
        for time, n in zip(times, numbers, strict=True)
    ]


def office_of(desk: Desk) -> Office:
    jobs = tuple(Kind(id=name) for name in KINDS)
    return Office(id="o", name="", starts=date(2024, 1, 1), weeks=1, jobs=jobs, demand=(), stations=(desk,))


@SETTINGS
@given(desks() | desks_with_one_line(), flows(), st.integers(0, 9))
def test_kernel_and_reference(desk: Desk, jobs: list[Job], seed: int) -> None:
    office = office_of(desk)
    codes = Codes.of(office)
    record = run_desk(plan_desk(desk, office, codes), flow_of(jobs), seed)
    engine = PlainEngine(office, seed)
    reference = engine.stations["s"] = DeskReference(desk, office, codes, seed, engine)
    engine.run({"s": jobs})
    assert same(rows_of(record), engine.rows("s"))
    assert departures(record) == sorted((now, entity) for _, now, entity in engine.left)
    assert record.waiting_integral == reference.waiting_integral()
    assert record.waiting_integral == pytest.approx(waited(record, END), abs=1e-6)
    assert_sound(record)


def assert_sound(record: Record) -> None:
    """What must be true of any record: rows that came back stand in their order, and times only go forward."""
    assert np.array_equal(record.assigned, record.began, equal_nan=True)
    assert not record.helper.any()
    assert ((record.outcome == STILL_HERE) == np.isnan(record.left)).all()
    assert ((record.server >= 0) == ~np.isnan(record.began)).all()
    served = record.outcome == SERVED
    assert (record.left[served] >= record.began[served]).all()
    began = ~np.isnan(record.began)
    assert (record.began[began] >= record.arrived[began]).all()
