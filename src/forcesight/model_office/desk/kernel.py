"""The desk's compiled loop: jobs that arrive or come back, work that ends, staff that change, patience that runs out.

At one moment, patience runs out first, then work ends, then staff change, then jobs arrive; within each of these, the
lower entity goes first. Between two events no server is free who could take a job that waits. So an arrival, or a
server that comes free, begins one job at most; only after a change of staff are more looked for.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import bare
from forcesight.model_office.desk.plan import Rules
from forcesight.model_office.distributions import Laws, quantile
from forcesight.model_office.flow import AGAIN, LOST, SERVED, VISITS
from forcesight.model_office.heap import before, pop, push
from forcesight.model_office.office.hours import HALF_HOURS
from forcesight.model_office.streams import unit


Times = NDArray[np.float64]
Whole = NDArray[np.int64]
HALF_HOUR = 30.0


class Streams(NamedTuple):
    """Where the desk's random numbers start for one seed."""

    service: np.uint64
    patience: np.uint64
    after: np.uint64
    returns: NDArray[np.uint64]


class Rows(NamedTuple):
    """The jobs of a desk: first those of the flow, then room for those that come back."""

    arrived: Times
    entity: Whole
    kind: Whole
    area: Whole
    began: Times
    left: Times
    outcome: NDArray[np.int8]
    server: Whole
    leaving: Whole


class Queues(NamedTuple):
    """Who waits, by job: the first (-1 for nobody), the last and how many; and who is behind each row.

    A row that was lost stays in the chain until those before it are gone; it is never the first.
    """

    first: Whole
    last: Whole
    length: Whole
    behind: Whole


class Hands(NamedTuple):
    """How many servers of each group are there, and how many of them are busy (more, where staff have gone down)."""

    there: Whole
    busy: Whole


class Due(NamedTuple):
    """A heap: when, for whom, and which row."""

    time: Times
    entity: Whole
    item: Whole


class Space(NamedTuple):
    """All that the loop remembers: work in hand, patience (also of some who wait no more), and who is on the way back.

    An item of `back` is the row that left, times the number of jobs, plus the job as which it comes back.
    """

    queues: Queues
    hands: Hands
    done: Due
    gone: Due
    back: Due


@bare
def add(due: Due, size: int, time: float, entity: int, item: int) -> int:
    """One more that is due; how many there are."""
    return push(due.time, due.entity, due.item, size, time, entity, item)


@bare
def drop(due: Due, size: int) -> int:
    """One less: the first; how many there are."""
    return pop(due.time, due.entity, due.item, size)


@bare
def draw(several: Laws, place: int, u: float) -> float:
    """The time of one of several laws at a number between 0 and 1."""
    return quantile(
        several.kind[place], several.a[place], several.b[place], several.c[place], several.table[place], u
    )  # fmt: skip


@bare
def goes_first(rows: Rows, row: int, other: int) -> bool:
    """Whether one row came before another."""
    return before(rows.arrived[row], rows.entity[row], rows.arrived[other], rows.entity[other])


@bare
def own_job(rules: Rules, rows: Rows, queues: Queues, group: int) -> int:
    """What a group takes next of the jobs that it serves: the lowest priority number, then who came first; or -1."""
    best = -1
    for place in range(rules.first_job[group], rules.first_job[group + 1]):
        job = rules.jobs[place]
        if queues.length[job] == 0:
            continue
        if best < 0:
            best = job
        elif rules.priority[job] > rules.priority[best]:
            break
        elif goes_first(rows, queues.first[job], queues.first[best]):
            best = job
    return best


@bare
def lent_job(rules: Rules, rows: Rows, queues: Queues, hands: Hands, group: int) -> int:
    """What a group helps with next, if its rules allow it; or -1."""
    best = -1
    free = hands.there[group] - hands.busy[group]
    for place in range(rules.first_lent[group], rules.first_lent[group + 1]):
        job = rules.lent[place, 1]
        if queues.length[job] <= rules.lent[place, 2] or free <= rules.lent[place, 3]:
            continue
        urgency = rules.priority[job] - rules.priority[best] if best >= 0 else -1
        if urgency < 0 or (urgency == 0 and goes_first(rows, queues.first[job], queues.first[best])):
            best = job
    return best


