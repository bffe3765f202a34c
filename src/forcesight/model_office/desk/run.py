"""A desk over the whole time of the office: a flow of jobs in, what became of each out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.desk.first_come import Line, Servers, run_in_order
from forcesight.model_office.desk.kernel import run
from forcesight.model_office.desk.plan import DeskPlan, Rules
from forcesight.model_office.desk.shapes import Due, Hands, Queues, Rows, Space, Streams
from forcesight.model_office.distributions import draw_all
from forcesight.model_office.flow import VISITS, Flow, Record
from forcesight.model_office.streams import stream


def run_desk(plan: DeskPlan, flow: Flow, seed: int) -> Record:
    """Run a desk. The flow is in order of time, then entity; equal inputs give equal records, to the bit.

    `server` is the group's place in the desk. Rows that came back stand behind those of the flow, as they came.
    """
    streams = Streams(
        stream(seed, f"{plan.id}: service"),
        stream(seed, f"{plan.id}: patience"),
        stream(seed, f"{plan.id}: return after"),
        np.array([stream(seed, f"{plan.id}: returns {place}") for place in range(plan.streams)], dtype=np.uint64),
    )
    service = draw_all(plan.rules.service, flow.kind, streams.service, flow.entity)
    if plan.one_line:
        return _in_order(plan, flow, streams, service)
    given = len(flow.time)
    room = int(given * plan.visits) + (64 if plan.visits > 1 else 0)
    while True:
        rows = _rows(flow, room)
        used, leavers, integral = run(plan.rules, streams, plan.end, service, rows, _space(plan.rules, room))
        if used >= 0:
            return _record(rows, used, leavers, integral)
        # More jobs came back than on average: the same again, with more room.
        room = min(2 * room, given * VISITS)


def _in_order(plan: DeskPlan, flow: Flow, streams: Streams, service: NDArray[np.float64]) -> Record:
    """The same for a desk with one line."""
    n, at_most = len(flow.time), int(plan.rules.servers.max())
    rows = _rows(flow, n)
    servers = Servers(np.empty(at_most), np.empty(at_most, dtype=np.int64), np.empty(at_most))
    line = Line(np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64), _due(n))
    leavers, integral = run_in_order(plan.rules, streams, plan.end, service, rows, servers, line)
    return _record(rows, n, leavers, integral)


def _rows(flow: Flow, room: int) -> Rows:
    """Room for the rows; the flow's own arrays where nothing comes back."""
    return Rows(
        arrived=_longer(flow.time, room),
        entity=_longer(flow.entity, room),
        kind=_longer(flow.kind, room),
        area=_longer(flow.area, room),
        began=np.empty(room),
        left=np.empty(room),
        outcome=np.empty(room, dtype=np.int8),
        server=np.empty(room, dtype=np.int64),
        leaving=np.empty(room, dtype=np.int64),
    )


def _space(rules: Rules, room: int) -> Space:
    """What the loop remembers. Memory is only used as far as it is written, so room for all rows costs little."""
    jobs, at_most = len(rules.priority), int(rules.servers.max(axis=0).sum())
    nobody = np.full(jobs, -1, dtype=np.int64)
    queues = Queues(nobody, nobody.copy(), np.zeros(jobs, dtype=np.int64), np.empty(room, dtype=np.int64))
    hands = Hands(rules.servers[0].copy(), np.zeros(rules.servers.shape[1], dtype=np.int64))
    return Space(queues, hands, _due(at_most), _due(room), _due(room))


def _due(room: int) -> Due:
    return Due(np.empty(room), np.empty(room, dtype=np.int64), np.empty(room, dtype=np.int64))


def _longer(column: NDArray[Any], room: int) -> NDArray[Any]:
    if room == len(column):
        return np.ascontiguousarray(column)
    return np.concatenate([column, np.empty(room - len(column), dtype=column.dtype)])


def _record(rows: Rows, used: int, leavers: int, integral: float) -> Record:
    began = rows.began[:used]
    return Record(
        arrived=rows.arrived[:used],
        entity=rows.entity[:used],
        kind=rows.kind[:used],
        area=rows.area[:used],
        assigned=began,
        began=began,
        left=rows.left[:used],
        outcome=rows.outcome[:used],
        server=rows.server[:used],
        helper=np.zeros(used, dtype=np.int8),
        leaving=rows.leaving[:leavers],
        waiting_integral=float(integral),
    )
