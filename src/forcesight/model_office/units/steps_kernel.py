"""Single steps of the compiled station of units: what is counted, who loses a job, who comes back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import bare, inlined
from forcesight.model_office.distributions import Laws, quantile
from forcesight.model_office.heap import pop
from forcesight.model_office.streams import unit as number_of
from forcesight.model_office.units.hours import UnitHours
from forcesight.model_office.units.idle_kernel import has_bit
from forcesight.model_office.units.order import LAST_VISIT
from forcesight.model_office.units.plan import Rules
from forcesight.model_office.units.state import Now, Rows, Streams


Times = NDArray[np.float64]
Whole = NDArray[np.int64]


@inlined
def drawn(of: Laws, kind: int, start: np.uint64, entity: int) -> float:
    """The minutes of one kind's distribution that belong to an entity."""
    return quantile(of.kind[kind], of.a[kind], of.b[kind], of.c[kind], of.table[kind], number_of(start, entity))


@bare
def account(
    hours: UnitHours, rows: Rows, unit: int, row: int, scene_ends: float, elsewhere: bool, until: float
) -> None:
    """Count what a unit did for a job from when it was given until it is done, or taken away, or the end comes."""
    assigned, began = rows.assigned[row], rows.began[row]
    hours.travel[unit] += min(began, until) - assigned
    hours.scene[unit] += max(min(scene_ends, until) - began, 0.0)
    hours.custody[unit] += max(until - scene_ends, 0.0)
    if elsewhere:
        hours.outside[unit] += until - assigned


@bare
def victim(rules: Rules, now: Now, rows: Rows, of_class: int, kind: int, area: int, time: float) -> int:
    """The unit that is taken off its job: the worst priority, then the least drive, then the least number; or -1."""
    best, worst, least = -1, 0, 0.0
    priority = rules.classes.priority[of_class]
    for unit in range(len(now.row)):
        row, shift = now.row[unit], now.shift[unit]
        if row < 0 or shift < 0 or not has_bit(rules.classes.units[of_class], unit):
            continue
        other = rows.kind[row]
        if not rules.work.pre_empts[kind, other] or time >= now.scene_ends[unit]:
            continue
        if time >= rules.duty.cut[shift] and priority > rules.teams.urgent[rules.teams.team[unit]]:
            continue
        its, drive = rules.work.priority[other], rules.minutes[now.place[unit], area]
        if best < 0 or its > worst or (its == worst and drive < least):
            best, worst, least = unit, its, drive
    return best


@bare
def remove(times: Times, keys: Whole, items: Whole, size: int, item: int) -> int:
    """Take a unit's entry out of the heap, wherever it is; the new size."""
    hole = 0
    while hole < size and items[hole] != item:
        hole += 1
    if hole == size:
        return size
    # As if it were the first of all: bring it to the top along its ancestors, then pop.
    while hole > 0:
        above = (hole - 1) >> 1
        times[hole], keys[hole], items[hole] = times[above], keys[above], items[above]
        hole = above
    return pop(times, keys, items, size)


@bare
def comes_back(rules: Rules, starts: Streams, kind: int, entity: int) -> int:
    """The return that a served job makes, as a place in the list of returns; -1 for none."""
    from_, to = rules.work.first_return[kind], rules.work.first_return[kind + 1]
    if from_ == to or entity >= LAST_VISIT:
        return -1
    u = number_of(starts.returns, entity)
    for place in range(from_, to):
        if u < rules.work.return_share[place]:
            return place
    return -1


@bare
def regrades_at(rules: Rules, starts: Streams, kind: int, entity: int, arrived: float) -> float:
    """When a job of a kind would be regraded, had it no unit by then; infinite if it would not."""
    if rules.work.becomes[kind] < 0 or number_of(starts.regrade, entity) >= rules.work.regrade[kind]:
        return np.inf
    return arrived + drawn(rules.work.regrade_after, kind, starts.regrade_after, entity)


@inlined
def now_waits(rows: Rows, row: int) -> bool:
    """Whether a row that has arrived has no unit."""
    return bool(rows.server[row] < 0)
