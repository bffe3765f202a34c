"""Erlang A: callers with exponential patience (M/M/c+M).

The number there is a birth-and-death process. Whoever finds k others waiting is served after k + 1 departures, each of
the servers' rate plus that of those ahead who give up; this sum of exponential times is the logarithm of a beta
variable (Rényi's representation of order statistics), which gives the share served within a time exactly.

Sources: Palm 1946, "Research on telephone traffic carried by full availability groups"; Garnett, Mandelbaum and Reiman
2002, "Designing a call center with impatient customers".
Assumptions: a Poisson process of arrivals at one rate, exponential service and patience, first come first served.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ErlangA:
    """The steady state. Waits are those of all callers, until served or lost.

    `queue` holds the probability that a caller finds all servers busy and 0, 1, … others waiting.
    """

    arrivals: float
    service: float
    patience: float
    servers: int
    waits: float
    lost: float
    mean_wait: float
    mean_queue: float
    occupancy: float
    queue: NDArray[np.float64]

    def served_within(self, time: float) -> float:
        """The share of all callers who are served and wait at most `time`."""
        from scipy.special import betainc

        rate = self.servers * self.patience / self.service
        ahead = np.arange(len(self.queue))
        # They are served before their patience ends with chance E[beta; beta > exp(-time / patience)].
        served = rate / (rate + ahead + 1) * (1 - betainc(rate + 1, ahead + 1.0, math.exp(-time / self.patience)))
        return float(1 - self.waits + self.queue @ served)


def erlang_a(arrivals: float, service: float, patience: float, servers: int) -> ErlangA:
    """The steady state of `servers` servers for `arrivals` per unit of time, with mean service time and patience."""
    chance = _states(arrivals, service, patience, servers)
    queue = chance[servers:]
    waiting = np.arange(len(queue))
    mean_queue = float(queue @ waiting)
    lost = mean_queue / patience / arrivals
    occupancy = arrivals * (1 - lost) * service / servers
    waits, mean_wait = float(queue.sum()), mean_queue / arrivals
    return ErlangA(arrivals, service, patience, servers, waits, lost, mean_wait, mean_queue, occupancy, queue)


def _states(arrivals: float, service: float, patience: float, servers: int) -> NDArray[np.float64]:
    """The probability of each number there, until so many that they do not count."""
    logs = [0.0]
    while len(logs) <= servers or logs[-1] > max(logs) - 60:
        there = len(logs)
        leaves = min(there, servers) / service + max(there - servers, 0) / patience
        logs.append(logs[-1] + math.log(arrivals / leaves))
    weights = np.exp(np.array(logs) - max(logs))
    return np.asarray(weights / weights.sum())