@bare
def after_a_change(rules: Rules, rows: Rows, queues: Queues, hands: Hands) -> tuple[int, int]:
    """The next group that can take a job, and which: first all groups look after their own; or -1, -1."""
    for group in range(len(hands.busy)):
        if hands.busy[group] < hands.there[group]:
            job = own_job(rules, rows, queues, group)
            if job >= 0:
                return group, job
    for group in range(len(hands.busy)):
        job = lent_job(rules, rows, queues, hands, group)
        if job >= 0:
            return group, job
    return -1, -1


@bare
def free_group(rules: Rules, hands: Hands, job: int) -> int:
    """The first group that serves a job and has somebody free; or -1."""
    for place in range(rules.first_group[job], rules.first_group[job + 1]):
        group = rules.groups[place]
        if hands.busy[group] < hands.there[group]:
            return int(group)
    return -1


@bare
def lending_group(rules: Rules, hands: Hands, job: int, wait: int) -> int:
    """The first group that helps with a job of which so many wait; or -1."""
    for place in range(rules.first_lender[job], rules.first_lender[job + 1]):
        group = rules.lenders[place, 0]
        if wait > rules.lenders[place, 2] and hands.there[group] - hands.busy[group] > rules.lenders[place, 3]:
            return int(group)
    return -1


@bare
def step_forward(rows: Rows, queues: Queues, job: int) -> int:
    """Take the first out of a queue; its row."""
    row = queues.first[job]
    behind = queues.behind[row]
    while behind >= 0 and rows.outcome[behind] == LOST:
        behind = queues.behind[behind]
    queues.first[job] = behind
    queues.length[job] -= 1
    return int(row)


@bare
def queue_up(queues: Queues, job: int, row: int) -> None:
    """Put a row at the end of a queue."""
    queues.behind[row] = -1
    if queues.first[job] < 0:
        queues.first[job] = row
    else:
        queues.behind[queues.last[job]] = row
    queues.last[job] = row
    queues.length[job] += 1


@bare
def way_back(rules: Rules, streams: Streams, rows: Rows, row: int) -> int:
    """Which of the returns brings a leaving job back; or -1."""
    group = 2 * rows.kind[row] + rows.outcome[row] - 1
    for place in range(rules.first_return[group], rules.first_return[group + 1]):
        u = unit(streams.returns[rules.returns[place, 0]], rows.entity[row])
        if u < rules.chance[place] and rows.entity[row] // AGAIN < VISITS - 1:
            return place
    return -1


@bare
def goes(rows: Rows, leavers: int, row: int) -> int:
    """Note who left for good, by time and then by entity; how many have left."""
    place = leavers
    while place > 0:
        last = rows.leaving[place - 1]
        if rows.left[last] != rows.left[row] or rows.entity[last] < rows.entity[row]:
            break
        rows.leaving[place] = last
        place -= 1
    rows.leaving[place] = row
    return leavers + 1


@bare
def run(rules: Rules, streams: Streams, end: float, given: int, rows: Rows, space: Space) -> tuple[int, int, float]:  # noqa: C901 - one loop over four sources of events
    """Fill the rows: how many there are, how many left for good, and the integral of the number waiting.

    The first `given` rows have arrived, entity, kind and area; began and left are NaN, outcome 0 and server -1
    throughout. Where the jobs that come back need more room than there is, the number of rows is -1.
    """
    queues, hands, done, gone, back = space
    jobs = len(rules.priority)
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
            until = now + draw(rules.service, rows.kind[begins], unit(streams.service, rows.entity[begins]))
            working = add(done, working, until, rows.entity[begins], begins)

    return used, leavers, integral + waiting * (end - since)
