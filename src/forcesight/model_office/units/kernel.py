"""The compiled station of units: one loop over what happens next, each source of events kept in its own order.

The sources are units that finish (a heap of one entry a unit), shifts that change (sorted beforehand), jobs that are
regraded, and jobs that arrive or come back. The reference says the same in plain words.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import bare, inlined
from forcesight.model_office.distributions import Laws, quantile
from forcesight.model_office.flow import AGAIN, SERVED, STILL_HERE, Flow
from forcesight.model_office.heap import pop, push, replace
from forcesight.model_office.streams import unit as number_of
from forcesight.model_office.units.duty import BEGINS, CLOSES, ENDS, OPENS
from forcesight.model_office.units.hours import UnitHours
from forcesight.model_office.units.idle_kernel import clear_bit, has_bit, in_order, nearest, set_bit
from forcesight.model_office.units.order import HELPER_KEY, LAST_VISIT, SHIFT_BITS, UNIT_KEY
from forcesight.model_office.units.plan import IN_ORDER, OWN_AREA_FIRST, Rules
from forcesight.model_office.units.queue_kernel import Queue, enter, first, leave


Times = NDArray[np.float64]
Whole = NDArray[np.int64]
Bits = NDArray[np.uint64]

_ANY_PRIORITY: Final = 1 << 62
_FINISH, _CHANGE, _REGRADE, _RETURN, _ARRIVE = 0, 1, 2, 3, 4


class Streams(NamedTuple):
    """Where the random numbers of a station begin; those of rows have one start for the job and one for each helper."""

    travel: NDArray[np.uint64]
    scene: NDArray[np.uint64]
    arrest: np.uint64
    custody: np.uint64
    regrade: np.uint64
    regrade_after: np.uint64
    returns: np.uint64
    return_after: np.uint64
    away: np.uint64


class Rows(NamedTuple):
    """The record's columns, with room for jobs that come back and for helpers."""

    arrived: Times
    entity: Whole
    kind: Whole
    area: Whole
    assigned: Times
    began: Times
    left: Times
    outcome: NDArray[np.int8]
    server: Whole
    helper: NDArray[np.int8]
    leaving: Whole


class Now(NamedTuple):
    """What units are doing. By unit: its shift (-1 off duty), its row (-1 none), where it is, when its scene ends,
    since when it rests (NaN: it does not) or works beyond its shift, and whether its break is settled."""

    shift: Whole
    row: Whole
    place: Whole
    scene_ends: Times
    rests_since: Times
    over_since: Times
    settled: NDArray[np.bool_]


class Heap(NamedTuple):
    """Room for moments to come: when, the key that decides between those of one moment, and what."""

    times: Times
    keys: Whole
    items: Whole


class State(NamedTuple):
    """All that a run remembers."""

    now: Now
    # Idle units as bits, by the area where they are, all of them in the last row; and how many in each area.
    idle: Bits
    idle_in: Whole
    # Units that take urgent jobs only; and all units, as bits.
    late: Bits
    everybody: Bits
    queue: Queue
    # Whether a row's regrading has been put down: it is once, when the row first waits. Empty where none is regraded.
    noted: NDArray[np.bool_]
    due: Heap
    back: Heap
    regrades: Heap


class Done(NamedTuple):
    """How far a run came: rows and leavers filled, the waiting integral; -1 rows where there was no room."""

    rows: int
    leavers: int
    waiting: float


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


