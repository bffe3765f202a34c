"""A station of units, run over the whole time of an office."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.distributions import draw_all, laws
from forcesight.model_office.flow import STILL_HERE, Flow, Record
from forcesight.model_office.streams import stream
from forcesight.model_office.units.hours import UnitHours, no_hours
from forcesight.model_office.units.kernel import simulate
from forcesight.model_office.units.plan import UnitsPlan
from forcesight.model_office.units.queue_kernel import Queue
from forcesight.model_office.units.state import Drawn, Heap, Now, Rows, State, Streams


def run_units(plan: UnitsPlan, flow: Flow, seed: int) -> tuple[Record, UnitHours]:
    """What became of each job, and what each unit did.

    The record's rows are those of the flow, then helpers and jobs that came back, in the order in which they came.
    """
    starts = _streams(plan, seed)
    fresh = len(flow.time)
    drawn = Drawn(
        draw_all(laws([plan.rules.spread]), np.zeros(fresh, dtype=np.int64), starts.travel[0], flow.entity),
        draw_all(plan.rules.work.scene, flow.kind, starts.scene[0], flow.entity),
    )
    extra = int((plan.rules.work.units[flow.kind] - 1).sum()) if fresh else 0
    room = fresh + extra
    if plan.visits > 1.0:
        room = int(room * plan.visits * 1.1) + 64
    while True:
        rows, hours = _rows(flow, room, changes=plan.regrades), no_hours(len(plan.rules.teams.team))
        done = simulate(plan.rules, starts, flow, drawn, rows, hours, _at_rest(plan, room))
        if done.rows >= 0:
            return _record(rows, done.rows, done.leavers, done.waiting), hours
        room = 2 * room + 64


def _at_rest(plan: UnitsPlan, room: int) -> State:
    """Before anything happens. Memory that is not used is not touched."""
    teams, classes = plan.rules.teams, plan.rules.classes
    units, (areas, words) = len(teams.team), teams.of_area.shape

    def nobody(size: int) -> NDArray[np.int64]:
        return np.full(size, -1, dtype=np.int64)

    def heap(size: int) -> Heap:
        return Heap(np.empty(size), np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64))

    return State(
        Now(
            nobody(units),
            nobody(units),
            teams.home.copy(),
            np.zeros(units),
            np.full(units, np.nan),
            np.zeros(units),
            np.zeros(units, dtype=np.bool_),
        ),
        idle=np.zeros((areas + 1, words), dtype=np.uint64),
        idle_in=np.zeros(areas, dtype=np.int64),
        late=np.zeros(words, dtype=np.uint64),
        everybody=np.full(words, ~np.uint64(0), dtype=np.uint64),
        queue=Queue(
            nobody(len(classes.priority)),
            nobody(len(classes.priority)),
            np.empty(room, dtype=np.int64),
            np.empty(room, dtype=np.int64),
            np.zeros(classes.classes.shape[1], dtype=np.uint64),
        ),
        noted=np.zeros(room if plan.regrades else 0, dtype=np.bool_),
        due=heap(units),
        back=heap(room if plan.visits > 1.0 else 0),
        regrades=heap(room if plan.regrades else 0),
    )


def _streams(plan: UnitsPlan, seed: int) -> Streams:
    def start(what: str) -> np.uint64:
        return stream(seed, f"{plan.id}: {what}")

    def of_rows(what: str) -> NDArray[np.uint64]:
        helpers = [f"{what} helper {number}" for number in range(1, int(plan.rules.work.units.max()))]
        return np.array([start(each) for each in (what, *helpers)], dtype=np.uint64)

    return Streams(
        travel=of_rows("travel"),
        scene=of_rows("scene"),
        arrest=start("arrest"),
        custody=start("custody"),
        regrade=start("regrade"),
        regrade_after=start("regrade after"),
        returns=start("returns"),
        return_after=start("returns after"),
        away=start("abstraction"),
    )


def _rows(flow: Flow, room: int, *, changes: bool) -> Rows:
    """Columns with the flow in their first rows: the flow's own where nothing is added to them."""

    def column(given: NDArray[Any], copied: bool) -> NDArray[Any]:
        if room == len(given) and not copied:
            return np.ascontiguousarray(given)
        made = np.empty(room, dtype=given.dtype)
        made[: len(given)] = given
        return made

    return Rows(
        arrived=column(flow.time, copied=False),
        entity=column(flow.entity, copied=False),
        kind=column(flow.kind, copied=changes),
        area=column(flow.area, copied=False),
        assigned=np.empty(room),
        began=np.empty(room),
        left=np.empty(room),
        outcome=np.full(room, STILL_HERE, dtype=np.int8),
        server=np.empty(room, dtype=np.int64),
        helper=np.zeros(room, dtype=np.int8),
        leaving=np.empty(room, dtype=np.int64),
    )


def _record(rows: Rows, filled: int, leavers: int, waiting: float) -> Record:
    arrived, entity, kind, area, assigned, began, left, outcome, server, helper, leaving = rows
    return Record(
        arrived[:filled],
        entity[:filled],
        kind[:filled],
        area[:filled],
        assigned[:filled],
        began[:filled],
        left[:filled],
        outcome[:filled],
        server[:filled],
        helper[:filled],
        leaving[:leavers],
        waiting,
    )
