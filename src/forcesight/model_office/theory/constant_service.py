"""Several servers and a constant service time (M/D/c).

After one service time, all who were in service have left and nobody else has: the number there is what was waiting plus
those who came. That makes a chain whose steady state is solved numerically.

Sources: Crommelin 1932, "Delay probability formulae when the holding times are constant"; Franx 2001, "A simple
solution for the M/D/c waiting time distribution" (the chain).
Assumptions: Poisson arrivals, nobody gives up.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class ConstantService(NamedTuple):
    """The steady state: the share that waits, and the mean wait of all."""

    waits: float
    mean_wait: float


def constant_service(arrivals: float, service: float, servers: int) -> ConstantService:
    """The steady state of `servers` servers for `arrivals` per unit of time.

    The chain is cut where a longer queue has a chance below 1e-14. Raises ValueError where too much work arrives.
    """
    from scipy.stats import poisson

    load = arrivals * service
    if load >= servers:
        raise ValueError(f"{load} servers' work for {servers} servers: the queue grows without end")
    # Longer queues become less likely at least by this factor for each (a bound of the M/M/c queue's).
    most = servers + int(np.ceil(-34 / np.log(load / servers)))
    there = np.arange(most + 1)
    moves = poisson.pmf(there[None, :] - np.maximum(there[:, None] - servers, 0), load)
    moves[:, -1] += 1 - moves.sum(axis=1)
    equations = np.vstack([(moves.T - np.eye(most + 1))[:-1], np.ones(most + 1)])
    chance = np.linalg.solve(equations, np.append(np.zeros(most), 1.0))
    return ConstantService(float(chance[servers:].sum()), float(chance @ there / arrivals - service))