@bare
def simulate(rules: Rules, starts: Streams, flow: Flow, rows: Rows, hours: UnitHours, state: State, fresh: int) -> Done:  # noqa: C901
    """Run a station of units over the whole time. One function, for the loop's state stays in registers.

    `rows` holds the `fresh` rows of the flow already and has room for those that come; where it is too little, the
    answer's rows are -1 and the caller comes again with more.
    """
    work, classes, teams, duty = rules.work, rules.classes, rules.teams, rules.duty
    end, spread = rules.end, rules.spread
    units, room, areas = len(teams.team), len(rows.arrived), len(rules.minutes)
    now, idle, idle_in, late, everybody, queue, noted, due, back, regrades = state
    due_times, due_keys, due_units = due
    back_times, back_keys, back_places = back
    re_times, re_keys, re_rows = regrades
    regrading = len(noted) > 0
    back_size, re_size, due_size = 0, 0, 0

    filled, leavers, next_flow, next_change = fresh, 0, 0, 0
    waiting, integral, counted_to = 0, 0.0, 0.0
    next_arrival = flow.time[0] if fresh > 0 else np.inf
    changes_at = duty.time[0] if len(duty.time) > 0 else np.inf
    while True:
        # What happens next.
        time, source = np.inf, _FINISH
        if due_size > 0:
            time = due_times[0]
        if changes_at < time:
            time, source = changes_at, _CHANGE
        if re_size > 0 and re_times[0] < time:
            time, source = re_times[0], _REGRADE
        if next_arrival < time:
            time, source = next_arrival, _ARRIVE
        if back_size > 0 and (
            back_times[0] < time
            or (back_times[0] == time and source == _ARRIVE and back_keys[0] < flow.entity[next_flow])
        ):
            time, source = back_times[0], _RETURN
        if time >= end:
            break

        unit, row, helpers = -1, -1, 0
        pops, may_pre_empt, from_head = False, True, False
        if source == _FINISH:
            pops, freed = True, due_units[0]
            row = now.row[freed]
            if row < 0:
                hours.rest[freed] += time - now.rests_since[freed]
                now.rests_since[freed] = np.nan
                unit = freed
            else:
                elsewhere = max(rows.area[row], 0) != teams.home[freed]
                account(hours, rows, freed, row, now.scene_ends[freed], elsewhere, time)
                rows.outcome[row] = SERVED
                now.row[freed] = -1
                if rows.helper[row] == 0:
                    kind, entity = rows.kind[row], rows.entity[row]
                    place = comes_back(rules, starts, kind, entity)
                    if place < 0:
                        rows.leaving[leavers] = row
                        leavers += 1
                    else:
                        again = time + drawn(work.return_after, place, starts.return_after, entity)
                        if again < end:
                            key = entity + AGAIN
                            # Which return it is, and the visit before.
                            item = place * room + row
                            back_size = push(back_times, back_keys, back_places, back_size, again, key, item)
                if now.shift[freed] >= 0:
                    unit = freed
                else:
                    hours.overtime[freed] += time - now.over_since[freed]
                row = -1
        elif source == _CHANGE:
            shift, what = duty.shift[next_change], duty.what[next_change]
            next_change += 1
            changes_at = duty.time[next_change] if next_change < len(duty.time) else np.inf
            which = duty.unit[shift]
            if what == BEGINS:
                team = teams.team[which]
                key = (which << SHIFT_BITS) + duty.number[shift]
                if (
                    teams.away[team] > 0
                    and duty.ends[shift] < np.inf
                    and number_of(starts.away, key) < teams.away[team]
                ):
                    continue
                now.shift[which] = shift
                now.settled[which] = duty.closes[shift] == np.inf
                hours.on_duty[which] += min(duty.ends[shift], end) - time
                if duty.cut[shift] <= time:
                    set_bit(late, which)
                else:
                    clear_bit(late, which)
                if now.row[which] >= 0:
                    hours.overtime[which] += time - now.over_since[which]
                else:
                    now.place[which] = teams.home[which]
                    unit = which
            elif now.shift[which] != shift:
                continue
            elif what == ENDS:
                now.shift[which] = -1
                if now.row[which] >= 0:
                    now.over_since[which] = time
                elif not np.isnan(now.rests_since[which]):
                    hours.rest[which] += time - now.rests_since[which]
                    now.rests_since[which] = np.nan
                else:
                    clear_bit(idle[now.place[which]], which)
                    clear_bit(idle[areas], which)
                    idle_in[now.place[which]] -= 1
            elif what == CLOSES:
                if not now.settled[which]:
                    hours.rests_missed[which] += 1
                    now.settled[which] = True
            elif what == OPENS:
                if now.row[which] < 0:
                    # It was idle: it looks for work once more, finds none, and rests.
                    clear_bit(idle[now.place[which]], which)
                    clear_bit(idle[areas], which)
                    idle_in[now.place[which]] -= 1
                    unit = which
            else:
                set_bit(late, which)
        elif source == _REGRADE:
            row = re_rows[0]
            re_size = pop(re_times, re_keys, re_rows, re_size)
            if now_waits(rows, row):
                kind = rows.kind[row]
                leave(queue, classes.of[kind, max(rows.area[row], 0)], row)
                integral += waiting * (time - counted_to)
                counted_to = time
                waiting -= 1
                rows.kind[row] = work.becomes[kind]
                may_pre_empt = rows.helper[row] == 0
            else:
                row = -1
        else:
            if source == _ARRIVE:
                row = next_flow
                next_flow += 1
                next_arrival = flow.time[next_flow] if next_flow < fresh else np.inf
            else:
                place, before = back_places[0] // room, back_places[0] % room
                if filled >= room:
                    return Done(-1, 0, 0.0)
                row = filled
                filled += 1
                rows.arrived[row], rows.entity[row] = time, back_keys[0]
                rows.kind[row], rows.area[row], rows.helper[row] = work.return_kind[place], rows.area[before], 0
                back_size = pop(back_times, back_keys, back_places, back_size)
            rows.assigned[row], rows.outcome[row], rows.server[row] = np.nan, STILL_HERE, -1
            rows.began[row], rows.left[row] = np.nan, np.nan
            helpers = work.units[rows.kind[row]] - 1
            main = row

        # Units that are free and jobs that want one find each other, until nobody is left to ask.
        helper = 0
        while unit >= 0 or row >= 0:
            beaten = -1
            if row < 0:
                team, shift = teams.team[unit], now.shift[unit]
                if waiting > 0 and time < duty.ends[shift]:
                    at_most = _ANY_PRIORITY if time < duty.cut[shift] else teams.urgent[team]
                    row = first(
                        queue, rows.arrived, rows.entity, rows.helper, classes.priority, classes.classes[team], at_most
                    )
                if row >= 0:
                    leave(queue, classes.of[rows.kind[row], max(rows.area[row], 0)], row)
                    integral += waiting * (time - counted_to)
                    counted_to = time
                    waiting -= 1
                elif not now.settled[unit] and duty.opens[shift] <= time and time < duty.closes[shift]:
                    now.settled[unit] = True
                    now.rests_since[unit] = time
                    hours.rests_taken[unit] += 1
                    rested = time + teams.rest[team]
                    if rested < duty.ends[shift] and rested < end:
                        if pops:
                            replace(due_times, due_keys, due_units, due_size, rested, UNIT_KEY + unit, unit)
                            pops = False
                        else:
                            due_size = push(due_times, due_keys, due_units, due_size, rested, UNIT_KEY + unit, unit)
                else:
                    set_bit(idle[now.place[unit]], unit)
                    set_bit(idle[areas], unit)
                    idle_in[now.place[unit]] += 1
            else:
                kind, area = rows.kind[row], max(rows.area[row], 0)
                of_class = classes.of[kind, area]
                may, may_late = classes.units[of_class], classes.units_late[of_class]
                if rules.despatch == IN_ORDER:
                    unit = in_order(idle[areas], late, may, may_late, teams.preference[area], teams.of_team)
                else:
                    order, farther = rules.near.order[area], rules.near.farther[area]
                    if rules.despatch == OWN_AREA_FIRST:
                        unit = nearest(idle, idle_in, late, may, may_late, teams.of_area[area], order, farther)
                    if unit < 0:
                        unit = nearest(idle, idle_in, late, may, may_late, everybody, order, farther)
                if unit >= 0:
                    clear_bit(idle[now.place[unit]], unit)
                    clear_bit(idle[areas], unit)
                    idle_in[now.place[unit]] -= 1
                elif may_pre_empt and work.any_pre_empted[kind]:
                    unit = victim(rules, now, rows, of_class, kind, area, time)
                    if unit >= 0:
                        beaten = now.row[unit]
                        elsewhere = max(rows.area[beaten], 0) != teams.home[unit]
                        account(hours, rows, unit, beaten, now.scene_ends[unit], elsewhere, time)
                        hours.pre_empted[unit] += 1
                        hours.pre_empted_minutes[unit] += time - rows.assigned[beaten]
                        due_size = remove(due_times, due_keys, due_units, due_size, unit)
                        rows.assigned[beaten], rows.began[beaten], rows.left[beaten] = np.nan, np.nan, np.nan
                        rows.server[beaten] = -1
                if unit < 0:
                    enter(queue, rows.arrived, rows.entity, rows.helper, of_class, row, from_head)
                    integral += waiting * (time - counted_to)
                    counted_to = time
                    waiting += 1
                    if regrading and not noted[row]:
                        noted[row] = True
                        regraded = regrades_at(rules, starts, kind, rows.entity[row], rows.arrived[row])
                        if time < regraded and regraded < end:
                            key = rows.entity[row] if rows.helper[row] == 0 else HELPER_KEY + row
                            re_size = push(re_times, re_keys, re_rows, re_size, regraded, key, row)

            if unit >= 0 and row >= 0:
                # The unit is given to the job.
                kind, entity, area, h = rows.kind[row], rows.entity[row], max(rows.area[row], 0), rows.helper[row]
                u = number_of(starts.travel[h], entity)
                drive = rules.minutes[now.place[unit], area] * quantile(
                    spread.kind, spread.a, spread.b, spread.c, spread.table, u
                )
                began = time + drive
                scene_ends = began + drawn(work.scene, kind, starts.scene[h], entity)
                left = scene_ends
                if h == 0 and work.arrest[kind] > 0 and number_of(starts.arrest, entity) < work.arrest[kind]:
                    left = scene_ends + drawn(work.custody, kind, starts.custody, entity)
                rows.assigned[row], rows.began[row], rows.left[row], rows.server[row] = time, began, left, unit
                now.row[unit], now.scene_ends[unit] = row, scene_ends
                if rules.stays:
                    now.place[unit] = area
                if left < end:
                    key = entity if h == 0 else UNIT_KEY + unit
                    if pops:
                        replace(due_times, due_keys, due_units, due_size, left, key, unit)
                        pops = False
                    else:
                        due_size = push(due_times, due_keys, due_units, due_size, left, key, unit)

            # Who is next: the job that lost its unit, then those that help with the one that arrived.
            unit, row, may_pre_empt, from_head = -1, -1, False, False
            if beaten >= 0:
                row, from_head = beaten, True
            elif helper < helpers:
                if filled >= room:
                    return Done(-1, 0, 0.0)
                helper += 1
                row = filled
                filled += 1
                rows.arrived[row], rows.entity[row] = time, rows.entity[main]
                rows.kind[row], rows.area[row], rows.helper[row] = rows.kind[main], rows.area[main], helper
                rows.assigned[row], rows.outcome[row], rows.server[row] = np.nan, STILL_HERE, -1
                rows.began[row], rows.left[row] = np.nan, np.nan
        if pops:
            due_size = pop(due_times, due_keys, due_units, due_size)

    integral += waiting * (end - counted_to)
    # Jobs in hand when the end comes stay here.
    for which in range(units):
        row = now.row[which]
        if row >= 0:
            elsewhere = max(rows.area[row], 0) != teams.home[which]
            account(hours, rows, which, row, now.scene_ends[which], elsewhere, end)
            if now.shift[which] < 0:
                hours.overtime[which] += end - now.over_since[which]
            rows.left[row] = np.nan
            if rows.began[row] >= end:
                rows.began[row] = np.nan
        elif not np.isnan(now.rests_since[which]):
            hours.rest[which] += end - now.rests_since[which]
    return Done(filled, leavers, integral)


@inlined
def now_waits(rows: Rows, row: int) -> bool:
    """Whether a row that has arrived has no unit."""
    return bool(rows.server[row] < 0)
