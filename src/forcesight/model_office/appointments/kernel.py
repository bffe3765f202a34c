"""The compiled diary: a pointer for each area, which only moves forward because jobs come in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import compiled
from forcesight.model_office.distributions import quantile
from forcesight.model_office.flow import LOST, SERVED, STILL_HERE, Flow
from forcesight.model_office.streams import unit


if TYPE_CHECKING:
    from forcesight.model_office.appointments.plan import AppointmentsPlan

Times = NDArray[np.float64]
Whole = NDArray[np.int64]


@compiled
def book(
    plan: AppointmentsPlan, streams: tuple[np.uint64, np.uint64], flow: Flow
) -> tuple[Times, Times, NDArray[np.int8], float]:
    """When each job's appointment began and when it left, its outcome, and the time integral of those that wait."""
    n = len(flow.time)
    began, left, outcome = np.full(n, np.nan), np.full(n, np.nan), np.full(n, STILL_HERE, dtype=np.int8)
    next_slot = np.zeros(plan.diaries, dtype=np.int64)
    taken = np.zeros(plan.diaries, dtype=np.int64)
    begin_at = np.zeros(len(plan.slot), dtype=np.int64)
    for row in range(n):
        diary = flow.area[row] + 1
        slot = _first_free(plan, flow.time[row] + plan.notice, next_slot[diary], taken[diary])
        if slot > next_slot[diary]:
            next_slot[diary], taken[diary] = slot, 0
        if slot == len(plan.slot):
            continue
        taken[diary] += 1
        begin_at[slot] += 1
        time, entity = plan.slot[slot], flow.entity[row]
        if plan.not_kept > 0.0 and unit(streams[0], entity) < plan.not_kept:
            left[row], outcome[row] = time, LOST
            continue
        began[row] = time
        law = plan.law
        ends = time + quantile(law.kind, law.a, law.b, law.c, law.table, unit(streams[1], entity))
        if ends < plan.end:
            left[row], outcome[row] = ends, SERVED
    return began, left, outcome, _waiting(plan, flow.time, begin_at)


@compiled
def _first_free(plan: AppointmentsPlan, earliest: float, slot: int, taken: int) -> int:
    """The first slot from `slot` on, of which `taken` places are gone, that is late enough and has a free place."""
    while slot < len(plan.slot) and (plan.slot[slot] < earliest or taken >= plan.places[slot]):
        slot += 1
        taken = 0
    return slot


@compiled
def _waiting(plan: AppointmentsPlan, arrived: Times, begin_at: Whole) -> float:
    """The integral over time of how many wait for their appointment, or for a place."""
    integral, last, waiting, row = 0.0, 0.0, 0, 0
    for slot in range(len(plan.slot) + 1):
        until = plan.slot[slot] if slot < len(plan.slot) else plan.end
        while row < len(arrived) and arrived[row] <= until:
            integral += waiting * (arrived[row] - last)
            last = arrived[row]
            waiting += 1
            row += 1
        integral += waiting * (until - last)
        last = until
        if slot < len(plan.slot):
            waiting -= begin_at[slot]
    return integral
