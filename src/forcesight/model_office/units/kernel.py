"""The compiled station of units: one loop over what happens next, each source of events kept in its own order.

The sources are units that finish (a heap of one entry a unit), shifts that change (sorted beforehand), jobs that are
regraded, and jobs that arrive or come back. The reference says the same in plain words.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from forcesight.model_office.compiled import bare
from forcesight.model_office.distributions import quantile
from forcesight.model_office.flow import AGAIN, SERVED, STILL_HERE, Flow
from forcesight.model_office.heap import pop, push, replace
from forcesight.model_office.streams import unit as number_of
from forcesight.model_office.units.duty import BEGINS, CLOSES, ENDS, OPENS
from forcesight.model_office.units.hours import UnitHours
from forcesight.model_office.units.idle_kernel import clear_bit, in_order, nearest, set_bit
from forcesight.model_office.units.order import HELPER_KEY, SHIFT_BITS, UNIT_KEY
from forcesight.model_office.units.plan import IN_ORDER, OWN_AREA_FIRST, Rules
from forcesight.model_office.units.queue_kernel import enter, first, leave
from forcesight.model_office.units.state import Done, Drawn, Rows, State, Streams
from forcesight.model_office.units.steps_kernel import (
    account,
    comes_back,
    drawn,
    now_waits,
    regrades_at,
    remove,
    victim,
)


_ANY_PRIORITY: Final = 1 << 62
_FINISH, _CHANGE, _REGRADE, _RETURN, _ARRIVE = 0, 1, 2, 3, 4


@bare
def simulate(  # noqa: C901
    rules: Rules, starts: Streams, flow: Flow, ahead: Drawn, rows: Rows, hours: UnitHours, state: State
) -> Done:
    """Run a station of units over the whole time. One function, for the loop's state stays in registers.

    `rows` holds the rows of the flow already and has room for those that come; where it is too little, the
    answer's rows are -1 and the caller comes again with more.
    """
    work, classes, teams, duty = rules.work, rules.classes, rules.teams, rules.duty
    end, spread = rules.end, rules.spread
    units, room, areas, fresh = len(teams.team), len(rows.arrived), len(rules.minutes), len(flow.time)
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
                if row < fresh and kind == flow.kind[row]:
                    stretch, scene = ahead.spread[row], ahead.scene[row]
                else:
                    u = number_of(starts.travel[h], entity)
                    stretch = quantile(spread.kind, spread.a, spread.b, spread.c, spread.table, u)
                    scene = drawn(work.scene, kind, starts.scene[h], entity)
                began = time + rules.minutes[now.place[unit], area] * stretch
                scene_ends = began + scene
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
