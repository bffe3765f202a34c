"""The hypercube model: units that are sent in an order of preference which depends on where the call comes from.

The states are the sets of busy units, the corners of a cube; when all are busy, calls wait in one queue. Its balance
equations are solved exactly, which is feasible for a dozen units.

Source: Larson 1974, "A hypercube queuing model for facility location and redistricting in urban emergency services";
Larson and Odoni 1981, "Urban operations research", chapter 5.4.
Assumptions: calls are Poisson, service times are exponential with one mean wherever a unit goes, every unit may be sent
to every call, and the first call in the queue gets the first unit that comes free.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Hypercube(NamedTuple):
    """What the model tells in the long run."""

    # The share of its time that each unit is busy, shape (units,).
    workload: NDArray[np.float64]
    # The share of each area's calls that each unit serves, shape (areas, units).
    served_by: NDArray[np.float64]
    # The probability that a call finds all units busy, and the mean wait of all calls.
    all_busy: float
    mean_wait: float


def hypercube(
    rates: Sequence[float], preferences: Sequence[Sequence[int]], service_rate: float, units: int
) -> Hypercube:
    """Solve the model for areas with `rates` of calls, each with its units in the order in which they are sent.

    Units are numbered from 0. Raises ValueError where an order does not name every unit once, or where calls come as
    fast as all units together can serve them.
    """
    if any(sorted(order) != list(range(units)) for order in preferences):
        raise ValueError("each area's order names every unit once")
    load = sum(rates) / (units * service_rate)
    if load >= 1:
        raise ValueError(f"the units are busy {load:.0%} of their time: the queue grows without end")
    probability = _solved(rates, preferences, service_rate, units, load)
    full = len(probability) - 1
    all_busy = float(probability[full] / (1 - load))
    queued = all_busy - probability[full]
    busy = np.array([[state >> unit & 1 for state in range(full + 1)] for unit in range(units)], dtype=np.float64)
    # A call that waits is served by any of the units, all alike.
    served_by = np.full((len(rates), units), all_busy / units)
    for area, order in enumerate(preferences):
        for state in range(full):
            served_by[area, _sent(order, state)] += probability[state]
    return Hypercube(busy @ probability + queued, served_by, all_busy, all_busy / (units * service_rate - sum(rates)))


def _solved(
    rates: Sequence[float], preferences: Sequence[Sequence[int]], service_rate: float, units: int, load: float
) -> NDArray[np.float64]:
    """The probability of each set of busy units (a bit each) while nobody waits."""
    full = 2**units - 1
    flow = np.zeros((full + 1, full + 1))
    for state in range(full + 1):
        for rate, order in zip(rates, preferences, strict=True):
            if state != full:
                flow[state, state | 1 << _sent(order, state)] += rate
        for unit in range(units):
            if state >> unit & 1:
                flow[state, state & ~(1 << unit)] += service_rate
    balance = flow.T - np.diag(flow.sum(axis=1))
    # One equation follows from the others; in its place: all states and the queue behind the full one make up 1.
    balance[full] = 1.0
    balance[full, full] = 1.0 / (1.0 - load)
    answer = np.zeros(full + 1)
    answer[full] = 1.0
    return np.asarray(np.linalg.solve(balance, answer))


def _sent(order: Sequence[int], state: int) -> int:
    """The first unit in an order that is not busy."""
    return next(unit for unit in order if not state >> unit & 1)
