"""The desk's compiled loop: jobs that arrive or come back, work that ends, staff that change, patience that runs out.

At one moment, patience runs out first, then work ends, then staff change, then jobs arrive; within each of these, the
lower entity goes first. Between two events no server is free who could take a job that waits. So an arrival, or a
server that comes free, begins one job at most; only after a change of staff are more looked for.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import bare
from forcesight.model_office.desk.plan import Rules
from forcesight.model_office.desk.shapes import Rows, Space, Streams
from forcesight.model_office.desk.steps import (
    add,
    after_a_change,
    draw,
    drop,
    free_group,
    goes,
    lending_group,
    lent_job,
    own_job,
    queue_up,
    step_forward,
    way_back,
)
from forcesight.model_office.flow import AGAIN, LOST, SERVED, STILL_HERE
from forcesight.model_office.heap import before
from forcesight.model_office.office.hours import HALF_HOURS
from forcesight.model_office.streams import unit


HALF_HOUR = 30.0


@bare
def run(  # noqa: C901 - one loop over four sources of events
    rules: Rules, streams: Streams, end: float, service: NDArray[np.float64], rows: Rows, space: Space
) -> tuple[int, int, float]:
    """Fill the rows: how many there are, how many left for good, and the integral of the number waiting.

    `service` is the time in minutes of each of the given rows, which come first and have arrived, entity, kind and
    area. Where the jobs that come back need more room than there is, the number of rows is -1.
    """
    for row in range(len(rows.entity)):
        rows.began[row], rows.left[row], rows.outcome[row], rows.server[row] = math.nan, math.nan, STILL_HERE, -1
    queues, hands, done, gone, back = space
    jobs, given = len(rules.priority), len(service)
    used, next_given, leavers = given, 0, 0
    working, patient, returning = 0, 0, 0
    half_hour = rules.change_after[0]
    change_at = HALF_HOUR * half_hour if half_hour > 0 else math.inf
    waiting, integral, since = 0, 0.0, 0.0
    now, changed = 0.0, False

    while True:
        # What happens to whom: at most one row leaves, and at most one begins.
        leaver, taker, begins, wait = -1, -1, -1, 0
        is_back = False
        came_at = rows.arrived[next_given] if next_given < given else math.inf
        if returning > 0 and (
            next_given == given or before(back.time[0], back.entity[0], came_at, rows.entity[next_given])
        ):
            came_at = back.time[0]
            is_back = True
        done_at = done.time[0] if working > 0 else math.inf
        gone_at = gone.time[0] if patient > 0 else math.inf

        if changed:
            taker, job = after_a_change(rules, rows, queues, hands)
            if taker < 0:
                changed = False
                continue
            begins = step_forward(rows, queues, job)
            wait = -1

        elif gone_at <= done_at and gone_at <= change_at and gone_at <= came_at:
            now = gone_at
            if now >= end:
                break
            row = gone.item[0]
            patient = drop(gone, patient)
            if rows.server[row] >= 0:
                continue
            job = rows.kind[row]
            rows.outcome[row] = LOST
            if queues.first[job] == row:
                step_forward(rows, queues, job)
            else:
                queues.length[job] -= 1
            leaver = row
            wait = -1

        elif done_at <= change_at and done_at <= came_at:
            now = done_at
            if now >= end:
                break
            leaver = done.item[0]
            working = drop(done, working)
            rows.outcome[leaver] = SERVED
            group = rows.server[leaver]
            hands.busy[group] -= 1
            if waiting > 0 and hands.busy[group] < hands.there[group]:
                job = own_job(rules, rows, queues, group)
                if job < 0:
                    job = lent_job(rules, rows, queues, hands, group)
                if job >= 0:
                    taker = group
                    begins = step_forward(rows, queues, job)
                    wait = -1

        elif change_at <= came_at:
            now = change_at
            if now >= end:
                break
            for group in range(len(hands.there)):
                hands.there[group] = rules.servers[half_hour % HALF_HOURS, group]
            half_hour += rules.change_after[half_hour % HALF_HOURS]
            change_at = HALF_HOUR * half_hour
            changed = waiting > 0

        else:
            now = came_at
            if now >= end:
                break
            row = next_given
            if not is_back:
                next_given += 1
            elif used == len(rows.entity):
                return -1, 0, 0.0
            else:
                row = used
                used += 1
                rows.arrived[row] = now
                rows.entity[row] = back.entity[0]
                rows.kind[row] = back.item[0] % jobs
                rows.area[row] = rows.area[back.item[0] // jobs]
                returning = drop(back, returning)
            job = rows.kind[row]
            taker = free_group(rules, hands, job)
            if taker < 0:
                taker = lending_group(rules, hands, job, queues.length[job] + 1)
            if taker >= 0 and queues.length[job] == 0:
                begins = row
            else:
                # Whoever is lent takes the first of the queue, and the newcomer waits behind the others.
                wait = 1
                if taker >= 0:
                    begins = step_forward(rows, queues, job)
                queue_up(queues, job, row)
                until = now + draw(rules.patience, job, unit(streams.patience, rows.entity[row]))
                if until < end:
                    patient = add(gone, patient, until, rows.entity[row], row)

        if wait != 0:
            integral += waiting * (now - since)
            since = now
            if wait < 0:
                waiting -= 1
            elif begins < 0:
                waiting += 1
        if leaver >= 0:
            rows.left[leaver] = now
            way = way_back(rules, streams, rows, leaver)
            if way < 0:
                leavers = goes(rows, leavers, leaver)
            else:
                until = now + draw(rules.after, way, unit(streams.after, rows.entity[leaver]))
                item = leaver * jobs + rules.returns[way, 1]
                returning = add(back, returning, until, rows.entity[leaver] + AGAIN, item)
        if begins >= 0:
            rows.began[begins] = now
            rows.server[begins] = taker
            hands.busy[taker] += 1
            if begins < given:
                until = now + service[begins]
            else:
                until = now + draw(rules.service, rows.kind[begins], unit(streams.service, rows.entity[begins]))
            working = add(done, working, until, rows.entity[begins], begins)

    return used, leavers, integral + waiting * (end - since)
