"""When in the week units are on duty and busy: minutes by half hour, team by team, for pictures of utilisation.

Assumption: a unit is busy from when it is sent until it is free again, with the jobs of the record; a job that was
taken off a unit shows with the unit that finished it only.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.flow import Record
from forcesight.model_office.office.hours import HALF_HOURS
from forcesight.model_office.streams import stream, unit_of
from forcesight.model_office.units.order import SHIFT_BITS
from forcesight.model_office.units.plan import UnitsPlan


Minutes = NDArray[np.float64]
_SLOT = 30.0


class UnitWeek(NamedTuple):
    """Minutes of all units of a team (rows) in each of the week's 336 half hours, summed over the office's weeks."""

    on_duty: Minutes
    busy: Minutes


def unit_week(plan: UnitsPlan, record: Record, seed: int) -> UnitWeek:
    """What a run's units did, by half hour of the week from Monday 00:00."""
    rules = plan.rules
    teams, worked = len(rules.teams.urgent), _worked(plan, seed)
    duty = _by_half_hour(
        rules.teams.team[rules.duty.unit[worked]], rules.duty.begins[worked], rules.duty.ends[worked], teams, rules.end
    )
    sent = record.server >= 0
    left = np.where(np.isnan(record.left), rules.end, record.left)
    busy = _by_half_hour(rules.teams.team[record.server[sent]], record.assigned[sent], left[sent], teams, rules.end)
    return UnitWeek(duty, busy)


def _worked(plan: UnitsPlan, seed: int) -> NDArray[np.bool_]:
    """Which shifts were worked: those for which the unit was not away."""
    duty, teams = plan.rules.duty, plan.rules.teams
    start = int(stream(seed, f"{plan.id}: abstraction"))
    away = teams.away[teams.team[duty.unit]]
    keys = ((duty.unit << SHIFT_BITS) + duty.number).tolist()
    drawn = np.array([unit_of(start, key) for key in keys])
    return (drawn >= away) | np.isinf(duty.ends)


def _by_half_hour(team: NDArray[np.int64], begins: Minutes, ends: Minutes, teams: int, end: float) -> Minutes:
    """Minutes of spells in each half hour of the week, by team.

    A spell adds what is left of the half hour in which it begins, and a whole one to each that follows; its end takes
    the same off again.
    """
    slots = int(end // _SLOT)
    moment = np.concatenate([begins, np.minimum(ends, end)])
    sign = np.repeat([1.0, -1.0], len(begins))
    slot = (moment // _SLOT).astype(np.int64)
    place = np.tile(team, 2) * (slots + 2) + slot
    size = teams * (slots + 2)
    rest = np.bincount(place, sign * (_SLOT * (slot + 1) - moment), size).reshape(teams, slots + 2)
    whole = np.bincount(place + 1, sign * _SLOT, size).reshape(teams, slots + 2)
    minutes = rest + whole.cumsum(axis=1)
    return np.asarray(minutes[:, :slots].reshape(teams, -1, HALF_HOURS).sum(axis=1))
