"""The steps of the desk's loop: who is next, who can take a job, and who comes and goes."""

from __future__ import annotations

from forcesight.model_office.compiled import bare
from forcesight.model_office.desk.plan import Rules
from forcesight.model_office.desk.shapes import Due, Hands, Queues, Rows, Streams
from forcesight.model_office.distributions import Laws, quantile
from forcesight.model_office.flow import AGAIN, LOST, VISITS
from forcesight.model_office.heap import before, pop, push
from forcesight.model_office.streams import unit


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
