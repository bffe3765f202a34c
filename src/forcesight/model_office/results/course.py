"""The course of a week at a station: by half hour, how many came, waited, were at work, and were there to work."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import compiled
from forcesight.model_office.desk.plan import servers_of
from forcesight.model_office.engine import Run
from forcesight.model_office.flow import Record
from forcesight.model_office.office.description import Caseload, Desk, Office, Units
from forcesight.model_office.office.hours import HALF_HOURS
from forcesight.model_office.results.window import counted_weeks, warm_up
from forcesight.model_office.units.duty import plan_duty


SPAN: Final = 30.0
WEEK: Final = HALF_HOURS * SPAN
Week = NDArray[np.float64]


class Course(NamedTuple):
    """Means over the counted weeks, each of shape (336,), from Monday 00:00.

    `came` is a number in the half hour; `waiting`, `busy` and `there` are mean numbers at a moment in it: jobs that
    wait, servers or units at work, and servers or units on duty (NaN where a station has none).
    """

    came: Week
    waiting: Week
    busy: Week
    there: Week


def course(run: Run, station: str) -> Course:
    """The course of a week at a station."""
    record, since, end = run.stations[station].record, warm_up(run.office), run.office.minutes
    weeks = counted_weeks(run.office)
    came, waiting, busy = (np.zeros(HALF_HOURS) for _ in range(3))
    _add_jobs(record, since, end, came, waiting, busy)
    per_moment = SPAN * weeks
    return Course(came / weeks, waiting / per_moment, busy / per_moment, _there(run.office, station, since, end))


def _there(office: Office, name: str, since: float, end: float) -> Week:
    station = next(each for each in office.stations if each.id == name)
    if isinstance(station, Desk):
        return np.asarray(sum(servers_of(group) for group in station.groups), dtype=np.float64)
    if isinstance(station, Units):
        return _on_duty(station, office, since, end)
    if isinstance(station, Caseload):
        return np.full(HALF_HOURS, station.staff * (1.0 - station.shrinkage))
    return np.full(HALF_HOURS, np.nan)


def _on_duty(station: Units, office: Office, since: float, end: float) -> Week:
    """Units on duty by the patterns; those away are not taken off, which differ from run to run."""
    duty, there = plan_duty(station, office), np.zeros(HALF_HOURS)
    _add_all(np.maximum(duty.begins, since), np.minimum(duty.ends, end), there)
    return there / (end - since) * WEEK / SPAN


@compiled
def _add_jobs(record: Record, since: float, end: float, came: Week, waiting: Week, busy: Week) -> None:
    for row in range(len(record.arrived)):
        arrived, assigned, left = record.arrived[row], record.assigned[row], record.left[row]
        gone = end if np.isnan(left) else left
        taken = gone if np.isnan(assigned) else assigned
        if arrived >= since and not record.helper[row]:
            came[int(arrived % WEEK // SPAN)] += 1.0
        _add(max(arrived, since), taken, waiting)
        if not np.isnan(assigned):
            _add(max(taken, since), gone, busy)


@compiled
def _add_all(begins: NDArray[np.float64], ends: NDArray[np.float64], total: Week) -> None:
    for row in range(len(begins)):
        _add(begins[row], ends[row], total)


@compiled
def _add(begins: float, ends: float, total: Week) -> None:
    """Spread a stretch of time over the half hours that it touches."""
    if ends <= begins:
        return
    whole = (ends - begins) // WEEK
    if whole > 0:
        total += whole * SPAN
        ends -= whole * WEEK
    at = begins
    while at < ends:
        place = int(at % WEEK // SPAN)
        until = min(ends, (at // SPAN + 1.0) * SPAN)
        total[place] += until - at
        at = until
