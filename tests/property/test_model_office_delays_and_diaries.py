"""The compiled delay and diary agree with the plain ones to the bit, on random jobs."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.model_office_flows import (
    DURATIONS,
    Job,
    PlainEngine,
    departures,
    flow_of,
    jobs,
    rows_of,
    same,
    waited,
)

from forcesight.model_office.appointments import AppointmentsReference, plan_appointments, run_appointments
from forcesight.model_office.delay import DelayReference, plan_delay, run_delay
from forcesight.model_office.flow import Record
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Appointments, Area, Delay, Duration, Office, Slot
from forcesight.model_office.office.description import Job as Kind


SETTINGS = settings(derandomize=True, max_examples=150, deadline=None)
KINDS = tuple(Kind(id=name) for name in ("theft", "burglary"))
AREAS = (Area(id="north"), Area(id="south"))
END = 7 * 24 * 60.0

some_jobs = jobs(END, (0, 1), len(AREAS), 3)
some_time = st.sampled_from(DURATIONS)


def office_of(station: Delay | Appointments) -> Office:
    return Office(
        id="o", name="", starts=date(2024, 1, 1), weeks=1, jobs=KINDS, areas=AREAS, demand=(), stations=(station,)
    )


def agrees(record: Record, engine: PlainEngine) -> None:
    assert same(rows_of(record), engine.rows("s"))
    assert departures(record) == [(now, entity) for _, now, entity in engine.left]
    assert record.waiting_integral == pytest.approx(waited(record, END))


@SETTINGS
@given(some_jobs, some_time, st.integers(0, 9))
def test_a_delay(given_jobs: list[Job], minutes: Duration, seed: int) -> None:
    station = Delay(id="s", jobs=("theft", "burglary"), minutes=minutes)
    office = office_of(station)
    codes = Codes.of(office)
    record = run_delay(plan_delay(station, office, codes), flow_of(given_jobs), seed)
    engine = PlainEngine(office, seed)
    engine.stations["s"] = DelayReference(station, office, codes, seed, engine)
    agrees(record, engine.run({"s": given_jobs}))


slots = st.builds(
    Slot,
    weekdays=st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(tuple),
    at=st.sampled_from([time(0, 0), time(9, 0), time(9, 30), time(23, 59)]),
    places=st.integers(0, 3),
)


@SETTINGS
@given(
    some_jobs,
    some_time,
    st.lists(slots, max_size=4).map(tuple),
    st.sampled_from([0.0, 90.0, 3000.0]),
    st.sampled_from([0.0, 0.3, 1.0]),
    st.integers(0, 9),
)
def test_a_diary(
    given_jobs: list[Job], minutes: Duration, given_slots: tuple[Slot, ...], notice: float, missed: float, seed: int
) -> None:
    station = Appointments(
        id="s", slots=given_slots, jobs=("theft", "burglary"), minutes=minutes, notice=notice, not_kept=missed
    )
    office = office_of(station)
    codes = Codes.of(office)
    record = run_appointments(plan_appointments(station, office, codes), flow_of(given_jobs), seed)
    engine = PlainEngine(office, seed)
    engine.stations["s"] = AppointmentsReference(station, office, codes, seed, engine)
    agrees(record, engine.run({"s": given_jobs}))
