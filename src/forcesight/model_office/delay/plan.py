"""A delay made ready for its kernel, and run.

Assumption: nobody works on a delay, so it has no queue and no limit: each job leaves after a time of its own.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from forcesight.model_office.delay.kernel import pass_time
from forcesight.model_office.departures import in_order_of_leaving
from forcesight.model_office.distributions import Law
from forcesight.model_office.flow import SERVED, STILL_HERE, Flow, Record
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Delay, Office
from forcesight.model_office.office.durations import law_of
from forcesight.model_office.streams import stream


class DelayPlan(NamedTuple):
    """One delay: the stream and the distribution of its minutes, and the office's last minute."""

    purpose: str
    law: Law
    end: float


def plan_delay(station: Delay, office: Office, codes: Codes) -> DelayPlan:  # noqa: ARG001 - every kind's plan has codes
    """A delay as it is run."""
    return DelayPlan(f"{station.id}: minutes", law_of(station.minutes), office.minutes)


def run_delay(plan: DelayPlan, flow: Flow, seed: int) -> Record:
    """What became of each job: it is served when its time has passed. Nobody waits and nobody serves."""
    n = len(flow.time)
    left = pass_time(plan.law, plan.end, stream(seed, plan.purpose), flow.time, flow.entity)
    return Record(
        arrived=flow.time,
        entity=flow.entity,
        kind=flow.kind,
        area=flow.area,
        assigned=flow.time,
        began=flow.time,
        left=left,
        outcome=np.where(np.isnan(left), STILL_HERE, SERVED).astype(np.int8),
        server=np.full(n, -1, dtype=np.int64),
        helper=np.zeros(n, dtype=np.int8),
        leaving=in_order_of_leaving(left, flow.entity),
        waiting_integral=0.0,
    )
