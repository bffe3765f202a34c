"""The compiled caseloads agree with the plain ones to the bit: cases, days and departures, on random teams and ways."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.model_office_flows import Job, PlainEngine, departures, flow_of, jobs, rows_of, same, waited

from forcesight.model_office.caseload import CaseloadsReference, plan_caseloads, run_caseloads
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Caseload, CaseWork, Delay, Duration, Office, Route
from forcesight.model_office.office.description import Job as Kind


SETTINGS = settings(derandomize=True, max_examples=200, deadline=None)
KINDS = ("theft", "burglary", "fraud")
WEEKS = 2
END = WEEKS * 7 * 24 * 60.0

HOURS = (
    Duration(family="constant", mean=0),
    Duration(family="constant", mean=3),
    Duration(family="lognormal", mean=12, cv=1),
    Duration(family="exponential", mean=1),
)
WEEKS_OF_HOURS = ((8.0,) * 7, (8.0,) * 5 + (0.0, 0.0), (0.0, 7.6, 0.0, 0.1, 3.0, 0.0, 0.0))


@st.composite
def teams(draw: st.DrawFn, name: str) -> Caseload:
    work = tuple(
        CaseWork(
            job=job,
            priority=draw(st.sampled_from([1, 3, 9])),
            hours=draw(st.sampled_from(HOURS)),
            hours_a_day=draw(st.sampled_from([0.5, 3.0, 8.0])),
        )
        for job in KINDS
    )
    return Caseload(
        id=name,
        staff=draw(st.integers(0, 3)),
        hours=draw(st.sampled_from(WEEKS_OF_HOURS)),
        work=work,
        limit=draw(st.none() | st.sampled_from([0.4, 1.0, 4.0])),
        review_days=draw(st.none() | st.integers(1, 10)),
        review_hours=draw(st.sampled_from([0.0, 0.3, 2.0])),
        shrinkage=draw(st.sampled_from([0.0, 0.17])),
    )


@st.composite
def offices(draw: st.DrawFn) -> Office:
    """One to three teams, and a delay that is no team, with routes among them."""
    several = tuple(draw(teams(f"team {number}")) for number in range(draw(st.integers(1, 3))))
    targets = st.sampled_from(["", "delay", *(team.id for team in several)])
    routes = []
    for team in several:
        for job in KINDS:
            cuts = sorted({0.0, 1.0, *draw(st.lists(st.sampled_from([0.2, 0.5, 0.7]), max_size=3))})
            if draw(st.booleans()):
                routes += [
                    Route(station=team.id, job=job, share=b - a, to=draw(targets), becomes=draw(st.sampled_from(KINDS)))
                    for a, b in pairwise(cuts)
                ]
    delay = Delay(id="delay", jobs=KINDS, minutes=Duration(family="constant", mean=9))
    stations = draw(st.permutations([*several, delay]))
    return Office(
        id="o",
        name="",
        starts=date(2024, 1, 1),
        weeks=WEEKS,
        jobs=tuple(Kind(id=name) for name in KINDS),
        demand=(),
        stations=tuple(stations),
        routes=tuple(routes),
    )


@st.composite
def given_jobs(draw: st.DrawFn, office: Office) -> dict[str, list[Job]]:
    teams = [station.id for station in office.stations if isinstance(station, Caseload)]
    return {name: draw(jobs(END, (0, 1, 2), 0, origin)) for origin, name in enumerate(teams)}


@SETTINGS
@given(st.data(), offices(), st.integers(0, 5))
def test_caseloads(data: st.DataObject, office: Office, seed: int) -> None:
    given = data.draw(given_jobs(office))
    several = tuple(station for station in office.stations if isinstance(station, Caseload))
    codes = Codes.of(office)
    flows = tuple(flow_of(given[team.id]) for team in several)
    records, days = run_caseloads(plan_caseloads(several, office, codes), flows, seed)
    engine = PlainEngine(office, seed)
    reference = CaseloadsReference(several, office, codes, seed, engine)
    engine.stations = {team.id: reference for team in several}
    engine.run(given)
    for team, record, told in zip(several, records, days, strict=True):
        assert same(rows_of(record), engine.rows(team.id))
        assert departures(record) == sorted((now, who) for name, now, who in engine.left if name == team.id)
        assert all(np.array_equal(a, b) for a, b in zip(told, reference.days(team.id), strict=True))
        assert record.waiting_integral == pytest.approx(waited(record, END))
