"""In which order stations are run, and where jobs go."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np

from forcesight.model_office.flow import AGAIN, LOST, SERVED, Flow, Record
from forcesight.model_office.network import goes_round, reachable, stages, ways
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import (
    Caseload,
    CaseWork,
    Delay,
    Duration,
    Job,
    Office,
    Route,
    Station,
)
from forcesight.model_office.routing import join, plan_routes, send


HOUR = Duration(family="constant", mean=60)


def office(routes: list[tuple[str, str, float]], names: str = "abcd", *, cases: str = "") -> Office:
    """Delays that send work to each other; those of `cases` are caseloads."""
    work = (CaseWork(job="job", hours=HOUR),)
    stations: list[Station] = [
        Caseload(id=name, staff=1, hours=(8,) * 7, work=work)
        if name in cases
        else Delay(id=name, jobs=("job",), minutes=HOUR)
        for name in names
    ]
    return Office(
        id="o",
        name="O",
        starts=date(2026, 1, 5),
        weeks=1,
        jobs=(Job(id="job"), Job(id="other")),
        demand=(),
        stations=tuple(stations),
        routes=tuple(Route(station=a, job="job", to=b, share=share) for a, b, share in routes),
    )


def test_work_flows_forward() -> None:
    order = stages(office([("c", "a", 1), ("a", "b", 1), ("b", "d", 1)]))
    assert order == ((2,), (0,), (1,), (3,))


def test_stations_that_send_work_round_are_one_stage() -> None:
    described = office([("a", "b", 1), ("b", "c", 1), ("c", "b", 0.5), ("c", "d", 0.5)])
    assert stages(described) == ((0,), (1, 2), (3,))
    assert [goes_round(stage, ways(described), frozenset()) for stage in stages(described)] == [False, True, False]


def test_a_station_that_sends_work_to_itself_goes_round() -> None:
    described = office([("a", "a", 0.5), ("a", "b", 0.5)], "ab")
    assert reachable(ways(described)) == {0: {0, 1}, 1: frozenset()}
    assert goes_round((0,), ways(described), frozenset())


def test_caseloads_are_run_together_and_not_again() -> None:
    described = office([("a", "b", 1), ("b", "c", 0.5), ("c", "b", 1)], "abc", cases="bc")
    assert stages(described) == ((0,), (1, 2))
    assert not goes_round((1, 2), ways(described), frozenset({1, 2}))


def record(rows: list[tuple[float, int, int, int]]) -> Record:
    """Jobs that have left, as (left, entity, kind, outcome), all at once in this order."""
    left, entity, kind, outcome = (np.array(column) for column in zip(*rows, strict=True))
    n = len(rows)
    times, nobody = np.zeros(n), np.zeros(n, dtype=np.int64)
    return Record(
        arrived=times,
        entity=entity.astype(np.int64),
        kind=kind.astype(np.int64),
        area=nobody,
        assigned=times,
        began=times,
        left=left.astype(np.float64),
        outcome=outcome.astype(np.int8),
        server=nobody,
        helper=nobody.astype(np.int8),
        leaving=np.arange(n),
        waiting_integral=0.0,
    )


def test_shares_are_of_those_who_leave() -> None:
    """Of ten thousand, three in ten go to b, half to c as another job, and two in ten out."""
    described = office([], "abc")
    routes = (
        Route(station="a", job="job", to="b", share=0.3),
        Route(station="a", job="job", to="c", share=0.5, becomes="other"),
        Route(station="a", job="job", to="", share=0.2),
    )
    described = Office(**{f: getattr(described, f) for f in described.__slots__} | {"routes": routes})
    plan = plan_routes("a", described, Codes.of(described), frozenset())
    sent = send("a", plan, record([(i, i, 0, SERVED) for i in range(10_000)]), 1, 3)
    shares = [len(flow.time) / 10_000 for flow in sent]
    assert np.allclose(shares, [0, 0.3, 0.5], atol=3.3 * (0.25 / 10_000) ** 0.5)
    assert set(sent[1].kind) == {0}
    assert set(sent[2].kind) == {1}
    assert all(a < b for a, b in pairwise(sent[2].time))


def test_jobs_without_a_route_leave() -> None:
    described = office([("a", "b", 1)], "ab")
    plan = plan_routes("a", described, Codes.of(described), frozenset())
    sent = send("a", plan, record([(1.0, 5, 0, LOST), (2.0, 6, 0, SERVED), (3.0, 7, 1, SERVED)]), 1, 2)
    assert sent[1].entity.tolist() == [6]


def test_who_comes_back_is_another_visit() -> None:
    described = office([("a", "b", 1)], "ab")
    plan = plan_routes("a", described, Codes.of(described), frozenset({"b"}))
    assert send("a", plan, record([(1.0, 5, 0, SERVED)]), 1, 2)[1].entity.tolist() == [5 + AGAIN]


def flow(*rows: tuple[float, int]) -> Flow:
    """Jobs as (time, entity)."""
    time, entity = (np.array(column) for column in zip(*rows, strict=True))
    nothing = np.zeros(len(rows), dtype=np.int64)
    return Flow(time.astype(np.float64), entity.astype(np.int64), nothing, nothing)


def test_flows_join_by_time_and_then_by_entity() -> None:
    joined = join([flow((1, 4), (3, 1)), flow((1, 2), (2, 9), (3, 0), (8, 1)), flow((0.5, 7))])
    assert list(zip(joined.time.tolist(), joined.entity.tolist(), strict=True)) == [
        (0.5, 7), (1, 2), (1, 4), (2, 9), (3, 0), (3, 1), (8, 1),
    ]  # fmt: skip


def test_a_flow_out_of_order_is_put_in_order() -> None:
    joined = join([flow((3, 1), (1, 4), (1, 3))])
    assert joined.entity.tolist() == [3, 4, 1]
    assert len(join([]).time) == 0
