"""A diary made ready for its kernel, and run.

Assumptions: nobody is moved to a place that comes free; a place that is not kept is not filled; an appointment begins
at its time, whatever became of the one before. Each area has places of its own, and so have the jobs without an area.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.appointments.kernel import book
from forcesight.model_office.departures import in_order_of_leaving
from forcesight.model_office.distributions import Law
from forcesight.model_office.flow import Flow, Record
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Appointments, Office, Slot
from forcesight.model_office.office.durations import law_of
from forcesight.model_office.streams import stream


DAY = 24 * 60.0


class AppointmentsPlan(NamedTuple):
    """One diary. `slot` holds the times of all slots before the end, in order, and `places` how many each area has."""

    id: str
    slot: NDArray[np.float64]
    places: NDArray[np.int64]
    # Diaries: one for each area after that of jobs without an area.
    diaries: int
    notice: float
    not_kept: float
    law: Law
    end: float


def slots_of(slots: tuple[Slot, ...], weeks: int) -> list[tuple[float, int]]:
    """When there are places, and how many in each area: in order of time, slots at one moment together."""
    places: dict[float, int] = {}
    for slot in slots:
        minute = slot.at.hour * 60 + slot.at.minute + slot.at.second / 60
        for time in (week * 7 * DAY + weekday * DAY + minute for week in range(weeks) for weekday in slot.weekdays):
            places[time] = places.get(time, 0) + slot.places
    return sorted((time, number) for time, number in places.items() if number)


def plan_appointments(station: Appointments, office: Office, codes: Codes) -> AppointmentsPlan:
    """A diary as it is run: its slots, week by week, to the office's end."""
    slots = slots_of(station.slots, office.weeks)
    return AppointmentsPlan(
        station.id,
        np.array([time for time, _ in slots], dtype=np.float64),
        np.array([places for _, places in slots], dtype=np.int64),
        len(codes.areas) + 1,
        station.notice,
        station.not_kept,
        law_of(station.minutes),
        office.minutes,
    )


def run_appointments(plan: AppointmentsPlan, flow: Flow, seed: int) -> Record:
    """What became of each job: served after its appointment, lost at its time, or still here."""
    streams = (stream(seed, f"{plan.id}: not kept"), stream(seed, f"{plan.id}: minutes"))
    began, left, outcome, waiting = book(plan, streams, flow)
    return Record(
        arrived=flow.time,
        entity=flow.entity,
        kind=flow.kind,
        area=flow.area,
        assigned=began,
        began=began,
        left=left,
        outcome=outcome,
        server=np.where(np.isnan(began), -1, 0),
        helper=np.zeros(len(flow.time), dtype=np.int8),
        leaving=in_order_of_leaving(left, flow.entity),
        waiting_integral=waiting,
    )
