"""The desk: what the examples for analysts leave out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np
import pytest
from tests.property.model_office_flows import PlainEngine, flow_of, rows_of, same

from forcesight.model_office.desk import DeskReference, plan_desk, run_desk
from forcesight.model_office.flow import LOST, SERVED, Flow, Record
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Desk, DeskWork, Duration, Group, Job, Lend, Office, Return


JOBS = ("call", "chat", "post")
QUARTER = Duration(family="constant", mean=15)


def office_of(desk: Desk) -> Office:
    jobs = tuple(Job(id=job) for job in JOBS)
    return Office(id="o", name="", starts=date(2024, 1, 1), weeks=1, jobs=jobs, demand=(), stations=(desk,))


def run(desk: Desk, flow: Flow, seed: int = 1) -> Record:
    office = office_of(desk)
    return run_desk(plan_desk(desk, office, Codes.of(office)), flow, seed)


def many(number: int, kinds: int = 1) -> Flow:
    """As many jobs in a week, at random."""
    drawn = np.random.default_rng(5)
    time = np.sort(drawn.uniform(0, 10_000, number))
    return Flow(time, np.arange(number), drawn.integers(0, kinds, number), np.full(number, -1))


def helpers(**priorities: int) -> Desk:
    """A group that serves calls and helps with chat and post, which have nobody of their own."""
    lends = tuple(Lend(job=job) for job in priorities)
    group = Group(id="calls", staff=(1,), serves=("call",), lends=lends)
    work = [DeskWork(job=job, service=QUARTER, priority=priorities.get(job, 1)) for job in JOBS]
    return Desk(id="s", groups=(group,), work=tuple(work))


@pytest.mark.parametrize(
    ("desk", "order"),
    [
        (helpers(chat=1, post=1), ["call", "post", "chat"]),
        (helpers(chat=1, post=2), ["call", "chat", "post"]),
        (helpers(post=2, chat=1), ["call", "chat", "post"]),
    ],
)
def test_help_goes_to_the_lower_priority_then_to_who_came_first(desk: Desk, order: list[str]) -> None:
    record = run(desk, flow_of([(0.0, 0, 0, -1), (1.0, 1, 2, -1), (2.0, 2, 1, -1)]))
    assert [JOBS[record.kind[row]] for row in np.argsort(record.began)] == order


def test_more_jobs_come_back_than_there_was_room_for() -> None:
    """The plan reckons with the mean; where luck is against it, the desk is run again with more room."""
    always = Return(share=1.0, after=QUARTER)
    desk = Desk(
        id="s",
        groups=(Group(id="all", staff=(9,), serves=("call",)),),
        work=(DeskWork(job="call", service=QUARTER, returns=(always,)),),
    )
    office = office_of(desk)
    plan = plan_desk(desk, office, Codes.of(office))._replace(visits=1.01)
    flow = many(40)
    record = run_desk(plan, flow._replace(time=flow.time / 10), 1)
    assert len(record.arrived) == 40 * 100
    assert len(record.leaving) == 40


def test_a_desk_without_jobs() -> None:
    record = run(helpers(chat=1), flow_of([]))
    assert (len(record.arrived), len(record.leaving), record.waiting_integral) == (0, 0, 0)


def test_what_happens_at_the_end_does_not() -> None:
    """A job that would be finished exactly at the end, or lost then, is still here."""
    group = Group(id="all", staff=(1,), serves=("call",))
    desk = Desk(id="s", groups=(group,), work=(DeskWork(job="call", service=QUARTER, patience=QUARTER),))
    record = run(desk, flow_of([(10_065.0, 0, 0, -1), (10_065.0, 1, 0, -1), (10_064.0, 2, 0, -1)]))
    assert record.left[0] == 10_079
    assert np.isnan(record.left[1:]).all()
    assert record.waiting_integral == 14 + 15


def test_the_same_callers_in_every_option() -> None:
    """With other staff, whoever is served has the same service time, and whoever gives up the same patience."""

    def outcome(staff: int) -> Record:
        work = DeskWork(
            job="call",
            service=Duration(family="lognormal", mean=15, cv=1),
            patience=Duration(family="exponential", mean=20),
        )
        return run(Desk(id="s", groups=(Group(id="all", staff=(staff,), serves=("call",)),), work=(work,)), many(4000))

    few, more = outcome(6), outcome(8)
    both = (few.outcome == SERVED) & (more.outcome == SERVED)
    assert 2000 < both.sum() < 4000
    assert (few.left - few.began)[both] == pytest.approx((more.left - more.began)[both])
    lost = (few.outcome == LOST) & (more.outcome == LOST)
    assert lost.sum() > 10
    assert (few.left - few.arrived)[lost] == pytest.approx((more.left - more.arrived)[lost])
    assert (few.outcome == LOST).sum() > (more.outcome == LOST).sum()


def test_threads_change_nothing() -> None:
    """Kernels share nothing: runs in parallel give what runs one after the other give."""
    desk = helpers(chat=1, post=1)
    flow = many(2000, 3)
    alone = [rows_of(run(desk, flow, seed)) for seed in range(4)]
    with ThreadPoolExecutor(4) as pool:
        together = [rows_of(record) for record in pool.map(lambda seed: run(desk, flow, seed), range(4))]
    assert all(map(same, alone, together))


def test_the_plain_desk_is_asked_for_the_integral_at_any_time() -> None:
    """Two wait from minutes 1 and 3 to the end."""
    desk = Desk(
        id="s",
        groups=(Group(id="all", staff=(0,), serves=("call",)),),
        work=(DeskWork(job="call", service=QUARTER),),
    )
    office = office_of(desk)
    engine = PlainEngine(office, 1)
    reference = engine.stations["s"] = DeskReference(desk, office, Codes.of(office), 1, engine)
    assert reference.waiting_integral() == 0
    engine.run({"s": [(1.0, 0, 0, -1), (3.0, 1, 0, -1)]})
    assert reference.waiting_integral() == 10_079 + 10_077
